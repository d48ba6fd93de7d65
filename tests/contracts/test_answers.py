"""Answers are what the API's document promises: every field, none else, each of its type."""

import json

import pytest
from pydantic import TypeAdapter

from compat.labels import LABELS
from contracts.routes import ROUTES
from limn.media.models import Clip, Data, Picture
from limn.tasks import actions, queries

pytestmark = pytest.mark.django_db
SIZE = 10


def with_media(task, kind):
    chunks = "video" if kind == "video" else "imageset"
    task.data = Data.objects.create(
        kind=kind, size=SIZE, stop_frame=SIZE - 1, chunk_size=4, deleted_frames=[2],
        original_chunk_type=chunks, compressed_chunk_type=chunks,
    )  # fmt: skip
    task.save()
    if kind == "video":
        Clip.objects.create(data=task.data, path="drive.mp4", width=640, height=360)
    for frame in range(SIZE if kind == "image" else 0):
        Picture.objects.create(
            data=task.data, frame=frame, path=f"{frame}.jpg", width=320, height=96,
            related=["context.jpg"] if frame == 3 else [],
        )  # fmt: skip
    actions.cut_jobs(task, kind=kind, size=SIZE)


@pytest.fixture
def places(admin, actor_of, client_of):
    """A project with a task of pictures, a task of its own with a video, one without media."""
    actor = actor_of(admin)
    project = actions.create_project(actor, {"name": "streets", "labels": LABELS})
    pictures = actions.create_task(actor, {"name": "t", "segment_size": 5, "subset": "a"}, project)
    with_media(pictures, "image")
    video = actions.create_task(actor, {"name": "v", "labels": LABELS, "assignee_id": admin.pk})
    with_media(video, "video")
    empty = actions.create_task(actor, {"name": "later"})
    (job,) = queries.jobs_of_task(video.pk)
    place = {"project": project.pk, "pictures": pictures.pk, "video": video.pk, "job": job.id}
    return {**place, "empty": empty.pk, "client": client_of(admin), "admin": admin.pk}


def promised(method, path, status):
    """The type that the operation declares for an answer of this status."""
    parts = path.partition("?")[0].split("/")

    def fits(route):
        own = route.path.split("/")
        return len(own) == len(parts) and all(
            one in ("{}", other) for one, other in zip(own, parts, strict=True)
        )

    found = [one for one in ROUTES if one.method == method and fits(one)]
    operation = min(found, key=lambda one: one.path.count("{}")).operation
    return TypeAdapter(operation.response_models[status].model_fields["response"].annotation)


def ask(places, method, path, body=None, status=200):
    path = path.format(**places)
    more = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
    answer = getattr(places["client"], method.lower())(path, **more)
    assert answer.status_code == status, answer.content
    promised(method, path, status).validate_json(answer.content, strict=True, extra="forbid")
    return answer.json()


@pytest.mark.parametrize(
    "path",
    [
        "/api/projects",
        "/api/projects/{project}",
        "/api/tasks?page_size=all",
        "/api/tasks/{pictures}",
        "/api/tasks/{video}",
        "/api/tasks/{empty}",
        "/api/tasks/{pictures}/data/meta",
        "/api/tasks/{video}/data/meta",
        "/api/jobs?page_size=1",
        "/api/jobs?page_size=1&page=2",
        "/api/jobs/{job}",
        "/api/jobs/{job}/data/meta",
        "/api/labels?project_id={project}",
        "/api/labels?task_id={video}",
        "/api/users",
        "/api/users/self",
        "/api/users/{admin}",
        "/api/plugins",
        "/api/requests",
        "/api/server/about",
        "/api/server/annotation/formats",
        "/api/server/plugins",
    ],
)
def test_what_is_read_is_what_was_promised(places, path):
    ask(places, "GET", path)


def test_what_is_written_is_answered_as_promised(places):
    labels = [{"name": "car", "attributes": [
        {"name": "parked", "input_type": "checkbox", "mutable": True, "values": ["false"]},
    ]}]  # fmt: skip
    project = ask(places, "POST", "/api/projects", {"name": "new", "labels": labels}, 201)
    task = ask(places, "POST", "/api/tasks", {"name": "t", "project_id": project["id"]}, 201)
    ask(places, "PATCH", f"/api/projects/{project['id']}", {"name": "newer"})
    ask(places, "PATCH", f"/api/tasks/{task['id']}", {"subset": "train"})
    ask(places, "PATCH", "/api/jobs/{job}", {"state": "in progress", "stage": "validation"})
    ask(places, "PATCH", "/api/tasks/{pictures}/data/meta", {"deleted_frames": [1]})
    (label,) = ask(places, "GET", f"/api/labels?task_id={task['id']}")["results"]
    assert label["project_id"] == project["id"]
    ask(places, "PATCH", f"/api/labels/{label['id']}", {"color": "#0000ff"})


def test_what_is_drawn_is_answered_as_promised(places):
    labels = ask(places, "GET", "/api/labels?task_id={video}&page_size=all")["results"]
    car = next(one for one in labels if one["name"] == "car")["id"]
    box = {"type": "rectangle", "points": [1.0, 2.0, 30.0, 40.0]}
    drawn = {
        "tags": [], "tracks": [{"frame": 0, "label_id": car, "shapes": [{"frame": 0, **box}]}],
        "shapes": [{"frame": 1, "label_id": car, **box}],
    }  # fmt: skip
    ask(places, "PUT", "/api/jobs/{job}/annotations", drawn)
    ask(places, "GET", "/api/jobs/{job}/annotations?versions=true")
    ask(places, "GET", "/api/tasks/{video}/annotations")
    ask(places, "POST", "/api/jobs/{job}/annotations/changes", {"create": drawn})
    ask(places, "GET", "/api/jobs/{job}/annotations/changes?since=1")
    ask(places, "GET", "/api/jobs/{job}/history")
    ask(places, "GET", "/api/jobs/{job}/history/1")
    ask(places, "POST", "/api/jobs/{job}/restore", {"version": 1})


def test_a_field_too_many_or_of_another_type_is_found(places):
    task = places["client"].get(f"/api/tasks/{places['video']}").json()
    adapter = promised("GET", "/api/tasks/1", 200)
    adapter.validate_json(json.dumps(task), strict=True, extra="forbid")
    for change in ({"surprise": 1}, {"size": "10"}, {"jobs": None}, {"status": "asleep"}):
        with pytest.raises(ValueError, match=next(iter(change))):
            adapter.validate_json(json.dumps(task | change), strict=True, extra="forbid")
