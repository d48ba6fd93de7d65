"""`/api/auth/access_tokens`: personal access tokens."""

from django.http import HttpResponse
from ninja import Router

from limn.identity import actions, queries, throttle
from limn.identity.api.show import show_token
from limn.identity.schemas import (
    AccessTokenRead,
    AccessTokenWriteRequest,
    PaginatedAccessTokenReadList,
    PatchedAccessTokenWriteRequest,
)
from limn.permissions.check import permit
from limn.sdk.errors import NotFound
from limn.wire.answers import json_answer
from limn.wire.bodies import refuse_nulls
from limn.wire.listing import Listing
from limn.wire.paging import page
from limn.wire.requests import Request

router = Router(tags=["auth"])
LISTING = Listing(
    search=("name",),
    in_organizations=False,
    filters={"name": "name", "read_only": "read_only"},
    terms={
        name: name
        for name in ("id", "created_date", "updated_date", "expiry_date", "last_used_date")
    },
)


@router.get(
    "/auth/access_tokens",
    operation_id="auth_list_access_tokens",
    response=PaginatedAccessTokenReadList,
)
def list_tokens(request: Request) -> HttpResponse:
    """The caller's tokens; all users' for an administrator."""
    rows = queries.tokens_visible_to(request.actor)
    return page(request, rows, lambda token: show_token(request, token), listing=LISTING)


@router.post(
    "/auth/access_tokens",
    operation_id="auth_create_access_tokens",
    response={201: AccessTokenRead},
)
def create_token(request: Request, body: AccessTokenWriteRequest) -> HttpResponse:
    """A new token; `value` is shown in this answer only."""
    permit(request.actor, "token:create")
    throttle.spend("tokens", request.actor.user_id)
    token, text = actions.create_token(request.actor.user_id or 0, **body.model_dump())
    return json_answer({**show_token(request, token), "value": text}, 201)


@router.get(
    "/auth/access_tokens/self",
    operation_id="auth_retrieve_access_tokens_self",
    response=AccessTokenRead,
)
def get_own_token(request: Request) -> HttpResponse:
    """The token this request came with."""
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    token = queries.access_token_of(text.strip()) if scheme == "Bearer" else None
    if token is None:
        raise NotFound("this request did not come with a personal access token")
    permit(request.actor, "token:view", token)
    return json_answer(show_token(request, token))


@router.get(
    "/auth/access_tokens/{int:token_id}",
    operation_id="auth_retrieve_access_tokens",
    response=AccessTokenRead,
)
def get_token(request: Request, token_id: int) -> HttpResponse:
    """One token."""
    token = queries.get_token(token_id)
    permit(request.actor, "token:view", token)
    return json_answer(show_token(request, token))


@router.patch(
    "/auth/access_tokens/{int:token_id}",
    operation_id="auth_partial_update_access_tokens",
    response=AccessTokenRead,
)
def update_token(
    request: Request, token_id: int, body: PatchedAccessTokenWriteRequest
) -> HttpResponse:
    """Change a token's name, end or rights."""
    token = queries.get_token(token_id)
    permit(request.actor, "token:update", token)
    changes = body.model_dump(exclude_unset=True)
    refuse_nulls(changes, "name", "read_only")
    return json_answer(show_token(request, actions.update_token(token, changes)))


@router.delete(
    "/auth/access_tokens/{int:token_id}",
    operation_id="auth_destroy_access_tokens",
    response={204: None},
)
def delete_token(request: Request, token_id: int) -> HttpResponse:
    """Revoke a token."""
    token = queries.get_token(token_id)
    permit(request.actor, "token:delete", token)
    actions.revoke_token(token)
    return HttpResponse(status=204)
