"""Media that is deleted while somebody looks at it."""

from pathlib import Path

import pytest
from django.test import Client

from core.media import makers
from core.tasks.door import Door, done
from limn.media.serving import stills
from limn.media.video import native
from limn.storage import store


@pytest.fixture
def door(admin_client: Client, transactional_db: None, settings, tmp_path: Path) -> Door:
    settings.DATA_ROOT = tmp_path / "data"
    return Door(admin_client)


@pytest.fixture
def deleted_amid(monkeypatch: pytest.MonkeyPatch, door: Door):
    """Let somebody delete the task while `name` of `module` is at work for somebody else."""

    def arrange(task: int, module: object, name: str) -> None:
        usual = getattr(module, name)

        def late(*given: object, **more: object) -> object:
            monkeypatch.setattr(module, name, usual)
            door.call("delete", f"tasks/{task}", status=204)
            return usual(*given, **more)

        monkeypatch.setattr(module, name, late)

    return arrange


@pytest.mark.parametrize(
    ("path", "step"),
    [
        ("tasks/{task}/preview", "as_pixels"),
        ("jobs/{job}/preview", "as_pixels"),
        ("tasks/{task}/data?type=frame&number=0", "as_compressed"),
        ("jobs/{job}/data?type=chunk&number=0", "compressed"),
        ("jobs/{job}/data?type=chunk&number=0&quality=original", "original"),
    ],
)
def test_pictures_are_told_to_be_gone(door, deleted_amid, path, step):
    task = door.make(2)
    address = path.format(task=task, job=door.jobs(task)[0]["id"])
    deleted_amid(task, stills, step)
    assert "deleted meanwhile" in door.call("get", address, status=404)["detail"]
    assert not list(store.folder("cache").rglob("*.unfinished"))


def test_a_fragment_of_a_video_is_told_to_be_gone(door, deleted_amid, tmp_path: Path):
    clip = makers.video(tmp_path / "clip.mp4", 20)
    task = door.new_task()
    assert done(door.send(task, {"clip.mp4": clip.read_bytes()})).state == "finished"
    version = door.get(f"tasks/{task}/video")["version"]
    deleted_amid(task, native, "fragment")
    gone = door.call("get", f"tasks/{task}/video/{version}/fragments/0", status=404)
    assert "deleted meanwhile" in gone["detail"]


def test_what_fails_for_another_reason_is_told_as_it_is(door):
    task = door.make(1)
    store.remove(next(store.folder("media").rglob("*.png")))
    told = door.call("get", f"tasks/{task}/data?type=frame&number=0", status=503)
    assert "is not on the disk" in told["detail"]
