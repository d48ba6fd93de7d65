"""What every kind of storage must do. Run by `pytest -p limn.sdk.testing --plugin NAME`.

A kind with a `trial` is tried on the spot. One that needs a server is told of an empty storage
by `--storage-place FILE`, a JSON object with `resource`, `credentials`, `secrets` and
`attributes`; where its address is plain HTTP, faults are put in between.
"""

import json
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

import limn.sdk
from limn.sdk.errors import (
    BadInput,
    Changed,
    Forbidden,
    LimnError,
    NotFound,
    StorageFailed,
)
from limn.sdk.reach import Reach
from limn.sdk.storages import (
    BLOCK,
    Credentials,
    Place,
    Storage,
    StorageField,
    StorageKind,
    StorageStatus,
    StoredObject,
)
from limn.sdk.testing.faulty import SECRET_OF_THE_SERVER, Faults, faulty_proxy

UNICODE = "Straße 東京 \N{GRINNING FACE}/’it is’ 100% & #1?+=.txt"
HOSTILE = ["", "/a", "a/", "a//b", "../a", "a/../b", "a/./b", ".", "a\0b", "x" * 1025]


class Case:
    """One kind of storage, an opened storage of it, and a prefix of this test's own."""

    def __init__(self, kind: StorageKind, place: Place, folder: Path) -> None:
        self.kind, self.place, self.folder = kind, place, folder
        self.storage = kind.open(kind.checked(place))
        self.home = f"kit-{uuid4().hex[:12]}/"

    def put(self, name: str, content: bytes = b"content") -> StoredObject:
        source = self.folder / uuid4().hex
        source.write_bytes(content)
        return self.storage.put(self.home + name, source)

    @contextmanager
    def through(self, faults: Faults) -> Generator[Storage]:
        """The same storage behind a proxy with these faults."""
        name, address = self._address()
        with faulty_proxy(address, faults) as url:
            reach = Reach(hosts=frozenset({"127.0.0.1"}))
            if name == "resource":
                place = replace(self.place, resource=url, reach=reach)
            else:
                attributes = {**self.place.attributes, name: url}
                place = replace(self.place, attributes=attributes, reach=reach)
            yield self.kind.open(place)

    def _address(self) -> tuple[str, str]:
        given = {"resource": self.place.resource, **self.place.attributes}
        for one in (self.kind.resource, *self.kind.attributes):
            address = given.get(one.name, "")
            if one.kind == "address" and address.startswith("http://"):
                return one.name, address
        pytest.skip("there is no plain HTTP address to put faults in between")


@pytest.fixture
def case(kit_storage: StorageKind, pytestconfig: pytest.Config, tmp_path: Path) -> Generator[Case]:
    """The kind under test; what the test leaves is removed."""
    home = tmp_path / "storage"
    home.mkdir()
    given: str | None = pytestconfig.getoption("storage_place")
    place = _place(json.loads(Path(given).read_text())) if given else kit_storage.trial(home)
    if place is None:
        pytest.skip(f"{kit_storage.title} needs a server: name one by --storage-place FILE")
    one = Case(kit_storage, place, tmp_path)
    yield one
    one.storage.delete([found.key for found in one.storage.walk(one.home)])


def _place(given: dict[str, Any]) -> Place:
    return Place(
        resource=given["resource"],
        credentials=given["credentials"],
        secrets=given.get("secrets", {}),
        attributes=given.get("attributes", {}),
        reach=Reach(hosts=frozenset({"127.0.0.1", "localhost"})),
    )


def test_the_plugin_states_the_contract_it_was_written_for(plugin: Any) -> None:
    assert getattr(plugin, "LIMN_API", None) == limn.sdk.API


def test_the_kind_says_what_it_asks_for(kit_storage: StorageKind) -> None:
    assert kit_storage.name.strip() == kit_storage.name != ""
    assert kit_storage.title.strip()
    assert isinstance(kit_storage.resource, StorageField)
    assert kit_storage.credentials
    assert all(isinstance(one, Credentials) for one in kit_storage.credentials)
    fields = [one.name for way in kit_storage.credentials for one in way.fields]
    attributes = [one.name for one in kit_storage.attributes]
    assert len(set(attributes)) == len(attributes)
    assert not set(fields) & set(attributes)


def test_what_was_not_asked_for_or_is_missing_is_refused(case: Case) -> None:
    wrong = [
        replace(case.place, resource=""),
        replace(case.place, credentials="NO_SUCH_WAY"),
        replace(case.place, attributes={"no_such_attribute": "x"}),
        replace(case.place, secrets={"no_such_secret": "x"}),
        replace(case.place, resource="x" * 5000),
    ]
    for place in wrong:
        with pytest.raises(BadInput):
            case.kind.checked(place)


