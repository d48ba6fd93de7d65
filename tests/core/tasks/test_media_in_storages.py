"""Tasks whose pictures stay in a connected storage."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core.datasets.conftest import work
from core.media import makers
from limn.media.models import Data
from limn.sdk.testing.fakes import picture
from limn.storage import cache, opening, store

JSON = "application/json"
LABELS = [{"name": "cat"}]


@pytest.fixture
def folder(share, settings, tmp_path, transactional_db):
    settings.STORAGE_FOLDERS = [str(tmp_path)]
    settings.DATA_ROOT = tmp_path / "data"
    root = Path(share.place.resource)
    for number in range(4):
        path = root / f"day 1/{number}.png"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(picture(40 + number, 30, shade=number * 10))
    (root / "notes.txt").write_text("no picture")
    return root


@pytest.fixture
def storage(folder, share, admin_client):
    made = admin_client.post("/api/cloudstorages", json.dumps(share.body), content_type=JSON)
    return made.json()["id"]


@pytest.fixture
def make(admin_client, storage):
    def task(**options):
        made = admin_client.post(
            "/api/tasks", json.dumps({"name": "t", "labels": LABELS}), content_type=JSON
        ).json()
        url = f"/api/tasks/{made['id']}"
        body = {"image_quality": 70, "cloud_storage_id": storage, **options}
        answer = admin_client.post(f"{url}/data", json.dumps(body), content_type=JSON)
        if answer.status_code != 202:
            return url, answer
        return url, work(answer.json()["rq_id"])

    return task


def frames(client, url):
    return [one["name"] for one in client.get(f"{url}/data/meta").json()["frames"]]


def frame(client, url, number, quality="original"):
    query = {"type": "frame", "number": number, "quality": quality}
    return client.get(f"{url}/data", query_params=query)


def content(answer):
    return answer.getvalue()


def test_pictures_stay_in_the_storage(make, admin_client, folder, storage):
    url, run = make(server_files=["day 1/"])
    assert run.state == "finished", run.message
    meta = admin_client.get(f"{url}/data/meta").json()
    assert (meta["storage"], meta["cloud_storage_id"]) == ("cloud_storage", storage)
    assert [(one["name"], one["width"]) for one in meta["frames"]] == [
        (f"day 1/{n}.png", 40 + n) for n in range(4)
    ]
    task = admin_client.get(url).json()
    assert task["data_cloud_storage_id"] == storage
    assert list(store.media_folder(task["data"]).iterdir()) == []
    shown = frame(admin_client, url, 2)
    assert content(shown) == (folder / "day 1/2.png").read_bytes()


def test_files_are_named_in_many_ways(make, admin_client):
    url, _ = make(server_files=["day 1/3.png", "/day 1/1.png"])
    assert frames(admin_client, url) == ["day 1/1.png", "day 1/3.png"]
    url, _ = make(server_files=["day 1"], server_files_exclude=["day 1/0.png"])
    assert frames(admin_client, url) == [f"day 1/{n}.png" for n in (1, 2, 3)]
    url, _ = make(server_files=[], filename_pattern="*/[01].png")
    assert frames(admin_client, url) == ["day 1/0.png", "day 1/1.png"]


def test_a_manifest_names_pictures_and_their_sizes(make, admin_client, folder):
    lines = [{"version": "1.1"}, {"type": "images"},
             {"name": "1", "extension": ".png", "width": 41, "height": 30},
             {"name": "0", "extension": ".png", "width": 40, "height": 30}]  # fmt: skip
    (folder / "day 1/manifest.jsonl").write_text("\n".join(map(json.dumps, lines)))
    url, run = make(server_files=["day 1/manifest.jsonl"], sorting_method="predefined")
    assert run.state == "finished", run.message
    assert frames(admin_client, url) == ["day 1/1.png", "day 1/0.png"]


def test_what_is_missing_or_foreign_is_named(make, admin_client):
    for names, word in [(["nothing.png"], "nothing.png"), (["notes.txt"], "notes.txt")]:
        url, run = make(server_files=names)
        assert run.state == "failed"
        assert word in run.message
        assert admin_client.get(url).json()["data"] is None


def test_a_picture_that_is_gone_leaves_the_others(make, admin_client, folder):
    url, _ = make(server_files=["day 1/"])
    (folder / "day 1/1.png").unlink()
    (folder / "day 1/2.png").write_bytes(picture(42, 30, shade=99))
    assert frame(admin_client, url, 0).status_code == 200
    gone, changed = frame(admin_client, url, 1), frame(admin_client, url, 2)
    assert (gone.status_code, "day 1/1.png" in gone.json()["detail"]) == (404, True)
    assert (changed.status_code, changed.json()["code"]) == (409, "source_changed")
    chunk = admin_client.get(f"{url}/data", {"type": "chunk", "number": 0, "quality": "compressed"})
    assert chunk.status_code == 200
    archive = zipfile.ZipFile(io.BytesIO(content(chunk)))
    sizes = [Image.open(archive.open(name)).size for name in archive.namelist()]
    assert sizes == [(40 + n, 30) for n in range(4)]


def test_what_is_packed_is_kept_here(make, admin_client, folder):
    with zipfile.ZipFile(folder / "all.zip", "w") as archive:
        for number in range(2):
            archive.writestr(f"{number}.png", picture(40, 30, shade=number))
    url, run = make(server_files=["all.zip"])
    assert run.state == "finished", run.message
    meta = admin_client.get(f"{url}/data/meta").json()
    assert (meta["storage"], meta["cloud_storage_id"], meta["size"]) == ("local", None, 2)


def test_the_storage_of_a_task_can_be_changed(make, admin_client, folder, share, tmp_path):
    url, _ = make(server_files=["day 1/"])
    (tmp_path / "moved").mkdir()
    (folder / "day 1").rename(tmp_path / "moved/day 1")
    body = share.body | {"resource": str(tmp_path / "moved")}
    other = admin_client.post("/api/cloudstorages", json.dumps(body), content_type=JSON).json()
    assert frame(admin_client, url, 0).status_code == 404
    patch = json.dumps({"cloud_storage_id": other["id"]})
    changed = admin_client.patch(f"{url}/data/meta", patch, content_type=JSON)
    assert changed.json()["cloud_storage_id"] == other["id"]
    assert frame(admin_client, url, 0).status_code == 200
    admin_client.delete(f"/api/cloudstorages/{other['id']}")
    assert frame(admin_client, url, 1).status_code == 409


def test_a_strangers_storage_makes_no_task(storage, make_user, client_of):
    client = client_of(make_user("eve"))
    made = client.post("/api/tasks", json.dumps({"name": "t"}), content_type=JSON).json()
    body = {"image_quality": 70, "cloud_storage_id": storage, "server_files": ["day 1/"]}
    url = f"/api/tasks/{made['id']}/data"
    assert client.post(url, json.dumps(body), content_type=JSON).status_code == 403
    unknown = body | {"cloud_storage_id": 9999}
    assert client.post(url, json.dumps(unknown), content_type=JSON).status_code == 400


def test_a_light_backup_leaves_the_pictures_where_they_are(make, admin_client, storage):
    url, _ = make(server_files=["day 1/"])
    names = {}
    for light in (True, False):
        answer = admin_client.post(f"{url}/backup/export", query_params={"lightweight": light})
        run = work(answer.json()["rq_id"])
        assert run.state == "finished", run.message
        shown = admin_client.get(f"/api/requests/{run.key}").json()
        archive = zipfile.ZipFile(io.BytesIO(content_of(admin_client, shown["result_url"])))
        names[light] = [n for n in archive.namelist() if n.endswith(".png")]
        if light:
            light_one = content_of(admin_client, shown["result_url"])
    assert names == {True: [], False: [f"data/day 1/{n}.png" for n in range(4)]}

    sent = SimpleUploadedFile("backup.zip", light_one)
    answer = admin_client.post("/api/tasks/backup", {"task_file": sent})
    run = work(answer.json()["rq_id"])
    assert run.state == "finished", run.message
    back = f"/api/tasks/{run.result['id']}"
    assert frame(admin_client, back, 2).status_code == 409
    patch = json.dumps({"cloud_storage_id": storage})
    assert admin_client.patch(f"{back}/data/meta", patch, content_type=JSON).status_code == 200
    assert content(frame(admin_client, back, 2)) == content(frame(admin_client, url, 2))
    assert frames(admin_client, back) == frames(admin_client, url)


def content_of(client, url):
    return b"".join(client.get(url).streaming_content)


def test_a_video_stays_in_the_storage_and_is_read_there_by_ranges(
    make, admin_client, folder, storage, tmp_path
):
    path = makers.video(folder / "day 1/clip.mp4", 60, gop=10)
    url, run = make(server_files=["day 1/clip.mp4"], use_cache=True, storage_method="cache")
    assert run.state == "finished", run.message
    meta = admin_client.get(f"{url}/data/meta").json()
    assert (meta["storage"], meta["cloud_storage_id"]) == ("cloud_storage", storage)
    assert meta["size"] == 60
    assert [path for path in store.folder("media").rglob("*") if path.is_file()] == []
    shown = makers.read(content(frame(admin_client, url, 42)))
    assert makers.number_in(shown) == 42
    video = admin_client.get(f"{url}/video").json()
    file = admin_client.get(f"{video['url']}/file", headers={"range": "bytes=100-299"})
    assert b"".join(file.streaming_content) == path.read_bytes()[100:300]
    part = admin_client.get(f"{video['url']}/fragments/0")
    assert part.content[:4] == b"LFR1"

    # A light backup has the video in it: nothing else tells what frames it has.
    answer = admin_client.post(f"{url}/backup/export", query_params={"lightweight": True})
    shown = admin_client.get(f"/api/requests/{work(answer.json()['rq_id']).key}").json()
    sent = SimpleUploadedFile("backup.zip", content_of(admin_client, shown["result_url"]))
    run = work(admin_client.post("/api/tasks/backup", {"task_file": sent}).json()["rq_id"])
    assert run.state == "finished", run.message
    back = f"/api/tasks/{run.result['id']}"
    assert makers.number_in(makers.read(content(frame(admin_client, back, 42)))) == 42

    path.write_bytes(makers.video(tmp_path / "other.mp4", 60, gop=7).read_bytes())
    cache.forget(admin_client.get(url).json()["data"])
    changed = frame(admin_client, url, 42)
    assert (changed.status_code, changed.json()["code"]) == (409, "source_changed")
    path.unlink()
    gone = frame(admin_client, url, 42)
    assert (gone.status_code, "clip.mp4" in gone.json()["detail"]) == (404, True)


def test_pictures_are_measured_by_their_first_bytes(make, storage, folder, monkeypatch):
    noise = Image.effect_noise((1500, 1100), 90)
    noise.save(folder / "large.png")
    read = []
    real = opening.Guarded.get_range

    def watched(self, key, start, stop, *, tag=""):
        read.append(stop - start)
        return real(self, key, start, stop, tag=tag)

    monkeypatch.setattr(opening.Guarded, "get_range", watched)
    _, run = make(server_files=["large.png"])
    assert run.state == "finished", run.message
    assert sum(read) <= 32 << 10 < (folder / "large.png").stat().st_size
    assert Data.objects.get().size == 1
