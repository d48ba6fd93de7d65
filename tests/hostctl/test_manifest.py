"""`hostctl manifest create`: what it lists is what a task of those files has."""

import hashlib
import json

import pytest

from core.media import makers
from limn.admin import manifests
from limn.media.ordering import manifest_names
from limn.sdk.errors import BadInput, BadMedia
from limn_hostctl.main import command_line

JPEG = makers.jpeg(1)
MD5 = hashlib.md5(JPEG, usedforsecurity=False).hexdigest()


@pytest.fixture
def folder(tmp_path):
    files = {
        "b/10.jpg": JPEG, "b/9.jpg": makers.jpeg(2, (640, 200), orientation=6),
        "a.png": makers.png(3),
        "b/related_images/9_jpg/left.jpg": makers.jpeg(4), "notes.txt": b"hello", ".DS_Store": b"x",
    }  # fmt: skip
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return tmp_path


def read(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_pictures_are_listed_with_size_sum_and_context(folder, capsys):
    command_line("manifest")(["manifest", "create", str(folder)], standalone_mode=False)
    assert "3 entries" in capsys.readouterr().out
    first, second, *entries = read(folder / "manifest.jsonl")
    assert (first, second) == ({"version": "1.1"}, {"type": "images"})
    assert entries[1] == {
        "name": "b/10", "extension": ".jpg", "width": 320, "height": 96,
        "meta": {"related_images": []}, "checksum": MD5,
    }  # fmt: skip
    assert entries[2]["meta"] == {"related_images": ["b/related_images/9_jpg/left.jpg"]}
    assert (entries[2]["width"], entries[2]["height"]) == (640, 200)
    assert manifest_names(folder / "manifest.jsonl") == ["a.png", "b/10.jpg", "b/9.jpg"]


def test_the_order_sums_and_place_may_be_chosen(folder):
    target = folder / "out.jsonl"
    place, entries = manifests.create(folder, target, sorting="natural", summed=False)
    assert (place, entries) == (target, 3)
    assert manifest_names(target) == ["a.png", "b/9.jpg", "b/10.jpg"]
    assert "checksum" not in read(target)[2]


def test_key_frames_of_a_video_are_listed_with_time_and_sum(tmp_path):
    clip = makers.video(tmp_path / "v.mp4", 40, gop=12)
    place, _ = manifests.create(clip, None, sorting="lexicographical", summed=True)
    head, kind, about, *keys = read(place)
    assert (head, kind) == ({"version": "1.1"}, {"type": "video"})
    assert about["properties"] == {
        "name": "v.mp4", "resolution": [320, 96], "length": 40, "chapters": [],
    }  # fmt: skip
    assert [one["number"] for one in keys] == [0, 12, 24, 36]
    assert [one["pts"] for one in keys] == sorted(one["pts"] for one in keys)
    assert len({one["checksum"] for one in keys}) == 4


def test_a_broken_picture_is_named_and_no_manifest_is_left(folder):
    (folder / "b/11.jpg").write_bytes(JPEG[:500])
    with pytest.raises(BadMedia, match=r"b/11.jpg"):
        manifests.create(folder, None, sorting="lexicographical", summed=True)
    assert not [path for path in folder.iterdir() if "manifest" in path.name]


@pytest.mark.parametrize("name", ["nowhere", "notes.txt", "empty"])
def test_what_is_neither_folder_nor_video_is_refused(tmp_path, name):
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.txt").write_text("hello")
    with pytest.raises((BadInput, BadMedia), match=name):
        manifests.create(tmp_path / name, None, sorting="lexicographical", summed=True)


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_manifests_of_both_versions_are_read(tmp_path, version):
    path = tmp_path / "manifest.jsonl"
    path.write_text(
        f'{{"version":"{version}"}}\n{{"type":"images"}}\n'
        '{"name":"b","extension":".jpg","width":1,"height":1}\n{"name":"a","extension":".png"}\n'
    )
    assert manifest_names(path) == ["b.jpg", "a.png"]
