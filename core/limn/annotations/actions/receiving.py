"""What a job gets of a dataset or backup: many objects, part by part, in one write."""

from array import array
from collections.abc import Iterable

import orjson

from limn.annotations import queries, store
from limn.annotations.actions.recording import Deed, record
from limn.annotations.actions.writing import ids_of
from limn.annotations.codec import LabeledData, encoded
from limn.annotations.history import Delta, Touched
from limn.annotations.preparing import prepare
from limn.annotations.reading import LABEL, VERSION, Reader, Wire
from limn.annotations.rows import COLUMNS, KINDS, Batch, Row, count_new, forget_ids, rows_of
from limn.annotations.slicing import sliced
from limn.annotations.spool import Batches, Spool
from limn.annotations.vocabulary import Labels
from limn.annotations.windows import all_pages
from limn.runs.failpoints import pass_by
from limn.tasks.actions import bump_annotations, lock_job
from limn.tasks.queries import Job, JobSpan


class Gathered:
    """One write to a job, told part by part: what its history will say of it."""

    def __init__(self, span: JobSpan, dimension: str, version: int) -> None:
        self._span = span
        self._dimension = dimension
        self.version = version
        self._delta = Delta()
        self._created = {kind: array("q") for kind in KINDS}
        self._deleted = {kind: array("q") for kind in KINDS}

    def __bool__(self) -> bool:
        return any(self._created.values()) or any(self._deleted.values())

    @property
    def gained(self) -> int:
        """How many objects come."""
        return sum(map(len, self._created.values()))

    def lose(self, data: Wire) -> None:
        """What is to go; all of it is told before what comes."""
        self._delta.before(orjson.dumps(data))
        for kind in KINDS:
            self._deleted[kind].extend(item["id"] for item in data[kind])

    def gain(self, data: LabeledData) -> Batch:
        """Rows for what of `data` is on this job's frames, with ids nobody has."""
        part = sliced(data, self._span.start, self._span.stop, self._dimension)
        prepare(part)
        forget_ids(part)
        rows = rows_of(part, self._span.id, self.version, iter(store.take_ids(count_new(part))))
        if rows:
            self._delta.after(encoded(part))
            for kind, ids in ids_of(part).items():
                self._created[kind].extend(ids)
        return rows

    def gain_again(self, data: Wire) -> None:
        """What was gained before, told once more."""
        self._delta.after(orjson.dumps(data))
        for kind in KINDS:
            self._created[kind].extend(item["id"] for item in data[kind])

    def record(self, job: Job, deed: Deed) -> None:
        """Write the history, and count the job's version on."""
        touched = Touched(self._created, dict.fromkeys(KINDS, ()), self._deleted)
        version = bump_annotations(job, deed.task)
        record(job, deed, version, self._delta, touched)


class Receiving:
    """What one job is to get: made ready while others go on saving, then written at once.

    With `afresh` it comes in place of everything that is there. A job that `is_new` is not
    there yet, only its id is.
    """

    def __init__(
        self, span: JobSpan, labels: Labels, spool: Spool, *, afresh: bool, is_new: bool = False
    ) -> None:
        self._span = span
        self._vocabulary = labels
        self._afresh = afresh
        self._batches = Batches(spool)
        self.labels = set[int]()
        """The labels that are used."""
        # Read first: if it is the same once the job is locked, so is all that was read after it.
        version = 0 if is_new else queries.version_of_job(span.id)
        self._gathered = Gathered(span, labels.dimension, version + 1)
        if afresh:
            self._lose(self._gathered)

    @property
    def received(self) -> int:
        """How many objects are ready."""
        return self._gathered.gained

    def add(self, data: LabeledData) -> None:
        """Make ready what of `data` is on this job's frames."""
        if rows := self._gathered.gain(data):
            self.labels |= {row[LABEL] for table in COLUMNS for row in getattr(rows, table)}
            self._batches.put(rows)

    def put(self, deed: Deed) -> None:
        """Lock the job and write all of it, in the caller's transaction."""
        if not (self._gathered or self._afresh):
            return
        job = lock_job(self._span.id)
        version, foreseen = job.annotation_version + 1, self._gathered.version
        if self._afresh and version != foreseen:
            self._gather_again(version)
        if self._afresh:
            store.delete_jobs([job.pk])
        for batch in self._batches:
            store.insert(batch if version == foreseen else _at(batch, version))
            pass_by("save:inserted")
        self._gathered.record(job, deed)

    def _gather_again(self, version: int) -> None:
        """Tell the history of what there is now, since somebody saved after it was read."""
        gathered = Gathered(self._span, self._vocabulary.dimension, version)
        self._lose(gathered)
        reader = Reader(self._vocabulary)
        for batch in self._batches:
            gathered.gain_again(orjson.loads(orjson.dumps(reader.read(batch))))
        self._gathered = gathered

    def _lose(self, gathered: Gathered) -> None:
        reader = Reader(self._vocabulary)
        for page in all_pages(self._span.id, self._span.start, self._span.stop):
            gathered.lose(reader.read(page))


def _at(batch: Batch, version: int) -> Batch:
    """The rows as written by another version."""

    def moved(rows: Iterable[Row]) -> list[Row]:
        return [(*row[:VERSION], version, *row[VERSION + 1 :]) for row in rows]

    return Batch(**{table: moved(getattr(batch, table)) for table in COLUMNS})
