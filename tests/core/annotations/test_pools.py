"""Annotations of a task with honeypots: what is true of a picture is true wherever it is shown."""

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.datasets.conftest import Export, work
from core.tasks.test_layouts import POOL, truth


@pytest.fixture
def place(door):
    """Three jobs of the frames 0 to 22; the pool are 23 to 25."""
    return Pooled(door)


class Pooled:
    """Shown by honeypots: 23 by 13 and 20, 24 by 3 and 16, 25 by 6 and 14."""

    def __init__(self, door):
        self.door = door
        self.task = door.make(20, {"segment_size": 6, "consensus_replicas": 2}, **POOL)
        self.jobs = [one["id"] for one in door.jobs(self.task)]
        (truth,) = door.jobs(self.task, "ground_truth")
        self.truth = truth["id"]
        self.replica = door.jobs(self.task, "consensus_replica")[0]["id"]
        labels = door.get(f"labels?task_id={self.task}")["results"]
        self.label, self.tag = (one["id"] for one in labels)

    def box(self, frame, at=1, **more):
        return {"type": "rectangle", "frame": frame, "label_id": self.label,
                "points": [at, 1, at + 5, 9]} | more  # fmt: skip

    def data(self, *boxes, tags=()):
        return {"shapes": list(boxes), "tags": [{"frame": f, "label_id": self.tag} for f in tags]}

    def task_call(self, method, body, query="", status=200):
        return self.door.call(method, f"tasks/{self.task}/annotations{query}", body, status)

    def job_call(self, job, method, body=None, query="", status=200):
        return self.door.call(method, f"jobs/{job}/annotations{query}", body, status)

    def drawn(self, where=None):
        """Frame and left edge of each rectangle of the task, or of a job."""
        path = f"jobs/{where}" if where else f"tasks/{self.task}"
        shapes = self.door.get(f"{path}/annotations")["shapes"]
        return sorted((one["frame"], one["points"][0]) for one in shapes)


def test_a_task_shows_its_pool_and_no_replicas(place):
    place.job_call(place.truth, "put", place.data(place.box(23)))
    place.job_call(place.replica, "put", place.data(place.box(0)))
    place.job_call(place.jobs[1], "put", place.data(place.box(9)))
    assert place.drawn() == [(9, 1), (23, 1)]


def test_a_whole_write_repeats_the_pool_on_its_honeypots(place):
    boxes = [place.box(0), place.box(3, at=50), place.box(24, at=7), place.box(25, at=8)]
    place.task_call("put", place.data(*boxes, tags=[24]))
    assert place.drawn() == [(0, 1), (3, 7), (6, 8), (14, 8), (16, 7), (24, 7), (25, 8)]
    tags = place.door.get(f"tasks/{place.task}/annotations")["tags"]
    assert sorted(one["frame"] for one in tags) == [3, 16, 24]
    assert place.drawn(place.truth) == [(24, 7), (25, 8)]
    assert place.drawn(place.replica) == []


def test_adding_to_a_task_repeats_only_what_is_in_the_pool(place):
    place.task_call("patch", place.data(place.box(3, at=50)), "?action=create")
    place.task_call("patch", place.data(place.box(24, at=7), place.box(16, at=60)),
                    "?action=create")  # fmt: skip
    assert place.drawn() == [(3, 7), (3, 50), (16, 7), (24, 7)]


def test_the_pool_is_not_changed_in_passing(place):
    place.task_call("put", place.data(place.box(0), place.box(24, at=7)))
    everything = place.door.get(f"tasks/{place.task}/annotations")
    (true,) = (one for one in everything["shapes"] if one["frame"] == 24)
    for action in ("update", "delete"):
        refused = place.task_call("patch", {"shapes": [true]}, f"?action={action}", 400)
        assert "shapes[0].frame" in refused
        place.task_call("patch", {"shapes": [{**true, "frame": 0}]}, f"?action={action}")
        assert place.drawn(place.truth) == [(24, 7)]
    place.job_call(place.truth, "patch", {"shapes": [true]}, "?action=delete")
    assert place.drawn(place.truth) == []


def test_all_of_a_task_is_deleted_with_its_pool(place):
    place.task_call("put", place.data(place.box(24)))
    place.job_call(place.replica, "put", place.data(place.box(0)))
    place.task_call("delete", None, status=204)
    assert place.drawn() == []
    assert place.drawn(place.replica) == [(0, 1)]


def test_there_are_no_tracks_among_honeypots(place):
    track = {"frame": 0, "label_id": place.label,
             "shapes": [{"type": "rectangle", "frame": 0, "points": [1, 1, 5, 5]}]}  # fmt: skip
    body = {"tracks": [track]}
    for refused in (
        place.task_call("put", body, status=400),
        place.task_call("patch", body, "?action=create", 400),
        place.job_call(place.jobs[0], "put", body, status=400),
        place.job_call(place.truth, "patch", body, "?action=create", 400),
    ):
        assert refused == {"tracks[0]": ["there are no tracks in a task with honeypots"]}
    refused = place.door.call("post", f"jobs/{place.jobs[0]}/annotations/changes",
                              {"create": body}, 400)  # fmt: skip
    assert "create.tracks[0]" in refused


def exported(door, path):
    answer = door.client.post(f"/api/{path}/dataset/export",
                                    query_params={"format": "COCO 1.0"})  # fmt: skip
    assert answer.status_code == 202, answer.content
    return Export(door.client, work(answer.json()["rq_id"])).content()


def coco(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return json.loads(archive.read("annotations/instances_default.json"))


def load(door, path, content, mode="replace"):
    answer = door.client.post(
        f"/api/{path}/annotations",
        {"annotation_file": SimpleUploadedFile("annotations.zip", content)},
        query_params={"format": "COCO 1.0", "import_mode": mode},
    )
    assert answer.status_code == 202, answer.content
    run = work(answer.json()["rq_id"])
    assert run.state == "finished", run.message


def test_a_dataset_of_a_task_has_each_picture_once(place):
    place.task_call("put", place.data(*(place.box(frame, at=frame) for frame in range(26))))
    written = exported(place.door, f"tasks/{place.task}")
    found = coco(written)
    names = [one["file_name"] for one in found["images"]]
    assert sorted(names) == sorted(f"{n}.png" for n in range(20))
    assert len(found["annotations"]) == 20
    before = place.drawn()
    place.task_call("delete", None, status=204)
    load(place.door, f"tasks/{place.task}", written)
    assert place.drawn() == before
    load(place.door, f"tasks/{place.task}", written, "append")
    assert place.drawn() == sorted(before * 2)


def test_a_dataset_of_a_job_has_what_its_annotator_saw(place):
    job = place.jobs[0]
    place.job_call(job, "put", place.data(*(place.box(frame, at=frame) for frame in range(8))))
    written = exported(place.door, f"jobs/{job}")
    assert len(coco(written)["images"]) == 8
    before = place.drawn(job)
    place.job_call(job, "delete", status=204)
    load(place.door, f"jobs/{job}", written)
    assert place.drawn(job) == before
    assert place.drawn(place.truth) == []


def test_frames_left_out_of_ground_truth_are_left_out_of_its_dataset(door):
    task = door.make(4, **truth(frame_selection_method="manual", frames=["1.png", "3.png"]))
    job = door.jobs(task, "ground_truth")[0]["id"]
    door.call("patch", f"jobs/{job}/data/meta", {"deleted_frames": [3]})
    found = coco(exported(door, f"jobs/{job}"))
    assert [one["file_name"] for one in found["images"]] == ["1.png"]
    assert len(coco(exported(door, f"tasks/{task}"))["images"]) == 4
