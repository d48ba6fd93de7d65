"""Originals in a bucket: every way to a frame as from the data folder, whatever the bucket does."""

import io
import zipfile
from datetime import UTC, datetime, timedelta

import pytest

from core.media import makers
from core.media.clips import CLIPS
from core.media.test_identity import in_fragments, in_mp4, in_zip
from limn.media import actions, appending, part_files, queries
from limn.media.models import Data
from limn.media.options import DataOptions
from limn.media.places import in_bucket, parts
from limn.media.serving.frames import frame_source
from limn.media.video import native
from limn.media.video.footage import Footage
from limn.sdk.errors import LimnError, StorageFailed
from limn.sdk.testing.faulty import Faults, faulty_proxy
from limn.storage import cache, insisting, media_bucket, store
from limn.storage.space import Unavailable
from limn_storages import objects
from limn_storages.azure import Azure
from limn_storages.gcs import GoogleCloud
from limn_storages.s3 import S3

pytestmark = pytest.mark.django_db
KINDS = {"gs": GoogleCloud, "az": Azure}


@pytest.fixture
def faults():
    return Faults()


@pytest.fixture
def bucket(s3, s3_server, faults, settings, monkeypatch):
    """The bucket, seen past its faults; the media store goes through them."""
    with faulty_proxy(s3_server, faults) as url:
        settings.MEDIA_STORE = f"s3://{s3.place.resource}/limn?endpoint_url={url}"
        settings.MEDIA_STORE_SECRETS = dict(s3.place.secrets)
        monkeypatch.setattr(insisting, "PAUSES", (0.01, 0.01, 0.01))
        monkeypatch.setattr(objects, "RETRIES", {**objects.RETRIES, "max_retries": 0})
        yield S3().open(s3.place)


@pytest.fixture
def small_parts(monkeypatch):
    """Parts so small that the clips of these tests have many."""
    monkeypatch.setattr(part_files, "PART", 4096)
    monkeypatch.setattr(parts, "PART", 4096)


@pytest.fixture
def pictures(bucket, put, ingested):
    put({f"{number}.jpg": makers.jpeg(number) for number in range(3)})
    return ingested()


def keys(bucket):
    return [one.key for one in bucket.walk("limn/")]


