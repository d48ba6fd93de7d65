"""`/api/invitations`."""

from django.http import HttpResponse
from ninja import Router

from limn.identity import queries
from limn.identity.actions import invitations as actions
from limn.identity.api.show import show_invitation
from limn.identity.schemas import (
    AcceptInvitationRead,
    InvitationRead,
    InvitationWriteRequest,
    PaginatedInvitationReadList,
)
from limn.permissions.check import permit
from limn.sdk.errors import BadInput
from limn.wire.answers import json_answer
from limn.wire.listing import Listing
from limn.wire.paging import page
from limn.wire.requests import Request

router = Router(tags=["invitations"])
LISTING = Listing(
    search=("owner__username",),
    filters={
        "owner": "owner__username",
        "user_id": "membership__user_id",
        "accepted": "membership__is_active",
    },
    sort={
        "owner": "owner__username",
        "user_id": "membership__user_id",
        "accepted": "membership__is_active",
        "created_date": "created_date",
    },
    default_sort="-created_date",
)


@router.get("/invitations", operation_id="invitations_list", response=PaginatedInvitationReadList)
def list_invitations(request: Request) -> HttpResponse:
    """Invitations the caller sent or got, and all of the organization for those who run it."""
    rows = queries.invitations_visible_to(request.actor)
    return page(request, rows, lambda one: show_invitation(request, one), listing=LISTING)


@router.post("/invitations", operation_id="invitations_create", response={201: InvitationRead})
def create_invitation(request: Request, body: InvitationWriteRequest) -> HttpResponse:
    """Invite somebody into the organization the request names."""
    permit(request.actor, "invitation:create", None, role=body.role)
    if request.actor.organization is None:
        raise BadInput("name the organization: `?org=its-slug`", fields={"org": ["is missing"]})
    organization = queries.get_organization(request.actor.organization)
    inviter = queries.get_user(request.actor.user_id or 0)
    invitation = actions.invite(
        request, inviter, organization, email=body.email.strip(), role=body.role
    )
    return json_answer(show_invitation(request, invitation), 201)


@router.get("/invitations/{str:key}", operation_id="invitations_retrieve", response=InvitationRead)
def get_invitation(request: Request, key: str) -> HttpResponse:
    """One invitation."""
    invitation = queries.get_invitation(key)
    permit(request.actor, "invitation:view", invitation)
    return json_answer(show_invitation(request, invitation))


@router.delete("/invitations/{str:key}", operation_id="invitations_destroy", response={204: None})
def delete_invitation(request: Request, key: str) -> HttpResponse:
    """Take an invitation back."""
    invitation = queries.get_invitation(key)
    permit(request.actor, "invitation:delete", invitation)
    actions.withdraw(invitation)
    return HttpResponse(status=204)


@router.post(
    "/invitations/{str:key}/accept",
    operation_id="invitations_accept",
    response=AcceptInvitationRead,
)
def accept(request: Request, key: str) -> HttpResponse:
    """Become a member."""
    invitation = queries.get_invitation(key)
    permit(request.actor, "invitation:accept", invitation)
    organization = actions.accept(invitation)
    return json_answer({"organization_slug": organization.slug})


@router.post(
    "/invitations/{str:key}/decline", operation_id="invitations_decline", response={204: None}
)
def decline(request: Request, key: str) -> HttpResponse:
    """Say no to an invitation."""
    invitation = queries.get_invitation(key)
    permit(request.actor, "invitation:decline", invitation)
    actions.withdraw(invitation)
    return HttpResponse(status=204)


@router.post(
    "/invitations/{str:key}/resend", operation_id="invitations_resend", response={204: None}
)
def resend(request: Request, key: str) -> HttpResponse:
    """Send the mail once more."""
    invitation = queries.get_invitation(key)
    permit(request.actor, "invitation:resend", invitation)
    actions.resend(request, invitation)
    return HttpResponse(status=204)
