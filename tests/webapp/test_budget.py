"""What a list page loads before it can be used stays small."""

import gzip
import json
from pathlib import Path

import pytest

import limn_webapp

BUDGET = 400_000
"""Bytes of JavaScript after gzip; CVAT's pages load 2,420 kB."""
STATIC = Path(limn_webapp.__file__).parent / "static"
PAGES = {
    "/tasks": "src/pages/tasks/TasksPage.tsx",
    "/jobs": "src/pages/jobs/JobsPage.tsx",
    "/projects": "src/pages/projects/ProjectsPage.tsx",
    "/requests": "src/pages/requests/RequestsPage.tsx",
}


def scripts(page: str) -> set[str]:
    """The files that the page needs: of the entry, of the shell, its own, and what those import."""
    manifest = json.loads((STATIC / ".vite/manifest.json").read_text())
    waiting, found = ["index.html", "src/pages/shell/Shell.tsx", page], set[str]()
    while waiting:
        chunk = manifest[waiting.pop()]
        if chunk["file"] not in found:
            found.add(chunk["file"])
            waiting += chunk.get("imports", ())
    return {one for one in found if one.endswith(".js")}


def gzipped(files: set[str]) -> int:
    return sum(len(gzip.compress((STATIC / one).read_bytes(), 9)) for one in files)


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())
def test_the_first_javascript_of_a_list_page_is_within_its_budget(page):
    size = gzipped(scripts(page))
    assert size <= BUDGET, f"{size / 1000:.0f} kB"


def test_of_the_texts_only_those_of_the_pages_in_english_are_part_of_it():
    code = "".join((STATIC / one).read_text() for one in scripts(PAGES["/tasks"]))
    assert "Search tasks" in code
    assert "Aufgaben durchsuchen" not in code
    assert "Only polygons, or only masks" not in code


def test_a_worker_that_reads_frames_carries_no_texts():
    (worker,) = STATIC.glob("assets/worker-*.js")
    assert "i18next" not in worker.read_text()


def test_the_workspace_is_no_part_of_it():
    assert not any("workspace" in one.lower() for one in scripts(PAGES["/tasks"]))
