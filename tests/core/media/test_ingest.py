"""Uploaded files become data whole, or not at all; what is wrong is named."""

import io
import struct
import tarfile
import zipfile
import zlib

import pytest
from django.db import transaction
from PIL import Image

from core.media import makers
from limn.media import actions, queries
from limn.media.models import Data, Picture
from limn.media.options import DataOptions
from limn.media.serving.frames import frame_source
from limn.media.video import videos
from limn.sdk.errors import BadInput, BadMedia, Cancelled, Conflict, TooLarge
from limn.storage import store


def refuse(ingested, error=BadMedia, match=None, **options) -> None:
    """Ingesting fails, and leaves neither rows nor files behind."""
    with pytest.raises(error, match=match):
        ingested(**options)
    data = Data.objects.latest("id")
    assert data.kind == ""
    assert not Picture.objects.exists()
    assert not any(path.is_file() for path in store.folder("media", data.pk).rglob("*"))


def test_pictures_in_folders_keep_their_paths(put, ingested):
    put({"b/2.jpg": makers.jpeg(2), "a/1.png": makers.png(1), "c.jpg": makers.jpeg(3)})
    data = ingested()
    assert data.kind == "image"
    assert queries.frame_names(data) == ["a/1.png", "b/2.jpg", "c.jpg"]
    assert list(queries.source_files(data)) == ["a/1.png", "b/2.jpg", "c.jpg"]
    assert data.content_size == sum(
        path.stat().st_size for path in store.media_folder(data.pk).rglob("*.*")
    )


def test_an_archive_of_pictures_is_unpacked_with_its_folders(folder, ingested, run):
    makers.archive(
        folder / "set.zip",
        [
            ("dir/10.jpg", makers.jpeg(10)),
            ("dir/9.jpg", makers.jpeg(9)),
            ("__MACOSX/dir/._9.jpg", b"junk"),
            (".DS_Store", b"junk"),
            ("readme.txt", b"hello"),
        ],
    )
    data = ingested(sorting_method="natural")
    assert queries.frame_names(data) == ["dir/9.jpg", "dir/10.jpg"]
    assert makers.number_in(frame_source(data).pixels(0)) == 9
    assert run.warnings == ["readme.txt in set.zip is no picture and was left out"]
    assert not (store.media_folder(data.pk) / "set.zip").exists()


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("lexicographical", ["1.jpg", "10.jpg", "2.jpg"]),
        ("natural", ["1.jpg", "2.jpg", "10.jpg"]),
        ("predefined", ["10.jpg", "1.jpg", "2.jpg"]),
    ],
)
def test_pictures_are_sorted_as_asked(put, ingested, method, expected):
    put({name: makers.jpeg() for name in expected})
    order = ("10.jpg", "1.jpg", "2.jpg")
    assert queries.frame_names(ingested(sorting_method=method, file_order=order)) == expected


def test_random_order_is_the_same_for_the_same_seed(put, ingested):
    put({f"{number:02}.jpg": makers.jpeg(number) for number in range(20)})
    orders = [
        queries.frame_names(ingested(sorting_method="random", seed=seed)) for seed in (5, 5, 6)
    ]
    assert orders[0] == orders[1] != orders[2]
    assert sorted(orders[0]) == sorted(orders[2])


def test_predefined_order_without_a_list_is_the_order_given(put, ingested):
    put({name: makers.jpeg() for name in ("a.jpg", "b.jpg", "c.jpg")})
    data = ingested(names=["c.jpg", "a.jpg", "b.jpg"], sorting_method="predefined")
    assert queries.frame_names(data) == ["c.jpg", "a.jpg", "b.jpg"]


def test_predefined_order_may_come_from_a_manifest(folder, ingested):
    manifest = b'{"version":"1.1"}\n{"type":"images"}\n' + b"".join(
        b'{"name":"%s","extension":".jpg","width":320,"height":96}\n' % name
        for name in (b"z", b"a", b"m")
    )
    makers.archive(
        folder / "set.zip",
        [("manifest.jsonl", manifest), *((f"{name}.jpg", makers.jpeg()) for name in "amz")],
    )
    assert queries.frame_names(ingested(sorting_method="predefined")) == [
        "z.jpg", "a.jpg", "m.jpg",
    ]  # fmt: skip


