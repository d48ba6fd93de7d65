"""Forms are read as they come: files go to the disk, fields stay, and nothing is taken on trust."""

import tracemalloc

import pytest
from django.test import RequestFactory

from limn.media.transfer import forms, uploads
from limn.media.transfer.forms import FormBody
from limn.sdk.errors import BadInput, TooLarge

BOUNDARY = "limn-7d9f3c"
TARGET = "task:1:data"
pytestmark = pytest.mark.django_db


def part(content: bytes, name: str, filename: str | None = None) -> bytes:
    called = f'; filename="{filename}"' if filename is not None else ""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{called}\r\n\r\n'
    return head.encode() + content + b"\r\n"


def sent(*parts: bytes, end: bytes = f"--{BOUNDARY}--\r\n".encode(), kind: str | None = None):
    kind = kind or f"multipart/form-data; boundary={BOUNDARY}"
    return FormBody(RequestFactory().generic("POST", "/", b"".join(parts) + end, content_type=kind))


def test_files_are_kept_and_fields_told():
    form = sent(
        part(b"70", "image_quality"),
        part(b"x" * 700_000, "client_files[0]", "dir/a é.jpg"),
        part(b"one", "server_files"), part(b"two", "server_files"),
        part(b"\r\n--limn\r\n", "client_files[1]", "b.jpg"),
        part(b"", "client_files[2]", ""),
    )  # fmt: skip
    assert uploads.receive(TARGET, form) == ["a é.jpg", "b.jpg"]
    assert form.fields == {"image_quality": ["70"], "server_files": ["one", "two"]}
    kept = {path.name: path.read_bytes() for path in uploads.finished_files(TARGET)}
    assert kept == {"a é.jpg": b"x" * 700_000, "b.jpg": b"\r\n--limn\r\n"}


@pytest.mark.parametrize(
    "form",
    [
        sent(part(b"x" * 5000, "f", "a.jpg"), end=b""),
        sent(part(b"x", "f", "a.jpg"), end=b"--limn"),
        sent(b"garbage"),
        sent(part(b"x", "f", "a.jpg"), kind="multipart/form-data"),
        sent(b"--limn-7d9f3c\r\nX: " + b"y" * 40_000),
    ],
)
def test_a_form_that_is_broken_or_cut_keeps_nothing(form):
    with pytest.raises(BadInput, match="the form cannot be read"):
        uploads.receive(TARGET, form)
    assert uploads.finished_files(TARGET) == []


def test_fields_and_parts_are_limited(monkeypatch):
    monkeypatch.setattr(forms, "MAX_FIELDS", 100)
    with pytest.raises(TooLarge, match="may have 100 bytes together"):
        list(sent(part(b"x" * 60, "a"), part(b"y" * 60, "b")))
    monkeypatch.setattr(forms, "MAX_PARTS", 2)
    with pytest.raises(BadInput, match="the form cannot be read"):
        uploads.receive(TARGET, sent(*[part(b"", "f", f"{number}.jpg") for number in range(3)]))


def test_other_bodies_have_neither_files_nor_fields():
    form = sent(b"{}", end=b"", kind="application/json")
    assert (list(form), form.fields) == ([], {})


def test_a_large_file_never_waits_in_memory():
    form = sent(part(bytes(64 << 20), "f", "a.jpg"))
    tracemalloc.start()
    try:
        uploads.receive(TARGET, form)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 8 << 20
