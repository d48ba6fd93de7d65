"""JSON read a value at a time, however blocks and values fall."""

import io
import json

import pytest

from limn.datasets.backups import pieces
from limn.datasets.backups.entries import jobs_in
from limn.datasets.backups.pieces import Pieces
from limn.sdk.errors import BadDataset


def reader(content: bytes) -> Pieces:
    return Pieces(io.BytesIO(content), "a.json")


def walked(content: bytes) -> list:
    read = reader(content)
    found = [read.value()[0] for _ in read.elements()]
    read.end()
    return found


VALUES = [
    {"é": '\U0001f600 ]}"\\'},
    [1, [2, {}]],
    1234567,
    -0.5e-300,
    2.5e200,
    "",
    True,
    None,
    {"a": [{}]},
]


@pytest.mark.parametrize("block", [1, 2, 3, 7, 64])
@pytest.mark.parametrize("indent", [None, 2])
def test_a_value_may_be_cut_anywhere(monkeypatch, block, indent):
    monkeypatch.setattr(pieces, "BLOCK", block)
    content = json.dumps(VALUES, indent=indent, ensure_ascii=False).encode()
    assert walked(content) == VALUES


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"[1,]", 4), (b"[1 2]", 4), (b"[1", 3), (b"[1] 2", 5), (b'["a]', 2), (b"[tru]", 2),
        (b"[[1,]]", 5), (b'[{"a" 1}]', 7), (b"", 1), (b'["\xff"]', 1), (b'[1, "\x01"]', 6),
    ],
)  # fmt: skip
def test_what_is_no_json_is_refused_with_its_place(content, place):
    with pytest.raises(BadDataset, match="not valid JSON") as refused:
        walked(content)
    assert refused.value.where == f"a.json, character {place}"


@pytest.mark.parametrize("content", [b"[" * 100_000, b"[" + b"9" * 5000 + b"]"])
def test_what_no_parser_takes_is_refused(content):
    with pytest.raises(BadDataset, match="not valid JSON"):
        walked(content)


def test_a_value_that_never_ends_is_not_read_to_its_end(monkeypatch):
    monkeypatch.setattr(pieces, "LARGEST", 1 << 20)
    file = io.BytesIO(b'["' + b"a" * (8 << 20))
    read = Pieces(file, "a.json")
    with pytest.raises(BadDataset, match="a value has more than 1 million characters"):
        next(iter(read.value() for _ in read.elements()))
    assert file.tell() < 5 << 20


def box(frame: int) -> dict:
    return {"frame": frame, "label": "x", "type": "rectangle", "points": [1, 2, 3, 4]}


def entries(path, content: bytes) -> list:
    path.write_bytes(content)
    return [(job, *entry[:2]) for job, found in jobs_in(path, "a.json") for entry in found]


def test_jobs_are_counted_and_unknown_members_passed_over(tmp_path):
    jobs = [{"version": 0, "more": [{"shapes": [1]}], "shapes": [box(1), box(2)], "tags": None},
            {}, {"shapes": [box(3)], "tracks": {}}]  # fmt: skip
    found = entries(tmp_path / "a.json", json.dumps(jobs).encode())
    assert found == [(0, "shapes", 0), (0, "shapes", 1), (2, "shapes", 0)]


@pytest.mark.parametrize(
    ("shape", "problem"),
    [(b"5", "object"), (b'{"frame": "x"}', "frame"), (b'{"frame": NaN}', "NaN|JSON|malformed"),
     (b'{"label": "\\ud800"}', "truncated|surrogate")],
)  # fmt: skip
def test_the_object_that_is_wrong_is_named(tmp_path, shape, problem):
    content = b'[{"shapes": [%b, %b]}]' % (json.dumps(box(1)).encode(), shape)
    with pytest.raises(BadDataset, match=problem) as refused:
        entries(tmp_path / "a.json", content)
    assert refused.value.where == "a.json: [0].shapes[1]"


def test_what_is_no_job_is_named(tmp_path):
    with pytest.raises(BadDataset, match=r"no job.*\[1\]"):
        entries(tmp_path / "a.json", b"[{}, 5]")
