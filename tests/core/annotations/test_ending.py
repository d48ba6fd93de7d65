"""Tasks, jobs and projects end with all that is drawn in them, however much that is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from limn.annotations.models import Change, Shape, Tag, Track
from limn.tasks.models import Job, Project, Segment


def fill(place):
    """Something of each kind in every job."""
    for job in range(len(place.jobs)):
        start = place.jobs[job].segment.start_frame
        place.put(
            {
                "tags": [place.tag(start)],
                "shapes": [place.skeleton(start), *(place.box(start) for _ in range(20))],
                "tracks": [place.track(place.key(start), place.key(start + 1))],
            },
            job=job,
        )


def left():
    return [model.objects.count() for model in (Tag, Track, Shape, Change, Job)]


def test_a_task_takes_all_of_it_along(make_place):
    other = make_place()
    fill(other)
    before = left()
    place = make_place(10, segment_size=5)
    fill(place)
    place.call("delete", f"/api/tasks/{place.task.pk}", status=204)
    assert left() == before


def test_a_project_takes_all_of_it_along(make_place):
    place = make_place()
    fill(place)
    project = Project.objects.create(name="p")
    place.task.project = project
    place.task.save()
    project.delete()
    assert left() == [0, 0, 0, 0, 0]


@pytest.mark.parametrize("model", [Job, Segment])
def test_a_job_takes_its_own_along(make_place, model):
    place = make_place(10, segment_size=5)
    fill(place)
    whole = left()
    last = place.jobs[-1] if model is Job else place.jobs[-1].segment
    model.objects.filter(pk=last.pk).delete()
    assert left() == [one // 2 for one in whole]


def test_what_is_drawn_is_not_read_to_be_deleted(make_place):
    place = make_place()
    fill(place)
    with CaptureQueriesContext(connection) as asked:
        place.call("delete", f"/api/tasks/{place.task.pk}", status=204)
    reading = [one["sql"] for one in asked.captured_queries if one["sql"].startswith("SELECT")]
    assert not [sql for sql in reading if "annotations_" in sql]
