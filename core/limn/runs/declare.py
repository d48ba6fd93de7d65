"""What background work there is: functions marked with `@job`, found in each room's `jobs.py`."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from django.apps import apps

if TYPE_CHECKING:
    from limn.permissions.actor import Actor
    from limn.runs.models import Run

log = logging.getLogger(__name__)

QUEUES = (
    "import", "export", "annotation", "quality", "consensus",
    "webhooks", "chunks", "cleaning", "notifications",
)  # fmt: skip

KEEP, KEEP_FAILED = timedelta(hours=24), timedelta(days=30)

Work = Callable[..., Mapping[str, Any] | None]
Repeat = Callable[["Actor", "Run"], "Run"]


@dataclass(frozen=True, slots=True)
class Job:
    """A declared kind of background work."""

    name: str
    queue: str
    max_attempts: int
    keep: timedelta
    """How long the finished run and its artifact stay; a failed one stays `keep_failed`."""
    keep_failed: timedelta
    work: Work


_jobs: dict[str, Job] = {}
_repeats: dict[str, Repeat] = {}


def job(
    name: str,
    *,
    queue: str,
    max_attempts: int = 3,
    keep: timedelta = KEEP,
    keep_failed: timedelta = KEEP_FAILED,
) -> Callable[[Work], Work]:
    """Declare `work(run: LiveRun, **arguments)` as the background work called `name`.

    It may be begun again from the start after its process was killed, up to `max_attempts`
    times in all: whatever it does outside of `run.publish()` must bear repeating.
    """
    if queue not in QUEUES:
        raise ValueError(f"job {name!r} asks for queue {queue!r}; there are {', '.join(QUEUES)}")

    def declare(work: Work) -> Work:
        known = _jobs.get(name)
        if known and (known.work.__module__, known.work.__name__) != (
            work.__module__,
            work.__name__,
        ):
            raise ValueError(f"two jobs are called {name!r}: {known.work} and {work}")
        _jobs[name] = Job(name, queue, max_attempts, keep, keep_failed, work)
        return work

    return declare


def repeats(name: str) -> Callable[[Repeat], Repeat]:
    """Declare `repeat(actor, run) -> Run`: how what `run` failed to do is started once more.

    It asks for permission and looks at what it is given as if it were the first time: rights,
    targets and files may have gone since.
    """

    def declare(repeat: Repeat) -> Repeat:
        _repeats[name] = repeat
        return repeat

    return declare


def repeat_of(name: str) -> Repeat | None:
    """How the job `name` is started once more; None if it cannot be."""
    discover()
    return _repeats.get(name)


def find(name: str) -> Job:
    """The job declared as `name`.

    Raises:
        KeyError: no installed room or plugin declares it.
    """
    if name not in _jobs:
        discover()
    if name not in _jobs:
        raise KeyError(f"no room or plugin declares the job {name!r}")
    return _jobs[name]


def kept_for(name: str) -> tuple[timedelta, timedelta]:
    """How long a finished and a failed run of that job stay, also where its plugin is gone."""
    try:
        declared = find(name)
    except KeyError:
        return KEEP, KEEP_FAILED
    return declared.keep, declared.keep_failed


def discover() -> None:
    """Import `jobs` and `repeating` of every installed app, which declare what they can do.

    A plugin's app that cannot be imported is logged and left out; a room of ours must work.
    """
    for config in apps.get_app_configs():
        try:
            for name in (f"{config.name}.jobs", f"{config.name}.repeating"):
                if find_spec(name) is not None:
                    import_module(name)
        except Exception:
            if config.name.startswith("limn."):
                raise
            log.exception("the jobs of %s are left out", config.name)
