"""Where the built web app is: a package of its own, which the server can do without."""

from importlib import import_module
from pathlib import Path


def built_root(package: str) -> Path | None:
    """The folder with `index.html` and its assets; None where it is not installed or not built."""
    try:
        return Path(import_module(package).static_root())
    except (ImportError, RuntimeError):
        return None
