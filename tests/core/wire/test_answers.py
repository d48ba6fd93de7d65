"""Files with ranges and ETags, JSON, and bodies."""

import msgspec
import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from limn.sdk.errors import BadInput, Conflict, NotReady, TooLarge
from limn.wire.answers import asked_range, file_answer, json_answer
from limn.wire.bodies import decode, decode_bytes
from limn.wire.errors import answer

CONTENT = bytes(range(256)) * 4096


@pytest.fixture(params=["bytes", "path"])
def content(request, tmp_path):
    if request.param == "bytes":
        return CONTENT
    path = tmp_path / "file"
    path.write_bytes(CONTENT)
    return path


def asked(content, method="get", **headers):
    request = getattr(RequestFactory(), method)("/", headers=headers)
    return file_answer(request, content, "image/png", filename="ein Bild ü.png", etag="e1")


def body(reply):
    return b"".join(reply) if reply.streaming else reply.content


def test_a_file_is_answered_whole(content):
    reply = asked(content)
    assert reply.status_code == 200
    assert body(reply) == CONTENT
    assert reply["Content-Type"] == "image/png"
    assert reply["Content-Length"] == str(len(CONTENT))
    assert reply["Accept-Ranges"] == "bytes"
    assert reply["ETag"] == '"e1"'
    assert reply["Content-Disposition"] == ("attachment; filename*=utf-8''ein%20Bild%20%C3%BC.png")


@pytest.mark.parametrize(
    ("header", "start", "stop"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=10-19", 10, 20),
        ("bytes=1048575-", 1048575, 1048576),
        ("bytes=-5", 1048571, 1048576),
        ("bytes=-99999999", 0, 1048576),
        ("bytes=1000-99999999", 1000, 1048576),
    ],
)
def test_a_range_is_answered_exactly(content, header, start, stop):
    reply = asked(content, Range=header)
    assert reply.status_code == 206
    assert body(reply) == CONTENT[start:stop]
    assert reply["Content-Range"] == f"bytes {start}-{stop - 1}/1048576"
    assert reply["Content-Length"] == str(stop - start)


@pytest.mark.parametrize("header", ["bytes=1048576-", "bytes=-0", "bytes=9999999-99999999"])
def test_a_range_beyond_the_end_is_refused(content, header):
    reply = asked(content, Range=header)
    assert reply.status_code == 416
    assert reply["Content-Range"] == "bytes */1048576"


@pytest.mark.parametrize(
    "header", ["bytes=0-1,5-6", "lines=1-2", "bytes=-", "bytes=5-2", "bytes=a-"]
)
def test_what_is_no_single_range_answers_the_whole_file(content, header):
    assert asked(content, Range=header).status_code == 200


def test_a_range_of_an_older_file_answers_the_new_one(content):
    assert asked(content, Range="bytes=0-1", **{"If-Range": '"e0"'}).status_code == 200
    assert asked(content, Range="bytes=0-1", **{"If-Range": '"e1"'}).status_code == 206


def test_a_known_file_is_not_sent_again(content):
    reply = asked(content, **{"If-None-Match": '"e0", "e1"'})
    assert reply.status_code == 304
    assert body(reply) == b""
    assert reply["ETag"] == '"e1"'


def test_changed_content_has_another_etag(tmp_path):
    request = RequestFactory().get("/")
    one = file_answer(request, b"one", "text/plain")["ETag"]
    assert one != file_answer(request, b"two", "text/plain")["ETag"]


@given(st.text(alphabet="bytes=-0123456789, ", max_size=30), st.integers(0, 50))
def test_any_range_header_lies_inside_of_the_file(header, size):
    match asked_range(header, size):
        case (start, stop):
            assert 0 <= start < stop <= size
        case found:
            assert found in (None, "outside")


def test_json_keeps_dates_as_cvat_writes_them():
    from datetime import UTC, datetime

    moment = datetime(2026, 1, 2, 3, 4, 5, 678000, UTC)
    assert json_answer({"at": moment, 1: None}).content == (
        b'{"at":"2026-01-02T03:04:05.678000Z","1":null}'
    )


# ---- bodies


class Shape(msgspec.Struct):
    points: list[float]
    label_id: int


class Data(msgspec.Struct):
    shapes: list[Shape]


def test_a_bad_value_is_named_by_its_path():
    text = b'{"shapes": [{"points": [1, 2], "label_id": 1}, {"points": [1, "x"], "label_id": 1}]}'
    with pytest.raises(BadInput) as caught:
        decode_bytes(text, Data)
    assert caught.value.fields == {"shapes[1].points[1]": ["Expected `float`, got `str`"]}
    assert answer(caught.value).status_code == 400


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999"])
def test_what_is_no_number_is_refused(number):
    text = f'{{"shapes": [{{"points": [{number}], "label_id": 1}}]}}'.encode()
    with pytest.raises(BadInput):
        decode_bytes(text, Data)


@pytest.mark.parametrize(
    "text",
    [
        b"", b"[", b'{"shapes": [}', b"\xff\xfe", b'{"shapes": "\xc3\x28"}', b"null", b"[]",
        b'{"strange": ' + b"[" * 1_000_000 + b"]" * 1_000_000 + b', "shapes": []}',
        b'{"strange": ' + b'{"a":' * 1_000_000 + b"1" + b"}" * 1_000_000 + b', "shapes": []}',
    ],
)  # fmt: skip
def test_what_is_not_the_body_is_refused(text):
    with pytest.raises(BadInput):
        decode_bytes(text, Data)


def test_zero_bytes_are_refused_and_what_looks_like_them_is_not():
    for text in (rb'["\u0000"]', rb'["a\\\u0000b"]'):
        with pytest.raises(BadInput, match="zero byte"):
            decode_bytes(text, list[str])
    assert decode_bytes(rb'["\\u0000"]', list[str]) == ["\\u0000"]


def test_a_long_body_is_refused_before_it_is_read():
    request = RequestFactory().post("/", b'{"shapes": []}', content_type="application/json")
    assert decode(request, Data, 100) == Data([])
    with pytest.raises(TooLarge, match="14 bytes"):
        decode(request, Data, 13)


def test_a_conflict_carries_its_details():
    reply = answer(Conflict("busy", details={"rq_id": "x"}))
    assert reply.status_code == 409
    assert msgspec.json.decode(reply.content)["rq_id"] == "x"


def test_not_ready_says_when_to_come_again():
    reply = answer(NotReady("making it", retry_after=7))
    assert (reply.status_code, reply["Retry-After"]) == (429, "7")
