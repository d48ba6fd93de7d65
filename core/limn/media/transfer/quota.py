"""How much of one person may be on its way or wait to be used (`LIMN_UPLOAD_QUOTA`).

Room is taken before it is counted: of two requests at once the second to take room sees the
first, whichever process or host they are in. Both may be refused then, never both let in.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from django.conf import settings
from django.db.models import Sum

from limn.media.models import Upload
from limn.sdk.errors import TooLarge

_FORMS = "/forms"
"""Behind a target: rows that stand for the files of a form, all together."""


def demand(upload: Upload) -> None:
    """Let an upload keep the room its row takes.

    Raises:
        TooLarge: with what waits it is more than its owner may have; its row is gone then.
    """
    quota: int = settings.UPLOAD_QUOTA
    if not quota:
        return
    rows = Upload.objects.filter(owner_id=upload.owner_id)
    taken: int = rows.aggregate(taken=Sum("length"))["taken"] or 0
    if taken > quota:
        upload.delete()
        raise TooLarge(
            f"you may have {quota} bytes of uploads waiting; {taken - upload.length} are, "
            f"and {upload.length} more do not fit"
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
    demand(row)
    try:
        yield
    except BaseException:
        row.delete()
        raise


def form_target(target: str) -> str:
    """What the rows that stand for forms sent to `target` are for."""
    return target + _FORMS
