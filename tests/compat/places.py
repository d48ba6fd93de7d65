"""Where clients are installed that cannot live beside ours: once a machine, from `locks`."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
_READY = "ready"


class NotInstalled(Exception):
    """A client is not on this machine and cannot be installed; says which, and why."""


def packages(name: str, *, python: str = "3.11") -> Path:
    """A folder for PYTHONPATH with the package that `locks/NAME.txt` pins, and nothing else.

    `python` is the oldest version that the package says it is for.
    """
    options = ("--no-deps", "--python-version", python)

    def make(place: Path) -> None:
        _uv(name, "install", *options, "--target", str(place / "packages"))

    return _place(name, make) / "packages"


def interpreter(name: str) -> Path:
    """The Python of an environment that has all of `locks/NAME.txt`, and nothing else."""

    def make(place: Path) -> None:
        subprocess.run([_found_uv(), "venv", "--quiet", str(place / "env")], check=True)
        _uv(name, "install", "--python", str(place / "env"))

    return _place(name, make) / "env/bin/python"


def _place(name: str, make: Callable[[Path], None]) -> Path:
    digest = hashlib.sha256(_lock(name).read_bytes() + sys.version.encode()).hexdigest()[:12]
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "limn-clients"
    place = home / f"{name}-{digest}"
    place.mkdir(parents=True, exist_ok=True)
    with (home / f"{place.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (place / _READY).exists():
            shutil.rmtree(place)
            place.mkdir()
            make(place)
            (place / _READY).touch()
    return place


def _uv(name: str, *command: str) -> None:
    done = subprocess.run(
        [_found_uv(), "pip", *command, "--quiet", "--require-hashes", "-r", str(_lock(name))],
        env=os.environ | {"VIRTUAL_ENV": sys.prefix, "UV_PYTHON_DOWNLOADS": "never"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise NotInstalled(
            f"{name} is not on this machine, and the package index does not give it: these tests "
            f"need it once.\n{done.stderr[-2000:]}"
        )


def _found_uv() -> str:
    own = ROOT / ".tools/bin/uv"
    found = str(own) if own.exists() else shutil.which("uv")
    if found is None:
        raise NotInstalled("uv is neither in .tools nor on the path; `make install-dev` gets it")
    return found


def _lock(name: str) -> Path:
    return ROOT / "locks" / f"{name}.txt"
