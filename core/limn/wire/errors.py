"""Errors as CVAT's clients know them.

A wrong value answers `{"path.of.value": ["sentence"]}`; everything else answers
`{"detail": "sentence", "code": "stable_code"}`. The status comes from the error's class.
"""

from typing import Any

from django.http import HttpResponse

from limn.sdk.errors import BadInput, Conflict, LimnError, NotReady, Unauthenticated
from limn.wire.answers import json_answer


def answer(error: LimnError) -> HttpResponse:
    """The answer that tells the caller about `error`."""
    return json_answer(told(error), status=error.status, headers=_headers(error))


def told(error: LimnError) -> dict[str, Any]:
    """What the caller is told of `error`."""
    if isinstance(error, BadInput) and error.fields:
        return {path: list(sentences) for path, sentences in error.fields.items()}
    details = error.details if isinstance(error, Conflict) else {}
    return {**details, "detail": str(error), "code": error.code}


def _headers(error: LimnError) -> dict[str, str]:
    if isinstance(error, Unauthenticated):
        return {"WWW-Authenticate": "Token"}
    if isinstance(error, NotReady):
        return {"Retry-After": str(error.retry_after)}
    return {}
