"""Files of guides: of which kinds they are, how large, and where they lie."""

from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from PIL import Image, ImageOps

from limn.media.images.pictures import opened
from limn.sdk.errors import BadInput, BadMedia, TooLarge
from limn.storage import space, store
from limn.tasks.models import Asset

MAX_BYTES = 10 << 20
LONGEST_SIDE = 1920
"""Side in px that larger pictures are shrunk to; animations are left as they are."""
_MOST_PIXELS = 50_000_000
_ENDINGS = {
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/webp": (".webp",),
    "image/gif": (".gif",),
    "application/pdf": (".pdf",),
}
_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}


def place(uuid: UUID) -> Path:
    """The file of the asset with this id."""
    return store.folder("assets", uuid.hex[:2]) / uuid.hex


def checked_type(start: bytes, name: str) -> str:
    """The media type that a file's first bytes tell; its name must not say otherwise.

    Raises:
        BadInput: guides show no such files, or the name has another kind's ending.
    """
    found = _sniffed(start)
    if found is None:
        raise _bad(f"{name} is no JPEG, PNG, WebP, GIF or PDF")
    if not name.lower().endswith(_ENDINGS[found]):
        raise _bad(f"{name} is {found}; its name must end in {' or '.join(_ENDINGS[found])}")
    return found


def _sniffed(start: bytes) -> str | None:
    if start.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if start.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if start.startswith(b"RIFF") and start[8:12] == b"WEBP":
        return "image/webp"
    return "application/pdf" if start.startswith(b"%PDF-") else None


def shrink(path: Path, content_type: str, name: str) -> None:
    """Make a picture at most `LONGEST_SIDE` px wide and high, turned as its EXIF says.

    Raises:
        BadInput: it cannot be read, or has too many pixels.
    """
    if content_type == "application/pdf":
        return
    try:
        with opened(path, name) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise _bad(f"{name} has more than {_MOST_PIXELS} pixels")
            large = max(picture.size) > LONGEST_SIDE
            if large and content_type in _FORMATS and not getattr(picture, "is_animated", False):
                _save_smaller(picture, path, _FORMATS[content_type])
            else:
                picture.load()
    except (BadMedia, TooLarge) as error:
        raise _bad(str(error)) from error


def _save_smaller(picture: Image.Image, path: Path, kind: str) -> None:
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    smaller = path.with_suffix(".smaller")
    try:
        upright.save(smaller, kind)
        smaller.replace(path)
    finally:
        smaller.unlink(missing_ok=True)


def copy(source: Asset, target: UUID) -> None:
    """Give the asset `target` the bytes of `source`.

    Raises:
        NoSpace: the disk is full; nothing of the copy is left.
    """
    copied = place(target)
    try:
        with place(source.uuid).open("rb") as original, copied.open("xb") as made:
            space.copy(original, made, source.filename)
    except BaseException:
        copied.unlink(missing_ok=True)
        raise


def forget(instance: Asset, **_: Any) -> None:
    """Remove the file of an asset that was deleted, once that is committed."""
    file = place(instance.uuid)  # Django takes the id away from what was deleted
    transaction.on_commit(lambda: file.unlink(missing_ok=True))


def _bad(problem: str) -> BadInput:
    return BadInput(problem, fields={"file": [problem]})
