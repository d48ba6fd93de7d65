import stat
import zipfile

import pytest

from limn.datasets import unpacking
from limn.datasets.unpacking import unpack
from limn.media import limits
from limn.sdk import BadDataset, BadInput, TooLarge
from limn.sdk.testing.fakes import ScratchRun
from limn.storage.space import NoSpace
from limn_formats.coco import Coco
from limn_formats.cvat_images import Cvat, CvatForImages


@pytest.fixture
def opened(tmp_path):
    def run(format=None):
        place = tmp_path / "unpacked"
        unpack(tmp_path / "upload", "a.zip", place, format or Coco(), ScratchRun(tmp_path))
        return {
            path.relative_to(place).as_posix(): path.read_bytes()
            for path in place.rglob("*")
            if path.is_file()
        }

    return run


@pytest.fixture
def packed(tmp_path):
    def make(*members, **options):
        with zipfile.ZipFile(tmp_path / "upload", "w", **options) as archive:
            for name, content in members:
                archive.writestr(name, content)

    return make


def test_an_archive_is_unpacked(packed, opened):
    packed(("annotations/instances_a.json", b"{}"), ("images/ü.png", b"x"), ("images/", b""))
    assert opened() == {"annotations/instances_a.json": b"{}", "images/ü.png": b"x"}


def test_a_single_file_gets_the_formats_ending(tmp_path, opened):
    (tmp_path / "upload").write_bytes(b"<annotations/>")
    assert opened(Cvat()) == {"annotations.xml": b"<annotations/>"}


def test_a_single_file_where_an_archive_is_needed_is_refused(tmp_path, opened):
    (tmp_path / "upload").write_bytes(b"not a zip")
    with pytest.raises(BadDataset, match="ZIP archive"):
        opened(CvatForImages())


@pytest.mark.parametrize("name", ["../evil", "/evil", "a/../../evil", "C:/evil", "a\\evil"])
def test_names_that_lead_out_are_refused(packed, opened, tmp_path, name):
    packed((name, b"x"))
    with pytest.raises(BadDataset, match=r"a\.zip"):
        opened()
    assert not list(tmp_path.parent.rglob("evil"))


def test_links_are_refused(tmp_path, opened):
    link = zipfile.ZipInfo("link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "upload", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(BadDataset, match="link is a link"):
        opened()


def test_bombs_are_refused(packed, opened, monkeypatch):
    monkeypatch.setattr(limits, "RATIO_FREE", 1 << 20)
    packed(("zeros", bytes(8 << 20)), compression=zipfile.ZIP_DEFLATED)
    with pytest.raises(TooLarge, match="times its size"):
        opened()


def test_too_many_entries_are_refused(packed, opened, monkeypatch):
    monkeypatch.setattr(limits, "MAX_ENTRIES", 3)
    packed(*((f"{number}", b"") for number in range(4)))
    # Before anything is made of them.
    monkeypatch.setattr(unpacking.zipfile, "ZipFile", None)
    with pytest.raises(TooLarge, match=r"a\.zip has 4 entries"):
        opened()


def test_an_archive_does_not_fill_the_disk_as_it_grows(packed, opened, small_disk):
    packed(("a.json", bytes(3 << 20)))
    with pytest.raises(NoSpace, match=r"a\.json"):
        opened()


def test_an_entry_that_is_longer_than_it_says_is_refused(packed, opened, tmp_path):
    packed(("a", b"x" * 1000))
    content = (tmp_path / "upload").read_bytes()
    (tmp_path / "upload").write_bytes(content.replace(b"x" * 1000, b"y" * 1000, 1))
    with pytest.raises(BadDataset, match="damaged"):
        opened()


def test_a_file_that_is_also_a_folder_is_refused(packed, opened):
    packed(("a", b"x"), ("a/b", b"y"))
    with pytest.raises(BadDataset, match="there twice"):
        opened()


def test_another_packing_is_refused(packed, opened):
    packed(("a", b"x"), compression=zipfile.ZIP_LZMA)
    with pytest.raises(BadDataset, match="another way"):
        opened()


def test_an_archive_for_a_format_without_archives_is_refused(packed, opened):
    class Single(Coco):
        extensions = ("json",)

    packed(("a", b"x"))
    with pytest.raises(BadInput, match="type json"):
        opened(Single())
