"""The kit passes our own formats, fails broken ones, and sleeps when nobody asks for it."""

import os
import subprocess
import sys

import pytest

GOOD = """
import json
from limn.sdk import BadDataset, Box, Carries, DatasetFormat, Frame, Label, MemoryDataset, hookimpl

LIMN_API = 1


class Lines(DatasetFormat):
    name = "Lines 1.0"
    carries = Carries(kinds=frozenset({Box}))

    def recognises(self, folder):
        return 0.8 if (folder / "boxes.jsonl").exists() else 0.0

    def write(self, dataset, archive, run):
        spool = run.scratch / "boxes.jsonl"
        with spool.open("w") as file:
            for done, frame in enumerate(dataset.frames(), start=1):
                for box in frame.annotations:
                    row = [frame.name, box.label, box.x1, box.y1, box.x2, box.y2]
                    file.write(json.dumps(row) + "\\\\n")
                archive.add_media("pictures/" + frame.name, frame)
                run.progress(done, dataset.size)
        with spool.open("rb") as file:
            archive.copy("boxes.jsonl", file)

    def read(self, folder, run):
        frames = {}
        path = folder / "boxes.jsonl"
        if not path.exists():
            raise BadDataset("there is no boxes.jsonl", where="the archive")
        for number, line in enumerate(path.read_bytes().splitlines(), start=1):
            run.check()
            try:
                name, label, *corners = json.loads(line)
                x1, y1, x2, y2 = map(float, corners)
                box = Box(label=str(label), x1=x1, y1=y1, x2=x2, y2=y2)
            except (ValueError, TypeError, RecursionError, OverflowError) as error:
                raise BadDataset(str(error), where=f"boxes.jsonl:{number}") from error
            frames.setdefault(str(name), []).append(box)
        return MemoryDataset(
            labels=tuple(Label(name=n) for n in sorted({b.label for f in frames.values() for b in f})),
            all_frames=tuple(
                Frame(index=n, name=name, annotations=tuple(boxes))
                for n, (name, boxes) in enumerate(frames.items())
            ),
        )


@hookimpl
def offer_formats():
    return [Lines()]
""".replace("\\\\n", "\\n")


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


@pytest.mark.parametrize("name", ["coco", "cvat_images"])
def test_our_own_formats_pass(kit, name):
    done = kit(name=name)
    assert done.returncode == 0, done.stdout
    assert "passed" in done.stdout


def test_a_stranger_needs_no_test_code(kit):
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
        (("json.dumps(row)", "json.dumps(row).encode('ascii', 'ignore').decode()[:0]"),
         "test_each_kind_survives_alone"),
        (("json.dumps(row)", 'json.dumps([row[0].encode("ascii", "replace").decode(), *row[1:]])'),
         "test_names_and_labels_may_hold_any_letter"),
        (("run.progress(done, dataset.size)", "pass"), "test_writing_stops"),
        (("run.check()", "pass"), "test_reading_stops"),
        (('archive.add_media("pictures/" + frame.name, frame)', "pass"), "test_pictures_are_kept"),
        (("in enumerate(dataset.frames(), start=1)", "in enumerate([*dataset.frames()], start=1)"),
         "test_memory_does_not_grow"),
        (('where=f"boxes.jsonl:{number}"', 'where="somewhere"'), "test_a_broken_file_is_named"),
        (("ValueError, ", ""), "test_damage_is_refused_or_harmless"),
        (("return 0.8 if", "return 2.0 if"), "test_the_format_knows_its_own_files"),
        (('raise BadDataset("there is no boxes.jsonl", where="the archive")', "raise OSError"),
         "test_a_folder_of_something_else_is_refused"),
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
