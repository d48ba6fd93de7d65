"""The door of the room: annotations of jobs and tasks, their history, and news of changes."""

from limn.annotations.api import history, jobs, layouts, live, tasks

routers = (jobs.router, tasks.router, history.router, live.router, layouts.router)
