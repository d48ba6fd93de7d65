"""Bringing back what was: one more write, so that what is there now is not lost either."""

from collections.abc import Sequence

from limn.annotations import history, queries
from limn.annotations.actions.recording import Deed
from limn.annotations.actions.writing import ANY, Old, Terms, on_job, replace_all, swap
from limn.annotations.codec import Restored, encoded
from limn.annotations.fitting import Fit, fitted
from limn.annotations.history import Objects
from limn.annotations.object_names import Name
from limn.annotations.reading import objects_in
from limn.annotations.rows import KINDS, items
from limn.sdk.errors import BadInput, Conflict
from limn.tasks.queries import Job

MOST_NAMED = 100
"""Objects that a refusal names."""


def restore(
    job: Job, version: int, user_id: int | None, *, partial: bool = False, terms: Terms = ANY
) -> bytes:
    """Bring a job's annotations back to what they were at `version`; returns `Restored` as JSON.

    Raises:
        BadInput: the job has not had that version.
        Conflict: some objects do not fit the labels of now, and the restore is not to be
            `partial`; or the `terms` are not met.
    """
    _refuse_unknown(job, version)
    deed = Deed("restore", user_id, job.segment.task, queries.labels_of(job.segment.task))

    def run(locked: Job) -> bytes:
        now = queries.objects_of_job(job.pk, deed.labels)
        fit = _fit(job, deed, version, history.undone(job.pk, version, now), partial=partial)
        known = {one.id for one in items(fit.data) if one.id is not None}
        replace_all(locked, deed, fit.data, known)
        return _answer(locked, fit)

    return on_job(job, terms, run)


def restore_objects(
    job: Job,
    version: int,
    names: Sequence[Name],
    user_id: int | None,
    *,
    partial: bool = False,
    terms: Terms = ANY,
) -> bytes:
    """As `restore`, for these objects alone; one that was not there at `version` is deleted.

    Raises:
        BadInput: the job has not had that version, or never had one of the objects.
        Conflict: see `restore`.
    """
    _refuse_unknown(job, version)
    deed = Deed("restore", user_id, job.segment.task, queries.labels_of(job.segment.task))
    ids = {kind: [one.id for one in names if one.kind == kind] for kind in KINDS}
    wanted = {one.id for one in names}

    def run(locked: Job) -> bytes:
        now = objects_in(Old.named(job.pk, ids).json(deed.labels))
        present = {f"{kind}:{one}" for kind in KINDS for one in now[kind]}
        then = history.undone(job.pk, version, now, wanted)
        _refuse_strangers(job, names, present, then)
        fit = _fit(job, deed, version, then, partial=partial)
        lost = {str(one) for one in names} & fit.lost.keys()
        gone = {
            kind: [one for one in ids[kind] if f"{kind[:-1]}:{one}" not in lost] for kind in KINDS
        }
        wishes = {one.id for one in items(fit.data) if one.id is not None}
        free = wishes - queries.ids_in_use(job.pk, wishes)
        swap(locked, deed, fit.data, gone, free)
        return _answer(locked, fit)

    return on_job(job, terms, run)


def _refuse_unknown(job: Job, version: int) -> None:
    if not 0 <= version <= job.annotation_version:
        problem = f"job {job.pk} has versions 0 to {job.annotation_version}"
        raise BadInput(problem, fields={"version": [problem]})


def _refuse_strangers(job: Job, names: Sequence[Name], present: set[str], then: Objects) -> None:
    for index, one in enumerate(names):
        if f"{one.kind}:{one.id}" in present or one.id in then[one.kind]:
            continue
        if not history.versions_touching(history.writes(job.pk), one.id):
            problem = f"job {job.pk} never had {one}"
            raise BadInput(problem, fields={f"objects[{index}]": [problem]})


def _fit(job: Job, deed: Deed, version: int, objects: Objects, *, partial: bool) -> Fit:
    fit = fitted(objects, deed.labels, queries.frames_of_job(job))
    if fit.lost and not partial:
        named = dict(list(fit.lost.items())[:MOST_NAMED])
        first, reason = next(iter(named.items()))
        raise Conflict(
            f"{len(fit.lost)} objects of version {version} cannot come back ({first}: {reason}); "
            'send "partial": true to bring back the others',
            details={"version": job.annotation_version, "lost": named},
        )
    return fit


def _answer(job: Job, fit: Fit) -> bytes:
    return encoded(Restored(version=job.annotation_version, lost=fit.lost, adjusted=fit.adjusted))
