"""Background work is listed as it stands; what still runs is stopped, one or many."""

import os
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Route, expect

from browser.service import Service


def test_requests_are_narrowed_and_stopped_together(
    at_home: Page, service: Service, own_task: dict[str, Any]
) -> None:
    stopped: list[str] = []
    waiting = [running(f"export-{os.getpid()}-{number}", own_task["id"]) for number in range(3)]

    def listed(route: Route) -> None:
        left = [one for one in waiting if one["id"] not in stopped]
        asked = "queued" in route.request.url
        real = [] if asked else service.get("/api/requests", page_size=2)["results"]
        body = {"count": len(left) + len(real), "next": None, "previous": None}
        route.fulfill(json={**body, "results": [*left, *real]})

    def stop(route: Route) -> None:
        stopped.append(route.request.url.split("/")[-2])
        route.fulfill(status=200, body="")

    at_home.route("**/api/requests?*", listed)
    at_home.route("**/api/requests/*/cancel", stop)
    at_home.goto("/requests")
    rows = at_home.get_by_role("listitem").filter(has_text="Export of a dataset, COCO 1.0")
    at_home.get_by_role("button", name="Waiting").click()
    expect(at_home.get_by_text("3 results")).to_be_visible()
    expect(at_home.get_by_role("checkbox", name="Select Export")).to_have_count(3)
    at_home.get_by_label("Select all on this page").check()
    at_home.get_by_role("region", name="Selected").get_by_role("button", name="Stop").click()
    expect(at_home.get_by_text("3 changed.")).to_be_visible()
    expect(rows).to_have_count(0)
    assert sorted(stopped) == [one["id"] for one in waiting]


def running(id: str, task: int) -> dict[str, Any]:
    """A request that waits, as the server tells of it."""
    operation = {
        "type": "export:dataset", "target": "task", "task_id": task, "project_id": None,
        "job_id": None, "format": "COCO 1.0", "function_id": None,
    }  # fmt: skip
    return {
        "id": id, "status": "queued", "progress": 0.0, "message": "", "operation": operation,
        "created_date": "2026-01-01T00:00:00Z", "started_date": None, "finished_date": None,
        "expiry_date": None, "owner": None, "result_url": None, "result_id": None,
    }  # fmt: skip


def test_what_failed_is_tried_again_and_what_ended_is_taken_off(
    at_home: Page, service: Service, own_task: dict[str, Any], tmp_path: Path, expected: list[str]
) -> None:
    expected.append("status of 400")
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"no picture")
    task = service.post("/api/tasks", {"name": "Broken", "labels": []})["id"]
    failed = service.send(task, [broken])
    assert service.outcome(failed)["status"] == "failed"
    export = f"/api/tasks/{own_task['id']}/dataset/export?format=COCO 1.0&save_images=false"
    exported = service.post(export, {})["rq_id"]
    service.finished(exported)

    at_home.goto("/requests")
    row = at_home.get_by_role("listitem").filter(has_text=f"task #{task}")
    row.get_by_role("button", name="Try again").click()
    # The refused file is gone: the server says what to do, and nothing has changed.
    expect(row.get_by_text("Nothing was uploaded")).to_be_visible()
    row.get_by_role("button", name="Take off the list").click()
    expect(row).to_have_count(0)

    row = at_home.get_by_role("listitem").filter(has_text=f"task #{own_task['id']}")
    row = row.filter(has_text="Export of annotations")
    row.get_by_role("button", name="Take off the list").click()
    at_home.get_by_role("dialog").get_by_role("button", name="Take off").click()
    expect(row).to_have_count(0)
    left = [one["id"] for one in service.get("/api/requests", page_size=100)["results"]]
    assert not {failed, exported} & set(left)
