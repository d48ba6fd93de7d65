"""Operators find every setting in `docs/operators/settings.md`, and nothing that is none."""

import re
from pathlib import Path

import limn.config

PAGE = Path(__file__).parents[2] / "docs/operators/settings.md"


def read_by_the_server():
    """The variables named in calls, as in `env.str("LIMN_HOSTS")`."""
    for file in Path(limn.config.__path__[0]).glob("*.py"):
        yield from re.findall(r'\(\s*"(LIMN_[A-Z_]+)"', file.read_text())


def test_every_setting_is_told():
    read = set(read_by_the_server())
    assert len(read) > 20
    told = set(re.findall(r"`(LIMN_[A-Z_]+)`", PAGE.read_text())) - {"LIMN_X", "LIMN_X_FILE"}
    assert told == read
