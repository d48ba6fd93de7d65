"""Time of saving, reading and patching annotations through the whole API, in this process.

    python bench/annotations.py [number of rectangles]

On a database of its own (SQLite in a temporary folder, or `LIMN_DATABASE`). Prints the median
of five runs in milliseconds.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable

import orjson

COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
os.environ.setdefault("LIMN_DATA", tempfile.mkdtemp(prefix="limn-bench-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "limn.config.settings")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from limn.identity import actions as identity  # noqa: E402
from limn.identity.queries import actor_of  # noqa: E402
from limn.media.models import Data  # noqa: E402
from limn.tasks import actions  # noqa: E402
from limn.tasks.queries import label_tree  # noqa: E402

FRAMES = 100


def place() -> tuple[Client, str, int]:
    """A client, the address of a job's annotations, and a label."""
    call_command("migrate", verbosity=0)
    user = identity.create_user(f"bench-{time.time_ns()}", privilege="admin")
    task = actions.create_task(actor_of(user), {"name": "t", "labels": [{"name": "car"}]})
    task.data = Data.objects.create(kind="image", size=FRAMES, stop_frame=FRAMES - 1)
    [job] = actions.cut_jobs(task, kind="image", size=FRAMES)
    client = Client(headers={"authorization": f"Token {identity.create_key(user)}"})
    return client, f"/api/jobs/{job.pk}/annotations", label_tree(task_id=task.pk)[0].id


def timed(what: str, deed: Callable[[], int]) -> None:
    """Print the median time of `deed`, which returns a status."""
    times: list[float] = []
    for _ in range(5):
        start = time.perf_counter()
        assert deed() == 200
        times.append((time.perf_counter() - start) * 1000)
    print(f"{what:<28}{statistics.median(times):8.1f} ms")


def main() -> None:
    """Save, read, patch."""
    client, url, label = place()
    boxes = [
        {"type": "rectangle", "frame": n % FRAMES, "label_id": label,
         "points": [n * 0.1, 1.25, n * 0.1 + 20.5, 33.75]}
        for n in range(COUNT)
    ]  # fmt: skip
    body = orjson.dumps({"shapes": boxes})
    kind = "application/json"
    timed(f"PUT {COUNT} over as many", lambda: client.put(url, body, content_type=kind).status_code)
    timed(f"GET {COUNT}", lambda: client.get(url).status_code)
    shapes = orjson.loads(client.get(url).content)["shapes"]
    some = orjson.dumps({"update": {"shapes": shapes[::100]}})
    timed(
        f"POST changes, {len(shapes[::100])} of them",
        lambda: client.post(f"{url}/changes", some, content_type=kind).status_code,
    )


if __name__ == "__main__":
    main()
