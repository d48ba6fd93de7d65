"""Uploads that nobody goes on with are given up."""

import time
from datetime import datetime, timedelta

from django.utils import timezone

from limn.media.models import Upload
from limn.media.transfer import disk
from limn.storage import store

LIFETIME = timedelta(hours=12)
"""For how long nobody may touch an upload before it is given up."""
_PAUSE = 600.0
_next = 0.0


def expires(upload: Upload) -> datetime:
    """When an upload that nobody goes on with is given up."""
    return upload.updated_date + LIFETIME


def expire(now: datetime | None = None) -> int:
    """Remove uploads and files nobody touched for 12 hours; the number removed."""
    oldest = (now or timezone.now()) - LIFETIME
    removed = 0
    for upload in Upload.objects.filter(updated_date__lt=oldest):
        if disk.last_written(disk.part(upload)) < oldest.timestamp():
            disk.remove(upload)
            removed += 1
    for path in store.folder("uploads").rglob("*"):
        if path.is_file() and disk.last_written(path) < oldest.timestamp():
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def expire_sometimes() -> None:
    """`expire`, once in ten minutes."""
    global _next  # noqa: PLW0603
    if time.monotonic() >= _next:
        _next = time.monotonic() + _PAUSE
        expire()
