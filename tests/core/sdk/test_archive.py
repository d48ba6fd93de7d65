import io
import zipfile

import pytest

from limn.sdk import Archive, BadInput, Frame


@pytest.fixture
def written(tmp_path):
    def run(deed):
        with Archive(tmp_path / "a.zip") as archive:
            deed(archive)
        return zipfile.ZipFile(tmp_path / "a.zip")

    return run


def test_text_bytes_and_files_are_added(written):
    def deed(archive):
        archive.write("a/text.txt", "ü")
        archive.write("bytes", b"\x00")
        archive.copy("file", io.BytesIO(b"abc"))
        with archive.open("stream") as member:
            member.write(b"1")
            member.write(b"2")

    found = written(deed)
    assert {name: found.read(name) for name in found.namelist()} == {
        "a/text.txt": "ü".encode(), "bytes": b"\x00", "file": b"abc", "stream": b"12",
    }  # fmt: skip


def test_pictures_are_stored_as_they_are_and_text_is_packed(written):
    def deed(archive):
        archive.write("a.PNG", b"0" * 1000)
        archive.write("a.json", b"0" * 1000)

    found = written(deed)
    assert found.getinfo("a.PNG").compress_type == zipfile.ZIP_STORED
    assert found.getinfo("a.json").compress_size < 1000


def test_media_are_added_where_there_are_any(written):
    bare = Frame(index=0, name="a.png")
    full = Frame(index=0, name="a.png", open_media=lambda: io.BytesIO(b"png"))
    told = []
    found = written(
        lambda archive: told.extend(archive.add_media(f"{n}.png", one)
                                    for n, one in enumerate((bare, full)))
    )  # fmt: skip
    assert told == [False, True]
    assert found.namelist() == ["1.png"]


def test_the_same_content_gives_the_same_archive(tmp_path):
    for name in ("one", "two"):
        with Archive(tmp_path / name) as archive:
            archive.write("a.txt", "same")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@pytest.mark.parametrize("name", ["/etc/x", "../x", "a/../../x", "a\\b", "a\0b"])
def test_names_that_lead_elsewhere_are_refused(written, name):
    with pytest.raises(BadInput):
        written(lambda archive: archive.write(name, ""))


def test_two_files_of_one_name_are_refused(written):
    with pytest.raises(BadInput, match=r"'a\.txt'"):
        written(lambda archive: [archive.write("a.txt", ""), archive.write("a.txt", "")])
