"""Builds the browser app from its sources: `python -m limn_webapp.build [--force]`."""

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from limn_webapp.node import SOURCE_ROOT, BuildFailed, install, node, run

FILES = ("index.html", "package.json", "package-lock.json", "tsconfig.json", "vite.config.ts")
FOLDERS = ("src", "public")
STAMP = ".built-from.json"


def build(root: Path, *, force: bool = False) -> bool:
    """Build the app under `root` into `root/limn_webapp/static`; whether there was anything to do.

    Raises:
        BuildFailed: the sources or Node are missing, or a step of the build ended with an error.
    """
    static = root / "limn_webapp" / "static"
    noted = _noted(static)
    sources = sorted(_sources(root))
    glance = _glance(root, sources)
    if not force and noted.get("glance") == glance:
        return False
    digest = _digest(root, sources)
    stale = force or noted.get("digest") != digest
    if stale:
        install(root)
        run(
            root,
            "building",
            [node(), "node_modules/vite/bin/vite.js", "build", "--logLevel", "warn"],
        )
    (static / STAMP).write_text(json.dumps({"digest": digest, "glance": glance}))
    return stale


def _sources(root: Path) -> Iterator[Path]:
    yield from (root / name for name in FILES if (root / name).is_file())
    for folder in FOLDERS:
        yield from (path for path in (root / folder).rglob("*") if path.is_file())


def _glance(root: Path, sources: list[Path]) -> str:
    """What can be told without reading a file: names, sizes and times."""
    total = hashlib.sha256()
    for path in sources:
        stat = path.stat()
        total.update(f"{path.relative_to(root)}\0{stat.st_size}\0{stat.st_mtime_ns}\0".encode())
    return total.hexdigest()


def _digest(root: Path, sources: list[Path]) -> str:
    """One SHA-256 over the names and contents of all sources."""
    total = hashlib.sha256()
    for path in sources:
        total.update(f"{path.relative_to(root)}\0{path.stat().st_size}\0".encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def _noted(static: Path) -> dict[str, str]:
    """What the last build was made of; nothing when there was none, or its files are gone."""
    if not (static / "index.html").is_file():
        return {}
    try:
        return json.loads((static / STAMP).read_text())
    except (OSError, ValueError):
        return {}


def main() -> int:
    """Build when something has changed; say so in one line."""
    try:
        built = build(SOURCE_ROOT, force="--force" in sys.argv[1:])
    except BuildFailed as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    if built:
        print("web app built")  # noqa: T201
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
