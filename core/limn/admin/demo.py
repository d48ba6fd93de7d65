"""A sample project to look at: drawn pictures and a drawn video, annotated in part."""

import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from limn.admin import prepare, scenes
from limn.annotations.actions import replace_task
from limn.annotations.codec import LabeledData
from limn.identity import queries as identity
from limn.media.options import DataOptions
from limn.media.places import sources
from limn.media.transfer import uploads
from limn.media.video.samples import write_video
from limn.permissions.actor import SYSTEM, Actor
from limn.runs.carrying import carry_out
from limn.runs.queries import get_run
from limn.sdk.errors import Conflict, LimnError, NotFound
from limn.tasks import label_queries, queries
from limn.tasks.actions import create_project, create_task, start_data
from limn.tasks.actions.tasks import upload_target

PROJECT = "Sample: streets"
LABELS: list[dict[str, Any]] = [
    {
        "name": "car",
        "type": "rectangle",
        "attributes": [
            {
                "name": "seen",
                "input_type": "select",
                "mutable": True,
                "values": ["whole", "cut"],
                "default_value": "whole",
            }
        ],
    },
    {"name": "road", "type": "polygon", "attributes": []},
    {"name": "tree", "type": "ellipse", "attributes": []},
]
PICTURES, SECONDS, RATE = 12, 6, 25


@dataclass(frozen=True, slots=True)
class _LocalFile:
    path: Path

    @property
    def name(self) -> str | None:
        return self.path.name

    def chunks(self) -> Iterable[bytes]:
        yield self.path.read_bytes()


def make_demo(owner: str = "") -> str:
    """Make the sample project, `owner`'s or the first administrator's; returns its path.

    Raises:
        Conflict: it is there already.
        NotFound: there is no such user.
    """
    prepare.migrate()
    actor = _actor(owner)
    if queries.visible_projects(SYSTEM).filter(name=PROJECT).exists():
        raise Conflict(f"there is a project {PROJECT!r} already")
    project = create_project(actor, {"name": PROJECT, "labels": LABELS})
    labels = {label.name: label for label in label_queries.label_tree(project_id=project.pk)}
    with tempfile.TemporaryDirectory() as folder:
        drawn = list(scenes.scenes(PICTURES, seed=1))
        files = list(_pictures(drawn, Path(folder)))
        task = _task(actor, project, "Pictures", files)
        _annotate(actor, task, {"shapes": list(_shapes(drawn[: PICTURES // 2], labels))})
        (street,) = scenes.scenes(1, seed=2)
        clip = Path(folder) / "street.mp4"
        moments = range(SECONDS * RATE)
        write_video(clip, (street.draw(frame / RATE) for frame in moments), rate=RATE)
        task = _task(actor, project, "Video", [clip])
        _annotate(actor, task, {"tracks": list(_tracks(street, labels, moments[-1]))})
    return f"/projects/{project.pk}"


def _actor(owner: str) -> Actor:
    if not owner:
        prepare.first_login_link()
    admins = identity.users_visible_to(SYSTEM).filter(is_superuser=True).order_by("pk")
    user = identity.user_named(owner) if owner else admins.first()
    if user is None:
        raise NotFound(f"there is no user {owner!r}" if owner else "there is no administrator yet")
    return identity.actor_of(user)


def _task(actor: Actor, project: Any, name: str, files: list[Path]) -> Any:
    """A task of these files, read here and now (by this process, or a worker that is quicker)."""
    task = create_task(actor, {"name": name}, project)
    uploads.receive(upload_target(task.pk), map(_LocalFile, files))
    run = start_data(actor, task, sources.client(), DataOptions())
    carry_out(str(run.pk))
    while (ended := get_run(run.pk)).state in {"queued", "started"}:
        time.sleep(0.1)
    if ended.state == "failed":
        raise LimnError(f"task {name!r} could not be made: {ended.message}")
    return queries.get_task(task.pk)


def _pictures(drawn: list[scenes.Scene], folder: Path) -> Iterator[Path]:
    for number, scene in enumerate(drawn, start=1):
        path = folder / f"street_{number:02d}.jpg"
        scene.draw(0).save(path, quality=90)
        yield path


def _shapes(drawn: list[scenes.Scene], labels: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for frame, scene in enumerate(drawn):
        road = [float(value) for point in scene.road() for value in point]
        yield _shape(frame, labels["road"], "polygon", road)
        for car in scene.cars:
            if car.is_in(0):
                seen = "whole" if 0 < car.left < scenes.WIDTH - car.length else "cut"
                yield _shape(frame, labels["car"], "rectangle", car.box(0), seen)


def _shape(frame: int, label: Any, type: str, points: list[float], *values: str) -> dict[str, Any]:
    return {
        "frame": frame,
        "label_id": label.id,
        "type": type,
        "points": points,
        "z_order": 0 if type == "polygon" else 1,
        "attributes": _attributes(label, values),
    }


def _tracks(street: scenes.Scene, labels: dict[str, Any], last: int) -> Iterator[dict[str, Any]]:
    for car in street.cars:
        keyframes = [
            {
                "frame": frame,
                "type": "rectangle",
                "points": car.box(frame / RATE),
                "outside": not car.is_in(frame / RATE),
                "attributes": _attributes(labels["car"], ["whole"]),
            }
            for frame in (*range(0, last, RATE), last)
        ]
        seen = [keyframe for keyframe in keyframes if not keyframe["outside"]]
        if seen:
            start = keyframes.index(seen[0])
            yield {
                "frame": seen[0]["frame"],
                "label_id": labels["car"].id,
                "shapes": keyframes[start:],
            }


def _attributes(label: Any, values: Iterable[str]) -> list[dict[str, Any]]:
    pairs = zip(label.attributes, values, strict=False)
    return [{"spec_id": spec.id, "value": value} for spec, value in pairs]


def _annotate(actor: Actor, task: Any, data: dict[str, Any]) -> None:
    replace_task(
        task, msgspec.json.decode(msgspec.json.encode(data), type=LabeledData), actor.user_id
    )
