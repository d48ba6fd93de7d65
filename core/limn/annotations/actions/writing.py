"""What all writes share: one transaction, old rows out, new rows in, one line of history."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from typing import ParamSpec, TypeVar

import orjson
from django.db import IntegrityError, transaction

from limn.annotations import queries, replays, store
from limn.annotations.actions.recording import Deed, record
from limn.annotations.codec import Ids, LabeledData, encoded
from limn.annotations.history import Delta, Touched
from limn.annotations.preparing import prepare
from limn.annotations.reading import Reader
from limn.annotations.replays import Key
from limn.annotations.rows import COLUMNS, KINDS, TABLES, Batch, count_new, keep_ids, rows_of
from limn.annotations.vocabulary import Labels
from limn.runs.failpoints import pass_by
from limn.sdk.errors import BadInput, Conflict
from limn.tasks.actions import bump_annotations, lock_job
from limn.tasks.queries import Job

_OWN = ((None,), (None, None))
_FLAT = ("tags", "intervals")
P = ParamSpec("P")
R = TypeVar("R")
NamedIds = Mapping[str, Sequence[int]]
"""Ids by kind: tags, shapes, tracks, intervals."""


def at_once(deed: Callable[P, R]) -> Callable[P, R]:
    """Run `deed` in one transaction; a label that went meanwhile is a conflict, not a failure."""

    @wraps(deed)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            with transaction.atomic():
                return deed(*args, **kwargs)
        except IntegrityError as error:
            raise Conflict("a label or job was deleted meanwhile; read again and retry") from error

    return run


@dataclass(frozen=True, slots=True)
class Terms:
    """What a client asks of a write.

    A `key` seen before gives the answer it gave then, and nothing is done. `expected` are the
    versions of the annotations that the client read: of the job, or of each of a task's jobs
    in order of id; None takes any.
    """

    key: Key | None = None
    expected: tuple[int, ...] | None = None


ANY = Terms()


def on_jobs(
    place: str, job_ids: Sequence[int], terms: Terms, deed: Callable[[dict[int, Job]], bytes]
) -> bytes:
    """Do `deed` to jobs that are locked, always in the same order, and keep to the terms.

    `place` is `job:5` or `task:3`, the place that the key belongs to.

    Raises:
        Conflict: the jobs are not at the expected versions; or the key came with another
            request before.
    """

    @at_once
    def run() -> bytes:
        jobs = {job_id: lock_job(job_id) for job_id in sorted(job_ids)}
        known = replays.known_answer(place, terms.key)
        if known is not None:
            return known
        _refuse_moved(list(jobs.values()), terms.expected)
        answer = deed(jobs)
        replays.keep(place, terms.key, answer)
        pass_by("save:before-commit")
        return answer

    answer = run()
    pass_by("save:committed")
    return answer


def on_job(job: Job, terms: Terms, deed: Callable[[Job], bytes]) -> bytes:
    """As `on_jobs`, for one."""
    return on_jobs(f"job:{job.pk}", [job.pk], terms, lambda jobs: deed(jobs[job.pk]))


def _refuse_moved(jobs: Sequence[Job], expected: tuple[int, ...] | None) -> None:
    """Go on only if the jobs are at the `expected` versions.

    Raises:
        Conflict: they are not; `details` names what changed since.
    """
    current = tuple(job.annotation_version for job in jobs)
    if expected is None or expected == current:
        return
    changed: dict[str, list[int]] = {}
    for job, version in zip(jobs, expected, strict=False):
        for kind, ids in queries.changed_since(job.pk, version).items():
            changed[kind] = changed.get(kind, []) + ids
    version = current[0] if len(current) == 1 else list(current)
    details = {"version": version, "objects": changed}
    raise Conflict("this was changed meanwhile; read again and retry", details=details)


@dataclass
class Old:
    """The rows that a write takes away, by kind."""

    rows: dict[str, Batch] = field(default_factory=dict[str, Batch])

    @classmethod
    def named(cls, job_id: int, ids: NamedIds) -> "Old":
        """The objects of the job with these ids; others are passed over."""
        return cls({kind: store.select_objects(job_id, kind, ids[kind]) for kind in KINDS})

    def __bool__(self) -> bool:
        return any(self.rows.values())

    def versions(self, kind: str) -> dict[int, int]:
        """Version of each object of a kind, by id."""
        rows = getattr(self.rows.get(kind, Batch()), TABLES[kind])
        if kind in _FLAT:
            return {row[0]: row[7] for row in rows}
        # Elements have a parent, in the ninth column; keyframes a track, in the tenth.
        return {row[0]: row[7] for row in rows if row[8:10] in _OWN}

    def named_ids(self) -> dict[str, list[int]]:
        """The ids of the objects, by kind."""
        return {kind: list(self.versions(kind)) for kind in KINDS}

    def ids(self) -> set[int]:
        """The ids of all rows: objects, elements and keyframes."""
        return {
            row[0]
            for batch in self.rows.values()
            for table in COLUMNS
            for row in getattr(batch, table)
        }

    def json(self, labels: Labels) -> bytes:
        """All of it as LabeledData."""
        whole = Batch()
        for one in self.rows.values():
            whole.add(one)
        return orjson.dumps(Reader(labels).read(whole))


def ids_of(data: LabeledData) -> dict[str, list[int]]:
    """The ids the objects of `data` came with."""
    return {
        kind: [item.id for item in getattr(data, kind) if item.id is not None] for kind in KINDS
    }


def refuse_stale(job: Job, data: LabeledData | Ids, old: Old, where: str = "") -> None:
    """Go on only if every object that carries a version carries the current one.

    Raises:
        Conflict: with the ids of those that changed.
    """
    stale: dict[str, list[int]] = {}
    for kind in KINDS:
        versions = old.versions(kind)
        for item in getattr(data, kind):
            seen = getattr(item, "version", None)
            if isinstance(seen, int) and versions.get(item.id) != seen:
                stale.setdefault(kind, []).append(item.id)
    if stale:
        raise conflict(job, f"{where}somebody else changed these objects meanwhile", stale)


def conflict(job: Job, problem: str, objects: NamedIds) -> Conflict:
    """The error that names the objects and the job's current version."""
    details = {"version": job.annotation_version, "objects": dict(objects)}
    return Conflict(f"{problem}; read again and retry", details=details)


