"""A drill: a whole installation is saved, brought back elsewhere, and is the same."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from servers.databases import own_database

# One interpreter for several commands: most of a command's time is the start of Python.
RUN_ALL = """
import json, sys
from limn_hostctl.main import run
for words in json.loads(sys.argv[1]):
    try:
        run([*words, "--data", sys.argv[2]])
    except SystemExit as ended:
        assert not ended.code, ended
"""


def run_hostctl(
    data: Path, *commands: str, ok: bool = True, database: str = "", **more: str
) -> str:
    """What these commands print, one after the other; with `ok=False` what the last complains."""
    words = [command.split(" ") for command in commands]
    program = ["-m", "limn_hostctl.main", *words[0], "--data", str(data)]
    if len(words) > 1:
        program = ["-c", RUN_ALL, json.dumps(words), str(data)]
    done = subprocess.run(
        [sys.executable, *program], env=environment(database) | more,
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert (done.returncode == 0) is ok, done.stdout + done.stderr
    assert ok or "Traceback" not in done.stderr
    return done.stdout if ok else done.stderr


def environment(database: str = "") -> dict[str, str]:
    others = {name: value for name, value in os.environ.items() if name[:5] != "LIMN_"}
    return others | ({"LIMN_DATABASE": database} if database else {})


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of an installation with people, pictures, a video and annotations."""
    data = tmp_path_factory.mktemp("used")
    run_hostctl(data, "demo", "users create ada")
    return data


