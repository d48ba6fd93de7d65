"""What people drew: one row per tag, shape, keyframe, track and interval, and every change."""

from typing import ClassVar

from django.db import models

_IS_ELEMENT = models.Q(parent__isnull=False)
"""Most rows have no parent, and an index on those that have one is quick to write."""


class _Row(models.Model):
    """What every annotation row has.

    Ids are taken in blocks and are unique over all tables here, see `store`. `version` is the
    job's `annotation_version` of the write that made the row what it is. Rows that go with
    their job or label are deleted by `store`, however many; Django would read each of them
    first. PostgreSQL keeps what rows refer to by triggers, see migration 0005.
    """

    id = models.BigIntegerField(primary_key=True)
    # Every table here has an index on job and frame, which serves for the job alone too.
    job = models.ForeignKey("tasks.Job", models.DO_NOTHING, related_name="+", db_index=False)
    frame = models.PositiveIntegerField()
    label = models.ForeignKey("tasks.Label", models.DO_NOTHING, related_name="+")
    group = models.PositiveBigIntegerField(default=0)
    source = models.CharField(max_length=16, default="manual")
    attributes = models.TextField(default="[]")
    """JSON array of {"spec_id", "value"}, exactly as the wire shows it."""
    version = models.PositiveBigIntegerField(default=1)

    class Meta:
        abstract = True


class Tag(_Row):
    """A label on a whole frame."""

    class Meta(_Row.Meta):
        indexes: ClassVar = [models.Index(fields=["job", "frame"])]


class Track(_Row):
    """The head of a track; its keyframes are shapes. `parent` makes it a skeleton's element."""

    parent = models.ForeignKey(
        "self", models.DO_NOTHING, null=True, related_name="elements", db_index=False
    )

    class Meta(_Row.Meta):
        indexes: ClassVar = [
            models.Index(fields=["job", "frame"]),
            models.Index(fields=["parent"], condition=_IS_ELEMENT, name="track_elements"),
        ]


class Shape(_Row):
    """A shape, a skeleton's element (`parent`), or a track's keyframe (`track`)."""

    parent = models.ForeignKey(
        "self", models.DO_NOTHING, null=True, related_name="elements", db_index=False
    )
    track = models.ForeignKey(
        Track, models.DO_NOTHING, null=True, related_name="shapes", db_index=False
    )
    type = models.CharField(max_length=16)
    occluded = models.BooleanField(default=False)
    outside = models.BooleanField(default=False)
    z_order = models.IntegerField(default=0)
    rotation = models.FloatField(default=0)
    score = models.FloatField(default=1)
    points = models.TextField(default="[]")
    """JSON array of numbers, exactly as the wire shows it."""

    class Meta(_Row.Meta):
        indexes: ClassVar = [
            models.Index(fields=["job", "frame"]),
            models.Index(fields=["parent"], condition=_IS_ELEMENT, name="shape_elements"),
            models.Index(
                fields=["track", "frame"],
                condition=models.Q(track__isnull=False),
                name="shape_keyframes",
            ),
        ]


class Interval(_Row):
    """A stretch of a recording, whose frames are milliseconds: it begins on `frame`."""

    stop = models.PositiveIntegerField(null=True)
    """The first frame that is not part of it; null where it lasts to the end of its job."""
    score = models.FloatField(default=1)

    class Meta(_Row.Meta):
        indexes: ClassVar = [models.Index(fields=["job", "frame"])]


class Change(models.Model):
    """One committed write to a job's annotations: who, when, and before and after."""

    job = models.ForeignKey("tasks.Job", models.CASCADE, related_name="+")
    version = models.PositiveBigIntegerField()
    at = models.DateTimeField(auto_now_add=True)
    user_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=16)
    """put, create, update, delete, changes, import, restore, label (its label was deleted),
    or move (its task went into a project, or out of one)."""
    counts = models.JSONField(default=dict)
    """Objects by deed and kind: {"created": {"tags": 0, "shapes": 2, "tracks": 0}, …}."""
    touched = models.BinaryField(default=b"")
    """Ids of all these objects, see `history.pack_ids`."""
    delta = models.BinaryField()
    """zlib of JSON {"before": […], "after": […]}, lists of LabeledData in the wire's shape."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["job", "version"], name="one_change_per_version"),
        ]


class Answer(models.Model):
    """What a request with an Idempotency-Key was answered, for the case that it comes again."""

    place = models.CharField(max_length=32)
    """`job:5` or `task:3`."""
    key = models.CharField(max_length=128)
    digest = models.BinaryField()
    """Of the request: method, address and body."""
    answer = models.BinaryField()
    """zlib of the body of the answer."""
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "key"], name="one_answer_per_key"),
        ]


class IdBlock(models.Model):
    """The next free id, for databases without sequences to take blocks from."""

    table = models.CharField(max_length=64, primary_key=True)
    next_id = models.BigIntegerField(default=1)
