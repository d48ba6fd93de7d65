"""Videos that lie elsewhere: read by ranges, by few of them, and never a mixture of two."""

import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core.media import makers
from core.media.clips import CLIPS
from core.media.test_identity import in_fragments, in_mp4, in_zip
from limn.media import actions, far_files
from limn.media.far_files import FarFile, FarReading
from limn.media.options import DataOptions
from limn.media.places import originals, sources
from limn.media.places.ranges import Answering, InOneStorage
from limn.media.places.sources import Asked
from limn.media.readers.pool import ReaderPool
from limn.media.serving.frames import frame_source
from limn.media.transfer import quota
from limn.media.video import boxes, index_files, indexing, skimming
from limn.sdk.errors import BadMedia, Cancelled, Changed, LimnError, NotFound, StorageFailed
from limn.sdk.storages import StoredObject
from limn.sdk.testing.faulty import Faults, faulty_proxy
from limn.storage import cache, insisting, opening, store
from limn.storage.models import CloudStorage
from limn_storages import objects

GAP = 20 << 20
TESTS = Path(__file__).parents[2]


class Remembered:
    """Fulfils `Ranged` for bytes here, and remembers what was read."""

    identity = "it"

    def __init__(self, content):
        self.content, self.asked = content, []

    @property
    def size(self):
        return len(self.content)

    @property
    def read_bytes(self):
        return sum(stop - start for start, stop in self.asked)

    def read(self, start, stop):
        self.asked.append((start, stop))
        return self.content[start:stop]

    def fetch(self, spans):
        return b"".join(self.read(*span) for span in spans)


@pytest.fixture
def tiny_blocks(monkeypatch):
    """Blocks and payloads so small that clips of some kilobytes have many."""
    monkeypatch.setattr(far_files, "BLOCK", 1024)
    monkeypatch.setattr(boxes, "_LEAST", 512)
    monkeypatch.setattr(skimming, "_HEAD", 256)
    monkeypatch.setattr(skimming, "_QUESTION", 256)


# What a reader has of a far file


def test_a_far_file_reads_as_a_near_one():
    content = bytes(range(251)) * 4000
    far = FarFile(Remembered(content).fetch, len(content))
    for at, size in [(0, 10), (65_530, 20), (500_000, 300_000), (len(content) - 3, 50), (7, 0)]:
        assert far.read(size, at) == content[at : at + size]
    assert far.read(10, len(content) + 5) == b""


def test_pieces_of_a_far_file_come_in_the_order_asked_for():
    content = bytes(range(251)) * 120_000
    there = Remembered(content)
    far = FarFile(there.fetch, there.size)
    spans = [(900, 1000), (5, 9 << 20), (9 << 20, 20 << 20), (7, 7), (len(content) - 2, 1 << 40)]
    assert list(far.pieces(spans)) == [content[start:stop] for start, stop in spans]


def test_reading_on_fetches_more_at_once_and_jumping_does_not():
    there = Remembered(bytes(40 << 20))
    far = FarFile(there.fetch, there.size)
    for at in range(0, 30 << 20, 64 << 10):
        far.read(64 << 10, at)
    assert len(there.asked) < 20
    there.asked.clear()
    for at in (39 << 20, 33 << 20, 36 << 20):
        far.read(100, at)
    assert there.read_bytes == 3 * far_files.BLOCK


def test_a_long_far_file_takes_little_memory():
    size = 400 << 20
    far = FarFile(lambda spans: bytes(sum(stop - start for start, stop in spans)), size)
    tracemalloc.start()
    for at in range(0, size, 1 << 20):
        far.read(1 << 20, at)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 60 << 20


