"""`/api/organizations` and `/api/memberships`."""

from django.conf import settings
from django.http import HttpResponse
from ninja import Router

from limn.identity import actions, queries
from limn.identity.api.show import show_membership, show_organization
from limn.identity.models import ROLES
from limn.identity.schemas import (
    MembershipRead,
    OrganizationRead,
    OrganizationWriteRequest,
    PaginatedMembershipReadList,
    PaginatedOrganizationReadList,
    PatchedMembershipWriteRequest,
    PatchedOrganizationWriteRequest,
)
from limn.permissions.check import permit
from limn.wire.answers import json_answer
from limn.wire.bodies import refuse_nulls
from limn.wire.listing import Listing
from limn.wire.paging import page
from limn.wire.requests import Request

router = Router(tags=["organizations"])
ORGANIZATIONS = Listing(
    search=("name", "owner__username", "slug"),
    filters={"name": "name", "owner": "owner__username", "slug": "slug"},
    terms={"id": "id"},
    in_organizations=False,
)
MEMBERSHIPS = Listing(
    search=("user__username",),
    filters={"user": "user__username", "role": "role"},
    terms={"id": "id"},
    choices={"role": ROLES},
)


@router.get(
    "/organizations", operation_id="organizations_list", response=PaginatedOrganizationReadList
)
def list_organizations(request: Request) -> HttpResponse:
    """The organizations the caller is in."""
    rows = queries.organizations_visible_to(request.actor)
    return page(request, rows, lambda one: show_organization(request, one), listing=ORGANIZATIONS)


@router.post(
    "/organizations", operation_id="organizations_create", response={201: OrganizationRead}
)
def create_organization(request: Request, body: OrganizationWriteRequest) -> HttpResponse:
    """A new organization, owned by the caller."""
    permit(
        request.actor,
        "organization:create",
        least_privilege=settings.ORGANIZATIONS_NEED,
        organization=None,
    )
    owner = queries.get_user(request.actor.user_id or 0)
    organization = actions.create_organization(owner, **body.model_dump())
    return json_answer(show_organization(request, organization), 201)


@router.get(
    "/organizations/{int:organization_id}",
    operation_id="organizations_retrieve",
    response=OrganizationRead,
)
def get_organization(request: Request, organization_id: int) -> HttpResponse:
    """One organization."""
    organization = queries.get_organization(organization_id)
    permit(request.actor, "organization:view", organization)
    return json_answer(show_organization(request, organization))


@router.patch(
    "/organizations/{int:organization_id}",
    operation_id="organizations_partial_update",
    response=OrganizationRead,
)
def update_organization(
    request: Request, organization_id: int, body: PatchedOrganizationWriteRequest
) -> HttpResponse:
    """Change an organization's names or contacts."""
    organization = queries.get_organization(organization_id)
    permit(request.actor, "organization:update", organization)
    changes = body.model_dump(exclude_unset=True)
    refuse_nulls(changes)
    changed = actions.update_organization(organization, changes)
    return json_answer(show_organization(request, changed))


@router.delete(
    "/organizations/{int:organization_id}",
    operation_id="organizations_destroy",
    response={204: None},
)
def delete_organization(request: Request, organization_id: int) -> HttpResponse:
    """Dissolve an organization."""
    organization = queries.get_organization(organization_id)
    permit(request.actor, "organization:delete", organization)
    actions.delete_organization(organization)
    return HttpResponse(status=204)


@router.get("/memberships", operation_id="memberships_list", response=PaginatedMembershipReadList)
def list_memberships(request: Request) -> HttpResponse:
    """The members of the organization, or the caller's own memberships."""
    rows = queries.memberships_visible_to(request.actor)
    return page(request, rows, lambda one: show_membership(request, one), listing=MEMBERSHIPS)


@router.get(
    "/memberships/{int:membership_id}",
    operation_id="memberships_retrieve",
    response=MembershipRead,
)
def get_membership(request: Request, membership_id: int) -> HttpResponse:
    """One membership."""
    membership = queries.get_membership(membership_id)
    permit(request.actor, "membership:view", membership)
    return json_answer(show_membership(request, membership))


@router.patch(
    "/memberships/{int:membership_id}",
    operation_id="memberships_partial_update",
    response=MembershipRead,
)
def change_role(
    request: Request, membership_id: int, body: PatchedMembershipWriteRequest
) -> HttpResponse:
    """Give a member another role."""
    membership, changes = queries.get_membership(membership_id), body.model_dump(exclude_unset=True)
    permit(request.actor, "membership:view", membership)
    refuse_nulls(changes)
    if role := changes.get("role"):
        permit(request.actor, "membership:change:role", membership, new_role=role)
        membership = actions.change_role(membership, role)
    return json_answer(show_membership(request, membership))


@router.delete(
    "/memberships/{int:membership_id}", operation_id="memberships_destroy", response={204: None}
)
def delete_membership(request: Request, membership_id: int) -> HttpResponse:
    """Remove a member, or leave."""
    membership = queries.get_membership(membership_id)
    permit(request.actor, "membership:delete", membership)
    actions.remove_member(membership)
    return HttpResponse(status=204)
