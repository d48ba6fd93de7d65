"""What is changed by a row read before keeps what others changed since, and stays deleted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import pytest

from core.annotations.conftest import settled
from limn.events.models import Event
from limn.identity import actions as identity
from limn.identity.actions import invitations
from limn.identity.models import Invitation, Membership, User
from limn.identity.queries import actor_of
from limn.media.options import DataOptions
from limn.media.places import sources
from limn.review import actions as review
from limn.sdk.errors import BadInput, NotFound
from limn.storage import actions as storages
from limn.storage.models import CloudStorage
from limn.tasks import actions as tasks
from limn.tasks.actions import guides, projects
from limn.tasks.actions.labels import update_label
from limn.tasks.models import Label


@dataclass
class Case:
    """A row, and a way to change each of two of its fields."""

    row: Any
    one: dict[str, Any]
    other: dict[str, Any]
    change: Callable[[Any, dict[str, Any]], Any]
    delete: Callable[[Any], Any] | None = None
    """How it is deleted, for rows whose deletion is told of."""


def of_task(place, actor) -> Case:
    return Case(place.task, {"name": "a"}, {"subset": "b"},
                lambda row, changes: tasks.update_task(actor, row, changes),
                lambda row: tasks.delete_task(actor, row))  # fmt: skip


def of_project(place, actor) -> Case:
    project = tasks.create_project(actor, {"name": "p", "labels": [{"name": "car"}]})
    return Case(project, {"name": "a"}, {"bug_tracker": "http://localhost/b"},
                lambda row, changes: tasks.update_project(actor, row, changes),
                lambda row: tasks.delete_project(actor, row))  # fmt: skip


def of_job(place, actor) -> Case:
    return Case(place.jobs[0], {"state": "in progress"}, {"assignee": actor.user_id},
                tasks.update_job)  # fmt: skip


def of_label(place, actor) -> Case:
    label = Label.objects.get(pk=place.ids.label("car"))
    return Case(label, {"name": "lorry"}, {"color": "#010203"}, update_label)


def of_guide(place, actor) -> Case:
    guide = guides.create_guide(actor, place.task, {"markdown": "read"}, bool)
    return Case(guide, {"markdown": "a"}, {"is_public": True},
                lambda row, changes: guides.update_guide(actor, row, changes, bool),
                lambda row: guides.delete_guide(actor, row))  # fmt: skip


def of_issue(place, actor) -> Case:
    issue = review.create_issue(actor, place.jobs[0], an_issue())
    return Case(issue, {"resolved": True}, {"frame": 1},
                lambda row, changes: review.update_issue(actor, row, changes),
                lambda row: review.delete_issue(actor, row))  # fmt: skip


def of_comment(place, actor) -> Case:
    issue = review.create_issue(actor, place.jobs[0], an_issue())
    comment = review.create_comment(actor, issue, "there")
    return Case(comment, {"message": "a"}, {},
                lambda row, changes: changes and review.update_comment(actor, row, **changes),
                lambda row: review.delete_comment(actor, row))  # fmt: skip


def of_storage(place, actor) -> Case:
    row = CloudStorage.objects.create(
        owner_id=actor.user_id, provider_type="SHARE", resource="/", display_name="s"
    )
    return Case(row, {"display_name": "a"}, {},
                lambda row, changes: changes and storages.update(actor, row, changes),
                lambda row: storages.forget(actor, row))  # fmt: skip


def of_user(place, actor) -> Case:
    user = identity.create_user("grace", password="long and winding")
    return Case(user, {"first_name": "a"}, {"is_active": False}, identity.update_user)


def of_organization(place, actor) -> Case:
    owner = User.objects.get(pk=actor.user_id)
    organization = identity.create_organization(owner, slug="acme")
    return Case(organization, {"name": "a"}, {"description": "b"}, identity.update_organization)


def of_token(place, actor) -> Case:
    token, _ = identity.create_token(actor.user_id, name="t", read_only=False, expiry_date=None)
    return Case(token, {"name": "a"}, {"read_only": True}, identity.update_token)


def an_issue() -> dict[str, Any]:
    return {"frame": 0, "position": [1.0, 2.0], "message": "look"}


CASES = [of_task, of_project, of_job, of_label, of_guide, of_issue, of_comment, of_storage, of_user,
         of_organization, of_token]  # fmt: skip


@pytest.fixture(params=CASES, ids=lambda one: one.__name__.removeprefix("of_"))
def case(request, db) -> Case:
    place = settled()
    return request.param(place, actor_of(User.objects.get(pk=place.admin_id)))


def test_a_change_keeps_what_others_changed_since_the_row_was_read(case):
    before, now = again(case.row), again(case.row)
    wanted = case.one | case.other
    assert not values(now, wanted).items() & wanted.items()
    case.change(now, dict(case.one))
    case.change(before, dict(case.other))
    assert values(again(case.row), wanted) == wanted


def values(row: Any, names: Iterable[str]) -> dict[str, Any]:
    people = {"assignee": "assignee_id"}
    return {name: getattr(row, people.get(name, name)) for name in names}


def again(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


def test_what_is_deleted_meanwhile_is_not_brought_back_by_a_change(case):
    before, rows = again(case.row), type(case.row).objects
    rows.filter(pk=case.row.pk).delete()
    with pytest.raises(NotFound, match=str(case.row.pk)):
        case.change(before, dict(case.one))
    assert not rows.filter(pk=case.row.pk).exists()


@pytest.mark.parametrize(
    "case",
    [of_task, of_project, of_guide, of_issue, of_comment, of_storage],
    indirect=True,
    ids=lambda one: one.__name__.removeprefix("of_"),
)
def test_what_two_delete_is_deleted_and_told_once(case):
    first, second = again(case.row), again(case.row)
    case.delete(first)
    told = Event.objects.count()
    with pytest.raises(NotFound, match=str(case.row.pk)):
        case.delete(second)
    assert Event.objects.count() == told


def test_a_project_is_deleted_though_one_of_its_tasks_is_gone_meanwhile(db, monkeypatch):
    place = settled()
    actor = actor_of(User.objects.get(pk=place.admin_id))
    project = tasks.create_project(actor, {"name": "p"})
    gone = tasks.create_task(actor, {"name": "t"}, project)
    delete = projects.delete_task

    def first_by_another(actor, task):
        delete(actor, again(task))
        delete(actor, task)

    monkeypatch.setattr(projects, "delete_task", first_by_another)
    tasks.delete_project(actor, project)
    told = Event.objects.filter(name="delete:task").values_list("payload", flat=True)
    assert [one["id"] for one in told] == [gone.pk]
    assert not type(project).objects.filter(pk=project.pk).exists()


def test_a_task_that_got_its_media_meanwhile_keeps_it(db):
    place = settled()
    actor, before = actor_of(User.objects.get(pk=place.admin_id)), again(place.task)
    before.data = None
    with pytest.raises(BadInput, match="more data"):
        tasks.start_data(actor, before, sources.client(), DataOptions())
    assert again(place.task).data_id == place.task.data_id


@pytest.mark.parametrize("deed", [
    invitations.accept, invitations.withdraw, lambda one: invitations.resend(None, one),
])  # fmt: skip
def test_an_invitation_that_was_withdrawn_meanwhile_is_none(db, deed):
    owner, guest = (identity.create_user(name, email=f"{name}@example.org") for name in "ab")
    organization = identity.create_organization(owner, slug="acme")
    membership = Membership.objects.create(user=guest, organization=organization, role="worker")
    invitation = Invitation.objects.create(key="k", owner=owner, membership=membership)
    before = again(invitation)
    invitations.withdraw(invitation)
    with pytest.raises(NotFound, match="membership"):
        deed(before)
