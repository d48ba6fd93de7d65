"""Makes a task of many small pictures in a database of its own, told by memory and progress.

Run as a script: `python many_pictures.py FOLDER COUNT`. Prints one line of JSON: the most memory
the process ever had in MiB, what that was before the media was read, the time of a processor it
took, and how the progress went.
"""

import json
import os
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import django
from peaks import peak
from PIL import Image

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "limn.config.settings")
django.setup()

LINKS = 10_000
"""Names one file gets: file systems allow so many."""


@dataclass
class Told:
    """Fulfils `limn.sdk.runs.Run`, and remembers."""

    scratch: Path
    shares: list[float] = field(default_factory=list)

    def progress(self, done: float, total: float = 1.0, message: str = "") -> None:
        self.shares.append(done / total)

    def warn(self, message: str) -> None:
        raise AssertionError(message)

    def check(self) -> None:
        pass


def put(folder: Path, count: int) -> None:
    for number in range(count):
        path = folder / f"day {number // 1000}" / f"{number:06d}.jpg"
        path.parent.mkdir(parents=True, exist_ok=True)
        if number % LINKS == 0:
            Image.new("RGB", (160, 96), (number % 256, 90, 60)).save(path)
            first = path
        else:
            path.hardlink_to(first)


def make(folder: Path) -> tuple[Told, int]:
    from django.db import transaction

    from limn.media.actions import create_data, ingest, save
    from limn.media.options import DataOptions
    from limn.tasks.actions import cut_jobs
    from limn.tasks.models import Task

    options, run = DataOptions(), Told(folder / "scratch")
    task = Task.objects.create(name="large", dimension="2d", segment_size=1000)
    task.data = create_data(options)
    task.save()
    probed = ingest(task.data.pk, run, folder / "uploaded", None, options)
    with transaction.atomic():
        data = save(task.data, probed)
        cut_jobs(task, kind=probed.kind, size=probed.size)
    return run, data.size


def main(folder: Path, count: int) -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    put(folder / "uploaded", count)
    before, began = peak(), time.process_time()
    run, frames = make(folder)
    shares = run.shares
    sys.stdout.write(json.dumps({
        "frames": frames, "peak": peak(), "before": before,
        "cpu": round(time.process_time() - began, 2), "steps": len(shares),
        "rises": shares == sorted(shares), "last": shares[-1],
    }))  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
