"""Uploads go on where they stopped, and nothing but what was sent is kept."""

import base64
import hashlib
import io
import os
import random
import signal
import subprocess
import sys
import textwrap
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from limn.media.models import Upload
from limn.media.transfer import disk, expiry, uploads
from limn.sdk.errors import BadInput, Conflict, Forbidden, NotFound, NotReady, TooLarge
from limn.storage import store
from limn.storage.space import NoSpace

TARGET = "task:3:data"
pytestmark = pytest.mark.django_db


def begin(length: int, name: str = "a.jpg", **more) -> Upload:
    return uploads.create(1, TARGET, length, {"filename": name}, **more)


def send(upload: Upload, offset: int, content: bytes, **more) -> Upload:
    return uploads.patch(upload.pk, 1, TARGET, offset, io.BytesIO(content), **more)


def checksum(algorithm: str, content: bytes) -> str:
    digest = hashlib.new(algorithm, content).digest()
    return f"{algorithm} {base64.b64encode(digest).decode()}"


def test_a_file_arrives_in_parts():
    upload = begin(10)
    assert upload.pk.startswith("1_")
    assert send(upload, 0, b"01234").offset == 5
    assert uploads.head(upload.pk, 1, TARGET).offset == 5
    with pytest.raises(Conflict, match=r"a.jpg is not complete"):
        uploads.finished_files(TARGET)
    assert send(upload, 5, b"56789").offset == 10
    (path,) = uploads.finished_files(TARGET)
    assert (path.name, path.read_bytes()) == ("a.jpg", b"0123456789")
    assert uploads.head(upload.pk, 1, TARGET).offset == 10


def test_an_empty_file_is_complete_at_once():
    begin(0)
    assert uploads.finished_files(TARGET)[0].read_bytes() == b""


def test_any_cut_of_a_file_gives_the_same_bytes():
    content = random.Random(1).randbytes(3 << 20)
    upload = begin(len(content))
    chance, offset = random.Random(2), 0
    while offset < len(content):
        size = chance.randint(1, 1 << 20)
        if chance.random() < 0.3:
            wrong = offset + chance.choice([-1, 1])
            with pytest.raises(Conflict) as caught:
                send(upload, wrong, b"x")
            assert caught.value.details == {"offset": offset}
        offset = send(upload, offset, content[offset : offset + size]).offset
    assert uploads.finished_files(TARGET)[0].read_bytes() == content


def test_more_bytes_than_announced_are_refused_and_none_is_kept():
    upload = begin(10)
    send(upload, 0, b"0123")
    with pytest.raises(TooLarge):
        send(upload, 4, b"x" * 7, content_length=7)
    with pytest.raises(TooLarge):
        send(upload, 4, b"x" * 7)
    assert uploads.head(upload.pk, 1, TARGET).offset == 4
    with pytest.raises(TooLarge, match="at most 26843545600 bytes"):
        begin(uploads.MAX_SIZE + 1, "b.jpg")


@pytest.mark.parametrize("algorithm", ["sha1", "md5"])
def test_bytes_with_a_wrong_checksum_are_not_kept(algorithm):
    upload = begin(8)
    assert send(upload, 0, b"0123", checksum=checksum(algorithm, b"0123")).offset == 4
    with pytest.raises(uploads.ChecksumMismatch) as caught:
        send(upload, 4, b"4567", checksum=checksum(algorithm, b"4568"))
    assert caught.value.status == 460
    assert uploads.head(upload.pk, 1, TARGET).offset == 4
    assert send(upload, 4, b"4567", checksum=checksum(algorithm, b"4567")).offset == 8
    assert uploads.finished_files(TARGET)[0].read_bytes() == b"01234567"
    assert list(store.folder("uploads", "parts").iterdir()) == []


@pytest.mark.parametrize("header", ["crc32 AAAA", "sha1 &&&", "sha1"])
def test_a_checksum_header_without_sense_is_refused(header):
    upload = begin(4)
    with pytest.raises((BadInput, uploads.ChecksumMismatch)):
        send(upload, 0, b"0123", checksum=header)
    assert uploads.head(upload.pk, 1, TARGET).offset == 0


