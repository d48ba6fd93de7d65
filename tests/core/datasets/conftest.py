"""Tasks with pictures and labels of every kind, and the work of workers done on the spot."""

import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from compat.labels import LABELS, Ids
from limn.media import actions as media
from limn.media.options import DataOptions
from limn.runs.carrying import carry_out
from limn.runs.queries import get_run
from limn.sdk.testing.fakes import ScratchRun, picture
from limn.tasks import actions, label_queries, queries


@dataclass
class Desk:
    """A task, and a client that may do anything with it."""

    task: Any
    client: Client

    @property
    def jobs(self) -> list[Any]:
        return queries.jobs_of_task(self.task.pk)

    @property
    def ids(self) -> Ids:
        return Ids(label_queries.labels_of_task(self.task))

    @property
    def url(self) -> str:
        return f"/api/tasks/{self.task.pk}"

    def set(self, **data: Any) -> None:
        answer = self.client.put(
            f"{self.url}/annotations", json.dumps(data), content_type="application/json"
        )
        assert answer.status_code == 200, answer.content

    def get(self) -> dict[str, Any]:
        return orjson.loads(self.client.get(f"{self.url}/annotations").content)

    def export(self, format: str = "COCO 1.0", url: str = "", **query: Any) -> "Export":
        answer = self.client.post(
            f"{url or self.url}/dataset/export", query_params={"format": format, **query}
        )
        assert answer.status_code == 202, answer.content
        return Export(self.client, work(answer.json()["rq_id"]))

    def load(self, content: bytes, format: str, *, url: str = "", **query: Any) -> Any:
        """The finished run of an import of this file."""
        answer = self.client.post(
            f"{url or self.url}/annotations",
            {"annotation_file": SimpleUploadedFile("annotations.zip", content)},
            query_params={"format": format, **query},
        )
        assert answer.status_code == 202, answer.content
        return work(answer.json()["rq_id"])


@dataclass
class Export:
    client: Client
    run: Any

    @property
    def url(self) -> str:
        request = self.client.get(f"/api/requests/{self.run.key}").json()
        assert request["result_url"], request
        return request["result_url"]

    def content(self) -> bytes:
        answer = self.client.get(self.url)
        assert answer.status_code == 200, answer.content
        return b"".join(answer.streaming_content)

    def archive(self) -> zipfile.ZipFile:
        return zipfile.ZipFile(io.BytesIO(self.content()))


def work(rq_id: str) -> Any:
    """Do what a worker would do; the run after it."""
    carry_out(str(get_run(rq_id).pk))
    return get_run(rq_id)


@pytest.fixture
def make_desk(transactional_db, admin, admin_client, actor_of, tmp_path, settings):
    settings.DATA_ROOT = tmp_path / "data"

    def make(
        size: int = 4, *, names: str = "photo {}.png", labels=LABELS, **described: Any
    ) -> Desk:
        project = described.pop("project", None)
        details = {"name": "t", **({} if project else {"labels": labels}), **described}
        task = actions.create_task(actor_of(admin), details, project)
        folder = tmp_path / f"uploaded-{task.pk}"
        for number in range(size):
            path = folder / names.format(number)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(picture(100, 80, shade=number))
        return filled(task, folder)

    def filled(task: Any, folder: Path) -> Desk:
        options = DataOptions(sorting_method="natural")
        task.data = media.create_data(options)
        task.save()
        run = ScratchRun(tmp_path / f"ingest-{task.pk}")
        probed = media.ingest(task.data.pk, run, folder, None, options)
        with transaction.atomic():
            task.data = media.save(task.data, probed)
            actions.cut_jobs(task, kind=probed.kind, size=probed.size)
        return Desk(queries.get_task(task.pk), admin_client)

    make.filled = filled
    return make


@pytest.fixture
def desk(make_desk) -> Desk:
    return make_desk()
