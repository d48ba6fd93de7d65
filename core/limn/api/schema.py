"""`/api/schema`: this API as an OpenAPI document."""

from functools import cache
from typing import Any

from django.http import HttpResponse
from ninja import Router

from limn.permissions.check import public
from limn.wire.answers import json_answer
from limn.wire.requests import Request

router = Router(tags=["schema"])
_SCHEMES = {
    "tokenAuth": {"type": "apiKey", "in": "header", "name": "Authorization",
                  "description": "`Token` and a login token"},
    "accessTokenAuth": {"type": "http", "scheme": "bearer",
                        "description": "a personal access token"},
    "sessionAuth": {"type": "apiKey", "in": "cookie", "name": "sessionid"},
    "csrfAuth": {"type": "apiKey", "in": "cookie", "name": "csrftoken"},
    "csrfHeaderAuth": {"type": "apiKey", "in": "header", "name": "X-CSRFTOKEN"},
    "basicAuth": {"type": "http", "scheme": "basic"},
}  # fmt: skip
_SECURITY = [
    {"tokenAuth": []},
    {"accessTokenAuth": []},
    {"sessionAuth": [], "csrfAuth": [], "csrfHeaderAuth": []},
    {"basicAuth": []},
]


@router.get("/schema", operation_id="schema_retrieve")
@public("the description of an API is no secret")
def schema(request: Request) -> HttpResponse:
    """The OpenAPI document; as JSON, which is YAML too."""
    answer = json_answer(document())
    wants_json = "json" in (request.GET.get("scheme", "json"), request.GET.get("format"))
    answer["Content-Type"] = "application/vnd.oai.openapi" + ("+json" if wants_json else "")
    return answer


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document of all rooms."""
    from limn.api.root import api  # the root mounts this router

    found: dict[str, Any] = {**api.get_openapi_schema(path_prefix="/api")}
    found.setdefault("components", {})["securitySchemes"] = _SCHEMES
    found["security"] = _SECURITY
    return found
