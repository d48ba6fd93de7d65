from pathlib import Path

import pytest

from limn.sdk import Archive, Box, Carries, DatasetFormat, MemoryDataset
from limn.sdk.testing.fakes import ScratchRun


class Nothing(DatasetFormat):
    name = "Nothing 1.0"
    carries = Carries(kinds=frozenset({Box}))


def test_a_format_that_writes_nothing_says_so(tmp_path):
    with (
        Archive(tmp_path / "a.zip") as archive,
        pytest.raises(NotImplementedError, match="Nothing 1"),
    ):
        Nothing().write(MemoryDataset(), archive, ScratchRun(tmp_path))


def test_a_format_that_reads_nothing_says_so(tmp_path):
    with pytest.raises(NotImplementedError, match=r"Nothing 1\.0 does not import"):
        Nothing().read(tmp_path, ScratchRun(tmp_path))


def test_a_format_claims_nothing_unless_it_looks():
    assert Nothing().recognises(Path()) == 0
    assert not any(
        getattr(Nothing.carries, flag)
        for flag in ("attributes", "tracks", "groups", "rotation", "z_order", "occluded", "score")
    )
