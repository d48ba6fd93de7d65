"""Datasets, backups and files of tasks whose originals lie in a bucket."""

import pytest

from core.datasets.test_backups import backup, members, restored
from core.media import makers
from limn.media.queries import places_in_use
from limn.sdk.testing.fakes import picture
from limn.storage import cache, store
from limn.tasks import actions
from limn_storages.s3 import S3


@pytest.fixture
def bucket(s3, settings):
    endpoint = s3.place.attributes["endpoint_url"]
    settings.MEDIA_STORE = f"s3://{s3.place.resource}?endpoint_url={endpoint}"
    settings.MEDIA_STORE_SECRETS = dict(s3.place.secrets)
    return S3().open(s3.place)


def test_an_export_holds_the_pictures_from_the_bucket(bucket, make_desk):
    desk = make_desk(3)
    cache.forget(desk.task.data.pk)
    archive = desk.export("COCO 1.0", save_images="true").archive()
    for number in range(3):
        name = f"images/default/photo {number}.png"
        assert archive.read(name) == picture(100, 80, shade=number)


def test_a_task_comes_back_from_its_backup_into_the_bucket(bucket, make_desk, admin_client):
    desk = make_desk(3)
    first = backup(admin_client, desk.url)
    again = restored(admin_client, "task", first)
    assert members(backup(admin_client, f"/api/tasks/{again}")) == members(first)
    places = places_in_use()
    assert len(places) == 2
    assert {one.key.split("/")[0] for one in bucket.walk()} == places
    assert not [path for path in store.folder("media").rglob("*") if path.is_file()]


def test_a_browser_reads_ranges_of_a_video_that_lies_in_the_bucket(
    bucket, make_desk, admin, admin_client, actor_of, tmp_path
):
    folder = tmp_path / "clip"
    folder.mkdir()
    makers.video(folder / "clip.mp4", 20)
    content = (folder / "clip.mp4").read_bytes()
    desk = make_desk.filled(actions.create_task(actor_of(admin), {"name": "video"}), folder)
    url = f"{admin_client.get(f'{desk.url}/video').json()['url']}/file"
    part = admin_client.get(url, headers={"range": "bytes=100-2099"})
    assert (part.status_code, b"".join(part)) == (206, content[100:2100])
    whole = admin_client.get(url)
    assert whole["Content-Length"] == str(len(content))
    assert b"".join(whole) == content
