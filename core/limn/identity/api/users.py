"""`/api/users`."""

from typing import cast

from django.http import HttpResponse
from ninja import Router

from limn.identity import actions, queries
from limn.identity.api.show import show_user
from limn.identity.models import User
from limn.identity.people import permit_viewing
from limn.identity.schemas import BasicUser, PaginatedMetaUserList, PatchedUserRequest
from limn.identity.schemas import User as MetaUser
from limn.permissions.check import permit
from limn.wire.answers import json_answer
from limn.wire.bodies import refuse_nulls
from limn.wire.listing import Listing
from limn.wire.paging import page
from limn.wire.requests import Request

router = Router(tags=["users"])
_NAMES = ("username", "first_name", "last_name")
LISTING = Listing(
    search=_NAMES,
    filters={**{name: name for name in _NAMES}, "is_active": "is_active"},
    terms={"id": "id"},
)
_SCOPES = {
    **dict.fromkeys(_NAMES, "user:update:personal_data"),
    "email": "user:update:email",
    **dict.fromkeys(("groups", "is_staff", "is_superuser", "is_active"), "user:update:permissions"),
}


@router.get("/users", operation_id="users_list", response=PaginatedMetaUserList)
def list_users(request: Request) -> HttpResponse:
    """The users the caller may see: members of the organization, or oneself."""
    rows = queries.users_visible_to(request.actor)
    return page(request, rows, lambda user: show_user(request, user), listing=LISTING)


@router.get("/users/self", operation_id="users_retrieve_self", response=MetaUser)
def get_self(request: Request) -> HttpResponse:
    """The caller's own account."""
    user = cast(User, request.user)
    permit(request.actor, "user:view", user)
    return json_answer(show_user(request, user))


@router.get("/users/{int:user_id}", operation_id="users_retrieve", response=MetaUser | BasicUser)
def get_user(request: Request, user_id: int) -> HttpResponse:
    """One user."""
    user = queries.get_user(user_id)
    permit_viewing(request.actor, user, organization=request.actor.organization)
    return json_answer(show_user(request, user))


@router.patch(
    "/users/{int:user_id}", operation_id="users_partial_update", response=MetaUser | BasicUser
)
def update_user(request: Request, user_id: int, body: PatchedUserRequest) -> HttpResponse:
    """Change an account: one's own names, and anything as an administrator."""
    user, changes = queries.get_user(user_id), body.model_dump(exclude_unset=True)
    permit_viewing(request.actor, user, organization=request.actor.organization)
    for scope in sorted({_SCOPES[name] for name in changes}):
        permit(request.actor, scope, user)
    refuse_nulls(changes)
    return json_answer(show_user(request, actions.update_user(user, changes)))


@router.delete("/users/{int:user_id}", operation_id="users_destroy", response={204: None})
def delete_user(request: Request, user_id: int) -> HttpResponse:
    """Remove an account."""
    user = queries.get_user(user_id)
    permit(request.actor, "user:delete", user)
    actions.delete_user(user)
    return HttpResponse(status=204)
