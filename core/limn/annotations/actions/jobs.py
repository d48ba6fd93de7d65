"""Deeds on the annotations of one job."""

import msgspec

from limn.annotations import history, queries, store
from limn.annotations.actions.writing import (
    NamedIds,
    Old,
    at_once,
    conflict,
    delta_of,
    ids_of,
    refuse_stale,
    refuse_without_ids,
    replace_all,
    swap,
    write,
)
from limn.annotations.checks import check
from limn.annotations.codec import Changes, LabeledData, encoded
from limn.annotations.history import Key
from limn.annotations.preparing import prepare, trim
from limn.annotations.rows import KINDS, forget_ids, items, keep_ids
from limn.annotations.vocabulary import Labels
from limn.sdk.errors import BadInput, Conflict
from limn.tasks.actions import bump_annotations, lock_job
from limn.tasks.queries import Job


def replace(
    job: Job,
    data: LabeledData,
    user_id: int | None,
    kind: str = "put",
    *,
    expected: int | None = None,
) -> bytes:
    """Put `data` in place of all annotations of a job; returns it as JSON, with ids.

    `expected` is, here and below, the version the client read; None takes any.

    Raises:
        BadInput: a value is wrong; nothing is changed.
        Conflict: the job is not at the `expected` version.
    """
    labels = _admitted(job, data)

    @at_once
    def run() -> bytes:
        return replace_all(_locked(job, expected), labels, user_id, kind, data)

    return run()


def create(
    job: Job, data: LabeledData, user_id: int | None, *, expected: int | None = None
) -> bytes:
    """Add `data` to a job; returns it as JSON, with new ids, in the order given.

    Raises:
        BadInput: a value is wrong; nothing is changed.
    """
    labels = _admitted(job, data)
    forget_ids(data)
    return _swap(job, labels, user_id, "create", data, {}, expected)


def update(
    job: Job, data: LabeledData, user_id: int | None, *, expected: int | None = None
) -> bytes:
    """Put each object of `data` in place of the one with its id; returns them as JSON.

    Objects without an id, or whose id is not (any more) in this job, are created anew, as
    clients of this call expect; `change` refuses them instead.

    Raises:
        BadInput: a value is wrong.
        Conflict: an object carries a version that is not the current one.
    """
    labels = _admitted(job, data)
    return _swap(job, labels, user_id, "update", data, {}, expected)


def delete(
    job: Job, data: LabeledData, user_id: int | None, *, expected: int | None = None
) -> bytes:
    """Delete the objects of a job that have the ids in `data`; returns `data` as JSON.

    Ids that are not in the job are passed over.

    Raises:
        BadInput: an object has no id.
    """
    refuse_without_ids(data)
    labels = queries.labels_of(job.segment.task)
    _swap(job, labels, user_id, "delete", LabeledData(), ids_of(data), expected)
    return encoded(data)


def delete_all(job: Job, user_id: int | None) -> None:
    """Delete everything drawn in a job."""
    replace(job, LabeledData(), user_id, "delete")


def _admitted(job: Job, data: LabeledData) -> Labels:
    """The labels of the job, once `data` is known to fit it."""
    labels, frames = queries.labels_of(job.segment.task), queries.frames_of_job(job)
    trim(data, max(frames))
    check(data, labels, frames)
    return labels


def _swap(
    job: Job,
    labels: Labels,
    user_id: int | None,
    kind: str,
    data: LabeledData,
    gone: NamedIds,
    expected: int | None,
) -> bytes:
    @at_once
    def run() -> bytes:
        return encoded(swap(_locked(job, expected), labels, user_id, kind, data, gone))

    return run()


def _locked(job: Job, expected: int | None) -> Job:
    """The job, locked.

    Raises:
        Conflict: it is not at the `expected` version; `details` names what changed since.
    """
    locked = lock_job(job.pk)
    if expected is not None and expected != locked.annotation_version:
        changed = queries.changed_since(job.pk, expected)
        raise conflict(locked, "the job was changed meanwhile", changed)
    return locked


def change(
    job: Job,
    changes: Changes,
    user_id: int | None,
    *,
    key: Key | None = None,
    expected: int | None = None,
) -> bytes:
    """Create, update and delete together, or not at all; the answer is JSON.

    `{"version", "create": LabeledData, "update": LabeledData}`, objects with ids in the order
    given. A `key` seen before gives the answer it gave then and does nothing. `expected` is
    the version the client read.

    Raises:
        BadInput: a value is wrong, an object to update has no id or is named twice, a track
            has no keyframes.
        Conflict: an object is gone, or it or the job changed since the client read it;
            `details` has the current `version` and the ids by kind.
    """
    labels, frames = queries.labels_of(job.segment.task), queries.frames_of_job(job)
    for data, where in ((changes.create, "create."), (changes.update, "update.")):
        trim(data, max(frames))
        check(data, labels, frames, where)
    refuse_without_ids(changes.update, "update.")
    _refuse_empty_tracks(changes)
    named = _named(changes)

    @at_once
    def run() -> bytes:
        lock_job(job.pk)
        known = history.replayed(job.pk, key)
        if known is not None:
            return known
        return _change(_locked(job, expected), changes, named, labels, user_id, key)

    return run()


def _change(
    job: Job,
    changes: Changes,
    named: NamedIds,
    labels: Labels,
    user_id: int | None,
    key: Key | None,
) -> bytes:
    old = Old.named(job.pk, named)
    _refuse_missing(job, named, old)
    refuse_stale(job, changes.update, old)
    for kind in KINDS:
        store.delete(job.pk, kind, named[kind])
    for data in (changes.create, changes.update):
        prepare(data)
    forget_ids(changes.create)
    keep_ids(changes.update, old.ids())
    version = bump_annotations(job)
    created = write(job.pk, changes.create, version)
    updated = write(job.pk, changes.update, version)
    answer = b'{"version":%d,"create":%b,"update":%b}' % (version, created, updated)
    delta = delta_of(old, labels, created)
    delta.after(updated)
    history.record(job.pk, version, user_id, "changes", delta, key=key, answer=answer)
    return answer


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
        deleted = [(f"delete.{kind}[{i}]", one) for i, one in enumerate(
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


def restore(job: Job, version: int, user_id: int | None) -> bytes:
    """Bring a job's annotations back to what they were at `version`; returns them as JSON.

    This is one more write: what was there until now stays in the history.

    Raises:
        BadInput: the job has not had that version.
        Conflict: a label that was used then is gone.
    """
    if not 0 <= version <= job.annotation_version:
        raise BadInput(f"job {job.pk} has versions 0 to {job.annotation_version}")
    labels = queries.labels_of(job.segment.task)

    @at_once
    def run() -> bytes:
        locked = lock_job(job.pk)
        objects = history.undone(job.pk, version, queries.objects_of_job(job.pk, labels))
        data = msgspec.convert({kind: list(objects[kind].values()) for kind in KINDS}, LabeledData)
        try:
            check(data, labels, queries.frames_of_job(job))
        except BadInput as error:
            raise Conflict(f"version {version} does not fit the labels of now: {error}") from error
        known = {one.id for one in items(data) if one.id is not None}
        return replace_all(locked, labels, user_id, "restore", data, known)

    return run()
