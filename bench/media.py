"""Tasks made of pictures and videos, and frames of them."""

import random
import shutil
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from bench.client import Client
from bench.deployments import Server
from bench.material import RATE, Material
from bench.measuring import Stopwatch

RUNS = 3
_FRAMES = 20
_AT_REST = 3.0
_VERY_MANY = 100_000
_LINKS = 10_000
"""Names one file gets: file systems allow so many."""


def work(server: Server, material: Material, stopwatch: Stopwatch) -> None:
    """All rows about media."""
    client = server.client
    # Right after the start some are still at work.
    time.sleep(_AT_REST)
    stopwatch.note("idle memory", server.memory() / 1e6)
    _pictures(client, material, stopwatch)
    _frames_of_pictures(client, material, stopwatch)
    _video(client, material.short_video, stopwatch, "60 s video")
    _video(client, material.long_video, stopwatch, "600 s video")
    _frames(client, material.long_video, stopwatch)
    _chunks(client, material.long_video, stopwatch)
    _fragments(client, material.long_video, stopwatch)
    _very_many(server, material, stopwatch)


def _pictures(client: Client, material: Material, stopwatch: Stopwatch) -> None:
    made: list[int] = []

    def make() -> Mapping[str, float]:
        started = time.perf_counter()
        client.upload_pictures(made[0], material.pictures)
        sent = time.perf_counter()
        client.make_ready(made[0])
        ended = time.perf_counter()
        return {"1,000 pictures": ended - started, "1,000 pictures, server": ended - sent}

    stopwatch.time(
        "1,000 pictures", make, runs=RUNS,
        prepare=lambda: made.append(client.new_task()),
        finish=lambda: client.remove(made.pop()),
    )  # fmt: skip


def _frames_of_pictures(client: Client, material: Material, stopwatch: Stopwatch) -> None:
    """Frames and chunks at quality 70 of pictures of quality 85: each is encoded anew."""
    made: list[int] = []
    numbers = random.Random(2)

    def some() -> Mapping[str, float]:
        taken: list[float] = []
        for number in numbers.sample(range(len(material.pictures)), 200):
            started = time.perf_counter()
            _frame(client, made[0], number)
            taken.append(time.perf_counter() - started)
        return {
            "random picture": statistics.median(taken),
            "random picture p95": statistics.quantiles(taken, n=20)[-1],
        }

    def chunk() -> None:
        client.send("GET", f"/api/tasks/{made[0]}/data?type=chunk&quality=compressed&number=0")

    def ready() -> None:
        made.append(client.new_task())
        client.upload_pictures(made[0], material.pictures)
        client.make_ready(made[0])

    def gone() -> None:
        client.remove(made.pop())

    stopwatch.time("random picture", some, runs=RUNS, times=200, prepare=ready, finish=gone)
    stopwatch.time("picture chunk", chunk, runs=RUNS, prepare=ready, finish=gone)


def _very_many(server: Server, material: Material, stopwatch: Stopwatch) -> None:
    """A folder of pictures in the mounted share, 1,000 a folder."""
    client, home = server.client, server.share / "many"
    for number in range(_VERY_MANY):
        path = home / f"{number // 1000:03d}" / f"{number:06d}.jpg"
        path.parent.mkdir(parents=True, exist_ok=True)
        if number % _LINKS == 0:
            first = shutil.copyfile(material.pictures[number // _LINKS], path)
        else:
            path.hardlink_to(first)
    made: list[int] = []
    stopwatch.time(
        "100,000 pictures", lambda: client.make_ready(made[0], server_files=["many/"]), runs=1,
        prepare=lambda: made.append(client.new_task()),
    )  # fmt: skip
    stopwatch.note("100,000 pictures, memory", server.largest() / 1e6)
    client.remove(made.pop())
    shutil.rmtree(home)


def _video(client: Client, path: Path, stopwatch: Stopwatch, key: str) -> None:
    made: list[int] = []
    stopwatch.time(
        key, lambda: client.make_ready(made[0]), runs=RUNS,
        prepare=lambda: made.append(_sent(client, path)),
        finish=lambda: client.remove(made.pop()),
    )  # fmt: skip


def _sent(client: Client, path: Path) -> int:
    task_id = client.new_task()
    client.upload_file(task_id, path)
    return task_id


def _frames(client: Client, path: Path, stopwatch: Stopwatch) -> None:
    """Each run on a task of its own, whose video no process has open yet."""
    made: list[int] = []
    stopwatch.time(
        "first frame", lambda: _frame(client, made[0], 0), runs=5,
        prepare=_ready(client, path, made),
        finish=lambda: client.remove(made.pop()),
    )  # fmt: skip
    numbers, waited = random.Random(1), list[float]()

    def some() -> Mapping[str, float]:
        taken: list[float] = []
        for _ in range(_FRAMES):
            started = time.perf_counter()
            _frame(client, made[0], numbers.randrange(600 * RATE))
            taken.append(time.perf_counter() - started)
        waited.extend(taken)
        return {
            "random frame": statistics.median(taken),
            "random frame p95": statistics.quantiles(waited, n=20)[-1],
        }

    stopwatch.time(
        "random frame", some, runs=5, times=_FRAMES,
        prepare=_ready(client, path, made),
        finish=lambda: client.remove(made.pop()),
    )  # fmt: skip


def _chunks(client: Client, path: Path, stopwatch: Stopwatch) -> None:
    """Neighbours, as somebody plays them; each is asked for once."""
    made: list[int] = []
    _ready(client, path, made)()
    for key, kind in (("video chunk", "video"), ("video chunk zip", "imageset")):
        numbers = iter(range(100))

        def one(kind: str = kind, numbers: Iterator[int] = numbers) -> None:
            place = f"/api/tasks/{made[0]}/data"
            client.send("GET", f"{place}?type=chunk&number={next(numbers)}&as={kind}")

        stopwatch.time(key, one, runs=10)
    client.remove(made.pop())


def _fragments(client: Client, path: Path, stopwatch: Stopwatch) -> None:
    made: list[int] = []

    def every() -> None:
        told = client.json("GET", f"/api/tasks/{made[0]}/video")
        for fragment in told["fragments"]:
            client.send("GET", f"{told['url']}/fragments/{fragment['number']}")

    stopwatch.time(
        "fragments", every, runs=RUNS, prepare=_ready(client, path, made),
        finish=lambda: client.remove(made.pop()),
    )  # fmt: skip


def _ready(client: Client, path: Path, made: list[int]) -> Callable[[], None]:
    def ready() -> None:
        made.append(_sent(client, path))
        client.make_ready(made[0])

    return ready


def _frame(client: Client, task_id: int, number: int) -> None:
    client.send("GET", f"/api/tasks/{task_id}/data?type=frame&quality=compressed&number={number}")
