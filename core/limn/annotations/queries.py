"""Questions about annotations."""

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Any

import orjson

from limn.annotations import merging, store
from limn.annotations.reading import Reader, Wire
from limn.annotations.rows import KINDS, Batch
from limn.annotations.vocabulary import Labels
from limn.tasks.queries import Job, JobSpan, Task, annotation_versions, jobs_of_task, labels_of_task


def labels_of(task: Task) -> Labels:
    """The labels of a task, for checks and names."""
    return Labels(labels_of_task(task))


def frames_of_job(job: Job) -> Collection[int]:
    """The task-relative frames that a job may annotate."""
    segment = job.segment
    if segment.type == "specific_frames":
        return frozenset(segment.frames)
    return range(segment.start_frame, segment.stop_frame + 1)


def rows_of_job(job_id: int, start: int | None = None, stop: int | None = None) -> Batch:
    """All rows of a job.

    With `start` and `stop` (inclusive): the tags and shapes on these frames, and the whole of
    every track that may show there.
    """
    if start is None and stop is None:
        return Batch(
            tag=store.select("tag", job_id),
            track=store.select("track", job_id),
            shape=store.select("shape", job_id),
        )
    first, last = start or 0, (1 << 31) - 1 if stop is None else stop
    within = "frame BETWEEN %s AND %s"
    return Batch(
        tag=store.select("tag", job_id, within, [first, last]),
        track=store.select("track", job_id, "frame <= %s", [last]),
        shape=store.select(
            "shape",
            job_id,
            f"(track_id IS NULL AND {within}) OR track_id IN "  # noqa: S608
            "(SELECT id FROM annotations_track WHERE job_id = %s AND frame <= %s)",
            [first, last, job_id, last],
        ),
    )


def read_job(
    job: Job,
    labels: Labels,
    *,
    start: int | None = None,
    stop: int | None = None,
    versions: bool = False,
) -> bytes:
    """A job's annotations as JSON of LabeledData; `start`, `stop` as in `rows_of_job`."""
    rows = rows_of_job(job.pk, start, stop)
    return orjson.dumps(Reader(labels, versions=versions).read(rows))


def read_task(task: Task, labels: Labels) -> bytes:
    """A task's annotations as JSON of LabeledData: those of its jobs, joined where they overlap."""
    return read_spans(jobs_of_task(task.pk), labels)


def read_spans(spans: Sequence[JobSpan], labels: Labels) -> bytes:
    """The annotations of some jobs of one task as JSON of LabeledData, joined."""
    reader = Reader(labels)
    compared = overlapping(spans)
    parts: list[tuple[int, int, Wire]] = []
    for span in spans:
        data = reader.read(rows_of_job(span.id))
        # Only what is compared has to be read as numbers.
        parts.append(
            (span.start, span.stop, orjson.loads(orjson.dumps(data)) if compared else data)
        )
    return orjson.dumps(merging.merged(parts))


def overlapping(spans: Sequence[JobSpan]) -> bool:
    """Whether any two of these jobs share a frame."""
    ordered = sorted(spans, key=lambda span: span.start)
    return any(after.start <= before.stop for before, after in pairwise(ordered))


def objects_of_job(job_id: int, labels: Labels) -> dict[str, dict[int, dict[str, Any]]]:
    """Wire objects of a job by kind and id."""
    data = orjson.loads(orjson.dumps(Reader(labels).read(rows_of_job(job_id))))
    return {kind: {item["id"]: item for item in data[kind]} for kind in KINDS}


def version_of_task(task_id: int) -> str:
    """Changes with every write to any of the task's jobs."""
    return "-".join(str(one) for one in annotation_versions(task_id))


def changed_since(job_id: int, version: int) -> dict[str, list[int]]:
    """Ids of the objects written after `version`, by kind; deleted ones are not among them."""
    condition, values = "version > %s", [version]
    shapes = store.select("shape", job_id, condition, values)
    tracks = store.select("track", job_id, condition, values)
    return {
        "tags": [row[0] for row in store.select("tag", job_id, condition, values)],
        "shapes": [row[0] for row in shapes if row[8] is None and row[9] is None],
        "tracks": [row[0] for row in tracks if row[8] is None],
    }