def test_an_address_inside_a_private_network_is_refused(case: Case) -> None:
    fields = [case.kind.resource, *case.kind.attributes]
    names = [one.name for one in fields if one.kind == "address"]
    if not names:
        pytest.skip("this kind is not told any address")
    for address in ("http://127.0.0.1:1/x", "https://[::1]/x", "https://169.254.169.254/x"):
        place = replace(case.place, reach=Reach())
        if names[0] == "resource":
            place = replace(place, resource=address)
        else:
            place = replace(place, attributes={**place.attributes, names[0]: address})
        with pytest.raises(BadInput):
            case.kind.open(place)


def test_a_working_storage_is_available(case: Case) -> None:
    assert case.storage.status() == StorageStatus.available


def test_content_comes_back_as_it_was(case: Case) -> None:
    content = bytes(range(256)) * 40
    kept = case.put("a/b.bin", content)
    found = case.storage.head(kept.key)
    assert (found.key, found.size) == (case.home + "a/b.bin", len(content))
    assert case.storage.get(kept.key) == content


def test_an_empty_object_is_an_object(case: Case) -> None:
    key = case.put("empty", b"").key
    assert case.storage.head(key).size == 0
    assert case.storage.get(key) == b""
    assert case.storage.get_range(key, 0, 10) == b""
    assert [one.key for one in case.storage.walk(case.home)] == [key]


def test_keys_may_hold_any_letter(case: Case) -> None:
    key = case.put(UNICODE, b"letters").key
    assert case.storage.get(key) == b"letters"
    assert [one.key for one in case.storage.walk(case.home)] == [key]
    folder = case.home + UNICODE.partition("/")[0] + "/"
    assert [one.key for one in case.storage.list(folder).objects] == [key]


@pytest.mark.parametrize("key", HOSTILE)
def test_a_key_that_could_lead_elsewhere_is_refused(case: Case, key: str) -> None:
    source = case.folder / "source"
    source.write_bytes(b"x")
    with pytest.raises((BadInput, NotFound)):
        case.storage.put(key, source)
    with pytest.raises((BadInput, NotFound)):
        case.storage.head(key)
    with pytest.raises((BadInput, NotFound)):
        case.storage.get_range(key, 0, 1)


