"""Background work: the row is the truth, the queue only carries its id."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models

QUEUED, STARTED, FINISHED, FAILED, CANCELLED = (
    "queued", "started", "finished", "failed", "cancelled",
)  # fmt: skip
LIVE = (QUEUED, STARTED)


class Run(models.Model):
    """One piece of background work, from the request for it to its result."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=512)
    """The id the API shows: `action=export&target=task&target_id=1…`; unique while live."""
    job = models.CharField(max_length=64)
    queue = models.CharField(max_length=32)
    action = models.CharField(max_length=32)
    target = models.CharField(max_length=32)
    target_id = models.BigIntegerField(null=True)
    subresource = models.CharField(max_length=32, blank=True)
    format = models.CharField(max_length=128, blank=True)
    project_id = models.BigIntegerField(null=True)
    task_id = models.BigIntegerField(null=True)
    job_id = models.BigIntegerField(null=True)
    organization_id = models.BigIntegerField(null=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    owner_bound = models.BooleanField(default=False)
    """Only its owner may see it; otherwise anyone who may see the target."""
    arguments = models.JSONField(default=dict)

    state = models.CharField(max_length=16, default=QUEUED)
    attempt = models.PositiveIntegerField(default=0)
    max_attempts = models.PositiveIntegerField(default=3)
    lease_owner = models.CharField(max_length=128, blank=True)
    lease_until = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    carried_at = models.DateTimeField(null=True)
    """When its id was last handed to the queue; the reaper carries it again if that was lost."""
    cancel_requested = models.BooleanField(default=False)
    progress = models.FloatField(null=True)
    message = models.TextField(blank=True)
    warnings = models.JSONField(default=list)
    result = models.JSONField(null=True)
    error_code = models.CharField(max_length=64, blank=True)
    created_date = models.DateTimeField(auto_now_add=True)
    started_date = models.DateTimeField(null=True)
    finished_date = models.DateTimeField(null=True)
    expiry_date = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["key"], condition=models.Q(state__in=LIVE), name="one_live_run_per_key"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["key", "-created_date"]),
            models.Index(fields=["state", "lease_until"]),
            models.Index(fields=["owner", "-created_date"]),
        ]

    def facts(self) -> dict[str, Any]:
        """What the policy may know of this run."""
        return {"id": str(self.pk), "owner": {"id": self.owner_id}}