def test_what_arrived_before_the_client_left_is_kept():
    class Broken(io.RawIOBase):
        parts = [b"0123", b"45"]

        def read(self, size=-1, /):
            if not self.parts:
                raise ConnectionResetError
            return self.parts.pop(0)

    upload = begin(10)
    with pytest.raises(ConnectionResetError):
        uploads.patch(upload.pk, 1, TARGET, 0, Broken())
    assert uploads.head(upload.pk, 1, TARGET).offset == 6
    send(upload, 6, b"6789")
    assert uploads.finished_files(TARGET)[0].read_bytes() == b"0123456789"


def test_a_full_disk_is_told_and_the_offset_stays_true(monkeypatch):
    upload = begin(10)
    send(upload, 0, b"01")
    # A device on which every write fails with ENOSPC, as the system itself says it.
    full = store.folder("uploads", "parts") / upload.pk
    real_open = type(full).open

    def open_full(path, *args, **kwargs):
        if path == full and args and args[0] == "ab":
            return io.FileIO("/dev/full", "ab")
        return real_open(path, *args, **kwargs)

    monkeypatch.setattr(os, "fsync", lambda _: None)
    monkeypatch.setattr(type(full), "open", open_full)
    with pytest.raises(NoSpace) as caught:
        send(upload, 2, b"2345")
    assert caught.value.status == 507
    monkeypatch.undo()
    assert uploads.head(upload.pk, 1, TARGET).offset == 2


def test_an_upload_larger_than_the_disk_is_refused_at_once(monkeypatch):
    monkeypatch.setattr("limn.storage.space.RESERVE", 1 << 60)
    with pytest.raises(NoSpace):
        begin(10)
    assert not Upload.objects.exists()


def test_an_upload_grows_no_further_than_the_reserve(small_disk):
    upload = begin(3 << 20)
    with pytest.raises(NoSpace):
        send(upload, 0, bytes(3 << 20))
    assert uploads.head(upload.pk, 1, TARGET).offset == 1 << 20


def test_another_person_may_not_touch_an_upload():
    upload = begin(4)
    with pytest.raises(Forbidden):
        uploads.head(upload.pk, 2, TARGET)
    with pytest.raises(Forbidden):
        uploads.patch(upload.pk, 2, TARGET, 0, io.BytesIO(b"xxxx"))
    with pytest.raises(Forbidden):
        uploads.delete(upload.pk, 2, TARGET)
    with pytest.raises(NotFound):
        uploads.head(upload.pk, 1, "task:4:data")
    with pytest.raises(NotFound):
        uploads.head("1_nothing", 1, TARGET)


def test_imports_are_called_by_their_id_and_belong_to_their_sender():
    job = "job:7:annotations"
    first = uploads.create(1, job, 4, {"filename": "annotations.xml"}, named=False)
    second = uploads.create(2, job, 0, {"filename": "annotations.xml"}, named=False)
    assert first.filename == first.pk != second.filename
    with pytest.raises(Conflict, match="not complete"):
        uploads.finished_file(job, first.filename, 1)
    uploads.patch(first.pk, 1, job, 0, io.BytesIO(b"<a/>"))
    assert uploads.finished_file(job, first.filename, 1).read_bytes() == b"<a/>"
    with pytest.raises(NotFound):
        uploads.finished_file(job, first.filename, 2)
    with pytest.raises(BadInput):
        uploads.finished_file(job, "../../../../etc/passwd", 1)
    uploads.discard(job, first.filename)
    with pytest.raises(NotFound):
        uploads.finished_file(job, first.filename, 1)
    assert uploads.finished_file(job, second.filename, 2).exists()


@pytest.mark.parametrize(
    "name", ["", "../a.jpg", "/a.jpg", "a\\b.jpg", "a\0.jpg", "x/", "C:x", "n" * 256, "a\n.jpg"]
)
def test_a_name_that_cannot_be_kept_is_refused(name):
    with pytest.raises(BadInput):
        begin(1, name)
    assert not Upload.objects.exists()


