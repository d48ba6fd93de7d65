"""What people do at the page is in the server's log, from which working time is counted."""

from typing import Any

from playwright.sync_api import Page

from browser.service import Service
from browser.workspace import Workspace
from servers.sharing import wait_for


def lines_of(service: Service, job: int) -> list[str]:
    """The log about a job as CSV, the names of its columns first."""
    run = service.post(f"/api/events/export?job_id={job}", {})["rq_id"]
    request = service.outcome(run)
    return service.text(request["result_url"]).splitlines()


def test_work_at_a_job_is_told_when_the_page_is_left(
    at_home: Page, own_task: dict[str, Any], service: Service
) -> None:
    work = Workspace.open(at_home, own_task["id"], own_task["job"])
    work.draw_rectangle((100, 100), (300, 260))
    work.saved()
    work.page.goto("/tasks")
    wanted = ("load:job", "draw:object", "save:job", "send:working_time")

    def told() -> bool:
        lines = lines_of(service, own_task["job"])
        return all(any(line.startswith(scope) for line in lines) for scope in wanted)

    wait_for(told, "the log has it all", 20)
