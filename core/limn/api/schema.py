"""`/api/schema`: this API as an OpenAPI document."""

import inspect
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.http import HttpResponse
from ninja import NinjaAPI, Router

from limn.permissions.check import public
from limn.wire.answers import json_answer
from limn.wire.listing import Listing
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
    for operation_id, listing in _lists(api):
        operation = _operation(found, operation_id)
        operation["parameters"] = [*operation.get("parameters", ()), *_parameters(listing)]
    return found


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
    own = {name: f"equals; one of {choices}" for name, choices in listing.choices.items()}
    terms = ", ".join([*listing.filters, *listing.terms])
    sorts = ", ".join(listing.sort if listing.sort is not None else terms.split(", "))
    texts = {
        "page": "number of the page, from 1",
        "page_size": "rows of a page, or `all`",
        "search": f"words that must all occur in {', '.join(listing.search) or 'nothing'}",
        "filter": f"JSON-logic rules over {terms}",
        "sort": f"names with `-` for descending: {sorts}; default {listing.default_sort}",
        "org": "slug of an organization; empty: of none",
        "org_id": "id of an organization",
        **{name: own.get(name, "equals") for name in listing.filters},
    }
    return [
        {"name": name, "in": "query", "description": text, "schema": {"type": "string"}}
        for name, text in texts.items()
    ]
