"""Builds the browser app while the package is built, so that wheels carry it ready to serve."""

import importlib.util
import os
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WebappHook(BuildHookInterface[Any]):
    """Runs the build unless `LIMN_SKIP_WEBAPP` says no or the files are there already."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        if os.environ.get("LIMN_SKIP_WEBAPP", "") not in {"", "0"}:
            return
        if _ships_built(root):
            return
        _builder(root).build(root)


def _ships_built(root: Path) -> bool:
    """A source archive brings the built files, and was never a checkout."""
    built = root / "limn_webapp" / "static" / "index.html"
    return built.is_file() and (root / "PKG-INFO").is_file()


def _builder(root: Path) -> Any:
    # The package itself is not importable while it is being built.
    spec = importlib.util.spec_from_file_location("build", root / "limn_webapp" / "build.py")
    if spec is None or spec.loader is None:
        raise ImportError("limn_webapp/build.py is missing")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
