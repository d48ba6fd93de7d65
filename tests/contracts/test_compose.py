"""What `compose.yaml` starts is there."""

import re
from importlib.util import find_spec
from pathlib import Path

from limn_hostctl.main import ROOMS

TEXT = (Path(__file__).parents[2] / "compose.yaml").read_text()


def test_every_program_it_starts_exists():
    modules = set(re.findall(r"-m\"?,?\s+(?:- )?\"?(limn[\w.]+)", TEXT))
    modules |= set(re.findall(r"(limn[\w.]+):application", TEXT))
    assert modules == {"limn.config.wsgi", "limn.runs.worker"}
    assert [name for name in modules if find_spec(name) is None] == []


def test_every_command_of_hostctl_it_runs_exists():
    commands = set(re.findall(r'"hostctl", "(\w+)"', TEXT))
    assert commands == {"migrate"}
    assert commands <= set(ROOMS)
