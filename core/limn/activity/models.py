"""What clients told of their users' work."""

from typing import ClassVar

from django.db import models


class Activity(models.Model):
    """Something a person did in a client (`draw:object`), or the time they worked.

    `timestamp` is by the server's clock; `count` and `duration` (ms) are the client's. Ids are
    kept though what they name is deleted.
    """

    scope = models.CharField(max_length=64)
    obj_name = models.CharField(max_length=256, null=True)
    obj_id = models.BigIntegerField(null=True)
    obj_val = models.CharField(max_length=1024, null=True)
    source = models.CharField(max_length=64, null=True)
    timestamp = models.DateTimeField()
    count = models.BigIntegerField(null=True)
    duration = models.BigIntegerField(default=0)
    project_id = models.BigIntegerField(null=True)
    task_id = models.BigIntegerField(null=True)
    job_id = models.BigIntegerField(null=True)
    user_id = models.BigIntegerField()
    user_name = models.CharField(max_length=150)
    user_email = models.CharField(max_length=254, blank=True)
    org_id = models.BigIntegerField(null=True)
    org_slug = models.CharField(max_length=16, null=True)
    payload = models.TextField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["timestamp"]),
            models.Index(fields=["user_id", "timestamp"]),
            models.Index(fields=["org_id", "timestamp"]),
        ]
