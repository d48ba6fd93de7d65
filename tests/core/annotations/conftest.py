"""A task of ten frames with labels of every kind, and objects to draw in it."""

import json
import tempfile
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.test import Client

from compat.labels import LABELS, Ids
from limn.annotations.actions import Place as Where
from limn.annotations.actions import ready_import
from limn.annotations.spool import Spool
from limn.identity import actions as identity
from limn.identity.queries import actor_of
from limn.media.models import Data
from limn.tasks import actions, label_queries, queries
from limn.tasks.models import Job, Task


@dataclass
class Place:
    """A task, its jobs, its labels by name, and a client that may do anything there."""

    task: Task
    jobs: list[Job]
    ids: Ids
    client: Client
    admin_id: int

    def call(self, method: str, path: str, body: Any = None, status: int = 200, **headers: str):
        answer = getattr(self.client, method)(
            path,
            **({} if body is None else {"data": body if isinstance(body, bytes | str) else
                                        json.dumps(body), "content_type": "application/json"}),
            headers=headers,
        )  # fmt: skip
        assert answer.status_code == status, answer.content[:2000]
        return orjson.loads(answer.content) if answer.content else None

    def job_url(self, index: int = 0) -> str:
        return f"/api/jobs/{self.jobs[index].pk}/annotations"

    @property
    def task_url(self) -> str:
        return f"/api/tasks/{self.task.pk}/annotations"

    def put(self, body: Any, status: int = 200, job: int = 0, **headers: str):
        return self.call("put", self.job_url(job), body, status, **headers)

    def get(self, job: int = 0, query: str = ""):
        return self.call("get", self.job_url(job) + query)

    def patch(self, action: str, body: Any, status: int = 200, job: int = 0, **headers: str):
        return self.call("patch", f"{self.job_url(job)}?action={action}", body, status, **headers)

    def change(self, body: Any, status: int = 200, job: int = 0, **headers: str):
        return self.call("post", f"{self.job_url(job)}/changes", body, status, **headers)

    def history(self, rest: str = "", status: int = 200):
        return self.call("get", f"/api/jobs/{self.jobs[0].pk}/history{rest}", status=status)

    def restore(self, body: Any, status: int = 200, **headers: str):
        path = f"/api/jobs/{self.jobs[0].pk}/restore"
        return self.call("post", path, body, status, **headers)

    def refusal(self, body: Any) -> dict[str, list[str]]:
        """Why a PUT is refused; nothing may have been changed by it."""
        before = self.get()
        problem = self.put(body, 400)
        assert self.get() == before
        return problem

    def box(self, frame: int = 0, **more: Any) -> dict[str, Any]:
        return {
            "type": "rectangle", "frame": frame, "label_id": self.ids.label("car"),
            "points": [1.5, 2.25, 30.0, 40.125],
        } | more  # fmt: skip

    def tag(self, frame: int = 0, **more: Any) -> dict[str, Any]:
        return {"frame": frame, "label_id": self.ids.label("scene")} | more

    def key(self, frame: int, x: float = 0.0, **more: Any) -> dict[str, Any]:
        return {"type": "rectangle", "frame": frame, "points": [x, 0.0, x + 10, 10.0]} | more

    def track(self, *keyframes: dict[str, Any], **more: Any) -> dict[str, Any]:
        return {
            "frame": keyframes[0]["frame"] if keyframes else 0,
            "label_id": self.ids.label("car"),
            "shapes": list(keyframes),
        } | more

    def interval(self, start: int = 0, stop: int | None = 5, **more: Any) -> dict[str, Any]:
        return {"label_id": self.ids.label("car"), "start": start, "stop": stop} | more

    def cloud_box(self, frame: int = 0, x: float = 0.0, **more: Any) -> dict[str, Any]:
        points = [x, 1.0, -0.5, 0.0, 0.0, 1.5, 4.0, 2.0, 1.5, *[0.0] * 7]
        return {
            "type": "cuboid", "frame": frame, "label_id": self.ids.label("car"), "points": points,
        } | more  # fmt: skip

    def skeleton(self, frame: int = 0, **more: Any) -> dict[str, Any]:
        parts = [
            {"type": "points", "frame": frame, "label_id": self.ids.part(name), "points": [x, 5.0]}
            for x, name in ((1.0, "head"), (2.0, "knee"), (3.0, "foot"))
        ]
        return {
            "type": "skeleton", "frame": frame, "label_id": self.ids.label("person"),
            "points": [], "elements": parts,
        } | more  # fmt: skip


def settled(size: int = 10, kind: str = "image", **described: Any) -> Place:
    """A place in the database at hand, its media cut into jobs as `described`."""
    admin = identity.create_user(f"admin-{uuid.uuid4().hex[:6]}", privilege="admin")
    task = actions.create_task(actor_of(admin), {"name": "t", "labels": LABELS, **described})
    task.data = Data.objects.create(kind=kind, size=size, stop_frame=size - 1)
    jobs = actions.cut_jobs(task, kind=kind, size=size)
    client = Client(headers={"authorization": f"Token {identity.create_key(admin)}"})
    return Place(task, jobs, Ids(label_queries.label_tree(task_id=task.pk)), client, admin.pk)


@pytest.fixture
def make_place(db):
    return settled


@pytest.fixture
def place(make_place) -> Place:
    return make_place()


def put_dataset(place: Place, frames=(), tracks=(), intervals=(), *, job=None, append=False):
    """Put a dataset's annotations into the task, or into one job of it."""
    task = queries.get_task(place.task.pk)
    ready = ready_import(
        Where.of(task, job), frames, tracks, intervals,
        append=append, spool=Spool(Path(tempfile.gettempdir())),
    )  # fmt: skip
    ready.put(task, place.admin_id)
