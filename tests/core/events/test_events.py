"""Events are written with what they tell of, and told after it is committed."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connections, transaction

from limn.events import telling
from limn.events.actions import record
from limn.events.queries import newest_first
from limn.host import calls

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def told(monkeypatch):
    """What plugins are told, at the edge where they are called."""
    heard = []
    monkeypatch.setattr(calls, "tell", heard.append)
    return heard


def test_an_event_is_told_once_in_order_with_its_facts(told):
    record("create:task", 7, 3, id=1)
    record("update:task", 7, None, id=1, changes={"name": "b"})
    assert telling.drain() == 2
    assert telling.drain() == 0
    assert [(one.name, one.actor, one.organization) for one in told] == [
        ("create:task", 7, 3),
        ("update:task", 7, None),
    ]
    assert told[1].payload == {"id": 1, "changes": {"name": "b"}}
    assert told[0].id < told[1].id


def test_a_rolled_back_event_never_happened(told):
    with transaction.atomic():
        record("create:task", None, None)
        transaction.set_rollback(True)
    assert telling.drain() == 0
    assert told == []


def test_an_event_whose_telling_was_cut_short_is_told_again(monkeypatch):
    record("create:task", None, None)

    def die(event):
        raise KeyboardInterrupt

    monkeypatch.setattr(calls, "tell", die)
    with pytest.raises(KeyboardInterrupt):
        telling.drain()
    heard = []
    monkeypatch.setattr(calls, "tell", heard.append)
    assert telling.drain() == 1
    assert [one.name for one in heard] == ["create:task"]


def test_nobody_tells_while_another_does(monkeypatch):
    record("create:task", None, None)
    begun, done = Event(), Event()

    def tell_slowly(event):
        begun.set()
        done.wait(30)

    def drain_elsewhere() -> int:
        try:
            return telling.drain()
        finally:
            connections.close_all()

    monkeypatch.setattr(calls, "tell", tell_slowly)
    with ThreadPoolExecutor(1) as threads:
        other = threads.submit(drain_elsewhere)
        assert begun.wait(30)
        assert telling.drain() == 0
        done.set()
        assert other.result() == 1
    assert telling.drain() == 0


def test_newest_first_leaves_out_what_was_seen():
    for number in range(3):
        record("create:task", None, None, id=number)
    oldest = newest_first().last()
    assert oldest is not None
    assert [event.payload["id"] for event in newest_first(after=oldest.pk)] == [2, 1]
