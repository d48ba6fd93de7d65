"""How much of one person may be on its way or wait to be used (`LIMN_UPLOAD_QUOTA`).

Room is taken before it is counted: of two requests at once the second to take room sees the
first, whichever process or host they are in. Both may be refused then, never both let in.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from uuid import uuid4

from django.conf import settings
from django.db.models import Sum

from limn.media.models import Upload, upload_id
from limn.sdk.errors import TooLarge

Take = Callable[[int, str], None]
"""Takes room for so many bytes more of the file of this name; raises as `demand`."""
_FORMS = "/forms"
"""Behind a target: rows that stand for the files of a form, all together."""


def demand(upload: Upload, name: str | None = None) -> None:
    """Let an upload keep the room its row takes; `name` is what it is called in errors.

    Raises:
        TooLarge: with what waits it is more than its owner may have; its row is gone then.
    """
    quota: int = settings.UPLOAD_QUOTA
    if not quota:
        return
    rows = Upload.objects.filter(owner_id=upload.owner_id)
    taken: int = rows.aggregate(taken=Sum("length"))["taken"] or 0
    if taken > quota:
        Upload.objects.filter(pk=upload.pk).delete()
        raise TooLarge(
            f"{name or upload.filename}: you may have {quota} bytes of uploads waiting; "
            f"{taken - upload.length} are, and {upload.length} more do not fit"
        )


@contextmanager
def held(owner_id: int | None, target: str, size: int) -> Iterator[None]:
    """Room for a form of so many bytes, while it comes and until its target is discarded.

    Raises:
        TooLarge: as `demand`.
    """
    if not settings.UPLOAD_QUOTA or owner_id is None or not size:
        yield
        return
    name = str(uuid4())
    row = Upload.objects.create(
        id=f"{owner_id}_{name}", owner_id=owner_id, target=form_target(target), filename=name,
        length=size, offset=size,
    )  # fmt: skip
    demand(row, "the files of the form")
    try:
        yield
    except BaseException:
        row.delete()
        raise


@contextmanager
def fetching(owner_id: int | None, run_id: str) -> Iterator[Take]:
    """Room for what a run fetches for somebody, taken as it comes and given back in the end.

    An attempt that died left its room taken: the next one gives that back first.
    """
    if not settings.UPLOAD_QUOTA or owner_id is None:
        yield unlimited
        return
    target = f"run:{run_id}"
    Upload.objects.filter(target=target).delete()
    row = Upload.objects.create(
        id=upload_id(owner_id), owner_id=owner_id, target=target, filename=run_id, length=0
    )
    try:
        yield partial(_take, row)
    finally:
        Upload.objects.filter(pk=row.pk).delete()


def _take(row: Upload, size: int, name: str) -> None:
    row.length += size
    row.offset = row.length
    row.save(update_fields=["length", "offset", "updated_date"])
    demand(row, name)


def unlimited(size: int, name: str) -> None:
    """Room where there is no quota."""
    del size, name


def form_target(target: str) -> str:
    """What the rows that stand for forms sent to `target` are for."""
    return target + _FORMS
