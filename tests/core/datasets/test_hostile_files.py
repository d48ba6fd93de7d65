"""Files with hostile geometry, in every format and in backups: named, and nothing half-done."""

import io
import zipfile

import pytest

from core.datasets.conftest import work
from limn.annotations.models import Change

READS = {
    "COCO 1.0": "COCO 1.0",
    "COCO Keypoints 1.0": "COCO Keypoints 1.0",
    "CVAT for images 1.1": "CVAT 1.1",
    "CVAT for video 1.1": "CVAT 1.1",
    "Datumaro 1.0": "Datumaro 1.0",
}
MARK = "23.125"
"""A coordinate that nothing else has, to be replaced in the file."""
HOSTILE = [
    "NaN",
    "Infinity",
    "-1e308",
    "1e999",
    "1e12",
    "nonsense",
    "[[[[[[",
    "99999999999999999999",
]


@pytest.fixture
def marked(desk):
    """One object of each of several kinds with the marked coordinate, after good ones."""
    car = {"label_id": desk.ids.label("car"), "frame": 1}
    at = float(MARK)
    desk.set(shapes=[
        {**car, "type": "rectangle", "points": [1, 2, 30, 40]},
        {**car, "type": "rectangle", "points": [at, at, 30, 40], "frame": 2},
        {**car, "type": "points", "points": [at, at], "frame": 2},
    ])  # fmt: skip
    return desk


def changed(content: bytes, old: str, new: str) -> bytes:
    """The archive with this replaced in all of its texts."""
    written = io.BytesIO()
    replaced = 0
    with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(written, "w") as archive:
        for name in read.namelist():
            body = read.read(name)
            if name.endswith((".json", ".xml")):
                replaced += body.count(old.encode())
                body = body.replace(old.encode(), new.encode())
            archive.writestr(name, body)
    assert replaced, "the mark is in the file"
    return written.getvalue()


@pytest.mark.parametrize("format", READS)
def test_a_coordinate_that_is_none_is_refused_and_nothing_is_changed(marked, format):
    content = marked.export(format).content()
    before, writes = marked.get(), Change.objects.count()
    for number in HOSTILE:
        run = marked.load(changed(content, MARK, number), READS[format])
        assert (run.state, run.error_code) == ("failed", "bad_dataset"), (number, run.message)
        told = any(place in run.message for place in ("annotations", "frame 2", "track 1"))
        assert told, (number, run.message)
        assert (marked.get(), Change.objects.count()) == (before, writes), number


@pytest.mark.parametrize("number", HOSTILE)
def test_a_backup_with_such_a_coordinate_is_refused_and_leaves_no_task(marked, number):
    answer = marked.client.post(f"{marked.url}/backup/export")
    run = work(answer.json()["rq_id"])
    url = marked.client.get(f"/api/requests/{run.key}").json()["result_url"]
    content = b"".join(marked.client.get(url).streaming_content)
    tasks = marked.client.get("/api/tasks").json()["count"]
    file = io.BytesIO(changed(content, MARK, number))
    file.name = "backup.zip"
    answer = marked.client.post("/api/tasks/backup/", {"task_file": file})
    run = work(answer.json()["rq_id"])
    assert run.state == "failed"
    assert "annotations.json" in run.message, run.message
    assert marked.client.get("/api/tasks").json()["count"] == tasks


@pytest.mark.parametrize("format", ["COCO 1.0", "CVAT for images 1.1", "Datumaro 1.0"])
@pytest.mark.parametrize("counts", ["4294967295", "-1", "NaN", "nonsense"])
def test_run_lengths_that_do_not_fill_their_picture_are_refused(desk, format, counts):
    mask = {"label_id": desk.ids.label("car"), "frame": 1, "type": "mask",
            "points": [1, 3, 2, 10, 20, 12, 21]}  # fmt: skip
    desk.set(shapes=[mask])
    content = desk.export(format).content()
    before, writes = desk.get(), Change.objects.count()
    if format == "CVAT for images 1.1":
        hostile = changed(content, 'rle="1, ', f'rle="{counts}, ')
    else:
        hostile = changed(content, '"counts":', f'"counts":[{counts}],"was":')
    run = desk.load(hostile, READS[format], conv_mask_to_poly="false")
    assert (run.state, run.error_code) == ("failed", "bad_dataset"), run.message
    assert (desk.get(), Change.objects.count()) == (before, writes)
