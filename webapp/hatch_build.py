"""Builds the browser app while the package is built, so that wheels carry it ready to serve."""

import os
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WebappHook(BuildHookInterface[Any]):
    """Runs the build where a source has changed, unless `LIMN_SKIP_WEBAPP` says no."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        if os.environ.get("LIMN_SKIP_WEBAPP", "") not in {"", "0"} or _is_shipped(root):
            return
        sys.path.insert(0, self.root)
        from limn_webapp.build import build

        build(root)


def _is_shipped(root: Path) -> bool:
    """A source archive brings the built files along."""
    return (root / "PKG-INFO").is_file() and (root / "limn_webapp/static/index.html").is_file()