def test_what_is_passed_over_is_never_fetched():
    there = Remembered(b"a" * 3_000_000)
    reading = FarReading(FarFile(there.fetch, there.size))
    reading.pass_over([(70_000, 130_000), (1_000_000, 3_000_000)])
    assert reading.passes_over(70_000)
    assert not reading.passes_over(130_000)
    given = b""
    while piece := reading.read(50_000):
        given += piece
    assert given == b"a" * 70_000 + bytes(60_000) + b"a" * 870_000 + bytes(2_000_000)
    assert there.read_bytes < 2_100_000


@pytest.mark.parametrize("clip", CLIPS, ids=lambda clip: clip.name)
def test_the_index_of_a_far_video_is_that_of_a_near_one(clip, tmp_path, tiny_blocks):
    (tmp_path / "in").mkdir()
    path = clip.make(tmp_path / "in")
    near = indexing.build(path, path.name, tmp_path / "near.npz")
    there = Remembered(path.read_bytes())
    far = indexing.build(FarFile(there.fetch, there.size), path.name, tmp_path / "far.npz")
    assert far.version == near.version
    # None of it over and over, though all of these clips is decoded to be sure.
    assert there.read_bytes < 2 * there.size


@pytest.mark.parametrize("name", ["clip.mp4", "clip.mkv"])
@pytest.mark.parametrize("cut", [0.3, 0.9])
def test_a_far_video_that_ends_too_early_is_told_like_a_near_one(name, cut, tmp_path, tiny_blocks):
    front = {"container_options": {"movflags": "faststart"}} if name.endswith("mp4") else {}
    whole = makers.video(tmp_path / name, 40, gop=10, **front)
    content = whole.read_bytes()
    (tmp_path / "cut").write_bytes(content[: int(len(content) * cut)])
    there = Remembered((tmp_path / "cut").read_bytes())
    told = []
    for video in (tmp_path / "cut", FarFile(there.fetch, there.size)):
        try:
            index = indexing.build(video, name, tmp_path / "index.npz")
            told.append((len(index), index.damaged))
        except BadMedia as error:
            told.append(str(error))
    assert told[0] == told[1]


def test_a_file_of_boxes_that_lead_nowhere_is_read_as_it_is(tmp_path, tiny_blocks):
    endless = b"\0\0\0\x08ftyp" * 40_000
    assert boxes.payloads(FarFile(Remembered(endless).fetch, len(endless))) == []
    far = FarFile(Remembered(endless).fetch, len(endless))
    with pytest.raises(BadMedia, match=r"a\.mp4 cannot be read as a video"):
        indexing.build(far, "a.mp4", tmp_path / "index.npz")


# What a reader may ask for


@pytest.fixture
def asking(monkeypatch):
    """Asks a reader that fetches what it is told to, of a file of 1 MB."""
    monkeypatch.setenv("PYTHONPATH", str(TESTS))
    pool = ReaderPool("core.media.breaking_reader")
    there = Remembered(bytes(1_000_000))

    def ask(spans, fetch=None, run=None):
        fetch = fetch or Answering(there, "a.mp4").fetch
        return pool.ask("fetch", run, fetch, name="a.mp4", spans=spans).value

    yield ask
    pool.end()


def test_a_reader_gets_the_bytes_it_asks_for(asking):
    assert asking([[[0, 10], [999_990, 1_000_000]], [[5, 900_000]]]) == [20, 899_995]


@pytest.mark.parametrize(
    "spans", [[[-1, 5]], [[5, 5]], [[9, 3]], [[0, 1_000_001]], [[0, 9]] * 70_000,
              [[0, 900_000]] * 12],
)  # fmt: skip
def test_a_reader_that_asks_for_nonsense_is_ended(asking, spans):
    with pytest.raises(BadMedia, match=r"a\.mp4 could not be read: its reader asks for what"):
        asking([spans])
    assert asking([[[0, 1]]]) == [1]


def test_a_reader_that_never_has_enough_is_ended(asking):
    with pytest.raises(BadMedia, match=r"a\.mp4 could not be read: its parts lead back and forth"):
        asking([[[0, 1_000_000]]] * 100)


