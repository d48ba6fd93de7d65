"""Media that is deleted while somebody looks at it."""

from collections.abc import Iterator
from contextlib import contextmanager

from limn.media.models import Data
from limn.sdk.errors import NotFound


@contextmanager
def told_when_deleted(data: Data) -> Iterator[None]:
    """Turn whatever goes wrong into `NotFound` if `data` is not there any more.

    Its rows and files go one after the other: a reader may miss any of them.
    """
    try:
        yield
    except Exception as error:
        if Data.objects.filter(pk=data.pk).exists():
            raise
        raise NotFound("this media was deleted meanwhile") from error
