"""What the API's document says of its answers and bodies: CVAT's words, and the truth.

`LIMN_CVAT_DATA` names a folder with CVAT's own `schema.yml`; without it the list beside this
file is the measure.
"""

import os
import re
from pathlib import Path

from limn.admin.describe import openapi_text
from limn.api.schema import document

HERE = Path(__file__).parent
WEBAPP = HERE.parents[1] / "webapp/src/api/openapi.json"
DATA = os.environ.get("LIMN_CVAT_DATA")
NOT_HERE = {
    "PatchedProjectWriteRequest": {"organization_id"},  # projects do not change organizations
    # neither do tasks, and they stay in their project, whose labels they use
    "PatchedTaskWriteRequest": {"organization_id", "project_id"},
}
"""What CVAT has and this server has not."""


def ours():
    components = document()["components"]["schemas"]
    return {
        name: {*one.get("properties", ()), *one.get("enum", ())} for name, one in components.items()
    }


def listed():
    """Lines `Component: property, …` (or an enumeration's values) that CVAT has and we have."""
    lines = (HERE / "components.txt").read_text().splitlines()
    pairs = [line.split(": ") for line in lines if line and not line.startswith("#")]
    return {name: set(properties.split(", ")) for name, properties in pairs}


def lacking(theirs):
    known = ours()
    return {
        name: sorted(missing)
        for name, properties in theirs.items()
        if (missing := properties - known.get(name, set()) - NOT_HERE.get(name, set()))
    }


def test_components_have_what_cvats_have():
    assert len(listed()) > 40
    assert lacking(listed()) == {}


def test_every_component_that_is_named_is_there():
    named = set(re.findall(r'#/components/schemas/(\w+)"', openapi_text()))
    assert named
    assert named - set(document()["components"]["schemas"]) == set()


def test_every_operation_says_what_it_answers():
    silent = {
        operation["operationId"]
        for path in document()["paths"].values()
        for operation in path.values()
        if all("content" not in one for one in operation["responses"].values())
        and set(map(str, operation["responses"])) != {"204"}
    }
    assert silent == {"requests_create_cancel"}  # which answers 200 and nothing


def test_a_path_with_one_id_calls_it_id():
    paths = document()["paths"]
    assert "/api/tasks/{id}/data/meta" in paths
    assert "/api/jobs/{job_id}/history/{version}" in paths
    for path, operations in paths.items():
        in_path = re.findall(r"{(\w+)}", path)
        assert len(in_path) != 1 or not in_path[0].endswith("_id"), path
        for operation in operations.values():
            told = [one["name"] for one in operation["parameters"] if one["in"] == "path"]
            assert told == in_path, operation["operationId"]


def test_the_web_apps_copy_is_the_servers_document():
    assert WEBAPP.read_text().strip() == openapi_text(), "`make openapi` writes it anew"


if DATA:

    def cvats():
        """Properties, or values of an enumeration, by component, read off the schema's lines."""
        words = {"properties": r"        (\w+):", "enum": r"      - (.+)"}
        found, name, inside = {}, "", ""
        text = (Path(DATA) / "schema.yml").read_text().partition("\n  schemas:\n")[2]
        for line in text.splitlines():
            if line.startswith("  ") and not line.startswith("   "):
                break
            if match := re.fullmatch(r"    (\w+):", line):
                name, inside = match[1], ""
                found[name] = set()
            elif match := re.match(r"      (\w+):", line):
                inside = match[1]
            elif inside in words and (match := re.match(words[inside], line)):
                found[name].add(match[1])
        return found

    def test_no_component_lacks_what_cvats_has():
        theirs = cvats()
        assert len(theirs) > 180
        assert lacking({name: theirs[name] for name in ours() if name in theirs}) == {}

    def test_the_list_beside_this_file_is_complete():
        theirs = cvats()
        assert {name: theirs[name] for name in ours() if theirs.get(name)} == listed()
