"""FiftyOne sends pictures with labels to be annotated, and takes back what became of them.

Run by the interpreter of its own environment: `fiftyone_round.py URL USER PASSWORD FOLDER`.
FiftyOne keeps its samples in MongoDB, whose server no package index has; mongomock, in memory,
is that database here. All that speaks to the server of annotations is FiftyOne's own.
"""

import functools
import os
import sys
from pathlib import Path

import mongoengine
import mongomock
import pymongo
from mongomock.gridfs import enable_gridfs_integration
from mongomock.store import ServerStore

os.environ |= {
    "FIFTYONE_DATABASE_URI": "mongodb://127.0.0.1",
    "FIFTYONE_DATABASE_VALIDATION": "false",
    "FIFTYONE_DATABASE_ADMIN": "false",
    "FIFTYONE_DISABLE_SERVICES": "1",
    "FIFTYONE_DO_NOT_TRACK": "true",
    "FIFTYONE_SHOW_PROGRESS_BARS": "false",
}
STORE = ServerStore()


class Database(mongomock.MongoClient):
    """A client of the one database in memory."""

    _closed = False

    def __init__(self, *_given: object, **_options: object) -> None:
        super().__init__(_store=STORE)


pymongo.MongoClient = Database
mongoengine.connect = functools.partial(mongoengine.connect, mongo_client_class=Database)
enable_gridfs_integration()

import fiftyone as fo  # noqa: E402  # it takes hold of its database when it is imported

SCHEMA = {
    "boxes": {
        "type": "detections",
        "classes": ["cat", "fox"],
        "attributes": {"age": {"type": "text", "values": []}},
    },
    "outlines": {"type": "polygons", "classes": ["dog"]},
    "eyes": {"type": "keypoints", "classes": ["eye"]},
    "weather": {"type": "classification", "classes": ["sunny", "rainy"]},
}


def pictures(folder: Path) -> fo.Dataset:
    """Three pictures, each with a box, an outline, points and a word for the whole."""
    dataset = fo.Dataset("pictures")
    for path in sorted(folder.glob("*.jpg")):
        box = fo.Detection(label="cat", bounding_box=[0.1, 0.1, 0.2, 0.2], age="3")
        corners = [[(0.1, 0.1), (0.5, 0.1), (0.5, 0.6)]]
        outline = fo.Polyline(label="dog", points=corners, closed=True, filled=True)
        dataset.add_sample(fo.Sample(
            filepath=str(path),
            boxes=fo.Detections(detections=[box]),
            outlines=fo.Polylines(polylines=[outline]),
            eyes=fo.Keypoints(keypoints=[fo.Keypoint(label="eye", points=[(0.3, 0.4)])]),
            weather=fo.Classification(label="sunny"),
        ))  # fmt: skip
    dataset.compute_metadata()
    return dataset


def redrawn(api: object, task: int) -> None:
    """What somebody does meanwhile: the first picture's box grows, is a fox, and is seven."""
    url = api.task_annotation_url(task)
    labels = api.get(f"{api.base_api_url}/labels?task_id={task}&page_size=all").json()["results"]
    fox = next(one for one in labels if one["name"] == "fox")
    age = next(one["id"] for one in fox["attributes"] if one["name"] == "age")
    ours = next(one["id"] for one in fox["attributes"] if one["name"] == "label_id")
    shapes = api.get(url).json()["shapes"]
    box = next(one for one in shapes if one["type"] == "rectangle" and one["frame"] == 0)
    known = {one["value"] for one in box["attributes"]} - {"3"}
    box |= {
        "label_id": fox["id"],
        "points": [0, 0, 32, 24],
        "attributes": [
            {"spec_id": age, "value": "7"}, {"spec_id": ours, "value": known.pop()},
        ],
    }  # fmt: skip
    api.patch(f"{url}?action=update", json={"shapes": [box], "tags": [], "tracks": []})


def main(url: str, username: str, password: str, folder: str) -> None:
    """There and back."""
    account = {"url": url, "username": username, "password": password}
    dataset = pictures(Path(folder))
    results = dataset.annotate(
        "round", backend="cvat", label_schema=SCHEMA, segment_size=2, image_quality=75,
        project_name="From FiftyOne", task_assignee=username, job_assignees=[username],
        issue_tracker="https://tracker.example/1", **account,
    )  # fmt: skip
    (task,) = results.task_ids
    assert len(results.job_ids[task]) == 2
    status = results.get_status()
    assert set(status) == set(SCHEMA)
    api = results.connect_to_api()
    assert api.task_exists(task)
    redrawn(api, task)
    dataset.load_annotations("round", cleanup=False, **account)
    first, *others = list(dataset)
    (box,) = first.boxes.detections
    width, height = first.metadata.width, first.metadata.height
    assert (box.label, str(box["age"])) == ("fox", "7")
    assert [round(one, 6) for one in box.bounding_box] == [0, 0, 32 / width, 24 / height]
    for one in others:
        (box,) = one.boxes.detections
        assert (box.label, str(box["age"])) == ("cat", "3")
    for one in dataset:
        assert len(one.outlines.polylines[0].points[0]) == 3
        assert one.eyes.keypoints[0].label == "eye"
        assert one.weather.label == "sunny"
    (project,) = results.project_ids
    results.cleanup()
    assert not api.task_exists(task)
    # It takes every project of a CVAT since 2.4 for one that has tasks, and leaves it.
    assert api.get_project_tasks(project) == []
    api.delete_project(project)
    assert not api.project_exists(project)


if __name__ == "__main__":
    main(*sys.argv[1:])
