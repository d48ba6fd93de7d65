"""Makes a large task in a database of its own, and exports or imports it, told by its memory.

Run as a script: `python large_task.py DEED FORMAT FRAMES SHAPES PATH`, where the deed is make,
export, import, backup or restore; or follow and walk, for a task whose jobs overlap and in which
SHAPES tracks go through all of every job. Prints one line of JSON: the most memory the process
ever had in MiB, and what that was before the work began.
"""

import io
import json
import os
import sys
import time
from pathlib import Path

import django
from peaks import peak
from PIL import Image

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "limn.config.settings")
django.setup()

POINTS = [10.5, 10.25, 300.0, 12.5, 280.75, 200.5, 150.0, 240.0, 40.0, 180.0, 20.5, 90.25] * 2
RING = [value + (index * 7 % 13) / 4 for index, value in enumerate(POINTS)]


def make(frames: int, shapes: int) -> None:
    from django.core.management import call_command
    from django.db import transaction

    from limn.annotations import store
    from limn.annotations.rows import Batch
    from limn.media.models import Data, Picture
    from limn.tasks.actions import cut_jobs
    from limn.tasks.models import Label, Task

    call_command("migrate", verbosity=0)
    task = Task.objects.create(name="large", dimension="2d")
    label = Label.objects.create(task=task, name="thing")
    task.data = Data.objects.create(kind="image", size=frames, stop_frame=frames - 1)
    task.save()
    Picture.objects.bulk_create(
        (
            Picture(data=task.data, frame=number, path=f"{number:06d}.jpg", width=640, height=480)
            for number in range(frames)
        ),
        batch_size=5000,
    )
    (job,) = cut_jobs(task, kind="image", size=frames)
    points, total = json.dumps(RING), frames * shapes
    with transaction.atomic():
        for begin in range(0, total, 10_000):
            ids = store.take_ids(min(10_000, total - begin))
            store.insert(Batch(shape=[
                (one, job.pk, (begin + place) // shapes, label.pk, 0, "manual", "[]", 1, None, None,
                 "polygon", False, False, 0, 0.0, 1.0, points)
                for place, one in enumerate(ids)
            ]))  # fmt: skip


def follow(frames: int, tracks: int) -> None:
    """Tracks with a keyframe on every frame of their job, which go on in the next one."""
    from django.core.management import call_command
    from django.db import transaction

    from limn.annotations import store
    from limn.annotations.rows import Batch
    from limn.media.models import Data, Picture
    from limn.tasks.actions import cut_jobs
    from limn.tasks.models import Label, Task

    call_command("migrate", verbosity=0)
    task = Task.objects.create(name="long", dimension="2d", segment_size=100, overlap=4)
    label = Label.objects.create(task=task, name="thing")
    task.data = Data.objects.create(kind="image", size=frames, stop_frame=frames - 1)
    task.save()
    Picture.objects.bulk_create(
        Picture(data=task.data, frame=number, path=f"{number:06d}.jpg", width=640, height=480)
        for number in range(frames)
    )
    with transaction.atomic():
        for job in cut_jobs(task, kind="image", size=frames):
            numbers = range(job.segment.start_frame, job.segment.stop_frame + 1)
            batch, ids = Batch(), iter(store.take_ids(tracks * (1 + len(numbers))))
            for line in range(tracks):
                common = (label.pk, 0, "manual", "[]", 1)
                batch.track.append((head := next(ids), job.pk, numbers.start, *common, None))
                points = json.dumps([line * 25, 0, line * 25 + 20, 20])
                batch.shape += [
                    (next(ids), job.pk, frame, *common, None, head, "rectangle", False, False, 0,
                     0.0, 1.0, points)
                    for frame in numbers
                ]  # fmt: skip
            store.insert(batch)