def test_a_name_is_used_once_for_a_target():
    begin(1)
    with pytest.raises(Conflict, match=r"a.jpg was uploaded already"):
        begin(1)
    with pytest.raises(Conflict):
        uploads.receive(TARGET, [SimpleUploadedFile("b.jpg", b"1")]) and begin(1, "b.jpg")
    with pytest.raises(Conflict):
        begin(1, "b.jpg/c.jpg")
    assert uploads.create(1, "task:4:data", 1, {"filename": "a.jpg"}).filename == "a.jpg"


def test_whoever_begins_the_same_file_again_is_told_of_the_upload_to_go_on_with():
    first = begin(4)
    send(first, 0, b"01")
    with pytest.raises(Conflict) as refused:
        begin(4)
    assert refused.value.details == {"upload": first.pk}
    with pytest.raises(Conflict) as longer:
        begin(5)
    with pytest.raises(Conflict) as foreign:
        uploads.create(2, TARGET, 4, {"filename": "a.jpg"})
    assert longer.value.details == foreign.value.details == {}


def test_a_stopped_upload_is_gone():
    upload = begin(4)
    send(upload, 0, b"01")
    uploads.delete(upload.pk, 1, TARGET)
    with pytest.raises(NotFound):
        uploads.head(upload.pk, 1, TARGET)
    assert uploads.finished_files(TARGET) == []
    assert begin(4).offset == 0


def test_uploads_expire_after_twelve_hours_without_a_touch():
    old, fresh = begin(4), begin(4, "b.jpg")
    uploads.receive(TARGET, [SimpleUploadedFile("c.jpg", b"1")])
    long_ago = timezone.now() - timedelta(hours=13)
    Upload.objects.filter(pk=old.pk).update(updated_date=long_ago)
    with pytest.raises(NotFound, match="expired"):
        uploads.head(old.pk, 1, TARGET)
    for path in store.folder("uploads").rglob("*"):
        if path.name in (old.pk, "c.jpg"):
            os.utime(path, (long_ago.timestamp(), long_ago.timestamp()))
    assert expiry.expire() == 2
    assert list(Upload.objects.all()) == [fresh]
    assert [path.name for path in store.folder("uploads").rglob("*") if path.is_file()] == [
        fresh.pk
    ]


def test_multipart_files_are_kept_by_their_last_name():
    sent = [SimpleUploadedFile("a.jpg", b"1"), SimpleUploadedFile("b.jpg", b"2" * (1 << 20))]
    assert uploads.receive(TARGET, sent) == ["a.jpg", "b.jpg"]
    assert [path.name for path in uploads.finished_files(TARGET)] == ["a.jpg", "b.jpg"]
    # A request repeated after its answer was lost.
    assert uploads.receive(TARGET, [SimpleUploadedFile("a.jpg", b"1")]) == ["a.jpg"]
    with pytest.raises(Conflict, match=r"another file called a.jpg"):
        uploads.receive(TARGET, [SimpleUploadedFile("a.jpg", b"3")])
    with pytest.raises(Conflict, match=r"two of the files are called c.jpg"):
        uploads.receive(TARGET, [SimpleUploadedFile("c.jpg", b"1")] * 2)
    uploads.discard(TARGET)
    assert uploads.finished_files(TARGET) == []


def test_metadata_is_decoded():
    name = base64.b64encode("снимок 1.jpg".encode()).decode()
    assert uploads.parse_metadata(f"filename {name}, filetype aW1hZ2UvanBlZw==,flag") == {
        "filename": "снимок 1.jpg", "filetype": "image/jpeg", "flag": "",
    }  # fmt: skip
    with pytest.raises(BadInput, match="'filename' is not base64"):
        uploads.parse_metadata("filename !!!")


@pytest.mark.django_db(transaction=True)
def test_two_writers_at_one_offset_do_not_mix(monkeypatch):
    monkeypatch.setattr(uploads, "_PATIENCE", 0.1)
    upload = begin(8)
    entered, leave = threading.Event(), threading.Event()

    class Slow(io.RawIOBase):
        parts = [b"0123", b""]

        def read(self, size=-1, /):
            entered.set()
            leave.wait(5)
            return self.parts.pop(0)

    def write_slowly() -> int:
        try:
            return uploads.patch(upload.pk, 1, TARGET, 0, Slow()).offset
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as threads:
        slow = threads.submit(write_slowly)
        assert entered.wait(5)
        with pytest.raises(NotReady):
            send(upload, 0, b"9999")
        assert uploads.head(upload.pk, 1, TARGET).offset == 0
        leave.set()
        assert slow.result() == 4
    with pytest.raises(Conflict):
        send(upload, 0, b"9999")
    assert send(upload, 4, b"4567").offset == 8
    assert uploads.finished_files(TARGET)[0].read_bytes() == b"01234567"


