"""No endpoint answers, or writes, before it asked for permission.

A route that is not `@public` needs somebody signed in. While its endpoint runs, the database
takes no writes until `permit`, `allowed` or `visible` has been called; an endpoint that
succeeds without ever calling them answers 500. Forgetting to ask shows nothing and changes
nothing.
"""

import re
from collections.abc import Callable
from contextlib import nullcontext
from functools import partial, wraps
from typing import Any, cast

from django.db import connection
from django.http.response import HttpResponseBase
from ninja.operation import Operation

from limn.api.auth import authenticate, authenticate_again
from limn.identity import throttle
from limn.identity.address import address_of
from limn.permissions.check import asked
from limn.sdk.errors import LimnError, Unauthenticated
from limn.wire.bodies import read
from limn.wire.requests import Request

_WRITE = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|TRUNCATE|COPY|MERGE)\b", re.IGNORECASE)

JSON_LIMIT = 8 << 20
"""Bytes of a JSON body that describes things; annotations have their own, larger limit."""

Run = Callable[..., HttpResponseBase]


class NeverAsked(LimnError):
    """An endpoint went on without asking for permission: a mistake of ours."""

    code = "never_asked"


def guard(run: Run) -> Run:
    """`Operation.run`, behind authentication and the check that permission was asked."""
    operation = cast(Operation, getattr(run, "__self__", None))
    if operation is None:
        raise TypeError(f"{run} is decorated already; the guard must be the innermost decorator")
    is_public = hasattr(operation.view_func, "public_because")
    reads_json = any(model.__ninja_param_source__ == "body" for model in operation.models)

    def admit(request: Request) -> None:
        request.actor = authenticate(request, is_public=is_public)
        request.again = partial(authenticate_again, request)
        if request.actor.user_id is None and not is_public:
            raise Unauthenticated("Authentication credentials were not provided.")
        if request.actor.user_id is None:
            throttle.spend("requests without an account", address_of(request))
        if reads_json:
            read(request, JSON_LIMIT)

    def answer(request: Request, parameters: dict[str, Any]) -> HttpResponseBase:
        with nullcontext() if is_public else connection.execute_wrapper(_no_write_unasked):
            found = run(request, **parameters)
        if not (is_public or asked.get() or found.status_code >= 400):
            raise NeverAsked(f"{operation.view_func.__qualname__} asked for no permission")
        return found

    @wraps(run)
    def guarded(request: Request, **parameters: Any) -> HttpResponseBase:
        token = asked.set(False)
        try:
            admit(request)
            return answer(request, parameters)
        except Exception as error:  # noqa: BLE001  # the API's handlers answer for all of them
            return operation.api.on_exception(request, error)
        finally:
            asked.reset(token)

    return guarded


def _no_write_unasked(
    execute: Callable[..., Any],
    sql: Any,
    params: Any,
    many: bool,  # noqa: FBT001  # called by Django
    context: Any,
) -> Any:
    if not asked.get() and isinstance(sql, str) and _WRITE.match(sql):
        raise NeverAsked("a write to the database before permission was asked")
    return execute(sql, params, many, context)
