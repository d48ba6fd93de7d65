"""The API: one place that mounts every room's router."""

from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja import NinjaAPI
from ninja.parser import Parser
from ninja.renderers import BaseRenderer

import limn.activity.api
import limn.annotations.api
import limn.api.plugins
import limn.api.server
import limn.api.web_plugins
import limn.datasets.api
import limn.identity.api
import limn.review.api
import limn.runs.api
import limn.storage.api
import limn.tasks.api
from limn.api import failures, schema
from limn.api.guard import JSON_LIMIT, guard
from limn.wire.answers import JSON, json_answer
from limn.wire.bodies import decode_any


class _Bodies(Parser):
    """JSON bodies within limits; parameters that were left empty are none."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        return decode_any(request, JSON_LIMIT)

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        found = super().parse_querydict(data, list_fields, request)
        if data is not request.GET:
            return found
        return {name: value for name, value in found.items() if value != ""}


class _Json(BaseRenderer):
    media_type = JSON

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> Any:
        return json_answer(data).content


api = NinjaAPI(
    title="Limn",
    version="2.80.0",
    docs_url=None,
    openapi_url=None,
    parser=_Bodies(),
    renderer=_Json(),
    urls_namespace="api",
)
api.add_decorator(guard, mode="view")
failures.handle(api)
schema.describe(api)

for _router in (
    limn.api.server.router,
    limn.api.plugins.router,
    limn.api.web_plugins.router,
    limn.identity.api.router,
    *limn.tasks.api.routers,
    *limn.annotations.api.routers,
    *limn.datasets.api.routers,
    *limn.review.api.routers,
    limn.activity.api.router,
    limn.runs.api.router,
    limn.storage.api.router,
):
    api.add_router("", _router)
