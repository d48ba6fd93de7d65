"""The same on PostgreSQL, where rows go in by COPY and ids come from a sequence."""

import pytest
from django.db import connection

from core.annotations.conftest import settled
from core.annotations.test_changes import never_doubled_never_lost
from core.annotations.test_streaming import drawn, shown
from servers.databases import own_database
from servers.workers import deployed


@pytest.fixture
def on_postgres(postgres, tmp_path, django_db_blocker):
    with (
        own_database(postgres) as url,
        deployed(tmp_path, database=url, blocker=django_db_blocker),
    ):
        assert connection.vendor == "postgresql"
        yield


def test_everything_is_saved_changed_restored_and_streamed(on_postgres):
    place = settled(10, segment_size=10)
    first = place.put(drawn(place))
    read, seen = place.get(), repr(shown(place))
    place.put(read)
    assert place.get() == read
    assert repr(shown(place)) == seen
    gone = {kind: [one["id"] for one in first[kind]] for kind in ("tags", "shapes", "tracks")}
    place.change({"delete": gone, "create": {"shapes": [place.skeleton(3)]}})
    place.change({"delete": {"tags": [gone["tags"][0]]}}, 409)
    assert [len(one["elements"]) for one in place.get()["shapes"]] == [3]
    place.patch("update", {"shapes": [place.get()["shapes"][0] | {"id": 2**62}]})
    place.call("get", f"{place.job_url()}?start=3&stop=4")
    place.restore({"version": 2})
    assert place.get() == read
    place.restore({"version": 0})
    track = read["tracks"][0]
    place.restore({"version": 2, "objects": [f"track:{track['id']}"]})
    assert place.get()["tracks"] == [track]
    assert place.history(f"?object=track:{track['id']}")["count"] == 6
    assert place.call("get", f"{place.job_url()}/changes?since=1")["version"] == 7


def test_writers_at_the_same_time_never_double_and_never_lose_on_postgresql(on_postgres):
    never_doubled_never_lost(settled())


def test_a_label_that_goes_while_its_objects_are_saved_is_a_conflict(on_postgres, monkeypatch):
    from limn.annotations.actions import writing
    from limn.tasks.models import Label

    place = settled()
    lock = writing.lock_job

    def lock_while_the_label_goes(job_id):
        Label.objects.filter(name="car").delete()
        return lock(job_id)

    monkeypatch.setattr(writing, "lock_job", lock_while_the_label_goes)
    place.put({"shapes": [place.box()]}, 409)
