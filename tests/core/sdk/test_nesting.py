"""A file of brackets is refused before a parser holds their paths."""

import json

import pytest

from limn.sdk import BadDataset
from limn.sdk.nesting import refuse_deep


def check(tmp_path, text):
    path = tmp_path / "a.json"
    path.write_text(text)
    refuse_deep(path, where="a.json", deepest=5)


@pytest.mark.parametrize(
    "text",
    ["[" * 6, '{"a":' * 6, '["]]]]]", ' * 6, "[" * 4_000_000, '["\\"]", ' * 6,
     "  " * 600_000 + "[" * 6],
    ids=["lists", "objects", "behind texts", "many", "behind escapes", "in a later block"],
)  # fmt: skip
def test_what_lies_too_deep_is_refused(tmp_path, text):
    with pytest.raises(BadDataset, match=r"a\.json"):
        check(tmp_path, text)


@pytest.mark.parametrize(
    "value",
    [[], {"a": [[[[]]]]}, ["[[[[[[[[", '\\"[[[[[[[['], ["x" * 1_500_000, "[[[[[[["],
     [[1]] * 500_000],
    ids=["empty", "at the limit", "in texts", "in a long text", "side by side"],
)  # fmt: skip
def test_what_lies_flat_is_taken(tmp_path, value):
    check(tmp_path, json.dumps(value))