def files_in(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def forget_copies(data):
    cache.forget(data.pk)


def test_pictures_lie_in_the_bucket_and_nowhere_else(pictures, bucket):
    (place,) = pictures.places
    assert keys(bucket) == [f"limn/{place}/raw/{number}.jpg" for number in range(3)]
    assert files_in(store.folder("media")) == []
    source = frame_source(pictures)
    assert makers.number_in(source.pixels(1)) == 1
    assert source.frame(2, "original").read() == makers.jpeg(2)
    assert in_zip(source.chunk(range(3)).read()) == [0, 1, 2]
    assert source.preview(1).read()


def test_an_archive_is_unpacked_into_the_bucket(bucket, put, ingested):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("day 1/ü #1.jpg", makers.jpeg(4))
    put({"set.zip": packed.getvalue()})
    data = ingested()
    assert keys(bucket) == [f"limn/{data.places[0]}/raw/day 1/ü #1.jpg"]
    assert makers.number_in(frame_source(data).pixels(0)) == 4


@pytest.mark.parametrize("name", ["open.mp4", "hevc.mkv", "h264.avi", "vp9.webm", "cut.mp4"])
def test_every_way_to_a_frame_of_a_video_leads_to_the_same_picture(
    name, bucket, small_parts, folder, ingested
):
    clip = next(one for one in CLIPS if one.name == name)
    clip.make(folder)
    data = ingested()
    forget_copies(data)  # another host has neither index nor packets
    source, shows, last = frame_source(data), list(clip.shows), data.size - 1
    for number in [*range(0, data.size, 5), *reversed(range(1, data.size, 3))]:
        assert makers.number_in(source.pixels(number)) == shows[number]
    assert makers.number_in(makers.read(source.frame(last).read())) == shows[last]
    assert in_zip(source.chunk(range(data.size)).read()) == shows
    assert in_mp4(source.chunk(range(data.size), kind="video").read()) == shows
    assert in_fragments(data) == dict(enumerate(shows))
    assert files_in(store.folder("media")) == []


@pytest.mark.parametrize(("scheme", "kind"), [("gs", "gcs"), ("az", "azure")])
def test_buckets_of_other_vendors_keep_originals_too(
    scheme, kind, request, settings, small_parts, put, folder, ingested
):
    emulator = request.getfixturevalue(kind)
    place = emulator.place
    address = f"{scheme}://{place.resource}/limn"
    settings.MEDIA_STORE = f"{address}?endpoint_url={place.attributes['endpoint_url']}"
    settings.MEDIA_STORE_SECRETS = dict(place.secrets)
    put({f"{number}.jpg": makers.jpeg(number) for number in range(3)})
    pictures = ingested()
    assert in_zip(frame_source(pictures).chunk(range(3)).read()) == [0, 1, 2]
    for path in files_in(folder):
        path.unlink()
    makers.video(folder / "clip.mp4", 60, gop=10)
    video = ingested()
    forget_copies(video)
    assert [makers.number_in(frame_source(video).pixels(n)) for n in (3, 42)] == [3, 42]
    assert files_in(store.folder("media")) == []
    kept = KINDS[scheme]().open(place)
    held = {*pictures.places, *video.places}
    assert {one.key.split("/")[1] for one in kept.walk("limn/")} == held
    media_bucket.forget(pictures.places)
    assert {one.key.split("/")[1] for one in kept.walk("limn/")} == {*video.places}


def test_a_still_of_a_long_video_fetches_a_part_of_it(bucket, small_parts, put, ingested, folder):
    makers.video(folder / "long.mp4", 200, gop=10)
    data = ingested()
    forget_copies(data)
    assert makers.number_in(frame_source(data).pixels(150)) == 150
    kept = [path for path in files_in(store.cache_folder(data.pk)) if ".parts" in path.name]
    assert 0 < sum(path.stat().st_size for path in kept) < (folder / "long.mp4").stat().st_size / 2


def test_parts_that_left_the_cache_are_fetched_again(bucket, small_parts, folder, ingested):
    makers.video(folder / "clip.mp4", 60, gop=10)
    data = ingested()
    source = frame_source(data)
    for number in (5, 6, 42):
        for part in store.cache_folder(data.pk).rglob("*.parts-*"):
            part.unlink()
        assert makers.number_in(source.pixels(number)) == number


def test_a_decoder_that_looks_further_than_usual_gets_what_it_wants(
    bucket, small_parts, folder, ingested, monkeypatch
):
    makers.video(folder / "clip.mp4", 60, gop=30)
    data = ingested()
    forget_copies(data)
    monkeypatch.setattr("limn.media.video.footage._AHEAD", 1)
    assert makers.number_in(frame_source(data).pixels(25)) == 25


def test_the_whole_video_is_read_from_any_place_on(bucket, small_parts, folder, ingested):
    makers.video(folder / "clip.mp4", 60, gop=10)
    content = (folder / "clip.mp4").read_bytes()
    data = ingested()
    version = Footage(data, queries.get_clip(data)).index().version
    whole, kind = native.original(data, version)
    assert (whole.size, kind) == (len(content), "video/mp4")
    with whole.open() as file:
        file.seek(5000)
        assert file.read(9000) == content[5000:14000]
        file.seek(-7, io.SEEK_END)
        assert file.read() == content[-7:]
        file.seek(0)
        assert file.read() == content


def test_appended_pictures_lie_in_a_place_of_their_own(pictures, bucket, folder, run, settings):
    for path in folder.iterdir():
        path.unlink()
    (folder / "7.jpg").write_bytes(makers.jpeg(7))
    probed = actions.ingest(pictures.pk, run, folder, None, DataOptions())
    data = appending.append(pictures.pk, probed)
    assert len(data.places) == 2
    forget_copies(data)
    source = frame_source(data)
    assert [makers.number_in(source.pixels(number)) for number in range(4)] == [0, 1, 2, 7]
    actions.delete_data(data.pk)


@pytest.mark.django_db(transaction=True)
def test_deleted_media_leaves_the_bucket(pictures, bucket):
    assert keys(bucket)
    actions.delete_data(pictures.pk)
    assert keys(bucket) == []


@pytest.mark.parametrize("fault", [{"status": 500}, {"status": 503}, {"cut": True}])
def test_a_bucket_that_fails_for_a_moment_is_asked_again(fault, bucket, faults, put, ingested):
    put({f"{number}.jpg": makers.jpeg(number) for number in range(3)})
    faults.status, faults.cut, faults.times = fault.get("status", 0), fault.get("cut", False), 2
    data = ingested()
    forget_copies(data)
    faults.times = 2
    assert makers.number_in(frame_source(data).pixels(1)) == 1
    assert faults.times == 0


def test_a_slow_bucket_is_waited_for(pictures, faults):
    faults.delay, faults.times = 0.3, 3
    assert in_zip(frame_source(pictures).chunk(range(3)).read()) == [0, 1, 2]


def test_a_bucket_that_takes_nothing_leaves_no_task_and_nothing_behind(
    bucket, faults, put, run, folder
):
    put({f"{number}.jpg": makers.jpeg(number) for number in range(3)})
    data = actions.create_data(DataOptions())
    faults.status, faults.times = 500, -1
    with pytest.raises(StorageFailed, match="500"):
        actions.ingest(data.pk, run, folder, None, DataOptions())
    faults.times = 0
    assert keys(bucket) == []
    assert files_in(store.folder("media")) == []


def test_a_stopped_upload_leaves_nothing_in_the_bucket(bucket, put, run, folder, monkeypatch):
    put({f"{number}.jpg": makers.jpeg(number) for number in range(30)})
    data = actions.create_data(DataOptions())
    real = run.progress

    def progress(done, total=1.0, message=""):
        run.stopped = "bucket" in message
        real(done, total, message)

    monkeypatch.setattr(run, "progress", progress)
    with pytest.raises(LimnError, match="stopped"):
        actions.ingest(data.pk, run, folder, None, DataOptions())
    assert keys(bucket) == []


def test_a_bucket_that_is_down_is_told_and_nothing_half_fetched_is_kept(pictures, faults):
    faults.status, faults.times = 500, -1
    with pytest.raises(StorageFailed):
        frame_source(pictures).frame(0)
    faults.times = 0
    assert makers.number_in(frame_source(pictures).pixels(0)) == 0


def test_an_object_that_somebody_deleted_is_named(pictures, bucket):
    bucket.delete(keys(bucket)[:1])
    with pytest.raises(Unavailable, match=r"0\.jpg is not in the bucket"):
        frame_source(pictures).frame(0)


def test_without_the_setting_the_bucket_is_asked_for_by_name(pictures, settings):
    settings.MEDIA_STORE = ""
    with pytest.raises(Unavailable, match="LIMN_MEDIA_STORE"):
        frame_source(pictures).frame(0)


def test_media_that_came_before_the_bucket_stays_where_it_is(put, ingested, bucket, settings):
    chosen, settings.MEDIA_STORE = settings.MEDIA_STORE, ""
    put({"1.jpg": makers.jpeg(1)})
    data = ingested()
    settings.MEDIA_STORE = chosen
    assert makers.number_in(frame_source(data).pixels(0)) == 1
    assert keys(bucket) == []


def test_copies_of_originals_stay_within_the_budget(bucket, put, ingested, settings, monkeypatch):
    monkeypatch.setattr(cache, "GRACE", 0.0)
    settings.CHUNK_CACHE_BYTES = 40_000
    put({f"{number:02d}.jpg": makers.jpeg(number, size=(640, 480)) for number in range(12)})
    data = ingested()
    source = frame_source(data)
    for number in range(12):
        assert makers.number_in(source.pixels(number)) == number
    assert sum(path.stat().st_size for path in store.folder("cache").rglob("original-*")) < 50_000


def test_only_leftovers_are_swept(pictures, bucket, tmp_path):
    (tmp_path / "x").write_bytes(b"x")
    left = media_bucket.send({"raw/x": tmp_path / "x"}, lambda _done: None)
    bucket.put("limn/notes.txt", tmp_path / "x")
    assert in_bucket.sweep() == 0
    later = datetime.now(UTC) + timedelta(days=3)
    assert media_bucket.sweep(queries.places_in_use(), later) == 1
    assert len(keys(bucket)) == 4
    assert not any(left in key for key in keys(bucket))
    assert Data.objects.filter(pk=pictures.pk).exists()


@pytest.mark.parametrize(
    ("address", "secrets", "sentence"),
    [
        ("ftp://bucket", {}, "no address of a bucket; known: az://, gs://, s3://"),
        ("s3://", {}, "no address of a bucket"),
        ("s3://bucket", {"key": "k"}, "JSON object with key, secret_key or {}"),
        ("s3://bucket?colour=red", {}, "colour"),
    ],
)
def test_a_setting_that_cannot_be_right_is_told(address, secrets, sentence, settings):
    settings.MEDIA_STORE, settings.MEDIA_STORE_SECRETS = address, secrets
    with pytest.raises(Unavailable, match=sentence):
        media_bucket.demand()


def test_a_bucket_that_is_not_there_is_told(bucket, settings):
    settings.MEDIA_STORE = settings.MEDIA_STORE.replace("/limn?", "-of-nobody/limn?")
    with pytest.raises(Unavailable, match="not_found"):
        media_bucket.demand()
