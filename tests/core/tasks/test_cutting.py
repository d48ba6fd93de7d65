"""How frames are cut into jobs."""

import pytest

from limn.sdk import BadInput
from limn.tasks import actions, queries

pytestmark = pytest.mark.django_db


def cut(actor, kind, size, **described):
    task = actions.create_task(actor, {"name": "t", **described})
    actions.cut_jobs(task, kind=kind, size=size)
    return [(one.start, one.stop) for one in queries.jobs_of_task(task.pk)]


@pytest.mark.parametrize(
    ("kind", "size", "described", "spans"),
    [
        ("image", 10, {}, [(0, 9)]),
        ("image", 10, {"segment_size": 4}, [(0, 3), (4, 7), (8, 9)]),
        ("image", 10, {"segment_size": 10}, [(0, 9)]),
        ("image", 10, {"segment_size": 99}, [(0, 9)]),
        ("image", 10, {"segment_size": 4, "overlap": 1}, [(0, 3), (3, 6), (6, 9)]),
        ("image", 10, {"segment_size": 4, "overlap": 3}, [(0, 3), (2, 5), (4, 7), (6, 9)]),
        ("video", 40, {"segment_size": 20}, [(0, 19), (15, 34), (30, 39)]),
        ("video", 1, {}, [(0, 0)]),
    ],
)
def test_segments_cover_every_frame(user, actor_of, kind, size, described, spans):
    assert cut(actor_of(user), kind, size, **described) == spans


def test_too_many_jobs_are_refused(user, actor_of):
    with pytest.raises(BadInput, match="5000 are allowed"):
        cut(actor_of(user), "image", 6000, segment_size=1)
