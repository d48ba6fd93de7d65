"""The TUS protocol as its clients see it."""

import base64

import pytest
from django.test import RequestFactory

from limn.media import tus, uploads
from limn.permissions.actor import Actor
from limn.sdk.errors import BadInput

TARGET = "task:3:data"
BYTES = "application/offset+octet-stream"
URL = "/api/tasks/3/data/"
pytestmark = pytest.mark.django_db


def request(method: str, content: bytes = b"", content_type: str = BYTES, **headers: str):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    made = RequestFactory().generic(method, URL, content, content_type, headers=named)
    made.actor = Actor(user_id=1, privilege="user")
    return made


def begin(length: int) -> str:
    metadata = f"filename {base64.b64encode(b'a.jpg').decode()}"
    answer = tus.create(
        request("POST", Upload_Length=str(length), Upload_Metadata=metadata), TARGET, named=True
    )
    assert answer.status_code == 201
    assert answer["Upload-Filename"] == "a.jpg"
    assert answer["Location"].startswith("http://testserver/api/tasks/3/data/1_")
    assert answer["Tus-Resumable"] == "1.0.0"
    assert answer["Upload-Expires"].endswith("GMT")
    return answer["Location"].rsplit("/", 1)[1]


def test_an_upload_from_creation_to_the_last_byte():
    upload = begin(6)
    answer = tus.patch(request("PATCH", b"abc", Upload_Offset="0"), TARGET, upload)
    assert (answer.status_code, answer["Upload-Offset"]) == (204, "3")
    answer = tus.head(request("HEAD"), TARGET, upload)
    assert (answer["Upload-Offset"], answer["Upload-Length"]) == ("3", "6")
    assert answer["Cache-Control"] == "no-store"
    assert uploads.parse_metadata(answer["Upload-Metadata"]) == {"filename": "a.jpg"}
    answer = tus.patch(request("PATCH", b"def", Upload_Offset="3"), TARGET, upload)
    assert (answer.status_code, answer["Upload-Offset"]) == (204, "6")
    assert uploads.finished_files(TARGET)[0].read_bytes() == b"abcdef"


def test_a_replayed_part_answers_409_with_the_true_offset():
    upload = begin(6)
    tus.patch(request("PATCH", b"abc", Upload_Offset="0"), TARGET, upload)
    answer = tus.patch(request("PATCH", b"abc", Upload_Offset="0"), TARGET, upload)
    assert (answer.status_code, answer["Upload-Offset"]) == (409, "3")


def test_another_protocol_version_or_content_type_is_refused():
    upload = begin(6)
    answer = tus.patch(
        request("PATCH", b"abc", Upload_Offset="0", Tus_Resumable="0.2"), TARGET, upload
    )
    assert (answer.status_code, answer["Tus-Version"]) == (412, "1.0.0")
    answer = tus.patch(request("PATCH", b"abc", "text/plain", Upload_Offset="0"), TARGET, upload)
    assert answer.status_code == 415
    assert tus.head(request("HEAD"), TARGET, upload)["Upload-Offset"] == "0"


@pytest.mark.parametrize("length", ["", "-1", "1.5", "x", "9" * 19])
def test_a_length_that_is_no_number_is_named(length):
    with pytest.raises(BadInput, match="Upload-Length must be a number of bytes"):
        tus.create(request("POST", Upload_Length=length), TARGET, named=True)


def test_what_the_server_can_do_is_told():
    answer = tus.options()
    assert answer.status_code == 204
    assert answer["Tus-Extension"] == "creation,expiration,checksum,termination"
    assert answer["Tus-Checksum-Algorithm"] == "sha1,md5"
    assert answer["Tus-Max-Size"] == "26843545600"


def test_termination_ends_an_upload():
    upload = begin(6)
    assert tus.delete(request("DELETE"), TARGET, upload).status_code == 204
    assert uploads.finished_files(TARGET) == []
