"""The web server: `python -m limn.admin.web --host 127.0.0.1 --port 8080 --parent PID`."""

import argparse
import os
from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.conf import settings
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from limn.runs.lifeline import die_with_parent

APPLICATION = "limn.config.wsgi:application"


def serve(host: str, port: int, *, processes: int, threads: int) -> None:
    """Serve the application until a signal asks to stop; requests get some seconds to end.

    Live streams have threads of their own, beside the `threads` for everything else.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "limn.config.settings")
    main = os.getpid()

    def load(target: str) -> Callable[..., Any]:
        die_with_parent(main)
        module, _, name = target.partition(":")
        return getattr(import_module(module), name)

    Granian(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=threads + settings.LIVE_STREAMS,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=3,
        log_level=LogLevels.error,
    ).serve(target_loader=load)


def main(arguments: list[str] | None = None) -> None:
    """Start from the command line."""
    parser = argparse.ArgumentParser(prog="python -m limn.admin.web", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--threads", type=int, default=8, help="requests at once, each process")
    parser.add_argument("--parent", type=int, help="end when this process ends")
    options = parser.parse_args(arguments)
    if options.parent:
        die_with_parent(options.parent)
    serve(options.host, options.port, processes=options.processes, threads=options.threads)


if __name__ == "__main__":
    main()
