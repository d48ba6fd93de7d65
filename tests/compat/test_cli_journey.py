"""Every command of cvat-cli, as people's scripts call it."""

import json
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import httpx
import pytest

from compat.command_line import COVERED, CommandLine, all_commands, commands

LABELS = '[{"name": "cat", "attributes": []}]'
SOON = ("--completion_verification_period", "0.1")
FUNCTION = """
import cvat_sdk.auto_annotation as cvataa

spec = cvataa.DetectionFunctionSpec(labels=[cvataa.label_spec("cat", 0)])


def detect(context, image):
    return [cvataa.rectangle(0, [1, 2, image.width / 2, image.height / 2])]
"""


@pytest.fixture
def cli(request, limn_server, capsys, tmp_path, monkeypatch):
    """cvat-cli, signed in by password; the test has to run the commands it says it does."""
    host, _, port = limn_server.url.rpartition(":")
    monkeypatch.setenv("PASS", limn_server.password)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    # What has no option for it looks every five seconds.
    monkeypatch.setattr("cvat_sdk.core.client.sleep", lambda period: time.sleep(min(period, 0.1)))
    line = CommandLine(
        capsys, ["--server-host", host, "--server-port", port, "--auth", limn_server.username]
    )
    yield line
    assert line.ran == request.function.commands


def test_no_command_is_without_a_test(capsys):
    assert all_commands(capsys) == COVERED


TODAY = {
    name: f"task {name}"
    for name in (
        "create", "ls", "frames", "export-dataset", "import-dataset", "backup",
        "create-from-backup", "auto-annotate", "delete",
    )
}  # fmt: skip
BEFORE = {
    **{name: name for name in ("create", "ls", "frames", "auto-annotate", "delete")},
    "export-dataset": "dump",
    "import-dataset": "upload",
    "backup": "export",
    "create-from-backup": "import",
}


@commands(*TODAY.values())
def test_a_task_lives_through_every_command(cli, pictures, tmp_path):
    task_through_its_life(cli, TODAY, pictures, tmp_path)


@commands(*BEFORE.values())
def test_a_task_lives_through_the_commands_of_older_scripts(cli, pictures, tmp_path):
    task_through_its_life(cli, BEFORE, pictures, tmp_path)


def task_through_its_life(cli, names, pictures, folder):
    task = cli.made(
        names["create"], "from the shell", "--labels", LABELS, *SOON, "local", *pictures[:3]
    )
    (folder / "function.py").write_text(FUNCTION)
    cli(names["auto-annotate"], task, "--function-file", folder / "function.py")
    archive, backup = folder / "coco.zip", folder / "task.zip"
    wanted = ("--format", "COCO 1.0", "--with-images", "yes", *SOON)
    cli(names["export-dataset"], *wanted, task, archive)
    assert boxes(archive) == 3
    cli(names["import-dataset"], "--format", "COCO 1.0", task, archive)
    cli(names["backup"], *SOON, task, backup)
    again = cli.made(names["create-from-backup"], *SOON, backup)
    assert {task, again} <= set(cli(names["ls"]).split())
    listed = {one["id"]: one for one in json.loads(cli(names["ls"], "--json"))}
    assert listed[int(again)]["size"] == 3
    cli(names["export-dataset"], *wanted, again, folder / "again.zip")
    assert boxes(folder / "again.zip") == 3
    cli(names["frames"], again, "0", "2", "--outdir", folder / "frames")
    assert len(list((folder / "frames").glob("*"))) == 2
    cli(names["delete"], task, again)
    assert not {task, again} & set(cli(names["ls"]).split())


def boxes(archive):
    with zipfile.ZipFile(archive) as opened:
        found = json.loads(opened.read("annotations/instances_default.json"))
    return len(found["annotations"])


@commands(
    "project create", "project ls", "project export-dataset", "project import-dataset",
    "project backup", "project create-from-backup", "project delete", "task create",
    "task export-dataset", "task delete",
)  # fmt: skip
def test_a_project_lives_through_every_command(cli, pictures, tmp_path):
    dataset, backup = tmp_path / "project.zip", tmp_path / "backup.zip"
    first = cli.made("project create", "by hand", "--labels", LABELS)
    cli("task create", "inside", "--project_id", first, *SOON, "local", *pictures[:2])
    wanted = ("--format", "CVAT for images 1.1", "--with-images", "yes", *SOON)
    cli("project export-dataset", *wanted, first, dataset)
    second = cli.made(
        "project create", "from a dataset", "--dataset_path", dataset, "--dataset_format",
        "CVAT 1.1", *SOON,
    )  # fmt: skip
    cli("project import-dataset", second, dataset)
    cli("project backup", *SOON, second, backup)
    third = cli.made("project create-from-backup", *SOON, backup)
    listed = {one["id"]: one for one in json.loads(cli("project ls", "--json"))}
    assert [listed[int(one)]["tasks"]["count"] for one in (first, second, third)] == [1, 2, 2]
    cli("project delete", first, second, third)
    assert not {first, second, third} & set(cli("project ls").split())
    assert "404" in cli.refused("task export-dataset", first + "000")
    cli("task delete", first + "000")


@commands(
    "profile create", "profile list", "profile default", "profile delete",
    "config default-server", "task ls",
)  # fmt: skip
def test_a_profile_signs_in_by_a_token(cli, limn_server, monkeypatch):
    account = (limn_server.username, limn_server.password)
    made = httpx.post(
        f"{limn_server.url}/api/auth/access_tokens", auth=account, json={"name": "for the shell"}
    ).json()
    signed_in, cli.signed_in = cli.signed_in[:4], []
    assert limn_server.url in cli("config default-server", limn_server.url)
    # Its name is what the server calls the token.
    assert "for the shell" in cli("profile create", made["value"], "--set-default")
    assert "(default)" in cli("profile list")
    assert cli("profile default").strip() == "for the shell"
    cli("task ls")
    assert "Removed" in cli("profile delete", "for the shell")
    monkeypatch.setenv("CVAT_ACCESS_TOKEN", "no-such.token")
    cli.signed_in = signed_in
    assert "401" in cli.refused("task ls")


@commands("function create-native", "function delete", "function run-agent")
def test_functions_are_refused_by_a_clear_answer_while_no_plugin_keeps_them(cli, tmp_path):
    """As CVAT's open edition does, which has no functions of agents either."""
    path = tmp_path / "function.py"
    path.write_text(FUNCTION)
    assert "404" in cli.refused("function create-native", "cats", "--function-file", path)
    assert "404" in cli.refused("function run-agent", "--burst", "1", "--function-file", path)
    cli("function delete", "1")
    assert "#1 not found" in cli.logged


def test_it_runs_in_a_shell(limn_server, tmp_path):
    host, _, port = limn_server.url.rpartition(":")
    done = subprocess.run(
        [Path(sys.executable).with_name("cvat-cli"), "--server-host", host, "--server-port", port,
         "--auth", limn_server.username, "task", "ls", "--json"],
        env=os.environ | {"PASS": limn_server.password, "HOME": str(tmp_path)},
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    assert isinstance(json.loads(done.stdout), list)