def swap(
    job: Job,
    deed: Deed,
    new: LabeledData,
    gone: NamedIds,
    known: AbstractSet[int] = frozenset(),
) -> LabeledData:
    """Take the objects with the ids `gone` or in `new` out of a locked job, and put `new` in.

    Returns `new` as it is kept, with ids: those that the objects taken out had, and those that
    are `known` to be free. Where there is nothing to do the job stays as it is.
    """
    own = ids_of(new)
    named = {part: [*gone.get(part, ()), *own[part]] for part in KINDS}
    old = Old.named(job.pk, named)
    refuse_stale(job, new, old)
    if old:
        for part in KINDS:
            store.delete(job.pk, part, named[part])
    prepare(new)
    if old or any(getattr(new, part) for part in KINDS):
        keep_ids(new, old.ids() | known)
        _exchange(job, deed, old, new)
    return new


def replace_all(
    job: Job, deed: Deed, new: LabeledData, known: AbstractSet[int] = frozenset()
) -> bytes:
    """Put `new` in place of everything in a locked job; returns it as JSON, with ids.

    Ids that the job has now, or that it had once and are `known`, are kept.
    """
    rows = {
        "tags": Batch(tag=store.select("tag", job.pk)),
        "shapes": Batch(shape=store.select("shape", job.pk)),
        "tracks": Batch(track=store.select("track", job.pk)),
        "intervals": Batch(interval=store.select("interval", job.pk)),
    }
    old = Old(rows)
    store.delete_jobs([job.pk], {TABLES[kind] for kind in KINDS if rows[kind]})
    prepare(new)
    keep_ids(new, old.ids() | known)
    return _exchange(job, deed, old, new)


def _exchange(job: Job, deed: Deed, old: Old, new: LabeledData) -> bytes:
    """Insert prepared `new` where `old` was taken out, with all that a write leaves behind."""
    version = bump_annotations(job, deed.task)
    with writing(job.pk, new, version) as after:
        delta = delta_of(old, deed.labels, after)
    record(job, deed, version, delta, Touched.between(old.named_ids(), ids_of(new)))
    return after


def delta_of(old: Old, labels: Labels, after: bytes) -> Delta:
    """What a write did that took `old` away and put `after` there."""
    delta = Delta()
    if old:
        delta.before(old.json(labels))
    delta.after(after)
    return delta


@contextmanager
def writing(job_id: int, data: LabeledData, version: int) -> Iterator[bytes]:
    """Insert prepared `data`, giving ids where they lack; gives it as JSON.

    What is done with that meanwhile leaves the database alone, see `store.inserting`.
    """
    fresh = iter(store.take_ids(count_new(data)))
    pass_by("save:emptied")
    with store.inserting(rows_of(data, job_id, version, fresh)):
        yield encoded(data)
    pass_by("save:inserted")


def refuse_without_ids(data: LabeledData, where: str = "") -> None:
    """Go on only if every object of `data` has an id.

    Raises:
        BadInput: with the path of the first that has none.
    """
    for kind in KINDS:
        for index, item in enumerate(getattr(data, kind)):
            if item.id is None:
                path = f"{where}{kind}[{index}].id"
                raise BadInput(f"{path}: an id is needed", fields={path: ["an id is needed"]})
