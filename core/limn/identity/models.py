"""People, the organizations they belong to, and what they sign in with."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models

ROLES = ("worker", "supervisor", "maintainer", "owner")
PRIVILEGES = ("admin", "user", "worker")


class User(AbstractUser):
    """Somebody who can sign in; the groups `admin`, `user` and `worker` give privilege."""

    email_confirmed = models.BooleanField(default=True)
    """Whether the account may be used; false until a mail to its address was answered."""
    invited_only = models.BooleanField(default=False)
    """Whether this is only an address that was invited; signing up with it makes an account."""
    has_analytics_access = models.BooleanField(default=False)
    """Whether pages of analytics are open to them, whatever they may do otherwise."""

    def facts(self) -> dict[str, Any]:
        """What the policy may know of this user as a resource."""
        return {"id": self.pk}


class Organization(models.Model):
    """A team that shares projects, tasks and storages."""

    slug = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=64, blank=True)
    description = models.TextField(blank=True)
    contact = models.JSONField(default=dict, blank=True)
    owner = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_date = models.DateTimeField(auto_now_add=True)
    updated_date = models.DateTimeField(auto_now=True)

    def facts(self) -> dict[str, Any]:
        """What the policy may know: an organization is seen from itself."""
        return {"id": self.pk, "organization": self.pk}


class Membership(models.Model):
    """A user's place and role in an organization."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="members")
    role = models.CharField(max_length=16, choices=[(role, role) for role in ROLES])
    is_active = models.BooleanField(default=False)
    joined_date = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "organization"], name="one_membership")
        ]

    def facts(self) -> dict[str, Any]:
        """What the policy may know of this membership."""
        return {
            "id": self.pk,
            "user": {"id": self.user_id},
            "role": self.role,
            "is_active": self.is_active,
            "organization": self.organization_id,
        }


class Invitation(models.Model):
    """An offer of a membership; the membership is not active before it is accepted."""

    key = models.CharField(max_length=64, primary_key=True)
    owner = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    membership = models.OneToOneField(Membership, models.CASCADE, related_name="invitation")
    created_date = models.DateTimeField(auto_now_add=True)
    sent_date = models.DateTimeField(null=True)

    def facts(self) -> dict[str, Any]:
        """What the policy may know of this invitation."""
        return {
            "id": self.key,
            "owner": {"id": self.owner_id},
            "invitee": {"id": self.membership.user_id},
            "role": self.membership.role,
            "organization": self.membership.organization_id,
        }


class ApiKey(models.Model):
    """A login token (`Authorization: Token …`), kept as a SHA-256 digest only."""

    user = models.ForeignKey(User, models.CASCADE, related_name="api_keys")
    digest = models.CharField(max_length=64, unique=True)
    created_date = models.DateTimeField(auto_now_add=True)


class AccessToken(models.Model):
    """A personal access token (`Authorization: Bearer prefix.secret`), digest only."""

    owner = models.ForeignKey(User, models.CASCADE, related_name="access_tokens")
    name = models.CharField(max_length=64)
    prefix = models.CharField(max_length=12, unique=True)
    digest = models.CharField(max_length=256)
    read_only = models.BooleanField(default=True)
    expiry_date = models.DateTimeField(null=True)
    revoked = models.BooleanField(default=False)
    created_date = models.DateTimeField(auto_now_add=True)
    updated_date = models.DateTimeField(auto_now=True)
    last_used_date = models.DateTimeField(null=True)

    def facts(self) -> dict[str, Any]:
        """What the policy may know of this token."""
        return {"id": self.pk, "owner": {"id": self.owner_id}}


class LoginLink(models.Model):
    """A link that signs its user in once."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)


class SignInFailures(models.Model):
    """Wrong passwords in a row, from one address for one name (or for any name)."""

    digest = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    last = models.DateTimeField(db_index=True)
