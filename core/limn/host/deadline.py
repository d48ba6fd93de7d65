"""Calling a plugin's code for a limited time."""

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from limn.sdk.errors import PluginFailed

Answer = TypeVar("Answer")


def within(seconds: float, work: Callable[[], Answer], *, doing: str) -> Answer:
    """What `work` returns, if it does so in time; what it raises is raised here.

    A thread cannot be stopped from outside: one that hangs is left behind as a daemon, and
    the caller goes on.

    Raises:
        PluginFailed: the time is over, or the work tried to end the process.
    """
    box: dict[str, Any] = {}

    def carry() -> None:
        try:
            box["answer"] = work()
        except Exception as error:  # noqa: BLE001  # handed to the caller below
            box["error"] = error
        except BaseException as error:  # noqa: BLE001  # SystemExit must not end the server
            box["error"] = PluginFailed(f"{doing} ended with {error!r}")

    thread = threading.Thread(target=carry, name=f"plugin: {doing}", daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise PluginFailed(f"{doing} took longer than {seconds:g} s")
    if "error" in box:
        raise box["error"]
    return box["answer"]
