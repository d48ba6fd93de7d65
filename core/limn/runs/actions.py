"""What can be done to background work: start it, stop it, start it once more, forget it."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from limn.permissions.actor import Actor
from limn.runs import declare, ending, queue
from limn.runs.keys import RequestKey
from limn.runs.models import CANCELLED, FAILED, FINISHED, LIVE, Run
from limn.sdk.errors import BadInput, Conflict


def start(
    name: str,
    *,
    key: RequestKey,
    owner_id: int | None,
    owner_bound: bool = False,
    organization_id: int | None = None,
    project_id: int | None = None,
    task_id: int | None = None,
    job_id: int | None = None,
    **arguments: Any,
) -> Run:
    """Write down that the job `name` is to be done; it is queued when the transaction commits.

    `arguments` are JSON values for the job's function, which is also given those of
    `project_id`, `task_id` and `job_id` that it has parameters for. An ended run of the same
    key gives way to the new one.

    Raises:
        Conflict: a run of this key is queued or at work; `details["rq_id"]` is its id.
    """
    declared = declare.find(name)
    try:
        with transaction.atomic():
            Run.objects.filter(key=str(key), state__in=(FINISHED, FAILED, CANCELLED)).delete()
            run = Run.objects.create(
                key=str(key),
                job=name,
                queue=declared.queue,
                action=key.action,
                target=key.target,
                target_id=key.target_id,
                subresource=key.subresource,
                format=key.format,
                owner_id=owner_id,
                owner_bound=owner_bound,
                organization_id=organization_id,
                arguments=arguments,
                project_id=project_id,
                task_id=task_id,
                job_id=job_id,
                max_attempts=declared.max_attempts,
                carried_at=timezone.now(),
            )
    except IntegrityError as error:
        if not Run.objects.filter(key=str(key), state__in=LIVE).exists():
            raise
        raise Conflict(
            f"request {key} is still being worked on", details={"rq_id": str(key)}
        ) from error
    transaction.on_commit(lambda: queue.carry(run), robust=True)
    return run


def cancel(run: Run) -> None:
    """Stop a queued or working run: from now on it is gone, and can publish nothing.

    Its process notices within seconds and lets the work go.

    Raises:
        Conflict: it has ended already.
    """
    live = Run.objects.filter(pk=run.pk, state__in=LIVE)
    if not ending.close(live, run, CANCELLED, cancel_requested=True):
        run.refresh_from_db()
        if run.state != CANCELLED:
            raise Conflict(f"request {run.key} is {run.state} already")


def retry(actor: Actor, run: Run) -> Run:
    """Start once more what failed, with the same choices; the new run takes its place.

    Raises:
        BadInput: it has not failed, or work of this kind cannot be started like that.
        Conflict: it is at work again already.
        Whatever the work raises where it is started: the right, the target or the file is gone.
    """
    if run.state != FAILED:
        raise BadInput(f"request {run.key} is {run.state}; only failed ones can be retried")
    repeat = declare.repeat_of(run.job)
    if repeat is None:
        raise BadInput(f"{run.job} cannot be retried; start it where it was started before")
    return repeat(actor, run)


def forget(run: Run) -> None:
    """Take an ended run off the list; its file, if it left one, goes with the next sweep.

    Raises:
        Conflict: it has not ended.
    """
    ended = Run.objects.filter(pk=run.pk, state__in=(FINISHED, FAILED, CANCELLED))
    if not ended.delete()[0] and Run.objects.filter(pk=run.pk).exists():
        raise Conflict(f"request {run.key} has not ended; cancel it first")
