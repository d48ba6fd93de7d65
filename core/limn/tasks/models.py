"""Projects, tasks, the segments and jobs they are cut into, and their labels."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models


def _id(person: Any) -> dict[str, Any]:
    return {"id": person}


class _Staffed(models.Model):
    """Has an assignee and dates."""

    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    assignee_updated_date = models.DateTimeField(null=True)
    created_date = models.DateTimeField(auto_now_add=True)
    updated_date = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class _Stored(_Staffed):
    """Where its files are taken from and go to; a location is empty until somebody chose one."""

    source_location = models.CharField(max_length=16, blank=True)
    source_cloud_storage = models.ForeignKey(
        "storage.CloudStorage", models.SET_NULL, null=True, related_name="+"
    )
    target_location = models.CharField(max_length=16, blank=True)
    target_cloud_storage = models.ForeignKey(
        "storage.CloudStorage", models.SET_NULL, null=True, related_name="+"
    )

    class Meta(_Staffed.Meta):
        abstract = True


class Project(_Stored):
    """Tasks that share labels."""

    name = models.CharField(max_length=256)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    bug_tracker = models.CharField(max_length=2000, blank=True)
    status = models.CharField(max_length=32, default="annotation")
    organization = models.ForeignKey(
        "identity.Organization", models.SET_NULL, null=True, related_name="+"
    )

    def facts(self) -> dict[str, Any]:
        """What the policy may know of this project."""
        return {
            "id": self.pk,
            "owner": _id(self.owner_id),
            "assignee": _id(self.assignee_id),
            "organization": self.organization_id,
        }


class Task(_Stored):
    """One batch of media with its labels, cut into jobs."""

    project = models.ForeignKey(Project, models.CASCADE, null=True, related_name="tasks")
    name = models.CharField(max_length=256)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    bug_tracker = models.CharField(max_length=2000, blank=True)
    status = models.CharField(max_length=32, default="annotation")
    subset = models.CharField(max_length=64, blank=True)
    overlap = models.PositiveIntegerField(null=True)
    segment_size = models.PositiveIntegerField(default=0)
    mode = models.CharField(max_length=32, blank=True)
    dimension = models.CharField(max_length=4, blank=True)
    consensus_replicas = models.PositiveIntegerField(default=0)
    data = models.OneToOneField("media.Data", models.SET_NULL, null=True, related_name="+")
    organization = models.ForeignKey(
        "identity.Organization", models.SET_NULL, null=True, related_name="+"
    )

    def facts(self) -> dict[str, Any]:
        """What the policy may know of this task and its project."""
        return {
            "id": self.pk,
            "owner": _id(self.owner_id),
            "assignee": _id(self.assignee_id),
            "organization": self.organization_id,
            "project": self.project.facts() if self.project else None,
        }


class ValidationLayout(models.Model):
    """Which frames of a task are ground truth, and how they get into jobs.

    In mode `gt` the ground truth job has the frames `frames`; in mode `gt_pool` they are the
    pool at the end of the data, and each annotation job has `frames_per_job_count` honeypots
    that show one of them (`media.Picture.real_frame`). All frames are task-relative.
    """

    task = models.OneToOneField(Task, models.CASCADE, related_name="validation_layout")
    mode = models.CharField(max_length=16)
    frames_per_job_count = models.PositiveIntegerField(null=True)
    frames = models.JSONField(default=list)
    disabled_frames = models.JSONField(default=list)


class Segment(models.Model):
    """A range of a task's frames, first and last included, task-relative.

    With `type` `specific_frames` only `frames` are in it, task-relative too.
    """

    task = models.ForeignKey(Task, models.CASCADE, related_name="segments")
    start_frame = models.PositiveIntegerField()
    stop_frame = models.PositiveIntegerField()
    type = models.CharField(max_length=16, default="range")
    frames = models.JSONField(default=list)
    chunks_updated_date = models.DateTimeField(null=True)
    """When pictures in it changed after the media was read; empty if they never did."""


class Job(_Staffed):
    """A segment as work for one person."""

    segment = models.ForeignKey(Segment, models.CASCADE, related_name="jobs")
    type = models.CharField(max_length=32, default="annotation")
    stage = models.CharField(max_length=16, default="annotation")
    state = models.CharField(max_length=16, default="new")
    annotation_version = models.PositiveBigIntegerField(default=0)
    """Grows with every write to the job's annotations."""
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="replicas")
    """The annotation job that a consensus replica repeats."""

    def facts(self) -> dict[str, Any]:
        """What the policy may know of this job, its task and its project."""
        task = self.segment.task.facts()
        return {
            "id": self.pk,
            "assignee": _id(self.assignee_id),
            "organization": task["organization"],
            "task": {"owner": task["owner"], "assignee": task["assignee"]},
            "project": task["project"],
        }