def test_only_listed_files_become_frames(put, ingested):
    put({name: makers.jpeg() for name in ("a.jpg", "b.jpg", "c.jpg")})
    data = ingested(file_order=("c.jpg", "a.jpg"), only_listed=True)
    assert queries.frame_names(data) == ["c.jpg", "a.jpg"]


@pytest.mark.parametrize(
    ("order", "problem"),
    [
        (("a.jpg", "x.jpg"), "x.jpg is in the file order but was not uploaded"),
        (("a.jpg",), "b.jpg was uploaded but is not in the file order"),
        (("a.jpg", "a.jpg", "b.jpg"), "a.jpg is listed 2 times"),
    ],
)
def test_a_file_order_that_does_not_fit_is_refused(put, ingested, order, problem):
    put({name: makers.jpeg() for name in ("a.jpg", "b.jpg")})
    refuse(ingested, match=problem, sorting_method="predefined", file_order=order)


def test_start_stop_and_step_choose_pictures(put, ingested):
    put({f"{number:02}.jpg": makers.jpeg(number) for number in range(10)})
    data = ingested(start_frame=2, stop_frame=8, frame_filter="step=3")
    assert queries.frame_names(data) == ["02.jpg", "05.jpg", "08.jpg"]
    assert (data.size, data.start_frame, data.stop_frame, data.step) == (3, 2, 8, 3)
    assert makers.number_in(frame_source(data).pixels(1)) == 5
    meta = queries.data_meta(data, 1, 2)
    assert [frame["name"] for frame in meta["frames"]] == ["05.jpg", "08.jpg"]
    assert (meta["start_frame"], meta["stop_frame"], meta["size"]) == (5, 8, 2)


def test_no_frame_left_is_refused(put, ingested):
    put({"a.jpg": makers.jpeg()})
    refuse(ingested, match="no frame is left: the media has 1", start_frame=1)


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ({"image_quality": 0}, "image_quality"),
        ({"frame_filter": "every second"}, "frame_filter"),
        ({"frame_filter": "step=0"}, "frame_filter"),
        ({"start_frame": 5, "stop_frame": 4}, "stop_frame"),
        ({"sorting_method": "by mood"}, "sorting_method"),
        ({"chunk_size": -1}, "chunk_size"),
    ],
)
def test_options_without_sense_are_named(options, name):
    with pytest.raises(BadInput) as caught:
        DataOptions(**options).checked()
    assert list(caught.value.fields) == [name]


def test_options_survive_json():
    options = DataOptions(file_order=("b", "a"), stop_frame=4, use_zip_chunks=True)
    assert DataOptions.from_json({**options.as_json(), "newer": 1}) == options


@pytest.mark.parametrize(
    ("size", "expected"), [((320, 96), 72), ((1920, 1080), 36), ((8000, 6000), 2)]
)
def test_the_default_chunk_size_follows_the_size_of_pictures(put, ingested, size, expected):
    put({"a.jpg": makers.jpeg(0, size)})
    assert ingested().chunk_size == expected


