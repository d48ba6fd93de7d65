"""Buckets and shares that people connected."""

from typing import Any

from django.conf import settings
from django.db import models


class CloudStorage(models.Model):
    """A bucket, container or share, opened by the storage kind called `provider_type`."""

    provider_type = models.CharField(max_length=32)
    resource = models.CharField(max_length=222)
    """Name of the bucket or container, or address of the share."""
    display_name = models.CharField(max_length=63)
    description = models.TextField(blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    organization = models.ForeignKey(
        "identity.Organization", models.SET_NULL, null=True, related_name="+"
    )
    credentials_type = models.CharField(max_length=32)
    credentials = models.BinaryField(default=b"")
    """Encrypted JSON; never leaves the server."""
    specific_attributes = models.CharField(max_length=1024, blank=True)
    """`name=value&name=value`, as on the wire: region, endpoint_url, prefix."""
    manifests = models.JSONField(default=list)
    """Paths of manifest files in the bucket."""
    created_date = models.DateTimeField(auto_now_add=True)
    updated_date = models.DateTimeField(auto_now=True)

    def facts(self) -> dict[str, Any]:
        """What the policy may know of this storage."""
        return {
            "id": self.pk,
            "owner": {"id": self.owner_id},
            "organization": self.organization_id,
        }