class Label(models.Model):
    """A class of objects of a project or task; `parent` makes it a skeleton's element."""

    project = models.ForeignKey(Project, models.CASCADE, null=True, related_name="labels")
    task = models.ForeignKey(Task, models.CASCADE, null=True, related_name="labels")
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="sublabels")
    name = models.CharField(max_length=64)
    color = models.CharField(max_length=8, blank=True)
    type = models.CharField(max_length=16, default="any")
    svg = models.TextField(blank=True)
    """A skeleton's picture as checked markup: nodes and edges only."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["project", "name"],
                condition=models.Q(parent=None, task=None),
                name="label_name_in_project",
            ),
            models.UniqueConstraint(
                fields=["task", "name"],
                condition=models.Q(parent=None, project=None),
                name="label_name_in_task",
            ),
            models.UniqueConstraint(
                fields=["parent", "name"],
                condition=models.Q(parent__isnull=False),
                name="label_name_in_skeleton",
            ),
        ]

    def beside(self) -> models.QuerySet["Label"]:
        """The other labels whose names it may not have."""
        home = {"task": self.task_id, "project": self.project_id, "parent": self.parent_id}
        return Label.objects.filter(**home).exclude(pk=self.pk)

    def facts(self) -> dict[str, Any]:
        """What the policy may know: a label is as visible as what it belongs to."""
        home = self.task or self.project
        return home.facts() if home else {}


class AttributeSpec(models.Model):
    """A question asked about each object of a label; `values` are lines of text."""

    label = models.ForeignKey(Label, models.CASCADE, related_name="attributes")
    name = models.CharField(max_length=64)
    mutable = models.BooleanField(default=False)
    input_type = models.CharField(max_length=16)
    default_value = models.CharField(max_length=128, blank=True)
    values = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["label", "name"], name="attribute_name_in_label")
        ]


class Guide(models.Model):
    """What annotators of a task or of a project's tasks should know, in Markdown."""

    task = models.OneToOneField(Task, models.CASCADE, null=True, related_name="guide")
    project = models.OneToOneField(Project, models.CASCADE, null=True, related_name="guide")
    markdown = models.TextField(blank=True)
    is_public = models.BooleanField(default=False)
    """Whether everybody who knows the address may read it, without an account too."""
    created_date = models.DateTimeField(auto_now_add=True)
    updated_date = models.DateTimeField(auto_now=True)

    def facts(self) -> dict[str, Any]:
        """What the policy may know of this guide: whose task or project it is for."""
        target = self.task or self.project
        facts = target.facts() if target else {}
        return {
            "id": self.pk,
            "target": {name: facts.get(name) for name in ("owner", "assignee")},
            "organization": facts.get("organization"),
            "is_public": self.is_public,
        }


class Asset(models.Model):
    """A picture or PDF that a guide shows; its bytes are a file named by `uuid`."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    guide = models.ForeignKey(Guide, models.CASCADE, related_name="assets")
    filename = models.CharField(max_length=1024)
    content_type = models.CharField(max_length=32)
    content_size = models.PositiveBigIntegerField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_date = models.DateTimeField(auto_now_add=True)
