"""Queries that are compiled once find what Django finds."""

import pytest

from limn.tasks import actions, list_queries, queries
from limn.tasks.models import Task
from limn.wire.fixed import Fixed, Shape

pytestmark = pytest.mark.django_db


@pytest.fixture
def ids(user, actor_of):
    make = actions.create_task
    return [make(actor_of(user), {"name": f"t{number}"}).pk for number in range(5)]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5])
def test_a_query_finds_the_rows_of_any_number_of_ids(ids, count):
    names = Fixed(lambda some: Task.objects.filter(pk__in=some).values_list("pk", "name"))
    wanted = ids[:count]
    for _ in range(2):
        assert sorted(names(wanted)) == [(one, f"t{number}") for number, one in enumerate(wanted)]


def test_values_beside_the_ids_stay_as_they_were_written(ids):
    rows = Fixed(lambda some: Task.objects.filter(name="t3", pk__in=some).values_list("pk"))
    assert rows(ids) == [(ids[3],)]
    assert rows(ids[:3]) == []


def test_values_are_those_of_models(ids, django_assert_num_queries):
    with django_assert_num_queries(1):
        shown = list_queries.tasks_shown([ids[1], ids[0], 10**9])
    assert [one.pk for one in shown] == [ids[1], ids[0]]
    for one in shown:
        model = queries.get_task(one.pk)
        assert one.created_date == model.created_date
        assert (one.owner.username, one.assignee, one.data) == (model.owner.username, None, None)


def test_columns_become_objects_and_what_is_not_there_none():
    shape = Shape.of(["pk", "owner__pk", "owner__name", "data__pk", "data__place__pk"])
    one = shape((1, 2, "ada", None, None))
    assert (one.pk, one.owner.pk, one.owner.name, one.data) == (1, 2, "ada", None)
    assert shape((1, None, None, 3, 4)).data.place.pk == 4
