"""Intervals as lines of a TSV: what others write is read, and every wrong cell is named."""

import pytest

from limn.sdk import Attribute, BadDataset, Interval, Label, MemoryDataset, Origin
from limn.sdk.testing.fakes import ScratchRun
from limn.sdk.testing.trip import written
from limn_formats.generic_tsv import GenericTsv, times

HEADER = "start\tstop\tlabel\n"


@pytest.fixture
def read(tmp_path):
    def one(text, name="talk.tsv"):
        content = text if isinstance(text, bytes) else text.encode()
        (tmp_path / name).write_bytes(content)
        return GenericTsv().read(tmp_path, ScratchRun(tmp_path))

    return one


def test_a_file_as_its_documentation_shows_it_is_read(read):
    dataset = read(
        "start\tstop\tlabel\ttranscript\n"
        "00:00:00.000\t00:00:02.450\tspeech\tHello, world.\n"
        "00:00:03.100\t00:00:04.000\tmusic\t\n"
    )
    assert list(dataset.intervals()) == [
        Interval(label="speech", start=0, stop=2450, source="file",
                 attributes={"transcript": "Hello, world."}),
        Interval(label="music", start=3100, stop=4000, source="file"),
    ]  # fmt: skip
    assert (dataset.media, dataset.size) == ("audio", 4000)
    assert [label.name for label in dataset.labels] == ["speech", "music"]


def test_every_column_is_written_in_order(tmp_path):
    label = Label(name="speech", attributes=(Attribute(name="who"), Attribute(name="mood")))
    dataset = MemoryDataset(
        labels=(label,), media="audio", duration=10_000_000, origin=Origin(source="a b.mp3"),
        all_intervals=(
            Interval(label="speech", start=3_723_450, stop=None, score=0.5, source="auto",
                     attributes={"mood": 'a "quoted"\ttab'}),
        ),
    )  # fmt: skip
    files = written(GenericTsv(), dataset, tmp_path)
    assert (files / "annotations.tsv").read_text() == (
        "id\tfilename\tstart\tstop\tlabel\tsource\tscore\twho\tmood\n"
        '1\ta b.mp3\t01:02:03.450\t\tspeech\tauto\t0.5\t\t"a ""quoted""\ttab"\n'
    )


def test_attributes_called_as_a_column_are_told_of(tmp_path):
    label = Label(name="speech", attributes=(Attribute(name="source"),))
    run = ScratchRun(tmp_path)
    from limn.sdk.archive import Archive

    with Archive(tmp_path / "a.zip") as archive:
        GenericTsv().write(MemoryDataset(labels=(label,), media="audio"), archive, run)
    assert run.warnings == ["attributes 'source' are left out: a column is called so already"]


def test_a_byte_order_mark_windows_line_ends_and_any_order_of_columns_are_taken(read):
    dataset = read("\ufefflabel\tstop\tstart\r\nspeech\t0:0:2\t0:0:1.5\r\n\r\n")
    assert [(one.start, one.stop) for one in dataset.intervals()] == [(1500, 2000)]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("00:00:01\t00:00:02", "2 cells where there are 3 columns"),
        ("one\t00:00:02\tx", "'one' is no time"),
        ("-0:00:01\t00:00:02\tx", "is no time"),
        ("00:61:00\t\tx", "is no time"),
        ("00:00:02\t00:00:02\tx", "not after the start"),
        ("00:00:02\t00:00:03\t", "there is no label"),
        ('00:00:02\t00:00:03\t"x', "cannot be read"),
    ],
)
def test_a_wrong_line_is_named(read, line, problem):
    with pytest.raises(BadDataset, match=problem) as refused:
        read(f"{HEADER}00:00:00\t\tgood\n{line}\n")
    assert refused.value.where in ("talk.tsv:3", "talk.tsv:4")


@pytest.mark.parametrize("score", ["nan", "1.5", "-0.1", "much"])
def test_a_wrong_score_is_named(read, score):
    with pytest.raises(BadDataset) as refused:
        read(f"start\tstop\tlabel\tscore\n00:00:00\t00:00:01\tx\t{score}\n")
    assert refused.value.where == "talk.tsv:2"


@pytest.mark.parametrize(
    ("content", "problem"),
    [("", "no column 'start'"), ("start\tlabel\n", "no column 'stop'"),
     ("start\tstop\tlabel\tlabel\n", "'label' is there twice"),
     (b"\xff\xfe\x00", "cannot be read")],
)  # fmt: skip
def test_a_file_that_begins_wrongly_is_refused(read, content, problem):
    with pytest.raises(BadDataset, match=problem):
        read(content)


def test_one_file_is_needed(tmp_path, read):
    (tmp_path / "other.tsv").write_text(HEADER)
    with pytest.raises(BadDataset, match=r"one \.tsv is needed, there are 2"):
        read(HEADER)


@pytest.mark.parametrize(
    ("text", "ms"),
    [("0:0:0", 0), ("00:00:00.0005", 0), ("00:00:00.0006", 1), ("100:00:00.1", 360_000_100)],
)
def test_times_are_read_to_the_nearest_millisecond(text, ms):
    assert times.read(text) == ms


def test_times_survive():
    for ms in (0, 1, 999, 1000, 59_999, 3_599_999, 14_400_000):
        assert times.read(times.written(ms)) == ms
