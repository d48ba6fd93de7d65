"""Backups and project datasets with unmodified cvat-sdk and cvat-cli."""

import json
import zipfile

import pytest

from compat import drawings
from compat.labels import LABELS, Ids


def draw(task, *, tracked: bool) -> None:
    ids = Ids(task.get_labels())
    last = task.size - 1
    task.set_annotations({
        "tags": drawings.tags(ids, 1),
        "shapes": [*drawings.shapes(ids, 0), *drawings.shapes(ids, last)],
        "tracks": drawings.tracks(ids, last) if tracked else [],
    })  # fmt: skip
    task.remove_frames_by_ids([2])


@pytest.fixture
def project(client, pictures, clip):
    """A project with a drawn-on task of pictures in four jobs, and one of a video."""
    made = client.projects.create({"name": "Kept", "labels": LABELS})
    images = client.tasks.create_from_data(
        {"name": "pictures", "project_id": made.id, "segment_size": 5, "overlap": 1,
         "subset": "train"},
        resources=pictures[:12],
        data_params={"image_quality": 80, "sorting_method": "natural"},
    )  # fmt: skip
    video = client.tasks.create_from_data(
        {"name": "clip", "project_id": made.id, "segment_size": 40}, resources=[clip]
    )
    draw(images, tracked=False)
    draw(video, tracked=True)
    yield made
    made.remove()


@pytest.fixture
def tasks(project):
    return {one.name: one for one in project.get_tasks()}


def members(path) -> dict:
    with zipfile.ZipFile(path) as archive:
        return {
            name: json.loads(archive.read(name)) if name.endswith(".json") else archive.read(name)
            for name in archive.namelist()
        }


def test_tasks_are_backed_up_and_made_again(client, tasks, tmp_path):
    for name, task in tasks.items():
        first, second = tmp_path / f"{name}-1.zip", tmp_path / f"{name}-2.zip"
        task.download_backup(first)
        again = client.tasks.create_from_backup(first)
        assert again.id != task.id
        assert (again.name, again.size, again.subset) == (task.name, task.size, task.subset)
        assert len(again.get_jobs()) == len(task.get_jobs())
        assert sorted(again.get_meta().deleted_frames) == [2]
        again.download_backup(second)
        assert members(second) == members(first)
        frames = [one.get_frame(3, quality="original").read() for one in (task, again)]
        assert frames[0] == frames[1]
        again.remove()


def test_a_project_is_backed_up_and_made_again(client, project, tmp_path):
    path = project.download_backup(tmp_path)
    first = path if path is not None else next(tmp_path.glob("*.zip"))
    again = client.projects.create_from_backup(first)
    assert again.name == project.name
    assert [one.name for one in again.get_tasks()] == [one.name for one in project.get_tasks()]
    second = tmp_path / "second.zip"
    again.download_backup(second)
    assert members(second) == members(first)
    again.remove()


@pytest.mark.parametrize(
    ("written", "read"), [("CVAT for images 1.1", "CVAT 1.1"), ("COCO 1.0", "COCO 1.0")]
)
def test_a_dataset_becomes_a_project(client, project, tasks, tmp_path, written, read):
    path = tmp_path / "dataset.zip"
    project.export_dataset(written, path, include_images=True)
    made = client.projects.create_from_dataset(
        {"name": "from a dataset"}, dataset_path=path, dataset_format=read
    )
    found = {one.subset: one for one in made.get_tasks()}
    assert set(found) == {"train", ""}
    # Deleted frames do not travel in datasets.
    assert found["train"].size == tasks["pictures"].size - 1
    assert found[""].size == tasks["clip"].size - 1
    names = [one.name for one in found["train"].get_meta().frames]
    wanted = [one.name for one in tasks["pictures"].get_meta().frames]
    assert names == [name for number, name in enumerate(wanted) if number != 2]
    assert len(found["train"].get_annotations().shapes) > 10
    made.import_dataset(read, path)
    made.fetch()
    assert made.tasks.count == 4
    made.remove()
