"""Jobs that overlap are joined in bounded memory, however long their task and its tracks are."""

import pytest

from perf.test_export_memory import CEILING, run_deed

TRACKS, FRAMES = 25, 2500
MORE = 30
"""MiB that the work may take: two jobs of a hundred frames, or one whole track."""


@pytest.fixture
def folder(tmp_path):
    run_deed(tmp_path, "follow", frames=FRAMES, shapes=TRACKS)
    return tmp_path


def test_tracks_that_go_from_job_to_job_are_walked_in_bounded_memory(folder):
    told = run_deed(folder, "walk", frames=FRAMES, shapes=TRACKS)
    assert told["peak"] < CEILING, told
    assert told["peak"] - told["before"] < MORE, told
