"""Deeds on the annotations of one job."""

from limn.annotations import queries, store
from limn.annotations.actions.recording import Deed, record
from limn.annotations.actions.writing import (
    ANY,
    NamedIds,
    Old,
    Terms,
    conflict,
    delta_of,
    ids_of,
    on_job,
    refuse_stale,
    refuse_without_ids,
    replace_all,
    swap,
    writing,
)
from limn.annotations.checks import check
from limn.annotations.codec import Changes, Ids, LabeledData, encoded, id_of
from limn.annotations.history import Touched
from limn.annotations.preparing import prepare, trim
from limn.annotations.rows import KINDS, forget_ids, keep_ids
from limn.annotations.vocabulary import Labels
from limn.sdk.errors import BadInput
from limn.tasks.actions import bump_annotations
from limn.tasks.queries import Job


def replace(
    job: Job, data: LabeledData, user_id: int | None, kind: str = "put", *, terms: Terms = ANY
) -> bytes:
    """Put `data` in place of all annotations of a job; returns it as JSON, with ids.

    Raises:
        BadInput: a value is wrong; nothing is changed.
        Conflict: the `terms` are not met, here and below.
    """
    deed = Deed(kind, user_id, job.segment.task, _admitted(job, data))
    return on_job(job, terms, lambda locked: replace_all(locked, deed, data))


def create(job: Job, data: LabeledData, user_id: int | None, *, terms: Terms = ANY) -> bytes:
    """Add `data` to a job; returns it as JSON, with new ids, in the order given.

    Raises:
        BadInput: a value is wrong; nothing is changed.
    """
    deed = Deed("create", user_id, job.segment.task, _admitted(job, data))
    forget_ids(data)
    return on_job(job, terms, lambda locked: encoded(swap(locked, deed, data, {})))


def update(job: Job, data: LabeledData, user_id: int | None, *, terms: Terms = ANY) -> bytes:
    """Put each object of `data` in place of the one with its id; returns them as JSON.

    Objects without an id, or whose id is not (any more) in this job, are created anew, as
    clients of this call expect; `change` refuses them instead.

    Raises:
        BadInput: a value is wrong.
        Conflict: an object carries a version that is not the current one.
    """
    deed = Deed("update", user_id, job.segment.task, _admitted(job, data))
    return on_job(job, terms, lambda locked: encoded(swap(locked, deed, data, {})))


def delete(job: Job, data: LabeledData, user_id: int | None, *, terms: Terms = ANY) -> bytes:
    """Delete the objects of a job that have the ids in `data`; returns `data` as JSON.

    Ids that are not in the job are passed over.

    Raises:
        BadInput: an object has no id.
    """
    refuse_without_ids(data)
    task, gone = job.segment.task, ids_of(data)
    deed = Deed("delete", user_id, task, queries.labels_of(task))

    def run(locked: Job) -> bytes:
        swap(locked, deed, LabeledData(), gone)
        return encoded(data)

    return on_job(job, terms, run)


def delete_all(job: Job, user_id: int | None, *, terms: Terms = ANY) -> None:
    """Delete everything drawn in a job."""
    replace(job, LabeledData(), user_id, "delete", terms=terms)


def _admitted(job: Job, data: LabeledData) -> Labels:
    """The labels of the job, once `data` is known to fit it."""
    labels, frames = queries.labels_of(job.segment.task), queries.frames_of_job(job)
    trim(data, queries.last_of(frames))
    check(data, labels, frames)
    return labels


def change(job: Job, changes: Changes, user_id: int | None, *, terms: Terms = ANY) -> bytes:
    """Create, update and delete together, or not at all; the answer is JSON.

    `{"version", "create": LabeledData, "update": LabeledData}`, objects with ids in the order
    given.

    Raises:
        BadInput: a value is wrong, an object to update has no id or is named twice, a track
            has no keyframes.
        Conflict: an object is gone, or it or the job changed since the client read it;
            `details` has the current `version` and the ids by kind.
    """
    labels, frames = queries.labels_of(job.segment.task), queries.frames_of_job(job)
    for data, where in ((changes.create, "create."), (changes.update, "update.")):
        trim(data, queries.last_of(frames))
        check(data, labels, frames, where)
    refuse_without_ids(changes.update, "update.")
    _refuse_empty_tracks(changes)
    named = _named(changes)
    deed = Deed("changes", user_id, job.segment.task, labels)
    return on_job(job, terms, lambda locked: _change(locked, deed, changes, named))


def _change(job: Job, deed: Deed, changes: Changes, named: NamedIds) -> bytes:
    old = Old.named(job.pk, named)
    _refuse_missing(job, named, old)
    refuse_stale(job, changes.update, old)
    refuse_stale(job, changes.delete, old)
    for kind in KINDS:
        store.delete(job.pk, kind, named[kind])
    for data in (changes.create, changes.update):
        prepare(data)
    forget_ids(changes.create)
    keep_ids(changes.update, old.ids())
    version = bump_annotations(job, deed.task)
    with writing(job.pk, changes.create, version) as created:
        delta = delta_of(old, deed.labels, created)
    with writing(job.pk, changes.update, version) as updated:
        delta.after(updated)
    touched = Touched(ids_of(changes.create), ids_of(changes.update), _lists(changes.delete))
    record(job, deed, version, delta, touched)
    return b'{"version":%d,"create":%b,"update":%b}' % (version, created, updated)


def _lists(ids: Ids) -> dict[str, list[int]]:
    return {kind: [id_of(one) for one in getattr(ids, kind)] for kind in KINDS}


def _named(changes: Changes) -> dict[str, list[int]]:
    """Ids to update and to delete, by kind.

    Raises:
        BadInput: an id is named twice.
    """
    named: dict[str, list[int]] = {}
    for kind in KINDS:
        seen: set[int] = set()
        updated = [(f"update.{kind}[{i}].id", item.id) for i, item in enumerate(
            getattr(changes.update, kind)
        )]  # fmt: skip
        deleted = [(f"delete.{kind}[{i}]", id_of(one)) for i, one in enumerate(
            getattr(changes.delete, kind)
        )]  # fmt: skip
        for path, one in updated + deleted:
            if one in seen:
                raise BadInput(f"{path}: {one} is named twice", fields={path: ["named twice"]})
            seen.add(one)
        named[kind] = list(seen)
    return named


def _refuse_empty_tracks(changes: Changes) -> None:
    for part in ("create", "update"):
        for index, track in enumerate(getattr(changes, part).tracks):
            if not track.shapes and not any(one.shapes for one in track.elements):
                path = f"{part}.tracks[{index}].shapes"
                raise BadInput(
                    f"{path}: a track needs a keyframe", fields={path: ["a keyframe is needed"]}
                )


def _refuse_missing(job: Job, named: NamedIds, old: Old) -> None:
    missing: dict[str, list[int]] = {}
    for kind in KINDS:
        if lost := sorted(set(named[kind]) - old.versions(kind).keys()):
            missing[kind] = lost
    if missing:
        raise conflict(job, "these objects are not in the job (any more)", missing)
