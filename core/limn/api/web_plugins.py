"""`/api/web-plugins`: what plugins add to the app in the browser, and the files of their modules.

A file's address has a digest of all files of its plugin in it, so that a browser keeps them for
good and an upgrade is seen at once.
"""

from typing import Any, Literal

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from ninja import Router
from pydantic import BaseModel

from limn.api import web_files
from limn.host.catalogue import catalogue
from limn.permissions.check import permit
from limn.sdk.errors import NotFound
from limn.sdk.web import Panel, Question
from limn.wire import describing
from limn.wire.answers import file_answer, json_answer
from limn.wire.requests import Request

router = Router(tags=["plugins"])


class WebPluginModule(BaseModel):
    """A module to load: `entry` is its address."""

    plugin: str
    title: str
    entry: str


class PanelQuestion(BaseModel):
    name: str
    title: str
    kind: Literal["text", "number", "yes"]
    default: str | float | bool
    choices: list[str]


class DescribedPanel(BaseModel):
    """A panel to be drawn by the app; its answer comes from `/api/jobs/{id}/panels/{name}`."""

    plugin: str
    name: str
    title: str
    questions: list[PanelQuestion]


class WebPlugins(BaseModel):
    modules: list[WebPluginModule]
    panels: list[DescribedPanel]


@router.get("/web-plugins", operation_id="web_plugins_retrieve", response=WebPlugins)
def list_web_plugins(request: Request) -> HttpResponse:
    """Modules and panels of the plugins that are on."""
    permit(request.actor, "plugin:list")
    host = catalogue()
    modules = [
        {
            "plugin": name,
            "title": host.titles[name],
            "entry": f"/api/web-plugins/{name}/{web_files.digest(module.folder)}/{module.entry}",
        }
        for name, module in sorted(host.modules.items())
    ]
    panels = [_shown(host.panel_owners[name], one) for name, one in host.panels.items()]
    return json_answer({"modules": modules, "panels": panels})


@router.get(
    "/web-plugins/{plugin}/{digest}/{path:name}",
    operation_id="web_plugins_retrieve_file",
    openapi_extra=describing.file(*sorted({*web_files.TYPES.values()})),
)
def get_web_file(request: Request, plugin: str, digest: str, name: str) -> HttpResponseBase:
    """A file of a plugin's module, at the address its list gives."""
    permit(request.actor, "plugin:list")
    module = catalogue().modules.get(plugin)
    if module is None:
        raise NotFound(f"plugin {plugin!r} has no files for browsers now")
    path, kind = web_files.found(module.folder, digest, name)
    return file_answer(request, path, kind, immutable=True)


def _shown(plugin: str, panel: Panel) -> dict[str, Any]:
    questions = [_asked(one) for one in panel.questions]
    return {"plugin": plugin, "name": panel.name, "title": panel.title, "questions": questions}


def _asked(one: Question) -> dict[str, Any]:
    return {
        "name": one.name,
        "title": one.title,
        "kind": one.kind,
        "default": one.default,
        "choices": list(one.choices),
    }
