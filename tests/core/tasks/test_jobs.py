"""Stages, states and what follows from them."""

import pytest

from limn.sdk import BadInput
from limn.tasks import actions, list_queries, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(user, actor_of):
    task = actions.create_task(actor_of(user), {"name": "t", "segment_size": 5})
    actions.cut_jobs(task, kind="image", size=10)
    return task


def jobs(task):
    return [queries.get_job(one.id) for one in queries.jobs_of_task(task.pk)]


def test_a_new_stage_begins_in_state_new(task):
    job = actions.update_job(jobs(task)[0], {"state": "completed"})
    job = actions.update_job(job, {"stage": "validation"})
    assert (job.stage, job.state) == ("validation", "new")


def test_a_task_is_as_far_as_its_least_advanced_job(task):
    first, second = jobs(task)
    actions.update_job(first, {"stage": "acceptance", "state": "completed"})
    assert queries.get_task(task.pk).status == "annotation"
    actions.update_job(second, {"stage": "validation"})
    assert queries.get_task(task.pk).status == "validation"
    actions.update_job(second, {"stage": "acceptance", "state": "completed"})
    assert queries.get_task(task.pk).status == "completed"
    counts = list_queries.job_counts([task.pk])[task.pk]
    assert (counts.count, counts.completed, counts.validation) == (2, 2, 0)


def test_nobody_is_no_assignee(task):
    with pytest.raises(BadInput) as refused:
        actions.update_job(jobs(task)[0], {"assignee": 999_999})
    assert "assignee" in refused.value.fields


def test_a_write_moves_the_dates_of_job_task_and_project(user, actor_of):
    project = actions.create_project(actor_of(user), {"name": "p"})
    task = actions.create_task(actor_of(user), {"name": "t"}, project)
    actions.cut_jobs(task, kind="image", size=3)
    (job,) = jobs(task)
    before = [queries.get_project(project.pk).updated_date, queries.get_task(task.pk).updated_date]
    assert actions.bump_annotations(actions.lock_job(job.pk), task) == 1
    after = [queries.get_project(project.pk).updated_date, queries.get_task(task.pk).updated_date]
    assert all(new > old for old, new in zip(before, after, strict=True))
