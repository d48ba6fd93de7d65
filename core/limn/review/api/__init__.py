"""The door of the room: issues and comments."""

from limn.review.api import comments, issues

routers = (issues.router, comments.router)
