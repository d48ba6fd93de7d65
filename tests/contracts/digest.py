"""CVAT's API and ours as names: operations with their parameters, components with their fields.

`make openapi` writes `differences.txt` anew, keeping the reasons; with
`LIMN_CVAT_DATA` (a folder with CVAT's `schema.yml`) it writes `cvat.json` as well, which stands
in for that file everywhere else.
"""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
KEPT = HERE / "cvat.json"
DIFFERENCES = HERE / "differences.txt"
DATA = os.environ.get("LIMN_CVAT_DATA")
UNEXPLAINED = "not explained yet"
_METHODS = ("get", "post", "put", "patch", "delete", "head", "options")
_PARAMETER = re.compile(r"{[^}]+}")
Digest = dict[str, dict[str, Any]]


def digest_of(document: dict[str, Any]) -> Digest:
    """The names in an OpenAPI document."""
    operations: dict[str, Any] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            if method in _METHODS:
                place = f"{method.upper()} {_PARAMETER.sub('{}', path).rstrip('/')}"
                names = {one["name"] for one in operation.get("parameters", ())}
                operations[place] = {"id": operation["operationId"], "parameters": sorted(names)}
    components = {
        name: sorted({*one.get("properties", ()), *map(str, one.get("enum", ()))})
        for name, one in document["components"]["schemas"].items()
    }
    return {"operations": operations, "components": components}


def ours() -> Digest:
    from contracts.routes import document

    return digest_of(document())


def kept() -> Digest:
    return json.loads(KEPT.read_text())


def cvats() -> Digest:
    import yaml

    return digest_of(yaml.safe_load((Path(DATA or "") / "schema.yml").read_text()))


def differences(theirs: Digest, ours: Digest) -> Iterator[str]:
    """Lines about all that is in one of the two only."""
    yield from _between("operation", _ids(theirs), _ids(ours))
    for place in sorted(theirs["operations"].keys() & ours["operations"].keys()):
        their, our = theirs["operations"][place], ours["operations"][place]
        parameters = set(their["parameters"]), set(our["parameters"])
        yield from _between(f"parameter of {their['id']}", *parameters)
    yield from _between("component", theirs["components"], ours["components"])
    for name in sorted(theirs["components"].keys() & ours["components"].keys()):
        fields = set(theirs["components"][name]), set(ours["components"][name])
        yield from _between(f"field of {name}", *fields)


def _ids(digest: Digest) -> dict[str, None]:
    return {f"{place} {one['id']}": None for place, one in digest["operations"].items()}


def _between(what: str, theirs: Any, ours: Any) -> Iterator[str]:
    for name in sorted(set(theirs) - set(ours)):
        yield f"- {what}: {name}"
    for name in sorted(set(ours) - set(theirs)):
        yield f"+ {what}: {name}"


def explained() -> dict[str, str]:
    """The reason for each difference that is listed; reasons are lines that begin with `#`."""
    found, reason = {}, UNEXPLAINED
    for line in DIFFERENCES.read_text().splitlines() if DIFFERENCES.exists() else ():
        if line.startswith("# "):
            reason = line.removeprefix("# ")
        elif line:
            found[line] = reason
    return found


def write() -> None:
    """Write the list of differences anew."""
    if DATA:
        KEPT.write_text(json.dumps(cvats(), indent=0, sort_keys=True) + "\n")
    known, groups = explained(), dict[str, list[str]]()
    for line in differences(kept(), ours()):
        groups.setdefault(known.get(line, UNEXPLAINED), []).append(line)
    parts = ["\n".join([f"# {reason}", *lines]) for reason, lines in sorted(groups.items())]
    DIFFERENCES.write_text("\n\n".join(parts) + "\n")


if __name__ == "__main__":
    import django

    django.setup()
    write()
