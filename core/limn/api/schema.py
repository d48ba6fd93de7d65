"""`/api/schema`: this API as an OpenAPI document."""

import inspect
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.http import HttpResponse
from ninja import NinjaAPI
from ninja.schema import NinjaGenerateJsonSchema
from pydantic import BaseModel

from limn.annotations.schemas import ChangesRequest, RestoreRequest
from limn.permissions.check import public
from limn.storage.schemas import CloudStorageWriteRequest, PatchedCloudStorageWriteRequest
from limn.tasks.schemas import AppendRequest, AssetWriteRequest, DataRequest
from limn.wire.answers import json_answer
from limn.wire.describing import described, file, parameter
from limn.wire.listing import Listing
from limn.wire.requests import Request

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
_HAND_READ: tuple[type[BaseModel], ...] = (
    AssetWriteRequest,
    AppendRequest,
    ChangesRequest,
    DataRequest,
    RestoreRequest,
    CloudStorageWriteRequest,
    PatchedCloudStorageWriteRequest,
)
"""Bodies that endpoints read by themselves, so that ninja does not know of them."""
_ORGANIZATION = described(
    parameter("org", "string", "slug of an organization; empty: of none"),
    parameter("org_id", "integer", "id of an organization"),
    parameter("X-Organization", "string", "as `org`", place="header"),
)["parameters"]
_MADE_IN_ORGANIZATIONS = (
    "cloudstorages_create", "comments_create", "events_create", "events_create_export",
    "events_list", "invitations_create", "issues_create", "projects_create",
    "projects_create_backup", "tasks_create", "tasks_create_backup",
)  # fmt: skip
"""What happens in the organization that the request names."""
_REF = "#/components/schemas/{model}"
_PARAMETER = re.compile(r"{([^}]+)}")


def describe(api: NinjaAPI) -> None:
    """Let `api` answer with its own description."""

    @api.get(
        "/schema",
        operation_id="schema_retrieve",
        tags=["schema"],
        openapi_extra=described(
            file("application/vnd.oai.openapi+json", about="this document"),
            parameter("scheme", ["json", "yaml"], "how to write it; JSON is YAML too"),
            parameter("lang", "string", "taken, and of no effect: there is one language"),
        ),
    )
    @public("the description of an API is no secret")
    def schema(request: Request) -> HttpResponse:
        """The OpenAPI document; as JSON, which is YAML too."""
        answer = json_answer(document(api))
        wants_json = "json" in (request.GET.get("scheme", "json"), request.GET.get("format"))
        answer["Content-Type"] = "application/vnd.oai.openapi" + ("+json" if wants_json else "")
        return answer


@cache
def document(api: NinjaAPI) -> dict[str, Any]:
    """The OpenAPI document of all rooms that `api` mounts."""
    found: dict[str, Any] = {**api.get_openapi_schema(path_prefix="/api")}
    found.setdefault("components", {})["securitySchemes"] = _SCHEMES
    found["security"] = _SECURITY
    _add_components(found["components"]["schemas"])
    for operation_id, listing in _lists(api):
        operation = _operation(found, operation_id)
        operation["parameters"] = [*operation.get("parameters", ()), *_parameters(listing)]
    for operation_id in _MADE_IN_ORGANIZATIONS:
        operation = _operation(found, operation_id)
        operation["parameters"] = [*operation.get("parameters", ()), *_ORGANIZATION]
    found["paths"] = _named_as_cvat_does(found["paths"])
    return found


def _add_components(known: dict[str, Any]) -> None:
    for model in _HAND_READ:
        made = model.model_json_schema(ref_template=_REF, schema_generator=NinjaGenerateJsonSchema)
        known.update({**made.pop("$defs", {}), model.__name__: made})
    for component in known.values():
        for field in component.get("properties", {}).values():
            field.pop("title", None)  # says no more than the name does


def _named_as_cvat_does(paths: dict[str, Any]) -> dict[str, Any]:
    """The paths with `{id}` in place of `{task_id}` where that is the only parameter."""
    renamed: dict[str, Any] = {}
    for path, operations in paths.items():
        names = _PARAMETER.findall(path)
        if len(names) == 1 and names[0].endswith("_id"):
            for operation in operations.values():
                _rename(operation["parameters"], names[0])
            path = _PARAMETER.sub("{id}", path)  # noqa: PLW2901
        renamed.setdefault(path, {}).update(operations)
    return renamed


def _rename(parameters: list[dict[str, Any]], name: str) -> None:
    for one in parameters:
        if one["in"] == "path" and one["name"] == name:
            one["name"] = "id"


def _lists(api: NinjaAPI) -> Iterator[tuple[str, Listing]]:
    """Every list with the words its endpoint passes to `page`, read off the endpoint's names."""
    for prefix, router in api._routers:  # noqa: SLF001  # ninja offers no other way
        del prefix
        for path_view in router.path_operations.values():
            for operation in path_view.operations:
                view = inspect.unwrap(operation.view_func)
                known = (view.__globals__.get(name) for name in view.__code__.co_names)
                listing = next((one for one in known if isinstance(one, Listing)), None)
                if listing is not None and operation.operation_id:
                    yield operation.operation_id, listing


def _operation(document: dict[str, Any], operation_id: str) -> dict[str, Any]:
    for path in document["paths"].values():
        for operation in path.values():
            if operation.get("operationId") == operation_id:
                return operation
    return {}


def _parameters(listing: Listing) -> list[dict[str, Any]]:
    """The query parameters every list takes, and this list's own filters."""
    terms = ", ".join([*listing.filters, *listing.terms])
    sorts = ", ".join(listing.sort if listing.sort is not None else terms.split(", "))
    texts = {
        "page": "number of the page, from 1",
        "page_size": "rows of a page, or `all`",
        **(
            {"search": f"words that must all occur in {', '.join(listing.search)}"}
            if listing.search
            else {}
        ),
        "filter": f"JSON-logic rules over {terms}",
        "sort": f"names with `-` for descending: {sorts}; default {listing.default_sort}",
        **dict.fromkeys(listing.filters, "equals"),
    }
    own = [
        {
            "name": name,
            "in": "query",
            "required": False,
            "description": text,
            "schema": _type_of(name, listing),
        }
        for name, text in texts.items()
    ]
    return [*own, *_ORGANIZATION] if listing.in_organizations else own


def _type_of(name: str, listing: Listing) -> dict[str, Any]:
    if name in listing.choices:
        return {"type": "string", "enum": [str(one) for one in listing.choices[name]]}
    if name == "page_size":
        return {"anyOf": [{"type": "integer"}, {"const": "all"}]}
    is_number = name == "page" or name.endswith("_id")
    return {"type": "integer" if is_number else "string"}
