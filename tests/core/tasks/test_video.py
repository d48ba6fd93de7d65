"""The native door to a video: who sees which fragments, and what browsers may keep."""

from types import SimpleNamespace

import pytest
from django.db import transaction

from core.media import makers
from core.media.clips import packets_in
from limn.media import actions as media
from limn.media.options import DataOptions
from limn.media.serving import chunk_queue
from limn.media.video import video_frames
from limn.runs.carrying import carry_out
from limn.runs.models import Run
from limn.sdk.errors import BadMedia
from limn.tasks import actions, queries

pytestmark = pytest.mark.django_db
FRAMES = 90


@pytest.fixture
def task(user, actor_of, settings, tmp_path):
    """Two jobs of a video with a key frame every 30 frames; `jobs` tells their ids."""
    settings.DATA_ROOT = tmp_path / "data"
    uploaded = tmp_path / "uploaded"
    uploaded.mkdir()
    makers.video(uploaded / "clip.mp4", FRAMES, gop=30, size=(160, 64))
    task = actions.create_task(actor_of(user), {"name": "t", "segment_size": 45, "overlap": 0})
    quiet = SimpleNamespace(progress=lambda *_: None, warn=lambda _: None, check=lambda: None)
    options = DataOptions()
    task.data = media.create_data(options)
    task.save()
    with transaction.atomic():
        media.save(task.data_id, media.ingest(task.data_id, quiet, uploaded, None, options))
    task = queries.get_task(task.pk)
    actions.cut_jobs(task, kind="video", size=FRAMES)
    task.jobs = [one.id for one in queries.jobs_of_task(task.pk)]
    return task


@pytest.fixture
def client(user, client_of):
    return client_of(user)


def test_a_task_has_every_frame_in_one_fragment(task, client):
    told = client.get(f"/api/tasks/{task.pk}/video").json()
    assert (told["width"], told["height"], told["rotation"]) == (160, 64, 0)
    assert told["config"]["codec"].startswith("avc1.64")
    assert told["times"] == [[0, 0, 512, FRAMES]]
    assert told["time_base"] == [1, 12800]
    assert [(one["first"], one["frames"]) for one in told["fragments"]] == [
        (0, 30), (30, 30), (60, 30),
    ]  # fmt: skip
    for one in told["fragments"]:
        answer = client.get(f"{told['url']}/fragments/{one['number']}")
        packets = list(packets_in(answer.content))
        assert sum(len(content) for _, _, content in packets) == one["bytes"]
        wanted = set(range(one["first"], one["first"] + one["frames"]))
        assert wanted <= {number for number, _, _ in packets}
        assert packets[0][:2] == (one["first"], True)


def test_a_job_has_only_the_fragments_its_frames_need(task, client):
    first, second = task.jobs
    told = client.get(f"/api/jobs/{second}/video").json()
    assert [one["number"] for one in told["fragments"]] == [1, 2]
    assert told["times"] == [[45, 45 * 512, 512, 45]]
    assert client.get(f"{told['url']}/fragments/1").status_code == 200
    hidden = client.get(f"{told['url']}/fragments/0")
    assert hidden.status_code == 404
    told = client.get(f"/api/jobs/{first}/video").json()
    assert client.get(f"{told['url']}/fragments/2").status_code == 404


def test_who_has_but_a_job_reads_no_more_than_that(task, make_user, client_of):
    worker = make_user("bob")
    job = actions.update_job(queries.get_job(task.jobs[0]), {"assignee": worker.pk})
    theirs = client_of(worker)
    told = theirs.get(f"/api/jobs/{job.pk}/video").json()
    assert theirs.get(f"{told['url']}/fragments/0").status_code == 200
    assert theirs.get(f"/api/jobs/{task.jobs[1]}/video").status_code == 403
    stranger = client_of(make_user("eve"))
    assert stranger.get(f"/api/jobs/{job.pk}/video").status_code == 403
    assert stranger.get(f"{told['url']}/fragments/0").status_code == 403


