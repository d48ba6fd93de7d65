"""The one place that knows Huey: queues that carry run ids, and nothing else, to workers.

A message may get lost or arrive twice; the row of the run is the truth (see `leases`).
"""

import json
import logging
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from huey import PriorityRedisHuey, SqliteHuey
from huey.api import Huey
from huey.registry import Message
from huey.serializer import Serializer
from huey.storage import PriorityRedisStorage
from redis.exceptions import RedisError

from limn.runs.carrying import carry_out
from limn.runs.models import Run

log = logging.getLogger(__name__)

_TASK = "carry_out"
# Short work goes first where one worker serves several queues.
_PRIORITY = {"chunks": 2, "notifications": 2, "webhooks": 1, "cleaning": -1}


class _Json(Serializer):
    def _serialize(self, data: Any) -> bytes:
        return json.dumps(data, default=str).encode()

    def _deserialize(self, data: bytes) -> Any:
        return Message(*json.loads(data))


class _ManyQueues(PriorityRedisStorage):
    """Reads several queues with one blocking call; earlier ones first."""

    def __init__(self, name: str, queues: Iterable[str] = (), **options: Any) -> None:
        super().__init__(name, **options)
        self._keys = [f"huey.redis.{self.clean_name(_name(queue))}" for queue in queues]

    def dequeue(self) -> bytes | None:
        popped = self.conn.bzpopmin(self._keys, timeout=self.read_timeout)
        return popped[1][8:] if popped else None  # type: ignore[index]


def carry(run: Run) -> None:
    """Hand the run's id to its queue. A failure is left to the keeper, which carries it again."""
    try:
        huey = _queue(run.queue)
        message = Message(
            id=str(run.pk),
            name=f"{carry_out.__module__}.{_TASK}",
            args=(str(run.pk),),
            kwargs={},
            priority=_PRIORITY.get(run.queue, 0),
        )
        huey.storage.enqueue(huey.serializer.serialize(message), message.priority)
    except (RedisError, OSError) as error:
        log.warning("run %s waits for its queue to come back: %s", run.pk, error)


def waiting(queue: str) -> set[str]:
    """The ids of the runs whose messages lie in that queue now."""
    return {task.args[0] for task in _queue(queue).pending()}


def reader(queues: Iterable[str]) -> Huey:
    """A Huey for a worker that serves all of `queues`."""
    if not settings.QUEUE_URL:
        return _queue("import")
    return _ready(
        Huey(
            "limn",
            storage_class=_ManyQueues,
            queues=tuple(queues),
            url=_address(),
            results=False,
            serializer=_Json(),
        )
    )


def forget() -> None:
    """Open the queues anew at the next use (settings changed, or this is a fork)."""
    _queue.cache_clear()
    _embedded.cache_clear()


@cache
def _queue(name: str) -> Huey:
    return _embedded() if not settings.QUEUE_URL else _redis(name)


@cache
def _embedded() -> Huey:
    path = Path(settings.DATA_ROOT) / "queue.sqlite3"
    path.parent.mkdir(parents=True, exist_ok=True)
    return _ready(SqliteHuey("limn", filename=str(path), results=False, serializer=_Json()))


def _redis(name: str) -> Huey:
    return _ready(PriorityRedisHuey(_name(name), url=_address(), results=False, serializer=_Json()))


def _ready(huey: Huey) -> Huey:
    huey.task(name=_TASK)(carry_out)
    return huey


def _address() -> str:
    """The queue's address, with limits on how long a request may wait for it."""
    url = str(settings.QUEUE_URL)
    return f"{url}{'&' if '?' in url else '?'}socket_connect_timeout=3&socket_timeout=10"


def _name(queue: str) -> str:
    return f"limn_{queue}"