def test_what_the_storage_says_is_raised_and_the_reader_ended(asking):
    def fetch(_spans):
        raise Changed("it is another one now")

    with pytest.raises(Changed, match="another one"):
        asking([[[0, 10]]], fetch)
    assert asking([[[0, 1]]]) == [1]


def test_a_stopped_run_asks_the_storage_no_more(asking, run):
    asked = []

    def fetch(spans):
        asked.append(spans)
        run.stopped = True
        return bytes(10)

    with pytest.raises(Cancelled):
        asking([[[0, 10]]] * 50, fetch, run)
    assert len(asked) == 1


def test_a_reader_that_dies_while_it_is_given_bytes_is_told(asking):
    with pytest.raises(BadMedia, match="it broke the program that reads it"):
        asking("die", lambda _spans: bytes(8 << 20))


# Videos in a connected storage


@pytest.fixture
def faults(monkeypatch):
    monkeypatch.setattr(insisting, "PAUSES", (0.01, 0.01, 0.01))
    monkeypatch.setattr(objects, "RETRIES", {**objects.RETRIES, "max_retries": 0})
    return Faults()


@pytest.fixture
def connected(s3, s3_server, faults, monkeypatch, db):
    """A storage row that opens a bucket through a proxy, and the bucket itself."""
    row = CloudStorage.objects.create(display_name="b", provider_type="AWS_S3_BUCKET")
    with faulty_proxy(s3_server, faults) as url:
        place = s3.place
        through = type(place)(
            resource=place.resource, credentials=place.credentials, secrets=place.secrets,
            attributes={**place.attributes, "endpoint_url": url}, reach=place.reach,
        )  # fmt: skip
        for module in (sources, "limn.media.places.originals"):
            target = module if isinstance(module, str) else module.__name__
            monkeypatch.setattr(
                f"{target}.opened", lambda _row: opening.open_place("AWS_S3_BUCKET", through)
            )
        yield row, opening.open_place("AWS_S3_BUCKET", place)


@pytest.fixture
def made(connected, run, tmp_path):
    """The data made from an object of the bucket; `then` happens before that is read."""
    row, _ = connected

    def make(key, then=lambda: None):
        run.scratch.mkdir(exist_ok=True)
        source = sources.in_storage(row.pk, [key], excluded=[], pattern="")
        asked = Asked(source=source, uploaded=tmp_path, options=DataOptions(), take=quota.unlimited)
        data = actions.create_data(asked.options)
        files = sources.gathered(asked, run)
        then()
        if files.outside is None:
            probed = actions.ingest(data.pk, run, files.folder, files.names, files.options)
        else:
            probed = actions.ingest_outside(data.pk, run, files.outside, files.options)
        return actions.save(data, probed)

    return make


@pytest.fixture
def stored(connected, tmp_path):
    """Puts a video into the bucket; whether an MP4 is read by its tables is told by its size."""

    def put(key="day 1/long.mp4", frames=60, **options):
        path = makers.video(tmp_path / f"made{Path(key).suffix}", frames, gop=10, **options)
        connected[1].put(key, path)
        return path.read_bytes()

    return put


@pytest.mark.parametrize("suffix", ["mp4", "mkv", "ts", "avi"])
def test_every_way_to_a_frame_of_a_stored_video_leads_to_the_same_picture(suffix, stored, made):
    content = stored(f"a.{suffix}", 40)
    data = made(f"a.{suffix}")
    assert (data.storage, data.kind, data.size) == ("cloud_storage", "video", 40)
    assert data.content_size == len(content)
    assert list(store.folder("media").rglob("*.*")) == []
    cache.forget(data.pk)  # another host has neither index nor parts
    source = frame_source(data)
    assert [makers.number_in(source.pixels(n)) for n in (33, 5, 39)] == [33, 5, 39]
    assert in_zip(source.chunk(range(40)).read()) == list(range(40))
    assert in_mp4(source.chunk(range(40), kind="video").read()) == list(range(40))
    assert in_fragments(data) == {number: number for number in range(40)}


