"""The samples of docs/plugins/first-panel.md, installed beside a running server and used."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from browser.service import Service
from browser.workspace import Workspace
from servers.live import LiveServer, own_server

WORDS = Path(__file__).parents[2] / "docs/plugins/first-panel.md"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Where packages are: what pip would have put there, from the page's own words."""
    samples = dict(re.findall(r"```(python|js)\n(.*?)```", WORDS.read_text(), re.DOTALL))
    package, record = tmp_path / "site/limn_sizes", tmp_path / "site/limn_sizes-1.dist-info"
    (package / "web").mkdir(parents=True)
    (package / "__init__.py").write_text(samples["python"])
    (package / "web/index.js").write_text(samples["js"])
    (package / "web/notes.txt").write_text("nobody's business")
    record.mkdir()
    (record / "METADATA").write_text("Metadata-Version: 2.1\nName: limn-sizes\nVersion: 1\n")
    (record / "entry_points.txt").write_text("[limn.plugins]\nsizes = limn_sizes\n")
    return tmp_path / "site"


@pytest.fixture
def server(site: Path, tmp_path: Path) -> Iterator[LiveServer]:
    data = tmp_path / "data"
    data.mkdir()
    with own_server(data, PYTHONPATH=str(site)) as running:
        yield running


def test_panels_tools_actions_and_pages_of_a_plugin_are_used(
    server: LiveServer,
    site: Path,
    context: BrowserContext,
    page: Page,
    pictures: list[Path],
    expected: list[str],
) -> None:
    with Service(server.url, server.username, server.password) as service:
        service.patch("/api/plugins/sizes", {"enabled": True})
        task = service.new_task("Measured", pictures[:1], labels=["car", "tree", "way"])
        way = service.get("/api/labels", task_id=task["id"], name="way")["results"][0]["id"]
        line = {"type": "polyline", "frame": 0, "label_id": way, "points": [400, 100, 600, 100]}
        service.put(f"/api/jobs/{task['job']}/annotations", {"shapes": [line]})
    who = {"username": server.username, "password": server.password}
    assert context.request.post(f"{server.url}/api/auth/login", data=who).ok
    page.goto(f"{server.url}/tasks/{task['id']}/jobs/{task['job']}")
    work = Workspace(page).ready()

    # The head of the line is the plugin's, far beside what is stored.
    expect(work.rows).to_have_count(1)
    work.click((555, 76))
    page.keyboard.press("Alt+w")
    expect(work.rows).to_have_count(0)

    work.tool("Stamp a square")
    work.click((200, 200))
    work.click((400, 300))
    expect(work.rows).to_have_count(2)
    page.keyboard.press("Escape")

    page.get_by_role("tab", name="Sizes").click()
    page.get_by_label("Side").select_option("height")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("row", name="car 2 40")).to_be_visible()

    page.get_by_role("tab", name="Count").click()
    expect(page.get_by_text("2 on this frame")).to_be_visible()
    work.click((200, 200))
    page.keyboard.press("Alt+w")
    expect(page.get_by_text("1 on this frame")).to_be_visible()
    page.keyboard.press("Control+z")
    expect(page.get_by_text("2 on this frame")).to_be_visible()

    # What it throws stays in its place: the work goes on beside it.
    expected.append("only count to two")
    work.tool("Stamp a square")
    work.click((600, 400))
    expect(page.get_by_role("alert")).to_contain_text("sizes failed")
    page.get_by_role("tab", name="Objects").click()
    expect(work.rows).to_have_count(3)

    page.goto(f"{server.url}/plugins/sizes/about")
    expect(page.get_by_text("Sizes, since today")).to_be_visible()

    # Its next version is for another app: the page of plugins says so, and what to do.
    expected.append("Plugin sizes failed")
    script = site / "limn_sizes/web/index.js"
    script.write_text(script.read_text().replace("LIMN_API = 1", "LIMN_API = 7"))
    page.goto(f"{server.url}/plugins")
    expect(page.get_by_role("alert")).to_contain_text("it is for version 7, the app has 1")
    expect(page.get_by_role("alert")).to_contain_text("Install a version of the plugin that fits")


def test_files_of_a_module_are_given_to_those_signed_in_and_no_others(server: LiveServer) -> None:
    with httpx.Client(base_url=server.url, auth=(server.username, server.password)) as http:
        http.patch("/api/plugins/sizes", json={"enabled": True}).raise_for_status()
        listed = http.get("/api/web-plugins").json()
        [module], [panel] = listed["modules"], listed["panels"]
        assert (panel["name"], len(panel["questions"])) == ("sizes", 2)
        entry = http.get(module["entry"])
        assert "activate" in entry.text
        assert "immutable" in entry.headers["Cache-Control"]
        folder = module["entry"].removesuffix("index.js")
        for name in ("notes.txt", "%2e%2e/__init__.py", "..%2f__init__.py", "nothing.js"):
            assert http.get(folder + name).status_code == 404, name
        other = module["entry"].replace(folder.split("/")[-2], "0" * 24)
        assert http.get(other).status_code == 404
        http.patch("/api/plugins/sizes", json={"enabled": False}).raise_for_status()
        assert http.get("/api/web-plugins").json() == {"modules": [], "panels": []}
        assert http.get(module["entry"]).status_code == 404
    assert httpx.get(server.url + module["entry"]).status_code in (401, 403)
