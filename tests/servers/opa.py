"""An OPA server with our policies, for machines that have an `opa`."""

import subprocess
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from limn.permissions.bundle import archive
from servers.sharing import free_port

SECONDS = 20


@contextmanager
def opa_server(program: str, folder: Path) -> Generator[str]:
    """The address of a server that has our bundle loaded.

    Raises:
        RuntimeError: it does not start.
    """
    bundle = folder / "bundle.tar.gz"
    bundle.write_bytes(archive()[0])
    url = f"http://127.0.0.1:{free_port()}"
    command = [program, "run", "--server", "--addr", url.removeprefix("http://"), "-b", str(bundle)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as server:
        try:
            _await(server, f"{url}/health")
            yield url
        finally:
            server.terminate()


def _await(server: subprocess.Popen[bytes], address: str) -> None:
    ends = time.monotonic() + SECONDS
    while time.monotonic() < ends and server.poll() is None:
        try:
            with urlopen(address, timeout=1):  # noqa: S310  # an address of our own
                return
        except URLError:
            time.sleep(0.1)
    server.terminate()
    raise RuntimeError(f"opa did not start: {server.communicate()[1].decode()[-2000:]}")