def test_video_chunks_are_mp4_unless_zip_is_asked_for(folder, ingested):
    makers.video(folder / "a.mp4", 5)
    data = ingested()
    assert (data.chunk_size, data.compressed_chunk_type, data.original_chunk_type) == (
        36, "video", "video",
    )  # fmt: skip
    assert ingested(use_zip_chunks=True).compressed_chunk_type == "imageset"
    assert ingested(chunk_size=7).chunk_size == 7


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({}, "no media was uploaded"),
        ({"a.jpg": b""}, "a.jpg is empty"),
        ({"a.jpg": b"hello, I am text"}, "a.jpg is not what its name says"),
        ({"notes.txt": b"hello"}, "notes.txt is neither a picture"),
        ({"a.svg": b"<svg/>"}, "a.svg: drawings are not read here"),
        ({"a.heic": b"x"}, "a.heic: HEIC pictures are not read here"),
        ({"a.jpg": makers.jpeg(), "b.zip": b"PK\x05\x06" + b"\0" * 18}, r"b.zip \(archive\)"),
        ({"a.png": makers.png()[:-20]}, "a.png is broken"),
        ({"a.gif": b"GIF89a\x10\0"}, "a.gif"),
        ({"a.mp4": b"\0\0\0\x18ftypisom" + b"\0" * 300}, "a.mp4 cannot be read as a video"),
        ({"a.zip": b"PK\x03\x04" + b"x" * 100}, "a.zip is a broken or unsupported archive"),
        ({"a.mp4": b"ffconcat version 1.0\nfile /etc/passwd\n"}, "a.mp4 is not what its name"),
        ({"a.ts": b"#EXTM3U\n#EXTINF:1,\nfile:///x.mp4\n"}, "a.ts is not what its name"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(put, ingested, files, problem):
    put(files)
    refuse(ingested, match=problem)


def test_a_playlist_behind_a_video_is_never_opened(folder, ingested, tmp_path):
    secret = makers.video(tmp_path / "secret.mp4", 5)
    script = f"ffconcat version 1.0\nfile {secret}\n"
    # The second and third lines look like the start of an MP4, so that only FFmpeg decides.
    (folder / "a.mp4").write_bytes(b"\0\0\0\x08free" + script.encode())
    refuse(ingested, match=r"a.mp4 cannot be read as a video")


def test_a_concat_script_is_refused_by_the_decoder_too(tmp_path):
    secret = makers.video(tmp_path / "secret.mp4", 5)
    script = tmp_path / "a.mp4"
    script.write_text(f"ffconcat version 1.0\nfile {secret.name}\n")
    with pytest.raises(BadMedia, match="cannot be read"), videos.opened(script, "a.mp4"):
        pass


def test_one_broken_picture_among_many_is_named(put, ingested):
    files = {f"{number:02}.jpg": makers.jpeg(number) for number in range(9)}
    files["04.jpg"] = files["04.jpg"][: len(files["04.jpg"]) // 2]
    put(files)
    refuse(ingested, match=r"04.jpg is broken")


def test_a_manifest_beside_a_video_is_not_taken_for_it(put, folder, ingested):
    makers.video(folder / "zebra.mp4", 3)
    put({"manifest.jsonl": b'{"version":"1.1"}\n'})
    assert ingested().size == 3


def test_a_video_besides_pictures_or_another_video_is_refused(put, folder, ingested):
    makers.video(folder / "v.mp4", 3)
    put({"a.jpg": makers.jpeg()})
    refuse(ingested, match=r"v.mp4 \(video\) cannot be in one task with a.jpg")
    (folder / "a.jpg").unlink()
    makers.video(folder / "w.mp4", 3)
    refuse(ingested, match=r"w.mp4 is a second video besides v.mp4")


def test_a_picture_of_too_many_pixels_is_refused_by_its_header(put, ingested):
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
        + struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))
        + struct.pack(">I", 0) + b"IEND" + struct.pack(">I", zlib.crc32(b"IEND"))
    )  # fmt: skip
    put({"bomb.png": bomb})
    refuse(ingested, TooLarge, "bomb.png is 60000×60000 px; at most 200 megapixels")


def test_links_in_the_upload_folder_are_not_followed(put, folder, ingested):
    put({"a.jpg": makers.jpeg()})
    (folder / "b.jpg").symlink_to("/etc/passwd")
    refuse(ingested, match=r"b.jpg was not uploaded")


def test_a_stopped_run_leaves_nothing(put, ingested, run):
    put({"a.jpg": makers.jpeg()})
    run.stopped = True
    refuse(ingested, Cancelled)


def test_a_second_attempt_starts_from_the_same_files(put, db, run, folder):
    put({"a.jpg": makers.jpeg(7)})
    options = DataOptions()
    data = actions.create_data(options)
    lost = actions.ingest(data.pk, run, folder, None, options)
    saved = actions.save(data, actions.ingest(data.pk, run, folder, None, options))
    assert not lost.staging.exists()
    assert makers.number_in(frame_source(saved).pixels(0)) == 7
    with pytest.raises(Conflict, match="has its media already"):
        actions.save(data, actions.ingest(data.pk, run, folder, None, options))


def test_uploaded_files_are_not_copied_on_one_disk(put, folder, ingested):
    put({"a.jpg": makers.jpeg()})
    data = ingested()
    kept = store.media_folder(data.pk) / "a.jpg"
    assert kept.samefile(folder / "a.jpg")


