"""Words for what ninja cannot read off a signature when it describes an endpoint.

Each function returns a part of `openapi_extra`; `described` puts parts together.
"""

from typing import Annotated, Any, TypeAlias, TypeVar

from pydantic import BaseModel, Field
from pydantic.json_schema import SkipJsonSchema

T = TypeVar("T")
Part: TypeAlias = dict[str, Any]
JSON = "application/json"
FORM = "multipart/form-data"


def _without_default(schema: Part) -> None:
    schema.pop("default", None)


Sometimes = Annotated[T | SkipJsonSchema[None], Field(json_schema_extra=_without_default)]
"""A field that some answers leave out: `svg: Sometimes[str] = None`. It is never null."""


def described(*parts: Part) -> Part:
    """These parts as the `openapi_extra` of an endpoint."""
    whole: Part = {}
    for part in parts:
        for name, value in part.items():
            match whole.get(name):
                case None:
                    whole[name] = value
                case list(known):
                    whole[name] = [*known, *value]
                case known:
                    whole[name] = {**known, **value}
    return whole


def parameter(name: str, kind: str | list[str], about: str, *, place: str = "query") -> Part:
    """A parameter that may be left out; `kind` is a JSON type, or the values it can have."""
    schema = {"type": kind} if isinstance(kind, str) else {"type": "string", "enum": kind}
    return {
        "parameters": [
            {
                "name": name,
                "in": place,
                "required": False,
                "description": about,
                "schema": schema,
            }
        ]
    }


def request_body(model: type[BaseModel], *media: str) -> Part:
    """A body that the endpoint reads by itself; `limn.api.schema` must know the model."""
    schema = {"$ref": f"#/components/schemas/{model.__name__}"}
    content = {one: {"schema": schema} for one in media or (JSON,)}
    return {"requestBody": {"required": True, "content": content}}


def sent_file(name: str) -> Part:
    """A form with a file, where the file was not uploaded before."""
    files = {name: {"type": "string", "format": "binary"}}
    schema = {"type": "object", "properties": files}
    return {"requestBody": {"required": False, "content": {FORM: {"schema": schema}}}}


def file(*media: str, about: str = "the file") -> Part:
    """An answer that is a file of one of these media types."""
    schema = {"type": "string", "format": "binary"}
    content = {one: {"schema": schema} for one in media}
    return {"responses": {200: {"description": about, "content": content}}}


def empty(status: int, about: str) -> Part:
    """An answer without a body."""
    return {"responses": {status: {"description": about}}}
