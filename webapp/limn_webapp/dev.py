"""The server and Vite side by side: `python -m limn_webapp.dev --data data --port 8080`.

A change of the app's sources shows in the browser at once; a change of the server's starts the
server again. Calls of the app go on to the server.
"""

import argparse
import subprocess
import sys
from pathlib import Path

from watchfiles import PythonFilter, watch

from limn_webapp.node import SOURCE_ROOT, BuildFailed, environment, install, node


def main() -> int:
    """Run both until Ctrl-C, or until one of them ends; its exit code."""
    wanted = _arguments()
    try:
        install(SOURCE_ROOT)
        vite_environment = environment()
    except BuildFailed as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    hostctl = Path(sys.executable).with_name("hostctl")
    address = ["--host", wanted.host, "--port", str(wanted.port)]
    vite_environment["LIMN_DEV_SERVER"] = f"http://{wanted.host}:{wanted.port}"
    up = [hostctl, "up", "--data", wanted.data, *address]
    vite = subprocess.Popen(
        [node(), "node_modules/vite/bin/vite.js"], cwd=SOURCE_ROOT, env=vite_environment
    )
    try:
        return _serve_afresh(up, beside=vite)
    except KeyboardInterrupt:
        return 0
    finally:
        _end(vite)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m limn_webapp.dev", description=__doc__)
    parser.add_argument("--data", default="data", help="the folder that keeps everything")
    parser.add_argument("--host", default="127.0.0.1", help="the server's address")
    parser.add_argument("--port", type=int, default=8080, help="the server's port")
    return parser.parse_args()


def _serve_afresh(up: list[str | Path], *, beside: subprocess.Popen[bytes]) -> int:
    """Serve, anew after every change of a Python file, until one of the two ends by itself."""
    root = SOURCE_ROOT.parent
    sources = [root / name for name in ("core", "plugins", "hostctl")]
    server = subprocess.Popen(up)
    try:
        for changes in watch(
            *sources, watch_filter=PythonFilter(), yield_on_timeout=True, rust_timeout=300
        ):
            if changes:
                print("a source changed; the server starts again")  # noqa: T201
                _end(server)
                server = subprocess.Popen(up)
            ended = [one.returncode for one in (server, beside) if one.poll() is not None]
            if ended:
                return ended[0]
    finally:
        _end(server)
    return 0


def _end(one: subprocess.Popen[bytes]) -> None:
    one.terminate()
    one.wait()


if __name__ == "__main__":
    raise SystemExit(main())
