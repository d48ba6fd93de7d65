"""The same on PostgreSQL, where rows go in by COPY and ids come from a sequence."""

import threading

import pytest
from django.db import IntegrityError, connection, connections, transaction

from core.annotations.conftest import settled
from core.annotations.test_changes import never_doubled_never_lost
from core.annotations.test_streaming import drawn, shown
from limn.annotations import store
from limn.annotations.models import Interval, Shape
from limn.annotations.rows import COLUMNS, Batch
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


def test_a_label_is_not_lost_under_a_save_that_is_not_finished(on_postgres):
    """A save on its way holds its label; who deletes it waits, and takes the new objects along."""
    from limn.tasks.actions import delete_label
    from limn.tasks.models import Label

    place = settled()
    label = Label.objects.get(name="car", task=place.task)
    deleted = threading.Event()
    place.put({"tags": [place.tag()]})

    def delete():
        try:
            delete_label(label)
            deleted.set()
        finally:
            connections.close_all()

    thread = threading.Thread(target=delete)
    with transaction.atomic():
        store.insert(Batch(shape=[row(place, label_id=label.pk)]))
        thread.start()
        assert not deleted.wait(0.5)
    thread.join(20)
    assert deleted.is_set()
    assert not Label.objects.filter(pk=label.pk).exists()
    assert place.get()["shapes"] == []
    assert [one["kind"] for one in place.history()["results"]] == ["label", "put"]


def row(place, *, number=1, **more):
    """The row of a rectangle."""
    told = {
        "id": number, "job_id": place.jobs[0].pk, "frame": 0, "label_id": place.ids.label("car"),
        "group": 0, "source": "manual", "attributes": "[]", "version": 1, "parent_id": None,
        "track_id": None, "type": "rectangle", "occluded": False, "outside": False, "z_order": 0,
        "rotation": 0.0, "score": 1.0, "points": "[0,0,1,1]",
    }  # fmt: skip
    return tuple((told | more)[name] for name in COLUMNS["shape"])


def test_rows_that_refer_to_nothing_are_refused(on_postgres):
    place = settled()
    for column in ("job_id", "label_id", "parent_id", "track_id"):
        refused = pytest.raises(IntegrityError, match=f"annotations_shape.{column} refers to noth")
        with refused:
            store.insert(Batch(shape=[row(place), row(place, number=2, **{column: 1 << 40})]))
        assert place.get()["shapes"] == []
        with refused, transaction.atomic():
            store.insert(Batch(shape=[row(place)]))
            Shape.objects.update(**{column: 1 << 40})


def test_what_rows_refer_to_is_not_deleted(on_postgres):
    place = settled()
    place.put({"tracks": [place.track(place.key(0), place.key(5))]})
    for table in ("tasks_label", "tasks_job", "annotations_track"):
        with pytest.raises(IntegrityError, match="still refers"), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608
    assert len(place.get()["tracks"][0]["shapes"]) == 2


def test_a_skeleton_is_not_deleted_without_its_elements(on_postgres):
    place = settled()
    place.put({"shapes": [place.skeleton()]})
    with pytest.raises(IntegrityError, match="still refers"), transaction.atomic():
        Shape.objects.filter(type="skeleton").delete()
    assert len(place.get()["shapes"][0]["elements"]) == 3


def test_intervals_are_kept_cut_and_restored_as_well(on_postgres):
    place = settled(1000, kind="audio", segment_size=600, overlap=100)
    place.call("put", place.task_url, {"intervals": [place.interval(100, 900)]})
    [whole] = place.call("get", place.task_url)["intervals"]
    assert (whole["start"], whole["stop"]) == (100, 900)
    [one] = place.get()["intervals"]
    place.patch("update", {"intervals": [one | {"stop": 200}]})
    place.restore({"version": 1, "objects": [f"interval:{one['id']}"]})
    assert place.get()["intervals"] == [one]
    place.call("get", f"{place.job_url()}?start=3&stop=4")
    place.call("delete", f"/api/tasks/{place.task.pk}", status=204)
    assert not Interval.objects.exists()


def test_intervals_refer_to_what_there_is(on_postgres):
    place = settled(1000, kind="audio")
    place.put({"intervals": [place.interval()]})
    with pytest.raises(IntegrityError, match=r"annotations_interval.label_id refers to nothing"):
        Interval.objects.update(label_id=1 << 40)
    for table in ("tasks_label", "tasks_job"):
        with pytest.raises(IntegrityError, match="still refers"), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608
    assert len(place.get()["intervals"]) == 1
