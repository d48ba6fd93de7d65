"""obstore's errors as ours. What the other side wrote is left out: it may be anybody's text."""

import re
from collections.abc import Generator
from contextlib import contextmanager

from obstore import exceptions

from limn.sdk import Changed, Forbidden, LimnError, NoRanges, NotFound, StorageFailed

_STATUS = re.compile(r"non-2xx status code: (\d{3})")
_INVALID = re.compile(r'Path "(.{1,300}?)"')
_NO_RANGES = "non-partial response"
_TIMEOUT = re.compile(r"TimedOut|timed out", re.IGNORECASE)


class UnusableKey(StorageFailed):
    """An object's key has empty parts, dots or the like, which obstore refuses to list."""


@contextmanager
def ours(what: str, key: str = "") -> Generator[None]:
    """Raise our errors where obstore raises its; `what` names the storage in them."""
    try:
        yield
    except (exceptions.BaseError, FileNotFoundError, OSError, ValueError) as error:
        raise _translated(error, what, key) from error


def _translated(error: Exception, what: str, key: str) -> LimnError:
    about = f"{key!r} in {what}" if key else what
    match error:
        case exceptions.PreconditionError():
            return Changed(f"{about} was changed since it was first read")
        case exceptions.PermissionDeniedError() | exceptions.UnauthenticatedError():
            return Forbidden(f"{about} may not be used with these credentials")
        case FileNotFoundError():
            return NotFound(f"there is no {about}")
        case exceptions.InvalidPathError():
            found = _INVALID.search(str(error))
            name = f"called {found[1]!r}" if found else "whose name cannot be used"
            return UnusableKey(f"{what} holds an object {name}; choose a prefix without it")
        case _:
            return _by_status(str(error), about)


def _by_status(text: str, about: str) -> LimnError:
    found = _STATUS.search(text)
    status = int(found[1]) if found else 0
    if status in (401, 403):
        return Forbidden(f"{about} may not be used with these credentials")
    if status == 404:
        return NotFound(f"there is no {about}")
    if status == 412:
        return Changed(f"{about} was changed since it was first read")
    if status:
        return StorageFailed(f"the server of {about} answered {status}")
    if _NO_RANGES in text:
        return NoRanges(f"the server of {about} gives whole objects only, no parts of them")
    if _TIMEOUT.search(text):
        return StorageFailed(f"the server of {about} did not answer in time")
    return StorageFailed(f"the server of {about} could not be reached, or broke off its answer")
