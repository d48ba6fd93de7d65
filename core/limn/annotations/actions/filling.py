"""A new job filled with the annotations of a backup."""

from collections.abc import Iterable

from limn.annotations import queries, store
from limn.annotations.actions.imports import OBJECTS
from limn.annotations.actions.receiving import Gathered
from limn.annotations.actions.recording import Deed
from limn.annotations.actions.writing import at_once
from limn.annotations.checks import check
from limn.annotations.codec import LabeledData
from limn.annotations.named import Named, Resolver
from limn.annotations.slicing import sliced
from limn.annotations.vocabulary import Labels
from limn.sdk.errors import BadInput
from limn.tasks.actions import lock_job
from limn.tasks.queries import Job, JobSpan, Task

Entry = tuple[str, int, Named]
"""Kind, number within its list, and the object by names."""

ANYWHERE = range(1 << 31)
"""Frames of any job: what is outside of its own job is left out later, not refused."""


class Filler:
    """Fills the jobs of one task; `resolver.dropped` and `outside` tell what was left out."""

    def __init__(self, task: Task, user_id: int | None) -> None:
        self._labels: Labels = queries.labels_of(task)
        self._deed = Deed("import", user_id, task, self._labels)
        self.resolver = Resolver(self._labels)
        self.outside = 0
        """Objects on frames that their job does not have."""

    @at_once
    def fill(self, job: Job, entries: Iterable[Entry]) -> None:
        """Add all `entries` to a job of the task; one write in its history.

        Raises:
            BadInput: a value is wrong, told with the place of its object; nothing is changed.
        """
        segment = job.segment
        span = JobSpan(job.pk, segment.start_frame, segment.stop_frame, job.type, job.state)
        frames = queries.frames_of_job(job)
        locked = lock_job(job.pk)
        gathered = Gathered(span, self._deed, locked.annotation_version + 1)
        part, count = LabeledData(), 0
        for kind, number, named in entries:
            one = self._fitted(kind, number, named, span)
            if one is None or (kind != "tracks" and named.frame not in frames):
                self.outside += 1
                continue
            getattr(part, kind).append(one)
            count += 1
            if count >= OBJECTS:
                store.insert(gathered.gain(part))
                part, count = LabeledData(), 0
        store.insert(gathered.gain(part))
        if gathered:
            gathered.record(locked)

    def _fitted(self, kind: str, number: int, named: Named, span: JobSpan) -> object | None:
        """The object as far as it is on the frames of the job."""
        place = f"{kind}[{number}]"
        try:
            whole = self.resolver.resolved(named)
        except BadInput as error:
            raise BadInput(f"{place}: {error}") from error
        try:
            check(whole, self._labels, ANYWHERE)
        except BadInput as error:
            raise BadInput(str(error).replace(f"{kind}[0]", place, 1)) from error
        if not all(any(line.shapes for line in (one, *one.elements)) for one in whole.tracks):
            return None
        kept = getattr(sliced(whole, span.start, span.stop, self._labels.dimension), kind)
        return kept[0] if kept else None
