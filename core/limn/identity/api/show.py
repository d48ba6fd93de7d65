"""Accounts as the API shows them."""

from typing import Any

from limn.identity.actions.invitations import expired
from limn.identity.models import AccessToken, Invitation, Membership, Organization, User
from limn.identity.queries import user_summary
from limn.wire.requests import Request


def show_user(request: Request, user: User) -> dict[str, Any]:
    """All of an account for itself and for administrators, the summary for others."""
    summary = user_summary(request, user) or {}
    is_self = request.actor.user_id == user.pk
    if not is_self and request.actor.privilege != "admin":
        return summary
    groups = request.actor.groups if is_self else [group.name for group in user.groups.all()]
    return {
        **summary,
        "email": user.email,
        "groups": groups,
        "is_staff": user.is_staff,
        "is_superuser": user.is_superuser,
        "is_active": user.is_active,
        "last_login": user.last_login,
        "date_joined": user.date_joined,
        "has_analytics_access": user.has_analytics_access,
    }


def show_token(request: Request, token: AccessToken) -> dict[str, Any]:
    """A personal access token, without its secret."""
    return {
        "id": token.pk,
        "name": token.name,
        "created_date": token.created_date,
        "updated_date": token.updated_date,
        "expiry_date": token.expiry_date,
        "last_used_date": token.last_used_date,
        "read_only": token.read_only,
        "owner": user_summary(request, token.owner),
    }


def show_organization(request: Request, organization: Organization) -> dict[str, Any]:
    """An organization."""
    return {
        "id": organization.pk,
        "slug": organization.slug,
        "name": organization.name,
        "description": organization.description,
        "created_date": organization.created_date,
        "updated_date": organization.updated_date,
        "contact": organization.contact,
        "owner": user_summary(request, organization.owner),
    }


def show_membership(request: Request, membership: Membership) -> dict[str, Any]:
    """A user's place in an organization."""
    return {
        "id": membership.pk,
        "user": user_summary(request, membership.user),
        "organization": membership.organization_id,
        "is_active": membership.is_active,
        "joined_date": membership.joined_date,
        "role": membership.role,
        "invitation": membership.invitation.key if hasattr(membership, "invitation") else None,
    }


def show_invitation(request: Request, invitation: Invitation) -> dict[str, Any]:
    """An offer of a membership."""
    membership = invitation.membership
    return {
        "key": invitation.key,
        "created_date": invitation.created_date,
        "owner": user_summary(request, invitation.owner),
        "role": membership.role,
        "user": user_summary(request, membership.user),
        "organization": membership.organization_id,
        "organization_info": {
            "id": membership.organization_id,
            "slug": membership.organization.slug,
        },
        "expired": expired(invitation),
        "accepted": membership.is_active,
    }
