"""A storage from its connection to its end; tasks made of what is not on this computer."""

import os
import re
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.service import Service
from servers.live import LiveServer, share_of


@pytest.fixture
def folder(limn_server: LiveServer, pictures: list[Path]) -> Path:
    """A folder of the server's share with two pictures in a folder of it."""
    path = share_of(limn_server.data) / f"harbour{os.getpid()}"
    (path / "day 1").mkdir(parents=True, exist_ok=True)
    for picture in pictures[:2]:
        shutil.copy(picture, path / "day 1")
    return path


@pytest.fixture
def web(pictures: list[Path]) -> Iterator[str]:
    """The address of a web server that has the pictures."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *words: object) -> None:
            pass

    handler = partial(Quiet, directory=str(pictures[0].parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def describe(service: Service, name: str, folder: Path) -> int:
    body = {
        "provider_type": "SHARE", "display_name": name, "resource": str(folder),
        "credentials_type": "ANONYMOUS_ACCESS",
    }  # fmt: skip
    return service.post("/api/cloudstorages", body)["id"]


def begin_task(page: Page, source: str) -> None:
    page.goto("/tasks/new")
    page.get_by_text(source, exact=True).click()


def finish_task(page: Page, name: str) -> None:
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("New label, or paste a list").fill("boat")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Create task").click()
    page.wait_for_url(re.compile(r"/tasks/\d+$"), timeout=30_000)
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()


def test_a_storage_is_connected_looked_into_renamed_and_disconnected(
    at_home: Page, service: Service, folder: Path, expected: list[str]
) -> None:
    expected.append("status of 400")
    at_home.goto("/storages/new")
    at_home.get_by_label("Kind").click()
    at_home.get_by_title("Folder of the server").click()
    at_home.get_by_label("Name").fill("Harbour")
    at_home.get_by_label("Folder", exact=True).fill(f"{folder}-not-there")
    at_home.get_by_role("button", name="Connect").click()
    expect(at_home.get_by_text(re.compile("not-there"))).to_be_visible()
    at_home.get_by_label("Folder", exact=True).fill(str(folder))
    at_home.get_by_role("button", name="Connect").click()
    expect(at_home.get_by_role("heading", name="Harbour", level=1)).to_be_visible()
    expect(at_home.get_by_text("Available")).to_be_visible()

    at_home.get_by_role("button", name="Open day 1").click()
    expect(at_home.get_by_text("road_00.jpg")).to_be_visible()
    at_home.get_by_role("navigation", name="Path").get_by_role("button", name="Top").click()
    expect(at_home.get_by_role("button", name="Open day 1")).to_be_visible()

    at_home.get_by_label("Name").fill("Harbour mouth")
    at_home.get_by_role("button", name="Save").click()
    expect(at_home.get_by_role("heading", name="Harbour mouth", level=1)).to_be_visible()
    at_home.get_by_role("link", name="Storages").first.click()
    row = at_home.get_by_role("listitem").filter(has_text="Harbour mouth")
    expect(row).to_contain_text("Folder of the server")
    expect(row).to_contain_text("Available")

    row.get_by_role("link").click()
    at_home.get_by_role("button", name="Disconnect").click()
    dialog = at_home.get_by_role("dialog")
    dialog.get_by_label(re.compile("^Type")).fill("Harbour mouth")
    dialog.get_by_role("button", name="Disconnect").click()
    expect(at_home.get_by_role("heading", name="Storages", level=1)).to_be_visible()
    expect(row).to_have_count(0)
    assert service.get("/api/cloudstorages", name="Harbour mouth")["count"] == 0


def test_a_task_is_made_of_a_storage_and_exported_into_it(
    at_home: Page, service: Service, folder: Path
) -> None:
    name = f"Quay {os.getpid()}"
    storage = describe(service, name, folder)
    begin_task(at_home, "Storage")
    at_home.get_by_label("Storage", exact=True).last.click()
    at_home.get_by_title(name).click()
    at_home.get_by_label("Take day 1").check()
    expect(at_home.get_by_label("Name", exact=True)).to_have_value("day 1")
    finish_task(at_home, "From the quay")
    task = service.task_named("From the quay")
    assert task["size"] == 2
    meta = service.get(f"/api/tasks/{task['id']}/data/meta")
    assert meta["cloud_storage_id"] == storage

    at_home.get_by_role("button", name="Export").click()
    dialog = at_home.get_by_role("dialog")
    dialog.get_by_label("Where to").click()
    at_home.get_by_title(name).last.click()
    dialog.get_by_label("File name").fill("sets/quay")
    dialog.get_by_role("button", name="Export").click()
    expect(dialog.get_by_text("The dataset is in the storage.")).to_be_visible(timeout=30_000)
    assert (folder / "sets/quay.zip").stat().st_size > 100


def test_a_task_is_made_of_the_servers_share(at_home: Page, service: Service, folder: Path) -> None:
    begin_task(at_home, "Share of the server")
    at_home.get_by_role("button", name=f"Open {folder.name}").click()
    at_home.get_by_role("button", name="Open day 1").click()
    at_home.get_by_label("Take road_01.jpg").check()
    finish_task(at_home, "From the share")
    assert service.task_named("From the share")["size"] == 1


def test_a_task_is_made_of_web_addresses(at_home: Page, service: Service, web: str) -> None:
    begin_task(at_home, "Web addresses")
    at_home.get_by_role("button", name="Create task").click()
    expect(at_home.get_by_text("Add at least one file.")).to_be_visible()
    urls = at_home.get_by_role("textbox", name="Web addresses")
    urls.fill(f"{web}/road_00.jpg\n{web}/road_01.jpg")
    at_home.get_by_text("More options").click()
    at_home.get_by_label("Frames per job").fill("1")
    at_home.get_by_label("Frames in two jobs").fill("0")
    at_home.get_by_label("Subset").fill("train")
    finish_task(at_home, "From the web")
    task = service.task_named("From the web")
    assert (task["size"], task["segment_size"], task["subset"]) == (2, 1, "train")
    assert service.get("/api/jobs", task_id=task["id"])["count"] == 2