def walk(frames: int, tracks: int) -> int:
    """See every frame and every track."""
    from limn.datasets.source import TaskDataset
    from limn.tasks.queries import get_task

    dataset = TaskDataset(get_task(1))
    before = peak()
    assert sum(len(one.annotations) for one in dataset.frames()) == frames * tracks
    assert sum(len(one.keyframes) for one in dataset.tracks()) == frames * tracks
    return before


def export(format: str, path: Path) -> int:
    from limn.datasets.fidelity import fit
    from limn.datasets.source import TaskDataset
    from limn.host.catalogue import format_named
    from limn.sdk.archive import Archive
    from limn.tasks.queries import get_task

    chosen, run = format_named(format), _Run(path.with_suffix(".scratch"))
    before = peak()
    with Archive(path) as archive:
        chosen.write(fit(TaskDataset(get_task(1)), chosen), archive, run)
    return before


def read(format: str, path: Path) -> int:
    from limn.annotations.actions import Place
    from limn.annotations.spool import Spool
    from limn.datasets.matching import Numbered
    from limn.datasets.sink import Arrival
    from limn.datasets.unpacking import unpack
    from limn.host.catalogue import format_named
    from limn.tasks.queries import get_task

    chosen, run = format_named(format), _Run(path.with_suffix(".scratch"))
    before = peak()
    folder = unpack(path, path.name, run.scratch / f"unpacked-{time.monotonic_ns()}", chosen, run)
    dataset = chosen.read(folder, run)
    task = get_task(1)
    arrival = Arrival(
        dataset, Place.of(task), Numbered.of(task.data), run, file=path.name, outline_masks=True
    )
    arrival.match()
    arrival.ready(Spool(run.scratch), append=False).put(task, None)
    return before


def back_up(path: Path) -> int:
    from limn.datasets.backups.writing import write_task
    from limn.storage import store
    from limn.tasks.queries import get_task

    task = get_task(1)
    picture = io.BytesIO()
    Image.new("RGB", (640, 480)).save(picture, "JPEG")
    raw = store.media_folder(task.data.pk)
    for number in range(task.data.size):
        (raw / f"{number:06d}.jpg").write_bytes(picture.getvalue())
    run = _Run(path.with_suffix(".scratch"))
    before = peak()
    write_task(task, path, run)
    return before


def restore(path: Path) -> int:
    from django.db import transaction

    from limn.datasets.backups.reading import read_task
    from limn.datasets.backups.restoring import Restorer
    from limn.datasets.unpacking import unpack_zip
    from limn.identity.actions import create_user
    from limn.identity.queries import actor_of

    run = _Run(path.with_suffix(".restored"))
    restorer = Restorer(run, actor_of(create_user("ada")))
    folder = run.scratch / "unpacked"
    folder.mkdir()
    before = peak()
    unpack_zip(path, path.name, folder, run)
    ready = restorer.ready_task(read_task(folder, run.scratch / "media", run))
    with transaction.atomic():
        restorer.task(ready)
    return before


class _Run:
    id, attempt = "run", 1

    def __init__(self, scratch: Path) -> None:
        self.scratch = scratch
        scratch.mkdir(exist_ok=True)

    def progress(self, done: float, total: float = 1.0, message: str = "") -> None:
        pass

    def warn(self, message: str) -> None:
        raise AssertionError(message)

    def check(self) -> None:
        pass


def main() -> None:
    deed, name, frames, shapes, path = sys.argv[1:]
    began = time.monotonic()
    before = 0
    match deed:
        case "make":
            make(int(frames), int(shapes))
        case "follow":
            follow(int(frames), int(shapes))
        case "walk":
            before = walk(int(frames), int(shapes))
        case "export":
            before = export(name, Path(path))
        case "backup":
            before = back_up(Path(path))
        case "restore":
            before = restore(Path(path))
        case _:
            before = read(name, Path(path))
    seconds = round(time.monotonic() - began, 1)
    sys.stdout.write(json.dumps({"peak": peak(), "before": before, "seconds": seconds}))


if __name__ == "__main__":
    main()
