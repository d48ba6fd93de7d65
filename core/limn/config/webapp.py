"""Where the built web app is: a package of its own, which the server can do without."""

import re
from base64 import b64encode
from hashlib import sha256
from importlib import import_module
from pathlib import Path

_INLINE = re.compile(rb'<script type="importmap">(.*?)</script>', re.DOTALL)


def built_root(package: str) -> Path | None:
    """The folder with `index.html` and its assets; None where it is not installed or not built."""
    try:
        return Path(import_module(package).static_root())
    except (ImportError, RuntimeError):
        return None


def inline_scripts(root: Path | None) -> list[str]:
    """What a content security policy calls the scripts in the page itself: the import map."""
    if root is None:
        return []
    found = _INLINE.findall((root / "index.html").read_bytes())
    return [f"'sha256-{b64encode(sha256(script).digest()).decode()}'" for script in found]
