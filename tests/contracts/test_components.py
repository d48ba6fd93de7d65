"""What the API's document says of its answers and bodies is the truth."""

import re
from pathlib import Path

from contracts.routes import document
from limn.admin.describe import openapi_text

WEBAPP = Path(__file__).parents[2] / "webapp/src/api/openapi.json"


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
