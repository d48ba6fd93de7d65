"""Questions about annotations."""

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Any

import orjson

from limn.annotations import history, merging, store
from limn.annotations.overlaps import Joined
from limn.annotations.reading import FRAME, Reader, objects_in
from limn.annotations.rows import COLUMNS, KINDS, Batch
from limn.annotations.vocabulary import Labels
from limn.annotations.wanted import ALL, Condition, Wanted
from limn.tasks import queries as tasks
from limn.tasks.label_queries import labels_of_task
from limn.tasks.queries import Job, JobSpan, Task, annotation_versions, jobs_of_task


def labels_of(task: Task) -> Labels:
    """The labels of a task, for checks and names."""
    return Labels(labels_of_task(task), task.dimension, has_pool=bool(tasks.pool_of(task)))


def frames_of_job(job: Job) -> Collection[int]:
    """The task-relative frames that a job may annotate."""
    frames = tasks.frames_of_job(job)
    return frames if isinstance(frames, range) else frozenset(frames)


def last_of(frames: Collection[int]) -> int:
    """The last of a job's frames; a recording has millions, and none of them is looked at."""
    return frames[-1] if isinstance(frames, range) else max(frames)


def rows_of_job(
    job_id: int, start: int | None = None, stop: int | None = None, wanted: Wanted = ALL
) -> Batch:
    """All rows of a job, or those `wanted` alone.

    With `start` and `stop` (inclusive): the tags and shapes on these frames, and the whole of
    every track that may show and every interval that sounds there.
    """
    first, last = start or 0, (1 << 31) - 1 if stop is None else stop
    whole = start is None and stop is None
    within: Condition = ("", []) if whole else ("frame BETWEEN %s AND %s", [first, last])
    before: Condition = ("", []) if whole else ("frame <= %s", [last])
    sounding: Condition = ("", []) if whole else _sounding(first, last)
    tracks = _both(before, wanted.tracks(job_id))
    found = Batch()
    if "tags" in wanted.kinds:
        found.tag = store.select("tag", job_id, *within)
    if "tracks" in wanted.kinds:
        found.track = store.select("track", job_id, *tracks)
    if "intervals" in wanted.kinds:
        found.interval = store.select("interval", job_id, *sounding)
    if whole and wanted.all_drawn:
        found.shape = store.select("shape", job_id)
    elif not wanted.kinds.isdisjoint(("shapes", "tracks")):
        shapes = _both(within, wanted.shapes())
        found.shape = store.select("shape", job_id, *_drawn(job_id, shapes, tracks, wanted))
    return found


def _sounding(first: int, last: int) -> Condition:
    return "frame <= %s AND (stop IS NULL OR stop > %s)", [last, first]


def _drawn(job_id: int, shapes: Condition, tracks: Condition, wanted: Wanted) -> Condition:
    """Rows of these shapes, and keyframes of these tracks."""
    lone = _both(("track_id IS NULL", []), shapes)
    keyframes: Condition = ("track_id IS NOT NULL", [])
    if tracks[0]:
        sought = f"SELECT id FROM annotations_track WHERE job_id = %s AND ({tracks[0]})"  # noqa: S608
        keyframes = (f"track_id IN ({sought})", [job_id, *tracks[1]])
    parts = [
        condition
        for kind, condition in (("shapes", lone), ("tracks", keyframes))
        if kind in wanted.kinds
    ]
    return " OR ".join(f"({text})" for text, _ in parts), [
        value for _, values in parts for value in values
    ]


def _both(one: Condition, other: Condition) -> Condition:
    texts = [f"({text})" for text, _ in (one, other) if text]
    return " AND ".join(texts), [*one[1], *other[1]]


def read_job(
    job: Job,
    labels: Labels,
    *,
    start: int | None = None,
    stop: int | None = None,
    wanted: Wanted = ALL,
    versions: bool = False,
) -> bytes:
    """A job's annotations as JSON of LabeledData; which, as in `rows_of_job`."""
    rows = rows_of_job(job.pk, start, stop, wanted)
    return orjson.dumps(Reader(labels, versions=versions).read(rows))


def read_task(task: Task, labels: Labels) -> bytes:
    """A task's annotations as JSON of LabeledData: those of its jobs, joined where they overlap."""
    return read_spans(task, jobs_of_task(task.pk), labels)


