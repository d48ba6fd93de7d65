"""The TUS protocol as its clients see it."""

import base64
import hashlib
import io
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from core.media import makers
from limn.media.models import Upload
from limn.media.transfer import expiry, tus, uploads
from limn.media.transfer.uploads import ChecksumMismatch
from limn.permissions.actor import Actor
from limn.sdk.errors import BadInput, NotFound, TooLarge
from limn.storage import store

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


def test_every_deed_of_another_protocol_version_is_refused():
    upload = begin(6)
    for method, deed in (("HEAD", tus.head), ("PATCH", tus.patch), ("DELETE", tus.delete)):
        answer = deed(request(method, Tus_Resumable="2.0.0", Upload_Offset="0"), TARGET, upload)
        assert (answer.status_code, answer["Tus-Version"]) == (412, "1.0.0")
    assert tus.head(request("HEAD"), TARGET, upload)["Upload-Offset"] == "0"


def test_bytes_are_checked_by_their_sum():
    upload = begin(6)
    sums = {
        name: base64.b64encode(hashlib.new(name, b"abc").digest()).decode()
        for name in ("sha1", "md5")
    }
    with pytest.raises(ChecksumMismatch) as refused:
        tus.patch(
            request("PATCH", b"abX", Upload_Offset="0", Upload_Checksum=f"sha1 {sums['sha1']}"),
            TARGET, upload,
        )  # fmt: skip
    assert refused.value.status == 460
    assert tus.head(request("HEAD"), TARGET, upload)["Upload-Offset"] == "0"
    answer = tus.patch(
        request("PATCH", b"abc", Upload_Offset="0", Upload_Checksum=f"md5 {sums['md5']}"),
        TARGET, upload,
    )  # fmt: skip
    assert (answer.status_code, answer["Upload-Offset"]) == (204, "3")
    with pytest.raises(BadInput, match="crc9"):
        tus.patch(
            request("PATCH", b"def", Upload_Offset="3", Upload_Checksum="crc9 AAAA"),
            TARGET, upload,
        )  # fmt: skip


def test_an_expired_upload_is_not_found():
    upload = begin(6)
    Upload.objects.filter(pk=upload).update(updated_date=timezone.now() - expiry.LIFETIME * 2)
    with pytest.raises(NotFound, match="may have expired"):
        tus.head(request("HEAD"), TARGET, upload)


def test_an_ended_upload_is_not_found():
    upload = begin(6)
    tus.delete(request("DELETE"), TARGET, upload)
    for method, deed in (("HEAD", tus.head), ("DELETE", tus.delete)):
        with pytest.raises(NotFound):
            deed(request(method), TARGET, upload)


def test_the_state_of_an_upload_is_never_kept_by_caches():
    upload = begin(6)
    for answer in (
        tus.head(request("HEAD"), TARGET, upload),
        tus.patch(request("PATCH", b"abc", Upload_Offset="0"), TARGET, upload),
    ):
        assert answer["Cache-Control"] == "no-store"
        assert answer["Tus-Resumable"] == "1.0.0"
        assert answer["Upload-Expires"].endswith("GMT")


@pytest.fixture
def door(user, client_of):
    """A client of a task's uploads, and their address."""
    client = client_of(user)
    task = client.post("/api/tasks", {"name": "t"}, content_type="application/json").json()["id"]
    return client, f"/api/tasks/{task}/data"


@pytest.mark.parametrize("behind", ["", "/", "/1_abc"])
def test_options_at_the_address_tell_what_the_server_can_do(door, behind):
    client, address = door
    answer = client.options(address + behind)
    assert answer.status_code == 204
    assert answer["Tus-Version"] == "1.0.0"
    assert answer["Tus-Extension"] == "creation,expiration,checksum,termination"


def test_an_upload_goes_on_by_post_where_a_proxy_knows_nothing_else(door):
    client, address = door
    name = base64.b64encode(b"a.jpg").decode()
    created = client.post(address, headers={
        "Upload-Length": "3", "Upload-Metadata": f"filename {name}", "Tus-Resumable": "1.0.0",
    })  # fmt: skip
    place = created["Location"].removeprefix("http://testserver")
    answer = client.generic("POST", place, b"abc", BYTES, headers={
        "Upload-Offset": "0", "Tus-Resumable": "1.0.0", "X-HTTP-Method-Override": "PATCH",
    })  # fmt: skip
    assert (answer.status_code, answer["Upload-Offset"]) == (204, "3")
    assert client.head(place)["Upload-Offset"] == "3"
    answer = client.generic("POST", place, headers={
        "Tus-Resumable": "1.0.0", "X-HTTP-Method-Override": "DELETE",
    })  # fmt: skip
    assert answer.status_code == 204
    assert client.head(place).status_code == 404