@pytest.mark.django_db(transaction=True)
def test_whoever_asks_how_far_an_upload_is_is_told_when_what_comes_is_there():
    """A client that died left bytes on the way; the offset told is the one to go on from."""
    upload = begin(8)
    entered, leave = threading.Event(), threading.Event()

    class Dying(io.RawIOBase):
        parts = [b"01", b"23", b""]

        def read(self, size=-1, /):
            if len(self.parts) == 2:
                entered.set()
                leave.wait(30)
            return self.parts.pop(0)

    def closed(deed, *told):
        try:
            return deed(*told).offset
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        dying = threads.submit(closed, uploads.patch, upload.pk, 1, TARGET, 0, Dying())
        assert entered.wait(30)
        asking = threads.submit(closed, uploads.head, upload.pk, 1, TARGET)
        with pytest.raises(TimeoutError):
            asking.result(0.2)
        leave.set()
        assert (dying.result(30), asking.result(30)) == (4, 4)


@pytest.mark.parametrize("before", [True, False])
def test_an_upload_that_is_ended_as_its_file_is_put_in_place_is_gone(monkeypatch, before):
    upload, publish = begin(4), store.publish

    def meanwhile(source, target):
        if before:
            uploads.discard(TARGET)
        publish(source, target)
        if not before:
            Upload.objects.all().delete()

    monkeypatch.setattr(store, "publish", meanwhile)
    with pytest.raises(NotFound, match="was ended meanwhile"):
        send(upload, 0, b"0123")
    assert not [*store.folder("uploads").rglob("*.jpg")]


def test_an_upload_that_is_ended_while_its_bytes_come_is_gone():
    upload = begin(8)

    class Ending(io.BytesIO):
        def read(self, size=-1, /):
            uploads.discard(TARGET)
            return super().read(size)

    with pytest.raises(NotFound, match="was ended meanwhile"):
        uploads.patch(upload.pk, 1, TARGET, 0, Ending(b"0123"))
    assert not disk.part(upload).exists()
    assert begin(8).offset == 0


def test_a_killed_server_loses_nothing_that_arrived(tmp_path):
    """The file on disk is the offset, so a new process goes on where the dead one was."""
    path = tmp_path / "part"
    script = textwrap.dedent(
        """
        import sys, time
        from pathlib import Path
        from limn.media.transfer import receiving

        class Trickle:
            def read(self, size=-1, /):
                time.sleep(0.01)
                return b"x" * 1000

        import os
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "limn.config.settings")
        receiving.append(Path(sys.argv[1]), Trickle(), 1 << 40, None, None)
        """
    )
    writer = subprocess.Popen(
        [sys.executable, "-c", script, str(path)], env={**os.environ, "LIMN_DATA": str(tmp_path)}
    )
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and not (path.exists() and path.stat().st_size > 20_000):
        time.sleep(0.05)
    os.kill(writer.pid, signal.SIGKILL)
    writer.wait(10)
    stood = path.stat().st_size
    assert stood > 20_000
    upload = begin(stood + 3)
    path.replace(store.folder("uploads", "parts") / upload.pk)
    assert uploads.head(upload.pk, 1, TARGET).offset == stood
    send(upload, stood, b"end")
    assert uploads.finished_files(TARGET)[0].read_bytes() == b"x" * stood + b"end"


def test_files_of_a_request_appear_together_or_not_at_all():
    uploads.receive(TARGET, [SimpleUploadedFile("b.jpg", b"1")])
    with pytest.raises(Conflict, match=r"another file called b.jpg"):
        uploads.receive(
            TARGET, [SimpleUploadedFile("a.jpg", b"1"), SimpleUploadedFile("b.jpg", b"2")]
        )
    assert [path.name for path in uploads.finished_files(TARGET)] == ["b.jpg"]
    assert not any(store.folder("uploads", "parts").iterdir())