def test_deleted_frames_are_kept_sorted_and_within_the_data(put, ingested):
    put({f"{number}.jpg": makers.jpeg(number) for number in range(6)})
    data = ingested()
    actions.set_deleted_frames(data, [4, 1, 1])
    assert queries.get_data(data.pk).deleted_frames == [1, 4]
    actions.set_deleted_frames(data, [5], within=range(3, 6))
    assert queries.data_meta(data)["deleted_frames"] == [1, 5]
    assert queries.data_meta(data, 0, 2)["deleted_frames"] == [1]
    with pytest.raises(BadInput, match="there is no frame 6"):
        actions.set_deleted_frames(data, [6])


def test_the_meta_of_a_job_with_chosen_frames_hides_the_others(put, ingested):
    put({f"{number}.jpg": makers.jpeg(number) for number in range(5)})
    meta = queries.data_meta(ingested(), 0, 4, included=[1, 3])
    assert [frame["name"] for frame in meta["frames"]] == [
        "placeholder.jpg", "1.jpg", "placeholder.jpg", "3.jpg", "placeholder.jpg",
    ]  # fmt: skip
    assert (meta["included_frames"], meta["size"]) == ([1, 3], 2)


def test_the_meta_of_a_video_has_one_entry(folder, ingested):
    makers.video(folder / "v.mp4", 8)
    meta = queries.data_meta(ingested(), 2, 5)
    assert meta["frames"] == [
        {"width": 320, "height": 96, "name": "v.mp4", "related_files": 0,
         "has_related_context": False}
    ]  # fmt: skip
    assert (meta["size"], meta["start_frame"], meta["stop_frame"]) == (4, 2, 5)


def test_chunks_cut_the_frames_of_a_job(put, ingested):
    put({f"{number}.jpg": makers.jpeg(number) for number in range(8)})
    data = ingested(chunk_size=3)
    assert list(queries.chunk_numbers(data, 0, range(1, 8))) == [1, 2, 3]
    assert list(queries.chunk_numbers(data, 2, range(1, 8))) == [7]
    for wrong in (3, -1):
        with pytest.raises(BadInput, match=f"no chunk {wrong}; the last one is 2"):
            queries.chunk_numbers(data, wrong, range(1, 8))


@pytest.mark.django_db(transaction=True)
def test_deleting_data_removes_rows_and_files(put, run, folder):
    put({"a.jpg": makers.jpeg()})
    options = DataOptions()
    data = actions.create_data(options)
    with transaction.atomic():
        actions.save(data, actions.ingest(data.pk, run, folder, None, options))
    frame_source(queries.get_data(data.pk)).preview()
    actions.delete_data(data.pk)
    assert not (store.folder("media") / str(data.pk)).exists()
    assert not (store.folder("cache") / str(data.pk)).exists()
    assert not Data.objects.exists()


@pytest.mark.parametrize("name", ["set.zip", "set.tar", "report.pdf"])
def test_what_was_unpacked_is_safe_on_the_disk_before_it_is_published(
    name, put, run, folder, db, monkeypatch
):
    packed = {"set.zip": zipped, "set.tar": tarred, "report.pdf": paper}[name]
    put({name: packed()})
    safe: list[str] = []
    monkeypatch.setattr(store, "settle", lambda home: safe.extend(files_below(home)))
    data = actions.create_data(DataOptions())
    probed = actions.ingest(data.pk, run, folder, None, DataOptions())
    assert sorted(safe) == sorted(probed.files)
    data = actions.save(data, probed)
    assert sorted(files_below(store.media_folder(data.pk))) == sorted(safe)


def test_a_video_is_read_by_a_process_with_limits(folder, ingested, monkeypatch):
    makers.video(folder / "clip.mp4", 12)

    def here(*_args, **_more):
        raise AssertionError("a stranger's video was opened in this process")

    monkeypatch.setattr("av.open", here)
    data = ingested()
    assert (data.kind, data.size) == ("video", 12)


def files_below(home):
    return [path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()]


def zipped():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("day/1.jpg", makers.jpeg(1))
        archive.writestr("2.jpg", makers.jpeg(2))
    return packed.getvalue()


def tarred():
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        entry = tarfile.TarInfo("day/1.jpg")
        entry.size = len(makers.jpeg(1))
        archive.addfile(entry, io.BytesIO(makers.jpeg(1)))
    return packed.getvalue()


def paper():
    packed = io.BytesIO()
    Image.new("RGB", (60, 40)).save(packed, "PDF")
    return packed.getvalue()
