"""`/api/plugins`: which plugins are here, how they stand, and the administrator's switches."""

from dataclasses import asdict
from typing import Any, Literal

from django.http import HttpResponse
from ninja import Router
from pydantic import BaseModel, ConfigDict

from limn.host import switches
from limn.host.catalogue import PluginReport, report
from limn.permissions.check import permit
from limn.sdk.errors import NotFound
from limn.wire.answers import json_answer
from limn.wire.paging import Page, cut_rows
from limn.wire.requests import Request

router = Router(tags=["plugins"])


class Plugin(BaseModel):
    """How a plugin stands: `reason` says why it does not run, `offers` what it adds, by kind."""

    name: str
    title: str
    distribution: str
    version: str
    first_party: bool
    enabled: bool
    state: Literal["on", "off", "failed", "missing"]
    reason: str
    offers: dict[str, list[str]]


class PaginatedPluginList(Page):
    results: list[Plugin]


class PatchedPluginRequest(BaseModel):
    model_config = ConfigDict(extra="forbid")

    enabled: bool


def _show(request: Request, one: PluginReport) -> dict[str, Any]:
    """A plugin; why it failed may tell of the machine, and is for administrators."""
    shown = asdict(one)
    return shown if request.actor.privilege == "admin" else {**shown, "reason": ""}


@router.get("/plugins", operation_id="plugins_list", response=PaginatedPluginList)
def list_plugins(request: Request) -> HttpResponse:
    """Every installed plugin and how it stands."""
    permit(request.actor, "plugin:list")
    cut = cut_rows(request, report())
    return cut.answer([_show(request, one) for one in cut.rows])


@router.patch("/plugins/{name}", operation_id="plugins_partial_update", response=Plugin)
def switch_plugin(request: Request, name: str, body: PatchedPluginRequest) -> HttpResponse:
    """Turn a plugin on or off, for every process of the installation."""
    permit(request.actor, "plugin:update")
    switches.switch(name, enabled=body.enabled)
    for one in report():
        if one.name == name:
            return json_answer(_show(request, one))
    raise NotFound(f"no plugin {name!r} is installed")