def read_spans(task: Task, spans: Sequence[JobSpan], labels: Labels) -> bytes:
    """The annotations of some jobs of a task as JSON of LabeledData, joined."""
    if overlapping(spans):
        return Joined(spans, labels, tasks.deleted_frames(task)).json()
    reader = Reader(labels)
    parts = [(span.start, span.stop, reader.read(rows_of_job(span.id))) for span in spans]
    return orjson.dumps(merging.merged(parts, labels.dimension))


def overlapping(spans: Sequence[JobSpan]) -> bool:
    """Whether any two of these jobs share a frame."""
    ordered = sorted(spans, key=lambda span: span.start)
    return any(after.start <= before.stop for before, after in pairwise(ordered))


def objects_of_job(job_id: int, labels: Labels) -> dict[str, dict[int, dict[str, Any]]]:
    """Wire objects of a job by kind and id."""
    return objects_in(orjson.dumps(Reader(labels).read(rows_of_job(job_id))))


def version_of_job(job_id: int) -> int:
    """Counts the writes to the job's annotations."""
    return tasks.annotation_version(job_id)


def version_of_task(task_id: int) -> str:
    """Changes with every write to any of the task's jobs."""
    return "-".join(str(one) for one in annotation_versions(task_id))


def changed_since(job_id: int, version: int) -> dict[str, list[int]]:
    """Ids of the objects written after `version`, by kind; deleted ones are not among them."""
    return _objects_where(job_id, "version > %s", version)


def ids_in_use(job_id: int, ids: Collection[int]) -> set[int]:
    """Those of `ids` that anything in the job has: objects, elements, keyframes."""
    return {one for table in COLUMNS for one in store.select_ids(table, job_id, ids)}


def jobs_using(label_id: int) -> list[int]:
    """The jobs in which anything is drawn with this label, in order of id."""
    return sorted({job_id for table in COLUMNS for job_id in store.select_jobs(table, label_id)})


def objects_labelled(job_id: int, label_id: int) -> dict[str, list[int]]:
    """Ids of a job's objects with this label, by kind."""
    return _objects_where(job_id, "label_id = %s", label_id)


def _objects_where(job_id: int, condition: str, value: int) -> dict[str, list[int]]:
    """Ids of whole objects, without elements and keyframes, by kind."""
    rows = Batch(**{t: store.select(t, job_id, condition, [value]) for t in COLUMNS})
    return {
        "tags": [row[0] for row in rows.tag],
        "shapes": [row[0] for row in rows.shape if row[8] is None and row[9] is None],
        "tracks": [row[0] for row in rows.track if row[8] is None],
        "intervals": [row[0] for row in rows.interval],
    }


def objects_on(job_id: int, frames: Collection[int]) -> dict[str, list[int]]:
    """Ids of the tags and shapes of a job that are on these frames, by kind."""
    span, wanted = [min(frames), max(frames)], frozenset(frames)
    within = "frame BETWEEN %s AND %s"
    tags = store.select("tag", job_id, within, span)
    shapes = store.select(
        "shape", job_id, f"track_id IS NULL AND parent_id IS NULL AND {within}", span
    )
    return {
        "tags": [row[0] for row in tags if row[FRAME] in wanted],
        "shapes": [row[0] for row in shapes if row[FRAME] in wanted],
        "tracks": [],
    }


def changes_since(job: Job, labels: Labels, version: int) -> bytes:
    """What became of a job after `version`, as JSON.

    `{"version", "changed": LabeledData, "deleted": {"tags": […], …}}`: objects written since
    then as they are now, with their versions, and ids of those that are gone.
    """
    ids = changed_since(job.pk, version)
    gone = history.deleted_since(job.pk, version)
    rows = Batch()
    for kind in KINDS:
        rows.add(store.select_objects(job.pk, kind, ids[kind]))
    # What is written while this reads may be in it already; it is told of again next time.
    return orjson.dumps(
        {
            "version": job.annotation_version,
            "changed": Reader(labels, versions=True).read(rows),
            "deleted": {kind: sorted(gone[kind].difference(ids[kind])) for kind in KINDS},
        }
    )
