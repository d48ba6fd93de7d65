"""Exports, imports and backups: asked for, waited for (asked every 10 ms), downloaded."""

import orjson

from bench.annotations import rectangles
from bench.client import JSON, Client
from bench.deployments import Server
from bench.material import Material
from bench.measuring import Stopwatch

RUNS = 3
FORMATS = {"COCO": "COCO 1.0", "CVAT": "CVAT for images 1.1"}


def work(server: Server, material: Material, stopwatch: Stopwatch) -> None:
    """All rows about datasets."""
    client = server.client
    task_id = client.new_task()
    client.upload_pictures(task_id, material.pictures)
    client.make_ready(task_id)
    body = orjson.dumps({"shapes": rectangles(10_000, client.label_of(task_id))})
    client.send("PUT", f"/api/jobs/{client.job_of(task_id)}/annotations", body, headers=JSON)
    for name, called in FORMATS.items():
        for suffix, pictures in (("", "false"), (" with pictures", "true")):
            place = f"/api/tasks/{task_id}/dataset/export?format={called}&save_images={pictures}"
            stopwatch.time(
                f"export {name}{suffix}",
                lambda place=place: _download(client, place),
                runs=RUNS,
            )
    _import(client, task_id, stopwatch)
    _back_up(client, task_id, stopwatch)
    client.remove(task_id)


def _download(client: Client, place: str) -> None:
    client.download("POST", place)


def _import(client: Client, task_id: int, stopwatch: Stopwatch) -> None:
    exported = client.download(
        "POST", f"/api/tasks/{task_id}/dataset/export?format={FORMATS['CVAT']}&save_images=false"
    )

    def put() -> None:
        started = client.send_files(
            f"/api/tasks/{task_id}/annotations?format=CVAT 1.1",
            [("annotation_file", "annotations.zip", exported)],
        )
        client.finished(orjson.loads(started.content)["rq_id"])

    stopwatch.time("import CVAT", put, runs=RUNS)


def _back_up(client: Client, task_id: int, stopwatch: Stopwatch) -> None:
    place = f"/api/tasks/{task_id}/backup/export"
    if not client.offers("/api/tasks/{id}/backup/export"):
        for key in ("back up", "restore"):
            stopwatch.skip(key, "skipped: the server has no route for backups")
        return
    made: list[bytes] = []
    restored: list[int] = []

    def back_up() -> None:
        made[:] = [client.download("POST", place)]

    def restore() -> None:
        started = client.send_files("/api/tasks/backup", [("task_file", "backup.zip", made[0])])
        restored.append(client.finished(orjson.loads(started.content)["rq_id"])["result_id"])

    stopwatch.time("back up", back_up, runs=RUNS)
    stopwatch.time("restore", restore, runs=RUNS, finish=lambda: client.remove(restored.pop()))
