"""What reviewers point out in a job, and what is said about it."""

from typing import Any

from django.conf import settings
from django.db import models


def _person() -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")


class Issue(models.Model):
    """Something to look at again, at a place on a frame of a job.

    `frame` is task-relative; `position` holds x, y pairs in px: a point, a box or a line.
    """

    job = models.ForeignKey("tasks.Job", models.CASCADE, related_name="issues")
    frame = models.PositiveIntegerField()
    position = models.JSONField(default=list)
    owner = _person()
    assignee = _person()
    assignee_updated_date = models.DateTimeField(null=True)
    resolved = models.BooleanField(default=False)
    created_date = models.DateTimeField(auto_now_add=True)
    updated_date = models.DateTimeField(auto_now=True)

    def facts(self) -> dict[str, Any]:
        """What the policy may know of this issue, its job, task and project."""
        job = self.job.facts()
        return {
            "id": self.pk,
            "owner": {"id": self.owner_id},
            "assignee": {"id": self.assignee_id},
            "job": {"assignee": job["assignee"]},
            "task": job["task"],
            "project": job["project"],
            "organization": job["organization"],
        }


class Comment(models.Model):
    """A message about an issue; the first one says what the issue is."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="comments")
    owner = _person()
    message = models.TextField()
    created_date = models.DateTimeField(auto_now_add=True)
    updated_date = models.DateTimeField(auto_now=True)

    def facts(self) -> dict[str, Any]:
        """What the policy may know of this comment and its issue."""
        issue = self.issue.facts()
        return {**issue, "id": self.pk, "owner": {"id": self.owner_id}, "issue": issue}
