"""Uploaded media, its frames, and uploads on their way."""

import uuid
from typing import ClassVar

from django.db import models


class Data(models.Model):
    """The media of one task: where its bytes are and which of its frames are used.

    Frame numbers are *task-relative* (0 … size−1) everywhere but in `start_frame`,
    `stop_frame` and `Picture.frame`, which count frames of the source; source frame =
    start_frame + number × step.
    """

    kind = models.CharField(max_length=16, blank=True)
    """`image`, `video`, `point_cloud` or `audio`; empty until the media has been read."""
    size = models.PositiveIntegerField(default=0)
    start_frame = models.PositiveIntegerField(default=0)
    stop_frame = models.PositiveIntegerField(default=0)
    frame_filter = models.CharField(max_length=256, blank=True)
    deleted_frames = models.JSONField(default=list)
    chunk_size = models.PositiveIntegerField(null=True)
    image_quality = models.PositiveSmallIntegerField(default=70)
    compressed_chunk_type = models.CharField(max_length=16, default="imageset")
    original_chunk_type = models.CharField(max_length=16, default="imageset")
    storage_method = models.CharField(max_length=16, default="cache")
    storage = models.CharField(max_length=16, default="local")
    """Where the originals are: `local` (our media store), `share` or `cloud_storage`."""
    cloud_storage = models.ForeignKey(
        "storage.CloudStorage", models.SET_NULL, null=True, related_name="+"
    )
    sorting_method = models.CharField(max_length=16, default="lexicographical")
    content_size = models.BigIntegerField(null=True)
    chunks_updated_date = models.DateTimeField(null=True)
    places = models.JSONField(default=list)
    """Where in the bucket for media originals lie (`limn.storage.media_bucket`); what is not
    there lies in the data folder."""

    @property
    def step(self) -> int:
        """Distance between used frames of the source, from `step=N`."""
        return int(self.frame_filter.removeprefix("step=") or 1)


class Picture(models.Model):
    """One image or point cloud; `path` is relative to where the originals are.

    A point cloud has no width and height (0). A honeypot shows the picture of the frame
    `real_frame` of the same data; `path` and sizes repeat that one's.
    """

    data = models.ForeignKey(Data, models.CASCADE, related_name="pictures")
    frame = models.PositiveIntegerField()
    path = models.CharField(max_length=1024)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    related = models.JSONField(default=list)
    """Paths of the context images shown beside it."""
    tag = models.CharField(max_length=100, blank=True)
    """Of an object in a storage when the task was made; another one means other content."""
    real_frame = models.PositiveIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["data", "frame"], name="one_picture_per_frame")
        ]


class Clip(models.Model):
    """The video of a video task; its packet index lies beside it as a NumPy file."""

    data = models.OneToOneField(Data, models.CASCADE, related_name="clip")
    path = models.CharField(max_length=1024)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    rotation = models.SmallIntegerField(default=0)
    frame_rate = models.FloatField(null=True)
    damaged = models.JSONField(default=list)
    """Frames of the source that cannot be decoded, or not wholly: first and last of each run."""
    chapters = models.JSONField(default=list)
    """As the manifest lists them: {"id", "start", "stop", "metadata": {"title"}}, in frames."""

    tag = models.TextField(blank=True)
    """Of an object in a storage when the task was made; another one means other content."""


class Sound(models.Model):
    """The recording of an audio task, whose frames are milliseconds."""

    data = models.OneToOneField(Data, models.CASCADE, related_name="sound")
    path = models.CharField(max_length=1024)
    sampling_rate = models.PositiveIntegerField()
    """Samples a second."""
    has_cover_image = models.BooleanField(default=False)


class Upload(models.Model):
    """A TUS upload: `length` bytes announced, `offset` received and on disk."""

    id = models.CharField(primary_key=True, max_length=80)
    """`<user id>_<uuid4>`, as CVAT's clients know it."""
    owner_id = models.BigIntegerField()
    target = models.CharField(max_length=64)
    """What it is for: `task:3:data`, `job:7:annotations`."""
    filename = models.CharField(max_length=1024)
    filetype = models.CharField(max_length=128, blank=True)
    length = models.BigIntegerField()
    offset = models.BigIntegerField(default=0)
    created_date = models.DateTimeField(auto_now_add=True)
    updated_date = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["target", "filename"], name="one_upload_per_name")
        ]


def upload_id(user_id: int) -> str:
    """A new id for an upload of this user."""
    return f"{user_id}_{uuid.uuid4()}"
