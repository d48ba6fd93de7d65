"""Saving, reading, updating and deleting annotations of a job."""

from collections.abc import Callable
from typing import Any

import orjson

from bench.client import JSON, Client
from bench.deployments import Server
from bench.material import Material
from bench.measuring import Stopwatch

FRAMES = 1_000
Items = list[dict[str, Any]]


def work(server: Server, material: Material, stopwatch: Stopwatch) -> None:
    """All rows about annotations."""
    client = server.client
    task_id = client.new_task()
    client.upload_pictures(task_id, material.pictures)
    client.make_ready(task_id)
    place = f"/api/jobs/{client.job_of(task_id)}/annotations"
    label = client.label_of(task_id)
    boxes = {"shapes": rectangles(10_000, label)}
    _save_and_read(client, place, stopwatch, "", boxes)
    _patch(client, place, stopwatch, boxes)
    _save_and_read(client, place, stopwatch, " polygons", {"shapes": polygons(2_000, label)})
    _save_and_read(client, place, stopwatch, " tracks", {"tracks": tracks(200, label)})
    _save_and_read(client, place, stopwatch, " masks", {"shapes": masks(203, label)})
    client.remove(task_id)


def _save_and_read(
    client: Client, place: str, stopwatch: Stopwatch, kind: str, data: dict[str, Items]
) -> None:
    body = orjson.dumps(data)
    clear, save, read = _calls(client, place, body)
    stopwatch.time(f"save{kind}", save, prepare=clear)
    stopwatch.time(f"read{kind}", read)


def _calls(client: Client, place: str, body: bytes) -> tuple[Callable[[], None], ...]:
    def clear() -> None:
        client.send("DELETE", place)

    def save() -> None:
        client.send("PUT", place, body, headers=JSON)

    def read() -> None:
        client.send("GET", place)

    return clear, save, read


def _patch(client: Client, place: str, stopwatch: Stopwatch, data: dict[str, Items]) -> None:
    body = orjson.dumps(data)
    some: dict[str, bytes] = {}

    def save() -> None:
        saved = orjson.loads(client.send("PUT", place, body, headers=JSON).content)["shapes"]
        some["update"] = orjson.dumps({"shapes": saved[::100]})
        some["delete"] = orjson.dumps({"shapes": saved[::1000]})

    for action in ("update", "delete"):

        def patch(action: str = action) -> None:
            client.send("PATCH", f"{place}?action={action}", some[action], headers=JSON)

        stopwatch.time(action, patch, prepare=save)


def rectangles(count: int, label: int) -> Items:
    """Rectangles spread over the frames."""
    return [
        {
            "type": "rectangle", "frame": n % FRAMES, "label_id": label,
            "points": [n % 900 + 0.25, n % 500 + 1.5, n % 900 + 200.75, n % 500 + 90.37],
        }
        for n in range(count)
    ]  # fmt: skip


def polygons(count: int, label: int) -> Items:
    """Polygons of 50 points."""
    return [
        {
            "type": "polygon", "frame": n % FRAMES, "label_id": label,
            "points": [round((n + 7.3 * i * i) % 700 + 0.37, 2) for i in range(100)],
        }
        for n in range(count)
    ]  # fmt: skip


def tracks(count: int, label: int) -> Items:
    """Tracks of 20 keyframes, rectangles that move."""
    return [
        {
            "frame": n, "label_id": label,
            "shapes": [
                {"type": "rectangle", "frame": n + 10 * k, "occluded": False, "outside": False,
                 "points": [n + k * 2.5, 10.25 + k, n + k * 2.5 + 80, 90.75 + k]}
                for k in range(20)
            ],
        }
        for n in range(count)
    ]  # fmt: skip


def masks(count: int, label: int) -> Items:
    """Masks of 600 rows in a box of 400×600 px, 1,201 run lengths each: 4.6 kB of JSON."""
    return [
        {
            "type": "mask", "frame": n % FRAMES, "label_id": label,
            "points": [*_runs(n), n, 20, n + 399, 619],
        }
        for n in range(count)
    ]  # fmt: skip


def _runs(seed: int) -> list[int]:
    starts = [100 + (seed + 13 * row) % 50 for row in range(600)]
    stops = [300 - (seed + 7 * row) % 60 for row in range(600)]
    gaps = [start + 400 - stop for start, stop in zip(starts[1:], stops[:-1], strict=True)]
    runs = [starts[0], stops[0] - starts[0]]
    for gap, start, stop in zip(gaps, starts[1:], stops[1:], strict=True):
        runs += [gap, stop - start]
    return [*runs, 400 - stops[-1]]
