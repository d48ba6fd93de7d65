"""The API's own description, for `hostctl openapi`."""

import json

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import resolve


def openapi_text() -> str:
    """What `GET /api/schema` answers, as indented JSON with sorted keys."""
    request = HttpRequest()
    request.method, request.path, request.user = "GET", "/api/schema", AnonymousUser()
    view, places, names = resolve(request.path)
    answer = view(request, *places, **names)
    return json.dumps(json.loads(answer.content), indent=1, sort_keys=True, ensure_ascii=False)
