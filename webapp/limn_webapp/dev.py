"""The server and Vite side by side: `python -m limn_webapp.dev --data data --port 8080`.

A change of a source shows in the browser at once; calls go on to the server.
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path

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
    server = subprocess.Popen([hostctl, "up", "--data", wanted.data, *address])
    vite = subprocess.Popen(
        [node(), "node_modules/vite/bin/vite.js"], cwd=SOURCE_ROOT, env=vite_environment
    )
    return _until_one_ends([server, vite])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m limn_webapp.dev", description=__doc__)
    parser.add_argument("--data", default="data", help="the folder that keeps everything")
    parser.add_argument("--host", default="127.0.0.1", help="the server's address")
    parser.add_argument("--port", type=int, default=8080, help="the server's port")
    return parser.parse_args()


def _until_one_ends(running: list[subprocess.Popen[bytes]]) -> int:
    try:
        while True:
            for one in running:
                if (code := one.poll()) is not None:
                    return code
            time.sleep(0.2)
    except KeyboardInterrupt:
        return 0
    finally:
        for one in running:
            one.terminate()
        for one in running:
            one.wait()


if __name__ == "__main__":
    raise SystemExit(main())
