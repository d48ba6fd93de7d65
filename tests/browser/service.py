"""The REST API, to prepare what a test looks at and to see what the server has."""

import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

COLOURS = ("#f2a93b", "#3fb68b", "#7c8cf8", "#e2557c")


class Service:
    """A client that is signed in by token."""

    def __init__(self, url: str, username: str, password: str) -> None:
        self._http = httpx.Client(base_url=url, timeout=30)
        login = {"username": username, "password": password}
        key = self.post("/api/auth/login", login)["key"]
        self._http = httpx.Client(
            base_url=url, timeout=30, headers={"Authorization": f"Token {key}"}
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._http.close()

    def get(self, path: str, **query: Any) -> Any:
        return self._answer(self._http.get(path, params=query))

    def text(self, path: str) -> str:
        """What a file of the server says."""
        return self._http.get(path).raise_for_status().text

    def post(self, path: str, content: Any) -> Any:
        return self._answer(self._http.post(path, json=content))

    def put(self, path: str, content: Any) -> Any:
        return self._answer(self._http.put(path, json=content))

    def patch(self, path: str, content: Any) -> Any:
        return self._answer(self._http.patch(path, json=content))

    def delete(self, path: str) -> None:
        response = self._http.delete(path)
        assert response.is_success, f"{response.request.url}: {response.text}"

    def annotations(self, job: int) -> dict[str, Any]:
        """All tags, shapes and tracks of the job."""
        return self.get(f"/api/jobs/{job}/annotations")

    def shapes(self, job: int) -> list[dict[str, Any]]:
        return self.annotations(job)["shapes"]

    def task_named(self, name: str) -> dict[str, Any]:
        """The newest task of that name."""
        found = self.get("/api/tasks", name=name, sort="-id")["results"]
        return found[0]

    def job_of(self, task: int) -> int:
        """The id of the task's first job."""
        return self.get("/api/jobs", task_id=task, sort="id")["results"][0]["id"]

    def new_task(
        self, name: str, files: list[Path], labels: Sequence[str | dict[str, Any]], **more: Any
    ) -> dict[str, Any]:
        """A task whose data is there; with `job`, the id of its first job.

        A label is its name or its JSON.
        """
        wanted = [
            {"name": label, "color": colour} if isinstance(label, str) else label
            for label, colour in zip(labels, COLOURS, strict=False)
        ]
        task = self.post(
            "/api/tasks", {"name": name, **({"labels": wanted} if wanted else {}), **more}
        )
        run = self.send(task["id"], files)
        self.finished(run)
        return self.get(f"/api/tasks/{task['id']}") | {"job": self.job_of(task["id"])}

    def finished(self, run: str, seconds: float = 60) -> None:
        """Wait until the background work is done."""
        request = self.outcome(run, seconds)
        assert request["status"] != "failed", request["message"]

    def outcome(self, run: str, seconds: float = 60) -> dict[str, Any]:
        """The request of background work, once that is over, well or not."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            request = self.get(f"/api/requests/{run}")
            if request["status"] in {"finished", "failed"}:
                return request
            time.sleep(0.1)
        raise TimeoutError(f"{run} is not over after {seconds} s")

    def send(self, task: int, files: list[Path]) -> str:
        """Upload the files of a task; the id of the request that reads them."""
        content = {"image_quality": 70, "use_cache": True, "sorting_method": "natural"}
        parts = {
            f"client_files[{number}]": (path.name, path.read_bytes())
            for number, path in enumerate(files)
        }
        path = f"/api/tasks/{task}/data"
        return self._answer(self._http.post(path, data=content, files=parts))["rq_id"]

    @staticmethod
    def _answer(response: httpx.Response) -> Any:
        assert response.is_success, f"{response.request.url}: {response.text}"
        return response.json()
