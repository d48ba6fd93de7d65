"""Request bodies, decoded into the type an endpoint wants, or refused with a reason."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

import msgspec
from django.http import HttpRequest

from limn.sdk.errors import BadInput, TooLarge

T = TypeVar("T")
_WHERE = re.compile(r"^(?P<problem>.*?)(?: - at `(?P<path>.*)`)?$", re.DOTALL)
_LIST_ITEM = re.compile(r"(\w+)\[(\d*)\]")
_ZERO = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")

SMALL_BODY = 1 << 20
"""Limit in bytes of a body that describes things (names, labels, settings)."""


def read(request: HttpRequest, limit_bytes: int = SMALL_BODY) -> bytes:
    """The body.

    Raises:
        TooLarge: it is longer than `limit_bytes`.
    """
    announced = request.META.get("CONTENT_LENGTH") or "0"
    if announced.isdecimal() and int(announced) > limit_bytes:
        raise TooLarge(f"the body is {announced} bytes long; {limit_bytes} are allowed here")
    body = request.body
    if len(body) > limit_bytes:
        raise TooLarge(f"the body is {len(body)} bytes long; {limit_bytes} are allowed here")
    return body


def decode(request: HttpRequest, wanted: type[T], limit_bytes: int = SMALL_BODY) -> T:
    """The JSON body as a `wanted`: a msgspec Struct, or any type msgspec knows.

    Raises:
        TooLarge: the body is longer than `limit_bytes`.
        BadInput: it is no JSON (NaN and Infinity are none), or a value is of a wrong type;
            `fields` names the path (`shapes[3].points[1]`).
    """
    return decode_bytes(read(request, limit_bytes), wanted)


def decode_bytes(body: bytes, wanted: type[T]) -> T:
    """As `decode`, from bytes at hand."""
    if rb"\u0000" in body and _ZERO.search(body):
        raise BadInput("JSON parse error - a text with a zero byte, which cannot be kept")
    try:
        return _decoder(wanted).decode(body)
    except msgspec.ValidationError as error:
        raise _bad_value(str(error)) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"JSON parse error - {error}") from error
    except RecursionError as error:
        raise BadInput("JSON parse error - the body is nested too deep") from error


@cache
def _decoder(wanted: type[T]) -> msgspec.json.Decoder[T]:
    return msgspec.json.Decoder(wanted)


def decode_any(request: HttpRequest, limit_bytes: int = SMALL_BODY) -> Any:
    """The JSON body as plain lists and dicts; `{}` for an empty one.

    Raises:
        TooLarge: the body is longer than `limit_bytes`.
        BadInput: it is no JSON.
    """
    body = read(request, limit_bytes)
    return decode_bytes(body, Any) if body.strip() else {}  # type: ignore[arg-type]


def refuse_nulls(changes: Mapping[str, Any], *names: str) -> None:
    """Go on only if none of these fields (any, if none is named) was sent as null.

    Raises:
        BadInput: one was; it is named.
    """
    for name, value in changes.items():
        if value is None and (not names or name in names):
            raise BadInput(
                f"{name} may not be null", fields={name: ["This field may not be null."]}
            )


def form_fields(form: Mapping[str, list[str]]) -> dict[str, Any]:
    """A form's fields; `name[0]`, `name[1]` … and repeated names become lists."""
    fields: dict[str, Any] = {}
    for key, values in form.items():
        if item := _LIST_ITEM.fullmatch(key):
            fields.setdefault(item[1], []).extend(values)
        else:
            fields[key] = values[-1]
    return fields


def _bad_value(message: str) -> BadInput:
    found = _WHERE.match(message)
    problem, path = (found["problem"], found["path"]) if found else (message, None)
    path = (path or "").removeprefix("$").removeprefix(".")
    return BadInput(message, fields={path or "non_field_errors": [problem]})
