"""`/api/auth`, `/api/users`, `/api/organizations`, `/api/memberships`."""

from ninja import Router

from limn.identity.api import access_tokens, organizations, sessions, users

router = Router()
router.add_router("", sessions.router)
router.add_router("", access_tokens.router)
router.add_router("", users.router)
router.add_router("", organizations.router)

__all__ = ["router"]
