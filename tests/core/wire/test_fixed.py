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
    found = Task.objects.filter(pk__in=ids).order_by("owner__username", "-name")
    with django_assert_num_queries(1):
        count, shown = list_queries.tasks_shown.page(found, slice(1, 4))
    assert (count, [one.pk for one in shown]) == (5, [ids[3], ids[2], ids[1]])
    for one in shown:
        model = queries.get_task(one.pk)
        assert one.created_date == model.created_date
        assert (one.owner.username, one.assignee, one.data) == (model.owner.username, None, None)


def test_columns_become_objects_and_what_is_not_there_none():
    shape = Shape.of(["pk", "owner__pk", "owner__name", "data__pk", "data__place__pk"])
    one = shape((1, 2, "ada", None, None))
    assert (one.pk, one.owner.pk, one.owner.name, one.data) == (1, 2, "ada", None)
    assert shape((1, None, None, 3, 4)).data.place.pk == 4


@pytest.mark.parametrize(
    ("name", "span", "answer"),
    [("t3", slice(0, 10), (1, 1)), ("t3", slice(10, 20), (1, 0)), ("no", slice(0, None), (0, 0))],
)
def test_a_list_is_counted_where_the_page_is_empty(ids, name, span, answer):
    count, shown = list_queries.tasks_shown.page(Task.objects.filter(name=name), span)
    assert (count, len(shown)) == answer


def test_nothing_is_found_by_a_filter_that_nothing_can_pass(ids):
    assert list_queries.tasks_shown.page(Task.objects.filter(pk__in=[]), slice(0, 10)) == (0, [])
