"""Deeds done by several threads, each with a connection to the database of its own."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connections


def in_threads(deed: Callable[[Any], Any], told: Iterable[Any], *, threads: int) -> list[Any]:
    """What `deed` answers to each of `told`, in order.

    After each the connection is given back, as it is after a request. Django's test client does
    not: a pool of PostgreSQL's connections soon had none left for others.
    """

    def call(one: Any) -> Any:
        try:
            return deed(one)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(call, told))
