"""Every error Limn raises on purpose, and the sentence a person gets.

LimnError                500  something of ours failed
├── UserError            400  the caller can mend it
│   ├── BadInput         400  a value is wrong; `fields` names each culprit
│   ├── BadDataset       422  an uploaded dataset breaks its own format
│   ├── BadMedia         422  an uploaded picture or video cannot be read
│   ├── NotFound         404  there is no such thing
│   ├── Conflict         409  it exists already, is busy, or has changed meanwhile
│   ├── TooLarge         413  over a limit
│   ├── Changed          409  an object in a storage is not what it was
│   └── NotEnabled       405  the plugin that does this is switched off
├── Unauthenticated      401  nobody is signed in
├── Forbidden            403  the policy says no
├── NotReady             429  ask again in `retry_after` seconds
│   └── Away             503  something of ours is away; ask again likewise
├── Cancelled            499  the run was told to stop
├── PluginFailed         502  a plugin broke its contract
└── StorageFailed        502  a bucket or share does not answer as it should
    └── NoRanges         502  it gives whole objects only
"""

from collections.abc import Mapping, Sequence


class LimnError(Exception):
    """Root of the tree; carries a stable `code`, an HTTP `status` and a sentence."""

    code = "internal"
    status = 500


class UserError(LimnError):
    """The caller asked for something that cannot be; the sentence says what to change."""

    code = "bad_request"
    status = 400


class BadInput(UserError):
    """One or more values of a request are wrong.

    `fields` maps the path of each bad value (`shapes[3].points[1]`) to sentences about it.
    """

    code = "bad_input"

    def __init__(self, problem: str, *, fields: Mapping[str, Sequence[str]] | None = None) -> None:
        super().__init__(problem)
        self.fields = dict(fields or {})


class BadDataset(UserError):
    """The uploaded dataset does not follow its own format."""

    code = "bad_dataset"
    status = 422

    def __init__(self, problem: str, *, where: str) -> None:
        super().__init__(f"{problem} (in {where})")
        self.problem = problem
        self.where = where


class BadMedia(UserError):
    """An uploaded picture, video or archive cannot be read."""

    code = "bad_media"
    status = 422


class NotFound(UserError):
    """There is no such thing, or the caller may not know of it."""

    code = "not_found"
    status = 404


class Conflict(UserError):
    """The thing exists already, is busy, or was changed by somebody else meanwhile."""

    code = "conflict"
    status = 409

    def __init__(self, problem: str, *, details: Mapping[str, object] | None = None) -> None:
        super().__init__(problem)
        self.details = dict(details or {})


class Changed(UserError):
    """An object in a storage was replaced since it was first read."""

    code = "source_changed"
    status = 409


class TooLarge(UserError):
    """The request is over a limit; the sentence names the limit."""

    code = "too_large"
    status = 413


class NotEnabled(UserError):
    """What was asked for belongs to a plugin that is switched off or cannot run here."""

    code = "not_enabled"
    status = 405


class Unauthenticated(LimnError):
    """Nobody is signed in, or the token is not valid."""

    code = "unauthenticated"
    status = 401


class Forbidden(LimnError):
    """The policy does not allow this caller to do that."""

    code = "forbidden"
    status = 403


class NotReady(LimnError):
    """The answer is being made; ask again in `retry_after` seconds."""

    code = "not_ready"
    status = 429

    def __init__(self, problem: str, *, retry_after: int = 1) -> None:
        super().__init__(problem)
        self.retry_after = retry_after


class Away(NotReady):
    """What is needed, the database as a rule, is away; ask again in `retry_after` seconds."""

    code = "away"
    status = 503


class Cancelled(LimnError):
    """The run was told to stop. Let it pass: the host cleans up."""

    code = "cancelled"
    status = 499


class PluginFailed(LimnError):
    """A plugin raised, hung, or returned something its hook does not allow."""

    code = "plugin_failed"
    status = 502


class StorageFailed(LimnError):
    """A bucket or share could not be reached, answered an error, or cut its answer off."""

    code = "storage_failed"
    status = 502


class NoRanges(StorageFailed):
    """A storage gives the whole object where a part of it was asked for."""

    code = "no_ranges"
