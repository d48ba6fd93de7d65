"""More pictures for data that has some: they come after the others, whose numbers stay."""

from collections.abc import Iterable

from django.db.models import Max
from django.utils import timezone

from limn.media import picture_rows
from limn.media.models import Data, Picture
from limn.media.probing import Probed
from limn.media.queries import source_frame
from limn.sdk.errors import BadInput, BadMedia
from limn.storage import store

_KINDS = ("image", "point_cloud")


def refuse_fixed(data: Data) -> None:
    """Go on only if more files can be added to this data.

    Raises:
        BadInput: it is a video or recording, lies elsewhere, or uses a part of its files only.
    """
    if data.kind not in _KINDS:
        raise BadInput(f"nothing can be added to {data.kind}; only to pictures and point clouds")
    if data.storage != "local":
        raise BadInput("nothing can be added to files that are used where they lie")
    last = Picture.objects.filter(data_id=data.pk).aggregate(last=Max("frame"))["last"]
    if data.start_frame or data.step > 1 or last != data.stop_frame:
        raise BadInput("nothing can be added where only some of the files are used")


def append(data_id: int, probed: Probed) -> Data:
    """Rows for new pictures, after all others, and their files beside the others'.

    Call in the transaction that publishes the run. Files come before its commit: an attempt
    that dies in between leaves files no row knows of, which the next one replaces.

    Raises:
        BadMedia: they are of another kind, or one is called like a file that is there.
    """
    row = Data.objects.select_for_update().get(pk=data_id)
    refuse_fixed(row)
    if probed.kind != row.kind:
        raise BadMedia(f"the task has media of kind {row.kind}, these files are {probed.kind}")
    used = [probed.pictures[number] for number in probed.numbers]
    files = list(dict.fromkeys(name for one in used for name in (one.path, *one.related)))
    _refuse_known(row, files)
    first = row.size
    row.size += len(used)
    row.stop_frame = source_frame(row, row.size - 1)
    row.content_size = (row.content_size or 0) + probed.content_size
    row.chunks_updated_date = timezone.now()
    row.places = [*row.places, *([probed.place] if probed.place else [])]
    row.save()
    picture_rows.insert(row.pk, used, first)
    if probed.place:
        store.remove(probed.staging)
    else:
        _place(row, probed, files)
    return row


def _refuse_known(row: Data, files: Iterable[str]) -> None:
    known: set[str] = set()
    rows = Picture.objects.filter(data_id=row.pk).values_list("path", "related")
    for path, related in rows.iterator(chunk_size=5000):
        known.update((path, *related))
    folders = {str(parent) for name in known for parent in _above(name)}
    for name in files:
        if name in known or name in folders or not known.isdisjoint(_above(name)):
            raise BadMedia(f"{name} is there already; give the new file another name")


def _above(name: str) -> list[str]:
    parts = name.split("/")
    return ["/".join(parts[:depth]) for depth in range(1, len(parts))]


def _place(row: Data, probed: Probed, files: Iterable[str]) -> None:
    raw = store.media_folder(row.pk)
    for name in files:
        target = raw / name
        target.parent.mkdir(parents=True, exist_ok=True)
        (probed.staging / name).replace(target)
    store.remove(probed.staging)
    store.settle(raw)