@pytest.mark.parametrize("fault", [{"status": 500}, {"status": 503}, {"cut": True}, {"delay": 0.3}])
def test_a_storage_that_fails_for_a_moment_is_asked_again(fault, stored, made, faults):
    stored("a.mp4")
    for name, value in fault.items():
        setattr(faults, name, value)

    def fail_twice():
        faults.times = 2

    data = made("a.mp4", fail_twice)
    assert faults.times == 0
    cache.forget(data.pk)
    fail_twice()
    assert makers.number_in(frame_source(data).pixels(42)) == 42
    assert faults.times == 0


def test_a_storage_that_is_down_is_told_and_nothing_half_is_kept(stored, made, faults):
    stored("a.mp4")
    data = made("a.mp4")
    cache.forget(data.pk)
    faults.status, faults.times = 500, -1
    with pytest.raises(StorageFailed, match="500"):
        frame_source(data).pixels(3)
    faults.times = 0
    assert makers.number_in(frame_source(data).pixels(3)) == 3


def test_a_storage_without_ranges_is_copied_from(stored, made, faults, run):
    stored("a.mp4")
    faults.whole = True
    data = made("a.mp4")
    assert data.storage == "local"
    assert run.warnings == ["the storage gives a.mp4 only as a whole: it is copied"]
    assert makers.number_in(frame_source(data).pixels(42)) == 42


def test_an_object_that_changed_is_told_and_never_mixed(stored, made, connected, tmp_path):
    stored("a.mp4")
    data = made("a.mp4")
    shown = frame_source(data).frame(3).read()
    other = makers.video(tmp_path / "other.mp4", 60, gop=10, size=(160, 64))
    connected[1].put("a.mp4", other)
    # What is here is of the video that the task was made from.
    assert frame_source(data).frame(3).read() == shown
    cache.forget(data.pk)
    with pytest.raises(Changed, match=r"a\.mp4.* was changed since it was first read"):
        frame_source(data).frame(3)
    connected[1].delete(["a.mp4"])
    with pytest.raises(NotFound, match=r"a\.mp4"):
        frame_source(data).frame(3)


def test_an_object_that_changes_while_it_is_read_makes_no_task(stored, made, connected, tmp_path):
    stored("a.mkv")
    other = makers.video(tmp_path / "other.mkv", 60, gop=10, size=(160, 64))
    with pytest.raises(Changed, match=r"a\.mkv"):
        made("a.mkv", lambda: connected[1].put("a.mkv", other))
    with pytest.raises(NotFound, match=r"a\.mkv"):
        made("a.mkv", lambda: connected[1].delete(["a.mkv"]))
    assert list(store.folder("media").rglob("*.*")) == []


def test_an_object_that_becomes_shorter_is_told_where_tags_say_nothing(tmp_path):
    class Forgetful(objects.ObjectStorage):
        def __init__(self):
            """Without a server."""

        def get_range(self, key, start, stop, *, tag=""):
            return b"short"[start:stop]

    file = InOneStorage(Forgetful, StoredObject(key="a.mp4", size=900, tag=""))
    with pytest.raises(Changed, match=r"a\.mp4.*shorter now"):
        file.read(0, 400)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "a.mp4 is empty"),
        (b"no video at all" * 100, "a.mp4 is not what its name says"),
        (b"\0\0\0\x18ftypisom" + bytes(5000), "a.mp4 cannot be read as a video"),
        (makers.png(3), "a.mp4 is not what its name says: its content is of kind image"),
    ],
)
def test_what_is_no_video_is_named(content, sentence, connected, made, tmp_path):
    (tmp_path / "x").write_bytes(content)
    connected[1].put("a.mp4", tmp_path / "x")
    with pytest.raises(BadMedia, match=sentence):
        made("a.mp4")