def test_fragments_never_change_and_descriptions_are_asked_for_again(task, client):
    told = client.get(f"/api/tasks/{task.pk}/video")
    assert "immutable" not in told["Cache-Control"]
    again = client.get(f"/api/tasks/{task.pk}/video", headers={"If-None-Match": told["ETag"]})
    assert again.status_code == 304
    address = f"{told.json()['url']}/fragments/0"
    fragment = client.get(address)
    assert "immutable" in fragment["Cache-Control"]
    assert fragment["Cache-Control"].startswith("private")
    same = client.get(address, headers={"If-None-Match": fragment["ETag"]})
    assert same.status_code == 304
    part = client.get(address, headers={"Range": "bytes=0-7"})
    assert (part.status_code, part.content) == (206, fragment.content[:8])
    old = address.replace(told.json()["version"], "0123456789abcdef")
    assert client.get(old).status_code == 404


def test_the_uploaded_file_is_given_by_ranges(task, client):
    told = client.get(f"/api/tasks/{task.pk}/video").json()
    whole = b"".join(client.get(f"{told['url']}/file").streaming_content)
    assert whole[4:8] == b"ftyp"
    part = client.get(f"{told['url']}/file", headers={"Range": "bytes=4-7"})
    assert part.status_code == 206
    assert b"".join(part.streaming_content) == b"ftyp"
    assert part["Content-Range"] == f"bytes 4-7/{len(whole)}"
    beyond = client.get(f"{told['url']}/file", headers={"Range": f"bytes={len(whole)}-"})
    assert beyond.status_code == 416


def test_pictures_are_no_video(user, actor_of, client):
    task = actions.create_task(actor_of(user), {"name": "empty"})
    answer = client.get(f"/api/tasks/{task.pk}/video")
    assert (answer.status_code, answer.json()["detail"]) == (404, f"task {task.pk} has no video")


@pytest.fixture
def dear(monkeypatch):
    """Every chunk takes long, and requests have no patience."""
    monkeypatch.setattr(video_frames, "CHEAP_PIXELS", 0)
    monkeypatch.setattr(chunk_queue, "PATIENCE", 0.0)


@pytest.mark.django_db(transaction=True)
def test_a_dear_chunk_is_left_to_a_worker_and_asked_for_again(task, client, dear):
    place = f"/api/tasks/{task.pk}/data?type=chunk&number=0&quality=compressed"
    later = client.get(place)
    assert (later.status_code, later["Retry-After"]) == (429, "10")
    client.get(place)
    (run,) = Run.objects.filter(job="chunk:build")
    assert run.queue == "chunks"
    assert len(run.subresource) <= Run._meta.get_field("subresource").max_length
    carry_out(str(run.pk))
    ready = client.get(place)
    assert ready.status_code == 200
    assert ready["Content-Type"] == "video/mp4"
    assert Run.objects.filter(job="chunk:build").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_chunk_that_cannot_be_built_is_not_tried_again_at_once(task, client, dear, monkeypatch):
    place = f"/api/tasks/{task.pk}/data?type=chunk&number=1&quality=compressed"
    client.get(place)
    run = Run.objects.get(job="chunk:build")

    def fail(*_):
        raise BadMedia("clip.mp4 broke the program that reads it")

    monkeypatch.setattr(video_frames.VideoFrames, "build_chunk", fail)
    carry_out(str(run.pk))
    refused = client.get(place)
    assert refused.status_code == 422
    assert "clip.mp4 broke" in refused.json()["detail"]
    assert Run.objects.get(job="chunk:build").pk == run.pk


def test_frames_stored_out_of_order_are_counted_once(task):
    frames = video_frames.VideoFrames(task.data)
    assert frames._pixels_of(range(30, 60)) <= 33 * 160 * 64
    assert frames._pixels_of([59]) <= 33 * 160 * 64
