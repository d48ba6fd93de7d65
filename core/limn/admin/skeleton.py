"""Writing the skeleton of a new plugin: a distribution that installs and passes its tests."""

import re
from pathlib import Path
from string import Template

from limn.sdk.errors import BadInput, Conflict

KINDS = ("formats", "storages", "panels")
_NAME = re.compile(r"[a-z][a-z0-9_]{1,39}")


def write_skeleton(kind: str, name: str, parent: Path) -> Path:
    """The folder of a new plugin `name`, written under `parent`.

    Raises:
        BadInput: the kind is unknown or the name cannot be a Python module's.
        Conflict: the folder is there already.
    """
    if kind not in KINDS:
        raise BadInput(f"there is no kind of plugin {kind!r}; choose from {', '.join(KINDS)}")
    if not _NAME.fullmatch(name):
        raise BadInput(f"{name!r} cannot name a plugin: use a-z, 0-9 and _, 2 to 40 of them")
    folder = parent / f"limn-{name.replace('_', '-')}"
    if folder.exists():
        raise Conflict(f"{folder} is there already")
    words = {
        "name": name,
        "title": name.replace("_", " ").title(),
        "project": folder.name,
        "title_class": "".join(part.title() for part in name.split("_")),
    }
    templates = Path(__file__).parent / "templates" / kind
    for template in sorted(templates.rglob("*.tmpl")):
        relative = template.relative_to(templates).with_suffix("")
        target = folder / str(relative).replace("NAME", name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(Template(template.read_text()).substitute(words))
    return folder
