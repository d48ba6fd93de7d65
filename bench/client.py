"""What a client of the API does, with as little work of its own as can be."""

import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import httpx
import orjson

JSON = {"Content-Type": "application/json"}
POLL_SECONDS = 0.01
_BOUNDARY = b"limn-bench-7d9f3c"
_TUS = {"Tus-Resumable": "1.0.0"}
_AS_CVAT_SDK = {"Accept-Encoding": "identity"}
"""cvat-sdk takes answers as they are; browsers ask for packed ones."""


class Client(AbstractContextManager["Client"]):
    """A client signed in by token; anything refused raises `httpx.HTTPStatusError`."""

    def __init__(self, url: str, username: str, password: str) -> None:
        self.url = url
        self._http = httpx.Client(base_url=url, timeout=600, headers=_AS_CVAT_SDK)
        signed_in = {"username": username, "password": password}
        key = self.json("POST", "/api/auth/login", signed_in)["key"]
        self.authorization = f"Token {key}"
        self._http.headers["Authorization"] = self.authorization

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def send(self, method: str, path: str, content: bytes = b"", **more: Any) -> httpx.Response:
        """The whole answer of one request."""
        answer = self._http.request(method, path, content=content or None, **more)
        if answer.is_error:
            raise httpx.HTTPStatusError(
                f"{method} {path}: {answer.status_code} {answer.text[:500]}",
                request=answer.request, response=answer,
            )  # fmt: skip
        return answer

    def json(self, method: str, path: str, body: Any = None) -> Any:
        """The answer's JSON; `body` is sent as JSON."""
        content = b"" if body is None else orjson.dumps(body)
        return orjson.loads(self.send(method, path, content, headers=JSON).content)

    def offers(self, route: str) -> bool:
        """Whether the server has that route, as its schema writes it."""
        return route in self.json("GET", "/api/schema/?format=json")["paths"]

    def finished(self, rq_id: str) -> dict[str, Any]:
        """The background run, once it is finished.

        Raises:
            RuntimeError: it failed.
        """
        while True:
            run = self.json("GET", f"/api/requests/{rq_id}")
            match run["status"]:
                case "finished":
                    return run
                case "failed":
                    raise RuntimeError(f"{rq_id}: {run['message']}")
            time.sleep(POLL_SECONDS)

    def download(self, method: str, path: str) -> bytes:
        """What a background run makes for download: asked for, waited for, fetched."""
        run = self.finished(self.json(method, path)["rq_id"])
        return self.send("GET", run["result_url"]).content

    def new_task(self, label: str = "car") -> int:
        """An empty task with one label."""
        task = self.json("POST", "/api/tasks", {"name": "bench", "labels": [{"name": label}]})
        return int(task["id"])

    def upload_pictures(self, task_id: int, paths: Sequence[Path]) -> None:
        """Send pictures the way cvat-sdk does, all in one multipart request."""
        place = f"/api/tasks/{task_id}/data"
        self.send("POST", place, headers={"Upload-Start": ""})
        files = [
            (f"client_files[{index}]", path.name, path.read_bytes())
            for index, path in enumerate(paths)
        ]
        self.send_files(place, files, {"Upload-Multiple": ""})

    def send_files(
        self,
        path: str,
        files: Iterable[tuple[str, str, bytes]],
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """POST files as a form: name of the field, name of the file, content."""
        content = b"".join(
            b'--%b\r\nContent-Disposition: form-data; name="%b"; filename="%b"\r\n\r\n%b\r\n'
            % (_BOUNDARY, field.encode(), name.encode(), body)
            for field, name, body in files
        )
        kind = {"Content-Type": f"multipart/form-data; boundary={_BOUNDARY.decode()}"}
        ended = content + b"--%b--\r\n" % _BOUNDARY
        return self.send("POST", path, ended, headers=kind | dict(headers or {}))

    def upload_file(self, task_id: int, path: Path) -> None:
        """Send one large file by TUS."""
        place = f"/api/tasks/{task_id}/data"
        self.send("POST", place, headers={"Upload-Start": ""})
        named = {"Upload-Metadata": "filename Y2xpcC5tcDQ="}
        sized = {"Upload-Length": str(path.stat().st_size)}
        created = self.send("POST", place, headers=_TUS | named | sized)
        self.send(
            "PATCH", created.headers["Location"], path.read_bytes(),
            headers=_TUS | {
                "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream",
            },
        )  # fmt: skip

    def make_ready(self, task_id: int, **more: Any) -> None:
        """Have the server make frames of what was sent or named, and wait for it."""
        place, options = f"/api/tasks/{task_id}/data", orjson.dumps({"image_quality": 70, **more})
        headers = JSON | {"Upload-Finish": ""}
        started = self.send("POST", place, options, headers=headers)
        self.finished(orjson.loads(started.content)["rq_id"])

    def job_of(self, task_id: int) -> int:
        """The only job of a task."""
        [job] = self.json("GET", f"/api/jobs?task_id={task_id}")["results"]
        return int(job["id"])

    def label_of(self, task_id: int) -> int:
        """The only label of a task."""
        [label] = self.json("GET", f"/api/labels?task_id={task_id}")["results"]
        return int(label["id"])

    def remove(self, task_id: int) -> None:
        """Delete a task."""
        self.send("DELETE", f"/api/tasks/{task_id}")
