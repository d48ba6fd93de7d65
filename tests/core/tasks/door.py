"""Tasks made as clients make them: files sent, options with the last request, the work done."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from core.media import makers
from limn.runs.carrying import carry_out
from limn.runs.queries import get_run

LABELS = [{"name": "car"}, {"name": "scene", "type": "tag"}]


@dataclass
class Door:
    """The API as one person uses it."""

    client: Client

    def call(self, method: str, path: str, body: Any = None, status: int = 200) -> Any:
        sent = {} if body is None else {"data": json.dumps(body)}
        answer = getattr(self.client, method)(
            f"/api/{path}", **sent, content_type="application/json"
        )
        assert answer.status_code == status, answer.content[:2000]
        return answer.json() if answer.content else None

    def get(self, path: str) -> Any:
        return self.call("get", path)

    def send(self, task: int, files: dict[str, bytes], path: str = "data", **options: Any) -> Any:
        """The answer to the request that ends an upload of these files."""
        place = f"/api/tasks/{task}/{path}"
        sent = {
            f"client_files[{n}]": SimpleUploadedFile(name, content)
            for n, (name, content) in enumerate(files.items())
        }
        answer = self.client.post(place, sent, headers={"Upload-Multiple": "1"})
        assert answer.status_code == 200, answer.content
        quality = {"image_quality": 70} if path == "data" else {}
        return self.client.post(
            place, json.dumps({**quality, **options}), content_type="application/json",
            headers={"Upload-Finish": "1"},
        )  # fmt: skip

    def new_task(self, **described: Any) -> int:
        details = {"name": "t", "labels": LABELS, **described}
        return self.call("post", "tasks", details, 201)["id"]

    def make(
        self, pictures: int | Sequence[str], described: dict[str, Any] | None = None, **options: Any
    ) -> int:
        """A task of pictures that show their numbers, its media read."""
        task = self.new_task(**(described or {}))
        run = done(self.send(task, shown(pictures), **options))
        assert run.state == "finished", run.message
        return task

    def fail(self, pictures: int | Sequence[str], **options: Any) -> str:
        """Why the media of such a task cannot be read."""
        run = done(self.send(self.new_task(), shown(pictures), **options))
        assert run.state == "failed"
        return run.message

    def jobs(self, task: int, kind: str = "annotation") -> list[Any]:
        found = self.get(f"jobs?task_id={task}&type={kind}&page_size=100&sort=id")
        return found["results"]

    def spans(self, task: int, kind: str = "annotation") -> list[tuple[int, int]]:
        return [(one["start_frame"], one["stop_frame"]) for one in self.jobs(task, kind)]

    def frame(self, place: str, number: int) -> int:
        """The number seen in a picture, fetched as the frame `number` of a task or job."""
        path = f"/api/{place}/data?type=frame&quality=original&number={number}"
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.content
        return makers.number_in(makers.read(answer.getvalue()))

    def names(self, place: str) -> list[str]:
        return [one["name"] for one in self.get(f"{place}/data/meta")["frames"]]


def shown(pictures: int | Sequence[str]) -> dict[str, bytes]:
    """Files `0.png` …, each showing its number, or files of these names."""
    names = [f"{n}.png" for n in range(pictures)] if isinstance(pictures, int) else pictures
    return {name: makers.png(number) for number, name in enumerate(names)}


def done(answer: Any) -> Any:
    """The run that an answer speaks of, once a worker did it."""
    assert answer.status_code == 202, answer.content
    rq_id = answer.json()["rq_id"]
    carry_out(str(get_run(rq_id).pk))
    return get_run(rq_id)
