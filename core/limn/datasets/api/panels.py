"""`/api/jobs/{id}/panels/{name}`: what a panel of a plugin has to say about a job."""

from typing import Any

from django.http import HttpResponse
from ninja import Router
from pydantic import BaseModel, ConfigDict

from limn.datasets.source import dataset_of
from limn.host.calls import guard
from limn.host.catalogue import catalogue
from limn.identity.throttle import spend
from limn.permissions.check import permit
from limn.sdk.errors import BadInput, NotFound, PluginFailed
from limn.sdk.web import Block, Panel, Table, Text, Value
from limn.tasks.queries import get_job
from limn.wire.answers import json_answer
from limn.wire.requests import Request

router = Router(tags=["plugins"])

_MOST_ROWS = 1000


class PanelRequest(BaseModel):
    model_config = ConfigDict(extra="forbid")

    values: dict[str, str | float | bool | None] = {}


class PanelBlock(BaseModel):
    """A paragraph of `text`, or a table: `columns` and `rows`."""

    text: str | None = None
    columns: list[str] | None = None
    rows: list[list[str | float]] | None = None


class PanelAnswer(BaseModel):
    blocks: list[PanelBlock]


@router.post(
    "/jobs/{int:job_id}/panels/{name}", operation_id="jobs_create_panel", response=PanelAnswer
)
def ask_panel(request: Request, job_id: int, name: str, body: PanelRequest) -> HttpResponse:
    """What the panel says about the job's annotations as they are now."""
    job = get_job(job_id)
    permit(request.actor, "job:view:annotations", job)
    spend("exports", request.actor.user_id)
    host = catalogue()
    panel = host.panels.get(name)
    if panel is None:
        raise NotFound(f"no plugin that is on has a panel {name!r}")
    values = _values(panel, body.values)
    with guard(host.panel_owners[name], doing=f"answering in panel {name!r}"):
        blocks = [_block(one) for one in panel.answer(dataset_of(job), values)]
    return json_answer({"blocks": blocks})


def _values(panel: Panel, given: dict[str, Any]) -> dict[str, Value]:
    known = {one.name for one in panel.questions}
    if unknown := sorted(given.keys() - known):
        raise BadInput(
            f"panel {panel.name!r} does not ask for {', '.join(unknown)}",
            fields={name: ["unknown"] for name in unknown},
        )
    return {one.name: one.read(given.get(one.name)) for one in panel.questions}


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Text(text):
            return {"text": text}
        case Table(columns, rows):
            shown = [list(row) for row in rows[:_MOST_ROWS]]
            return {"columns": list(columns), "rows": shown}
        case _:
            raise PluginFailed(f"a panel answered with {block!r}, which is neither text nor table")
