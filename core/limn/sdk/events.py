"""Things that happened, as told to plugins after the transaction is committed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened.

    `name` is `verb:subject` (`create:task`); `payload` holds JSON values only; `id` is unique
    and ascending, so that a repeated telling can be recognised.
    """

    id: int
    name: str
    at: datetime
    actor: int | None = None
    organization: int | None = None
    payload: Mapping[str, object] = field(default_factory=dict[str, object])


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedRun:
    """A background run that reached its end; `outcome` is finished, failed or cancelled."""

    id: str
    name: str
    outcome: str
    seconds: float
