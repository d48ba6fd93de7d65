"""The API has CVAT's operations under CVAT's names.

`LIMN_CVAT_DATA` names a folder with CVAT's own `schema.yml`; without it the list beside this
file is the measure.
"""

import os
import re
from pathlib import Path

from contracts.routes import ROUTES

NAMES = Path(__file__).parent / "operations.txt"
DATA = os.environ.get("LIMN_CVAT_DATA")
_PARAMETER = re.compile(r"{[^}]+}")


def ours():
    return {str(route): route.operation.operation_id for route in ROUTES}


def listed():
    """Lines `METHOD /path operation_id` of CVAT's operations that exist here."""
    lines = NAMES.read_text().splitlines()
    words = [line.split() for line in lines if line and not line.startswith("#")]
    return {f"{method} {path}": name for method, path, name in words}


def test_every_documented_operation_has_a_name_of_its_own():
    operations = {id(one.operation): one.operation for one in ROUTES}.values()
    names = [one.operation_id for one in operations if one.include_in_schema]
    assert None not in names
    assert sorted(names) == sorted(set(names))


def test_cvats_operations_are_there_under_their_names():
    found = ours()
    assert {route: found.get(route) for route in listed()} == listed()


def test_the_schema_of_all_rooms_can_be_made():
    from limn.api.schema import document

    made = document()
    assert {
        operation["operationId"]
        for path in made["paths"].values()
        for operation in path.values()
        if isinstance(operation, dict)
    } == {one.operation.operation_id for one in ROUTES if one.operation.include_in_schema}


if DATA:

    def cvats():
        """Operation ids by method and path, read off the schema's lines."""
        path = method = ""
        for line in (Path(DATA) / "schema.yml").read_text().splitlines():
            if found := re.fullmatch(r"  (/api/\S+):", line):
                path = _PARAMETER.sub("{}", found[1]).rstrip("/")
            elif found := re.fullmatch(r"    (get|post|put|patch|delete|head|options):", line):
                method = found[1].upper()
            elif found := re.fullmatch(r"      operationId: (\S+)", line):
                yield f"{method} {path}", found[1]

    def test_no_operation_of_cvat_has_another_name_here():
        theirs = dict(cvats())
        assert len(theirs) > 150
        wrong = {
            route: (name, theirs[route])
            for route, name in ours().items()
            if route in theirs and name != theirs[route]
        }
        assert wrong == {}

    def test_the_list_beside_this_file_is_complete():
        theirs = dict(cvats())
        assert {route: name for route, name in ours().items() if route in theirs} == listed()
