"""Keeping what people did, and exporting it."""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.utils import timezone

from limn.activity.models import Activity
from limn.activity.schemas import ClientEventsRequest, EventRequest
from limn.activity.working_time import working_times
from limn.identity.queries import User, get_organization
from limn.permissions.actor import Actor
from limn.runs.actions import start
from limn.runs.keys import RequestKey
from limn.runs.queries import Run


def keep(actor: Actor, user: User, told: ClientEventsRequest) -> list[Activity]:
    """Keep what a client tells, by the server's clock, with the time worked since before."""
    late = timezone.now() - told.timestamp
    organization = get_organization(actor.organization) if actor.organization else None
    whose = {
        "user_id": user.pk,
        "user_name": user.username,
        "user_email": user.email,
        "org_id": organization.pk if organization else None,
        "org_slug": organization.slug if organization else None,
    }
    rows = [Activity(**_told(one, late), **whose) for one in told.events]
    rows += [Activity(**one, **whose) for one in _worked(told)]
    return Activity.objects.bulk_create(rows)


def _told(event: EventRequest, late: timedelta) -> dict[str, Any]:
    whose = {"user_id", "user_name", "user_email", "org_id", "org_slug"}
    return {**event.model_dump(exclude=whose), "timestamp": _moved(event, late)}


def _moved(event: EventRequest, late: timedelta) -> Any:
    try:
        return event.timestamp + late
    except OverflowError:
        return event.timestamp


def _worked(told: ClientEventsRequest) -> Iterator[dict[str, Any]]:
    for (job_id, task_id, project_id), time in working_times(
        told.events, told.previous_event
    ).items():
        spent = round(time.total_seconds() * 1000)
        yield {
            "scope": "send:working_time",
            "timestamp": timezone.now(),
            "duration": spent,
            "job_id": job_id,
            "task_id": task_id,
            "project_id": project_id,
        }


def start_export(actor: Actor, wanted: dict[str, Any], filename: str) -> Run:
    """Start writing what `actor` may see as CSV."""
    key = RequestKey(action="export", target="events", id=str(uuid.uuid4()), user_id=actor.user_id)
    return start(
        "activity:export",
        key=key,
        owner_id=actor.user_id,
        owner_bound=True,
        organization_id=actor.organization,
        in_organization=actor.organization_specified,
        wanted=wanted,
        filename=filename,
    )
