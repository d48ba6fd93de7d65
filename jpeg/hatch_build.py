"""Compiles the C part while the package is built; where that cannot be, goes on without it."""

import os
import shlex
import shutil
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_FLAGS = ("-O3", "-Wall", "-Wextra", "-shared", "-fPIC")


class CompilingHook(BuildHookInterface[Any]):
    """Puts the library beside the Python that opens it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel":
            return
        home = Path(self.root, "limn_jpeg")
        library = home / "requantise.so"
        library.unlink(missing_ok=True)
        problem = _compile(home / "requantise.c", library)
        if problem:
            self.app.display_warning(f"limn-jpeg goes without its library: {problem}")
            return
        build_data["artifacts"].append("limn_jpeg/requantise.so")
        build_data["pure_python"] = False
        # It is opened by ctypes, so any Python will do.
        platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
        build_data["tag"] = f"py3-none-{platform}"


def _compile(source: Path, library: Path) -> str:
    """What went wrong; nothing where the library is there now."""
    compiler = shlex.split(os.environ.get("CC", "cc"))
    command = [*compiler, *_FLAGS, str(source), "-o", str(library), *_libjpeg()]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)
    except OSError as error:
        return f"{command[0]} cannot be run: {error.strerror}"
    except subprocess.CalledProcessError as error:
        return error.stderr.strip()
    return ""


def _libjpeg() -> list[str]:
    """Where libjpeg-turbo is; as on most systems, where nobody knows better."""
    if shutil.which("pkg-config"):
        told = subprocess.run(
            ["pkg-config", "--cflags", "--libs", "libjpeg"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if told.returncode == 0:
            return shlex.split(told.stdout)
    return ["-ljpeg"]
