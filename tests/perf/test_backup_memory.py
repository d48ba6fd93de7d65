"""A backup of any size is written and restored in bounded memory."""

from perf.test_export_memory import CEILING, deed

__all__ = ["deed"]


def test_a_large_task_is_backed_up_and_restored_in_bounded_memory(deed):
    written = deed("backup", file="backup.zip")
    assert written["peak"] < CEILING + 20, written
    read = deed("restore", file="backup.zip")
    assert read["peak"] < CEILING + 20, read