@pytest.mark.django_db(transaction=True)
def test_many_ask_for_frames_of_a_lost_index_and_one_makes_it(stored, made, monkeypatch):
    stored("a.mp4")
    data = made("a.mp4")
    cache.forget(data.pk)
    times = []
    real = index_files.made
    monkeypatch.setattr(index_files, "made", lambda *a: times.append(1) or real(*a))
    frames = frame_source(data)
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda n: frames.frame(n).read(), [3, 14, 25, 36]))
    assert [makers.number_in(makers.read(one)) for one in found] == [3, 14, 25, 36]
    assert times == [1]


def test_a_disconnected_storage_is_told_but_what_is_here_is_shown(stored, made, connected):
    stored("a.mp4")
    data = made("a.mp4")
    shown = frame_source(data).frame(3).read()
    connected[0].delete()
    data.refresh_from_db()
    assert frame_source(data).frame(3).read() == shown
    for path in store.cache_folder(data.pk).rglob("*.parts-*"):
        path.unlink()
    with pytest.raises(LimnError, match="the cloud storage that holds this media was disconnect"):
        frame_source(data).frame(3)


def test_pictures_are_fetched_side_by_side_by_threads_that_ask_no_database(
    connected, made, tmp_path
):
    for number in range(3):
        (tmp_path / "picture").write_bytes(makers.png(number))
        connected[1].put(f"day/{number}.png", tmp_path / "picture")
    data = made("day/")
    # Rows of this test are seen by its own connection alone.
    originals.of(data).ahead([f"day/{number}.png" for number in range(3)])
    assert len(list(store.cache_folder(data.pk).rglob("original-*"))) == 3
    assert makers.numbers_in_zip(frame_source(data).chunk(range(3)).read()) == [0, 1, 2]


# Very large ones


@pytest.fixture
def huge(tmp_path):
    """An MP4 of 6 GB that takes no room: 300 frames, each 20 MB behind the one before."""
    small = makers.video(tmp_path / "small.mp4", 300, gop=10)
    return makers.spread(small, tmp_path / "huge.mp4", GAP)


@pytest.fixture
def in_share(share, db, monkeypatch):
    """A connected folder, and what was read from it."""
    row = CloudStorage.objects.create(display_name="s", provider_type="SHARE")
    read = []

    class Watched(type(opening.open_place("SHARE", share.place))):
        def get_range(self, key, start, stop, *, tag=""):
            read.append(stop - start)
            return super().get_range(key, start, stop, tag=tag)

    plain = opening.open_place("SHARE", share.place)
    watched = Watched(plain._storage, plain._owner)
    for module in ("sources", "originals"):
        monkeypatch.setattr(f"limn.media.places.{module}.opened", lambda _row: watched)
    return row, Path(share.place.resource), read


def test_of_a_video_of_several_gigabytes_little_is_read(huge, in_share, run, tmp_path):
    row, folder, read = in_share
    huge.rename(folder / "huge.mp4")
    size = (folder / "huge.mp4").stat().st_size
    assert size > 5 << 30
    run.scratch.mkdir()
    source = sources.in_storage(row.pk, ["huge.mp4"], excluded=[], pattern="")
    files = sources.gathered(
        Asked(source=source, uploaded=tmp_path, options=DataOptions(), take=quota.unlimited), run
    )
    data = actions.create_data(DataOptions())
    data = actions.save(data, actions.ingest_outside(data.pk, run, files.outside, files.options))
    assert data.size == 300
    # Heads of 30 key frames, the tables, and the 24 frames that are decoded to be sure.
    assert sum(read) < 4 << 20
    read.clear()
    assert makers.number_in(frame_source(data).pixels(257)) == 257
    # A frame needs its group's packets, which lie one in a part each, and some behind.
    assert sum(read) <= 45 * (2 << 20)