def test_somebody_elses_upload_is_refused_at_the_door(door, make_user, client_of):
    client, address = door
    name = base64.b64encode(b"a.jpg").decode()
    created = client.post(
        address, headers={"Upload-Length": "3", "Upload-Metadata": f"filename {name}"}
    )
    other = client_of(make_user("root2", privilege="admin"))
    assert other.head(created["Location"].removeprefix("http://testserver")).status_code == 403


def test_what_waits_counts_against_a_quota_until_it_is_gone(door, settings):
    settings.UPLOAD_QUOTA = 1000
    client, address = door

    def create(length, called):
        name = base64.b64encode(called.encode()).decode()
        sized = {"Upload-Length": str(length), "Upload-Metadata": f"filename {name}"}
        return client.post(address, headers=sized)

    first = create(700, "a.jpg")
    assert first.status_code == 201
    refused = create(400, "b.jpg")
    assert refused.status_code == 413
    assert "700 are, and 400 more do not fit" in refused.content.decode()
    form = client.post(address, {"client_files[0]": io.BytesIO(bytes(400))}, headers={
        "Upload-Multiple": "",
    })  # fmt: skip
    assert form.status_code == 413
    client.delete(first["Location"].removeprefix("http://testserver"))
    assert create(400, "b.jpg").status_code == 201


def test_files_of_forms_count_until_they_are_used(door, settings):
    settings.UPLOAD_QUOTA = 1400
    client, address = door

    def send(called):
        file = io.BytesIO(bytes(600))
        file.name = called
        return client.post(address, {"f": file}, headers={"Upload-Multiple": ""}).status_code

    assert (send("a.jpg"), send("b.jpg")) == (200, 413)
    task = address.split("/")[3]
    uploads.discard(f"task:{task}:data")
    assert send("b.jpg") == 200


def test_a_form_that_was_not_kept_takes_no_room(door, settings):
    settings.UPLOAD_QUOTA = 5000
    client, address = door
    file = io.BytesIO(bytes(600))
    file.name = "..".join("x" * 300)
    assert client.post(address, {"f": file}, headers={"Upload-Multiple": ""}).status_code == 400
    assert not Upload.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", ["tus", "form"])
def test_uploads_at_the_same_time_do_not_pass_the_quota_together(way, settings, tmp_path):
    settings.UPLOAD_QUOTA, settings.DATA_ROOT = 1000, tmp_path / "data"
    together = threading.Barrier(8)

    def send(number):
        together.wait()
        try:
            if way == "tus":
                uploads.create(1, TARGET, 300, {"filename": f"{number}.jpg"})
            else:
                file = SimpleUploadedFile(f"{number}.jpg", bytes(300))
                uploads.receive(TARGET, [file], owner_id=1, size=300)
        except TooLarge:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as threads:
        taken = sum(threads.map(send, range(8)))
    assert taken <= 3
    assert sum(Upload.objects.values_list("length", flat=True)) == 300 * taken
    # Refused requests left no room taken: what is free can be used.
    for number in range(taken, 3):
        uploads.create(1, TARGET, 300, {"filename": f"again {number}.jpg"})
    with pytest.raises(TooLarge):
        uploads.create(1, TARGET, 300, {"filename": "one more.jpg"})


def test_a_full_disk_answers_507_and_leaves_nothing(door, monkeypatch):
    client, address = door
    monkeypatch.setattr("limn.storage.space.RESERVE", 1 << 60)
    name = base64.b64encode(b"a.jpg").decode()
    sized = {"Upload-Length": "3", "Upload-Metadata": f"filename {name}"}
    assert client.post(address, headers=sized).status_code == 507
    form = client.post(address, {"f": io.BytesIO(b"x")}, headers={"Upload-Multiple": ""})
    assert form.status_code == 507
    assert not Upload.objects.exists()
    assert not [path for path in store.folder("uploads").rglob("*") if path.is_file()]


def test_an_upload_from_start_to_finish_in_cvats_way(door):
    client, address = door
    assert client.post(address, headers={"Upload-Start": ""}).status_code == 202
    files = {f"client_files[{at}]": io.BytesIO(makers.jpeg(at)) for at in range(2)}
    for at, file in enumerate(files.values()):
        file.name = f"{at}.jpg"
    assert client.post(address, files, headers={"Upload-Multiple": ""}).status_code == 200
    ended = client.post(
        address, {"image_quality": 70}, content_type="application/json",
        headers={"Upload-Finish": ""},
    )  # fmt: skip
    assert ended.status_code == 202
    assert ended.json()["rq_id"].startswith("action=create&target=task")
