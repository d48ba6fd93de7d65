"""Files of the mounted share become tasks without being uploaded, and nothing beside it does."""

import pytest

from core.media import makers
from limn.media import actions, limits, queries
from limn.media.options import DataOptions
from limn.media.places import share, sources
from limn.media.serving.frames import frame_source
from limn.media.transfer import quota
from limn.sdk.errors import BadInput, TooLarge
from limn.storage import store
from limn.storage.space import Unavailable


@pytest.fixture
def shared(settings, tmp_path):
    """A share with two folders of pictures, a video's name, and a secret beside it."""
    root = tmp_path / "share"
    for name in ("b/2.jpg", "b/10.jpg", "b/deep/3.jpg", "a/1.jpg"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(makers.jpeg(int(name.rpartition("/")[2][:-4])))
    (root / "clip.mp4").write_bytes(b"")
    (root / "set.zip").write_bytes(b"")
    (root / "papers.pdf").write_bytes(b"")
    (root / "notes").write_bytes(b"")
    (tmp_path / "secret.jpg").write_bytes(makers.jpeg(99))
    settings.SHARE_ROOT = str(root)
    return root


@pytest.fixture
def made(db, run, folder):
    """The data made from files of the share: `made("a", "b/2.jpg")`."""

    def make(*names, excluded=(), pattern="", copied=False, **options):
        source = sources.on_share(names, excluded=excluded, pattern=pattern, copied=copied)
        asked = sources.Asked(
            source=source, uploaded=folder, options=DataOptions(**options), take=quota.unlimited
        )
        files = sources.gathered(asked, run)
        data = actions.create_data(files.options)
        found = actions.ingest(data.pk, run, files.folder, files.names, files.options)
        return actions.save(data, found)

    return make


def test_a_listing_tells_folders_first_and_kinds(shared):
    assert share.listing() == [
        {"name": "a", "type": "DIR", "mime_type": "DIR"},
        {"name": "b", "type": "DIR", "mime_type": "DIR"},
        {"name": "clip.mp4", "type": "REG", "mime_type": "video"},
        {"name": "notes", "type": "REG", "mime_type": "unknown"},
        {"name": "papers.pdf", "type": "REG", "mime_type": "pdf"},
        {"name": "set.zip", "type": "REG", "mime_type": "archive"},
    ]
    assert [one["name"] for one in share.listing("/b/", "1")] == ["10.jpg"]


@pytest.mark.parametrize("directory", ["..", "a/../..", "nowhere", "a/1.jpg", "out", "/etc"])
def test_a_folder_outside_of_the_share_is_no_folder(shared, tmp_path, directory):
    (shared / "out").symlink_to(tmp_path)
    with pytest.raises(BadInput, match="is an invalid directory"):
        share.listing(directory)
    assert "out" not in [one["name"] for one in share.listing()]


def test_without_a_share_nothing_is_listed_and_nothing_made(settings):
    settings.SHARE_ROOT = ""
    assert share.listing() == []
    with pytest.raises(Unavailable, match="LIMN_SHARE"):
        share.files(["a"])


def test_folders_stand_for_what_is_in_them(shared):
    assert share.files(["b", "a/1.jpg"]) == ["b/10.jpg", "b/2.jpg", "b/deep/3.jpg", "a/1.jpg"]
    assert share.files(["/"], excluded=["b/deep/", "a"], pattern="*.jpg") == ["b/10.jpg", "b/2.jpg"]
    assert share.files(["b/2.jpg", "b/2.jpg"]) == ["b/2.jpg"]


@pytest.mark.parametrize("name", ["../secret.jpg", "a/../../secret.jpg", "link.jpg", "gone.jpg"])
def test_files_outside_of_the_share_are_refused(shared, tmp_path, name):
    (shared / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    with pytest.raises(BadInput, match=r"secret|link|gone"):
        share.files([name])


def test_a_link_in_a_folder_that_leads_out_is_refused_by_name(shared, tmp_path):
    (shared / "a/link.jpg").symlink_to(tmp_path / "secret.jpg")
    (shared / "b/inside.jpg").symlink_to(shared / "a/1.jpg")
    assert "b/inside.jpg" in share.files(["b"])
    with pytest.raises(BadInput, match=r"a/link.jpg leads out of the share"):
        share.files(["a"])


def test_too_many_files_are_refused(shared, monkeypatch):
    monkeypatch.setattr(share, "MAX_ENTRIES", 2)
    with pytest.raises(TooLarge, match="b holds more than 2 files"):
        share.files(["b"])
    assert limits.MAX_ENTRIES > 2


def test_files_of_the_share_are_used_where_they_lie(shared, made):
    data = made("b", sorting_method="natural")
    assert data.storage == "share"
    assert queries.frame_names(data) == ["b/2.jpg", "b/10.jpg", "b/deep/3.jpg"]
    assert makers.number_in(frame_source(data).pixels(1)) == 10
    assert not any(store.media_folder(data.pk).iterdir())
    actions.delete_data(data.pk)
    assert (shared / "b/10.jpg").exists()


def test_a_file_that_left_the_share_is_told(shared, made):
    data = made("a")
    (shared / "a/1.jpg").unlink()
    with pytest.raises(Unavailable, match=r"a/1.jpg"):
        frame_source(data).frame(0)


def test_copied_files_need_the_share_no_more(shared, made):
    data = made("a", copied=True)
    (shared / "a/1.jpg").unlink()
    assert data.storage == "local"
    assert makers.number_in(frame_source(data).pixels(0)) == 1


def test_an_archive_of_the_share_is_unpacked_into_the_media_store(shared, made):
    makers.archive(shared / "set.zip", [("x/5.jpg", makers.jpeg(5))])
    data = made("set.zip")
    assert data.storage == "local"
    assert makers.number_in(frame_source(data).pixels(0)) == 5
    assert (shared / "set.zip").exists()


def test_a_video_of_the_share_is_read_where_it_lies(shared, made):
    makers.video(shared / "clip.mp4", 6)
    data = made("clip.mp4")
    assert (data.kind, data.storage, data.size) == ("video", "share", 6)
    assert makers.number_in(frame_source(data).pixels(4)) == 4


def test_the_order_the_files_are_named_in_may_be_kept(shared, made):
    data = made("b/deep/3.jpg", "a/1.jpg", sorting_method="predefined")
    assert queries.frame_names(data) == ["b/deep/3.jpg", "a/1.jpg"]


def test_nothing_left_of_the_share_is_told(shared):
    with pytest.raises(BadInput, match="none of the files of the share is left"):
        sources.on_share(["a"], excluded=["a"], pattern="", copied=False)


def test_the_door_asks_and_lists(shared, user, make_user, client_of):
    found = client_of(user).get("/api/server/share?directory=a").json()
    assert found == [{"name": "1.jpg", "type": "REG", "mime_type": "image"}]
    worker = make_user("wes", privilege="worker")
    assert client_of(worker).get("/api/server/share").status_code == 403
    refused = client_of(user).get("/api/server/share?directory=../..")
    assert refused.status_code == 400
    assert "../.. is an invalid directory" in refused.content.decode()
