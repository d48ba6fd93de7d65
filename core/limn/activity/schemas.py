"""Bodies and answers about what people do, named as CVAT names them."""

from typing import Annotated

from pydantic import AwareDatetime, BaseModel, Field, StringConstraints

MOST_EVENTS = 10_000
Id = Annotated[int, Field(ge=-(2**63), lt=2**63)]
Text = Annotated[str, StringConstraints(max_length=1024)]


class EventRequest(BaseModel):
    """Something a person did; whose it is, the server knows by itself."""

    scope: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    obj_name: Annotated[str, StringConstraints(max_length=256)] | None = None
    obj_id: Id | None = None
    obj_val: Text | None = None
    source: Annotated[str, StringConstraints(max_length=64)] | None = None
    timestamp: AwareDatetime
    count: Id | None = None
    duration: Id = 0
    project_id: Id | None = None
    task_id: Id | None = None
    job_id: Id | None = None
    user_id: Id | None = None
    user_name: Text | None = None
    user_email: Text | None = None
    org_id: Id | None = None
    org_slug: Text | None = None
    payload: Annotated[str, StringConstraints(max_length=100_000)] | None = None


class ClientEventsRequest(BaseModel):
    """What was done since the last time; `previous_event` is the last one told then."""

    events: Annotated[list[EventRequest], Field(max_length=MOST_EVENTS)] = []
    previous_event: EventRequest | None = None
    timestamp: AwareDatetime


class Event(EventRequest):
    """Something a person did."""


class ClientEvents(BaseModel):
    """What was kept."""

    events: list[Event] = []
    timestamp: AwareDatetime


class QueryId(BaseModel):
    """The id of an export, for the older way to ask for one."""

    query_id: str
