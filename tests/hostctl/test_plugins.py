"""`hostctl plugins …` as an administrator types it."""

import os
import subprocess
import sys

import pytest


@pytest.fixture
def hostctl(limn_server):
    def run(*words: str, ok: bool = True) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "limn_hostctl.main", "plugins", *words,
             "--data", str(limn_server.data)],
            env={name: value for name, value in os.environ.items() if name[:5] != "LIMN_"},
            capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        assert (done.returncode == 0) is ok, done.stdout + done.stderr
        return done.stdout + done.stderr

    return run


def test_list_names_every_plugin_with_its_state(hostctl):
    lines = {line.split()[0]: line.split()[1] for line in hostctl("list").splitlines()}
    assert lines["coco"] == "on"
    assert lines["cvat_images"] == "on"


def test_info_tells_what_a_plugin_offers(hostctl):
    told = hostctl("info", "cvat_images")
    assert "CVAT for images 1.1" in told
    assert "limn-formats" in told


def test_doctor_finds_nothing_wrong_with_ours(hostctl):
    assert "works" in hostctl("doctor")


def test_an_unknown_plugin_is_a_sentence_and_not_a_traceback(hostctl):
    told = hostctl("info", "ghost", ok=False)
    assert "no plugin 'ghost' is installed" in told
    assert "Traceback" not in told


def test_the_conformance_kit_runs_from_the_command_line(hostctl):
    assert "passed" in hostctl("test", "coco")
