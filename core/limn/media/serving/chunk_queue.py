"""Chunks that take long are made by a worker: requests wait for them only so long."""

import time
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.utils import timezone

from limn.runs.actions import start
from limn.runs.keys import RequestKey
from limn.runs.queries import get_run
from limn.runs.shapes import RequestStatus
from limn.sdk.errors import BadMedia, Conflict, NotFound, NotReady
from limn.storage import cache

PATIENCE = 20.0
"""Seconds a request waits."""
RETRY_AFTER = 10
"""Seconds until a client should ask again."""
_PAUSE = 0.2
_SPOILED = timedelta(minutes=1)
"""For so long a chunk whose making failed is not tried again."""


def have_built(data_id: int, chunk: str, arguments: dict[str, Any]) -> None:
    """Return once a worker has built the chunk of that name, which `arguments` describe.

    Raises:
        NotReady: it takes longer than a request may; ask again.
        BadMedia: it cannot be built.
    """
    key = RequestKey(
        action="build", target="chunk", target_id=data_id, subresource=cache.digest(chunk)
    )
    _refuse_if_spoiled(key)
    # Whoever else asks for it waits for the same run.
    with suppress(Conflict):
        start("chunk:build", key=key, owner_id=None, data_id=data_id, **arguments)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        run = get_run(key)
        if run.state == RequestStatus.finished:
            return
        if run.state == RequestStatus.failed:
            raise BadMedia(run.message)
        time.sleep(_PAUSE)
    raise NotReady("the chunk is still being made", retry_after=RETRY_AFTER)


def _refuse_if_spoiled(key: RequestKey) -> None:
    try:
        run = get_run(key)
    except NotFound:
        return
    ended = run.finished_date
    if run.state == RequestStatus.failed and ended and timezone.now() - ended < _SPOILED:
        raise BadMedia(run.message)
