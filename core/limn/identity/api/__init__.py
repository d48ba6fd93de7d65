"""`/api/auth`, `/api/users`, `/api/organizations` and who is in them."""

from ninja import Router

from limn.identity.api import (
    access_tokens,
    invitations,
    organizations,
    passwords,
    sessions,
    users,
)

router = Router()
router.add_router("", sessions.router)
router.add_router("", passwords.router)
router.add_router("", access_tokens.router)
router.add_router("", users.router)
router.add_router("", organizations.router)
router.add_router("", invitations.router)

__all__ = ["router"]