@pytest.fixture(scope="module")
def backup(used: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("backups") / "limn.zip"
    run_hostctl(used, f"backup {path}")
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """Address of an empty database; none for SQLite in the data folder."""
    if request.param == "sqlite":
        yield ""
    else:
        with own_database(request.getfixturevalue("postgres")) as address:
            yield address


def content(path: Path) -> dict[str, list[bytes]]:
    """The rows of every table and the bytes of every file; the counter of plugins aside."""
    with ZipFile(path) as archive:
        return {
            name: sorted(
                json.dumps(json.loads(line), sort_keys=True).encode() for line in archive.open(name)
            )
            if name.endswith(".ndjson")
            else [archive.read(name)]
            for name in archive.namelist()
            if name != "limn.json" and "host.Generation" not in name and "IdBlock" not in name
        }


def test_a_backup_brings_back_every_row_and_file(backup, database, tmp_path):
    data, again = tmp_path / "elsewhere", tmp_path / "again.zip"
    run_hostctl(data, f"restore {backup}", f"backup {again}", database=database)
    assert content(again) == content(backup)
    assert {"files/secret.key", "tables/annotations.Shape.ndjson"} <= set(content(backup))
    assert oct((data / "secret.key").stat().st_mode)[-3:] == "600"
    assert max(ids(again)) < min(next_ids(data, database))


def ids(backup: Path) -> list[int]:
    """Of all annotations in it."""
    with ZipFile(backup) as archive:
        lines = [archive.read(f"tables/annotations.{kind}.ndjson") for kind in ("Shape", "Track")]
    return [json.loads(line)[0] for line in b"".join(lines).splitlines()]


def next_ids(data: Path, database: str) -> list[int]:
    """What annotations that are made now would be called."""
    program = (
        "import django; django.setup()\n"
        "from django.db import transaction; from limn.annotations import store\n"
        "with transaction.atomic(): print(*store.take_ids(3))"
    )
    here = {"DJANGO_SETTINGS_MODULE": "limn.config.settings", "LIMN_DATA": str(data)}
    told = subprocess.check_output(
        [sys.executable, "-c", program], env=environment(database) | here, text=True, timeout=60
    )
    return [int(number) for number in told.split()]


def test_an_installation_in_use_is_not_overwritten_unasked(backup, tmp_path):
    run_hostctl(tmp_path, "migrate", "users create grace")
    assert "--replace" in run_hostctl(tmp_path, f"restore {backup}", ok=False)
    before, after = run_hostctl(
        tmp_path, "users list", f"restore {backup} --replace", "users list"
    ).split("restored")
    assert "grace" in before
    assert "ada" in after
    assert "grace" not in after


def test_a_damaged_backup_changes_nothing(backup, tmp_path):
    broken = tmp_path / "broken.zip"
    shutil.copy(backup, broken)
    with ZipFile(broken) as archive:
        entry = max(archive.infolist(), key=lambda one: one.file_size)
    with broken.open("r+b") as file:
        file.seek(entry.header_offset + 200 + entry.compress_size // 2)
        file.write(b"XXXX")
    run_hostctl(tmp_path, "migrate", "users create grace")
    told = run_hostctl(tmp_path, f"restore {broken} --replace", ok=False)
    assert entry.filename in told
    assert "grace" in run_hostctl(tmp_path, "users list")


def test_what_is_no_backup_of_ours_is_told(backup, tmp_path):
    other, newer = tmp_path / "other.zip", tmp_path / "newer.zip"
    with ZipFile(other, "w") as archive:
        archive.writestr("notes.txt", "hello")
    told = run_hostctl(tmp_path / "data", f"restore {other}", ok=False)
    assert "other.zip is not a backup of a Limn installation" in told
    with ZipFile(backup) as old, ZipFile(newer, "w") as new:
        state = json.loads(old.read("limn.json"))
        state["migrations"].append(["tasks", "9999_from_the_future"])
        new.writestr("limn.json", json.dumps(state))
    told = run_hostctl(tmp_path / "data", f"restore {newer}", ok=False)
    assert "9999_from_the_future of tasks" in told


def test_an_interrupted_restore_is_begun_again_and_nothing_is_served_in_between(backup, tmp_path):
    (tmp_path / "restore" / "media").mkdir(parents=True)
    assert "was interrupted" in run_hostctl(tmp_path, "up --port 1", ok=False)
    run_hostctl(tmp_path, f"restore {backup}")
    assert not (tmp_path / "restore").exists()
    assert any((tmp_path / "media").rglob("*.mp4"))


def test_an_existing_file_is_not_overwritten(used, backup):
    assert "is there already" in run_hostctl(used, f"backup {backup}", ok=False)


def test_a_snapshot_is_gone_back_to(backup, database, tmp_path):
    run_hostctl(
        tmp_path, f"restore {backup}", "snapshot save first", "users create grace", "users list",
        database=database,
    )  # fmt: skip
    shutil.rmtree(tmp_path / "media")
    again = tmp_path / "again.zip"
    told = run_hostctl(
        tmp_path, "snapshot load first", "users list", f"backup {again}", "snapshot list",
        database=database,
    )  # fmt: skip
    assert content(again) == content(backup)
    assert "grace" not in told
    assert told.splitlines()[-1].startswith("first")
    told = run_hostctl(tmp_path, "snapshot delete first", "snapshot list", database=database)
    assert told == ""


@pytest.mark.parametrize(
    ("name", "sentence"), [("absent", "no snapshot 'absent'"), ("../x", "is no name")]
)
def test_a_snapshot_that_is_not_there_is_told(used, name, sentence):
    assert sentence in run_hostctl(used, f"snapshot load {name}", ok=False)


def test_originals_in_a_bucket_are_backed_up_and_come_back(s3, s3_server, tmp_path):
    address = f"s3://{s3.place.resource}/%s?endpoint_url={s3_server}"
    there = {
        "LIMN_MEDIA_STORE": address % "first",
        "LIMN_MEDIA_STORE_SECRETS": json.dumps(dict(s3.place.secrets)),
    }
    first, second = tmp_path / "first", tmp_path / "second"
    saved, again = tmp_path / "saved.zip", tmp_path / "again.zip"
    run_hostctl(first, "demo", f"backup {saved}", **there)
    held = [name for name in content(saved) if name.startswith("bucket/")]
    assert any(name.endswith(".mp4") for name in held)
    assert any(name.endswith("made/packets.npz") for name in held)
    assert not list((first / "media").rglob("*.mp4"))
    assert "LIMN_MEDIA_STORE" in run_hostctl(second, f"restore {saved}", ok=False)
    there["LIMN_MEDIA_STORE"] = address % "second"
    run_hostctl(second, f"restore {saved}", f"backup {again}", **there)
    assert content(again) == content(saved)
    told = run_hostctl(second, "snapshot save now", ok=False, **there)
    assert "snapshots do not keep originals that lie in a bucket" in told
