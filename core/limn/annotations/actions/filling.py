"""New jobs of a task filled with the annotations of a backup."""

from collections.abc import Collection, Iterable
from itertools import islice

from limn.annotations.actions.imports import OBJECTS
from limn.annotations.actions.receiving import Receiving
from limn.annotations.actions.recording import Deed
from limn.annotations.actions.writing import at_once
from limn.annotations.checks import check
from limn.annotations.codec import LabeledData, LabeledTrack
from limn.annotations.named import Named, Resolver
from limn.annotations.spool import Spool
from limn.annotations.vocabulary import Labels
from limn.sdk.errors import BadInput
from limn.tasks.queries import JobSpan, Task

Entry = tuple[str, int, Named]
"""Kind, number within its list, and the object by names."""

_FRAMED = ("tags", "shapes", "intervals")
ANYWHERE = range(1 << 31)
"""Frames of any job: what is outside of its own job is left out later, not refused."""


class Filler:
    """Makes ready what the jobs of one new task get; rows wait in the spool.

    `resolver.dropped` and `outside` tell what was left out.
    """

    def __init__(self, labels: Labels, spool: Spool) -> None:
        self._labels = labels
        self._spool = spool
        self._jobs: list[Receiving] = []
        self.resolver = Resolver(labels)
        self.outside = 0
        """Objects on frames that their job does not have."""

    def fill(self, span: JobSpan, frames: Collection[int], entries: Iterable[Entry]) -> None:
        """Make all `entries` ready for a job with these frames, which has no more than an id yet.

        Raises:
            BadInput: a value is wrong, told with the place of its object.
        """
        job = Receiving(span, self._labels, self._spool, afresh=False, is_new=True)
        waiting = iter(entries)
        met = 0
        while part := list(islice(waiting, OBJECTS)):
            job.add(self._fitted(part, frames))
            met += len(part)
        self.outside += met - job.received
        self._jobs.append(job)

    @at_once
    def put(self, task: Task, user_id: int | None) -> None:
        """Write all of it to the jobs, which are there now; one write in the history of each."""
        deed = Deed("import", user_id, task, self._labels)
        for job in self._jobs:
            job.put(deed)

    def _fitted(self, entries: list[Entry], frames: Collection[int]) -> LabeledData:
        """The objects, but for those that are on none of these frames."""
        whole = self._checked(entries)
        for kind in _FRAMED:
            setattr(whole, kind, [one for one in getattr(whole, kind) if one.frame in frames])
        whole.tracks = [one for one in whole.tracks if _is_shown(one)]
        return whole

    def _checked(self, entries: list[Entry]) -> LabeledData:
        """The objects, all looked at together; only where one is wrong it is sought."""
        whole = LabeledData()
        for kind, number, named in entries:
            _add(whole, kind, self._resolved(kind, number, named))
        try:
            check(whole, self._labels, ANYWHERE)
        except BadInput:
            for kind, number, named in entries:
                self._refuse_wrong(kind, number, named)
            raise
        return whole

    def _resolved(self, kind: str, number: int, named: Named) -> LabeledData:
        try:
            return self.resolver.resolved(named)
        except BadInput as error:
            raise BadInput(f"{kind}[{number}]: {error}") from error

    def _refuse_wrong(self, kind: str, number: int, named: Named) -> None:
        try:
            check(self._resolved(kind, number, named), self._labels, ANYWHERE)
        except BadInput as error:
            raise BadInput(str(error).replace(f"{kind}[0]", f"{kind}[{number}]", 1)) from error


def _add(whole: LabeledData, kind: str, one: LabeledData) -> None:
    getattr(whole, kind).extend(getattr(one, kind))


def _is_shown(track: LabeledTrack) -> bool:
    return all(line.shapes for line in (track, *track.elements))