def test_large_objects_stream_in_order(case: Case) -> None:
    content = bytes(range(251)) * ((BLOCK + BLOCK // 2) // 251)
    key = case.put("large", content).key
    blocks = list(case.storage.stream(key))
    assert len(blocks) > 1
    assert b"".join(blocks) == content


def test_ranges_are_exact(case: Case) -> None:
    key = case.put("digits", b"0123456789").key
    read = case.storage.get_range
    assert read(key, 0, 10) == b"0123456789"
    assert read(key, 3, 5) == b"34"
    assert read(key, 9, 10) == b"9"
    assert read(key, 8, 50) == b"89"
    assert read(key, 10, 20) == b""
    assert read(key, 50, 60) == b""
    assert read(key, 4, 4) == b""


def test_replacing_an_object_is_noticed(case: Case) -> None:
    old = case.put("a", b"first version")
    before = case.storage.head(old.key).tag
    assert before
    case.put("a", b"second, longer version")
    after = case.storage.head(old.key).tag
    assert after != before
    assert case.storage.get_range(old.key, 0, 6, tag=after) == b"second"
    with pytest.raises(Changed):
        case.storage.get_range(old.key, 0, 6, tag=before)
    with pytest.raises(Changed):
        list(case.storage.stream(old.key, tag=before))


def test_folders_are_told_from_objects(case: Case) -> None:
    for name in ("b.txt", "a/1.txt", "a/deep/2.txt", "a-b.txt", "a.txt"):
        case.put(name)
    found = case.storage.list(case.home)
    assert found.folders == (case.home + "a/",)
    names = [one.key.removeprefix(case.home) for one in found.objects]
    assert names == ["a-b.txt", "a.txt", "b.txt"]
    assert found.next == ""
    inside = case.storage.list(case.home + "a/")
    assert (inside.folders, len(inside.objects)) == ((case.home + "a/deep/",), 1)


def test_a_listing_takes_the_beginning_of_a_name(case: Case) -> None:
    for name in ("day 1/a", "day 2/a", "night/a", "day.txt", "da"):
        case.put(name)
    found = case.storage.list(case.home + "day")
    assert found.folders == (case.home + "day 1/", case.home + "day 2/")
    assert [one.key for one in found.objects] == [case.home + "day.txt"]
    assert case.storage.list(case.home + "no such").folders == ()


def test_pages_hold_each_name_once_and_in_order(case: Case) -> None:
    names = [f"{number:02d}" for number in range(9)] + [f"f{n}/x" for n in range(4)]
    for name in [*names, "f0/y", "f2/z/deep"]:
        case.put(name)
    pages, cursor = 0, ""
    seen: list[str] = []
    while True:
        found = case.storage.list(case.home, cursor, 3)
        seen += sorted([*found.folders, *(one.key for one in found.objects)])
        pages, cursor = pages + 1, found.next
        if not cursor:
            break
    assert seen == [case.home + name.replace("/x", "/") for name in names]
    assert pages == 5


def test_a_walk_goes_to_every_depth(case: Case) -> None:
    names = ["a", "b/c", "b/d/e", "b/d/f/g", "h"]
    for name in names:
        case.put(name)
    found = list(case.storage.walk(case.home))
    assert [one.key for one in found] == [case.home + name for name in names]
    assert all(one.size == len(b"content") for one in found)
    assert [one.key for one in case.storage.walk(case.home + "b/d")] == [
        case.home + "b/d/e", case.home + "b/d/f/g",
    ]  # fmt: skip


def test_what_is_not_there_is_told(case: Case) -> None:
    for ask in (case.storage.head, case.storage.get):
        with pytest.raises(NotFound):
            ask(case.home + "nothing")
    with pytest.raises(NotFound):
        case.storage.get_range(case.home + "nothing", 0, 10)
    assert case.storage.list(case.home + "nothing/").objects == ()
    assert list(case.storage.walk(case.home + "nothing/")) == []


def test_deleting_removes_and_may_be_repeated(case: Case) -> None:
    key = case.put("a").key
    case.storage.delete([key, case.home + "never there"])
    case.storage.delete([key])
    with pytest.raises(NotFound):
        case.storage.head(key)


def test_many_threads_may_use_it(case: Case) -> None:
    keys = [case.put(f"{number}", f"{number}".encode() * 100).key for number in range(8)]
    with ThreadPoolExecutor(8) as threads:
        contents = list(threads.map(case.storage.get, keys * 4))
    assert contents == [f"{number}".encode() * 100 for number in range(8)] * 4


def test_a_presigned_address_needs_no_object(case: Case) -> None:
    address = case.storage.presign(case.home + "later", 60)
    assert address is None or address.startswith("http")


def test_refusals_are_told_as_such(case: Case) -> None:
    key = case.put("a").key
    with case.through(Faults(status=403, times=-1)) as storage:
        assert storage.status() == StorageStatus.forbidden
        for ask in (storage.head, storage.get):
            with pytest.raises(Forbidden):
                ask(key)
    with case.through(Faults(status=404, times=-1)) as storage:
        assert storage.status() == StorageStatus.not_found


def test_a_short_trouble_of_the_server_is_waited_out(case: Case) -> None:
    key = case.put("a", b"all is well").key
    for status in (500, 503):
        with case.through(Faults(status=status, times=1)) as storage:
            assert storage.get(key) == b"all is well"
        with case.through(Faults(status=status, times=1)) as storage:
            assert [one.key for one in storage.walk(case.home)] == [key]


def test_a_lasting_trouble_is_told_without_the_servers_words(case: Case) -> None:
    key = case.put("a").key
    faults = Faults(status=500, times=-1)
    with case.through(faults) as storage, pytest.raises(StorageFailed) as caught:
        storage.get(key)
    assert SECRET_OF_THE_SERVER not in str(caught.value)
    assert faults.seen < 20


def test_a_slow_server_is_waited_for(case: Case) -> None:
    key = case.put("a", b"slow").key
    with case.through(Faults(delay=0.4, times=2)) as storage:
        assert storage.get(key) == b"slow"


def test_an_answer_that_is_cut_off_never_counts_as_whole(case: Case) -> None:
    content = bytes(range(256)) * 64
    key = case.put("a", content).key
    with case.through(Faults(cut=True, times=1)) as storage:
        assert _or_failed(lambda: storage.get_range(key, 0, len(content))) in (content, None)
    with case.through(Faults(cut=True, times=-1)) as storage:
        assert _or_failed(lambda: storage.get_range(key, 0, len(content))) is None
        assert _or_failed(lambda: storage.list(case.home)) is None


def test_a_server_that_sends_whole_objects_never_spoils_a_part(case: Case) -> None:
    content = bytes(range(251)) * 40
    key = case.put("a", content).key
    with case.through(Faults(whole=True)) as storage:
        for start, stop in ((0, 50), (300, 400)):
            # Forbidden: the header that asks for a part is among those that are signed.
            with suppress(StorageFailed, Forbidden):
                assert storage.get_range(key, start, stop) == content[start:stop]


def test_an_upload_that_fails_leaves_nothing_half(case: Case) -> None:
    source = case.folder / "source"
    source.write_bytes(b"new")
    old = case.put("old", b"old content").key
    with case.through(Faults(status=500, times=-1)) as storage:
        for key in (old, case.home + "new"):
            with pytest.raises(LimnError):
                storage.put(key, source)
    assert case.storage.get(old) == b"old content"
    assert [one.key for one in case.storage.walk(case.home)] == [old]


def _or_failed(ask: Any) -> Any:
    try:
        return ask()
    except StorageFailed:
        return None
