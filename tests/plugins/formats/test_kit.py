"""The kit passes our own formats, fails broken ones, and sleeps when nobody asks for it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[3] / "docs/plugins/first-format.md"
GOOD = PAGE.read_text().partition("```python\n")[2].partition("```")[0]
"""The plugin that the documentation shows."""


@pytest.fixture
def kit(tmp_path):
    """Runs the kit in a process of its own, on a plugin that is installed just there."""

    def run(source=None, *arguments, name="acme"):
        if source is not None:
            (tmp_path / "acme.py").write_text(source)
            installed = tmp_path / "acme-1.0.dist-info"
            installed.mkdir()
            (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: acme\nVersion: 1.0\n")
            (installed / "entry_points.txt").write_text("[limn.plugins]\nacme = acme\n")
        (tmp_path / "empty").mkdir()
        return subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "limn.sdk.testing", "--plugin", name, "-q",
             "-p", "no:cacheprovider", *arguments],
            cwd=tmp_path / "empty", env={**os.environ, "PYTHONPATH": str(tmp_path)},
            capture_output=True, text=True, check=False, timeout=170,
        )  # fmt: skip

    return run


@pytest.mark.parametrize(
    "name", ["coco", "coco_keypoints", "cvat_images", "cvat_video", "datumaro", "generic_tsv"]
)
def test_our_own_formats_pass(kit, name):
    done = kit(name=name)
    assert done.returncode == 0, done.stdout
    assert "passed" in done.stdout


def test_the_format_of_the_documentation_passes_with_no_test_code(kit):
    done = kit(GOOD)
    assert done.returncode == 0, done.stdout


def test_the_kit_works_where_plugins_are_not_loaded_by_themselves(kit, monkeypatch):
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    done = kit(GOOD, "-k", "round_trip")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("change", "caught_by"),
    [
        (("LIMN_API = 1", ""), "test_the_plugin_states_the_contract"),
        (("box.x1, box.y1", "box.y1, box.x1"), "test_annotations_survive"),
        (('"boxes": boxes', '"boxes": boxes[:0]'), "test_each_kind_survives_alone"),
        (('"picture": frame.name', '"picture": frame.name.encode("ascii", "replace").decode()'),
         "test_names_and_labels_may_hold_any_letter"),
        (("run.progress(done, dataset.size)", "pass"), "test_writing_stops"),
        (("run.check()", "pass"), "test_reading_stops"),
        (('archive.add_media(f"pictures/{frame.media_name or frame.name}", frame)', "pass"),
         "test_pictures_are_kept"),
        (("in enumerate(dataset.frames(), start=1)", "in enumerate([*dataset.frames()], start=1)"),
         "test_memory_does_not_grow"),
        (('where=f"boxes.jsonl:{number + 1}"', 'where="somewhere"'), "test_a_broken_file_is_named"),
        (("ValueError, ", ""), "test_damage_is_refused_or_harmless"),
        (("return 0.9 if", "return 2.0 if"), "test_the_format_knows_its_own_files"),
        (('raise BadDataset("there is no boxes.jsonl", where="the archive")', "raise OSError"),
         "test_a_folder_of_something_else_is_refused"),
        (("open_frames=partial(frames_in, path, run)",
          "open_frames=partial(next, iter([frames_in(path, run), ()]))"),
         "test_a_dataset_can_be_walked_twice"),
    ],
)  # fmt: skip
def test_a_broken_format_is_caught(kit, change, caught_by):
    assert change[0] in GOOD
    done = kit(GOOD.replace(*change), "-k", caught_by)
    assert done.returncode == 1, done.stdout + done.stderr
    assert caught_by in done.stdout.rpartition("short test summary")[2], done.stdout


def test_an_unknown_plugin_is_told(kit):
    done = kit(name="nobody")
    assert done.returncode != 0
    assert "no plugin 'nobody' is installed" in done.stdout + done.stderr


def test_the_kit_sleeps_unless_it_is_asked_for(tmp_path):
    (tmp_path / "test_own.py").write_text("def test_own(): pass\n")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert "1 passed" in done.stdout
    assert "limn" not in done.stdout
