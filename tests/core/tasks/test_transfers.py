"""Projects and tasks go from one organization to another, or to their owner's sandbox."""

import pytest

from limn.events.models import Event
from limn.media.models import Data
from limn.runs.models import Run
from limn.storage.models import CloudStorage
from limn.tasks import actions
from limn.tasks.models import Job, Project, Task
from servers.threads import in_threads


@pytest.fixture
def ada(make_user):
    return make_user("ada")


@pytest.fixture
def bob(make_user):
    return make_user("bob")


@pytest.fixture
def here(make_organization, ada, bob):
    return make_organization("here", owner=ada, worker=bob)


@pytest.fixture
def there(make_organization, ada, make_user):
    return make_organization("there", owner=make_user("eve"), supervisor=ada)


@pytest.fixture
def project(ada, bob, here, actor_of):
    """A project of two tasks, bob's work."""
    actor = actor_of(ada, organization=here.pk)
    project = actions.create_project(actor, {"name": "p", "assignee_id": bob.pk})
    for name in ("a", "b"):
        task = actions.create_task(actor, {"name": name, "assignee_id": bob.pk}, project)
        task.data = Data.objects.create(kind="image", size=3, stop_frame=2, chunk_size=3)
        task.save()
        actions.cut_jobs(task, kind="image", size=3)
    Job.objects.update(assignee=bob)
    return project


@pytest.fixture
def task(ada, here, actor_of):
    return actions.create_task(actor_of(ada, organization=here.pk), {"name": "t"})


def patch(client, thing, **body):
    path = f"/api/{thing._meta.model_name}s/{thing.pk}"
    return client.patch(path, body, content_type="application/json")


def storage(owner, organization, resource="bucket"):
    return CloudStorage.objects.create(
        provider_type="AWS_S3_BUCKET", resource=resource, display_name=resource, owner=owner,
        organization=organization, credentials_type="ANONYMOUS_ACCESS",
    )  # fmt: skip


def test_a_project_goes_with_all_that_is_in_it(project, ada, bob, there, client_of):
    answer = patch(client_of(ada), project, organization_id=there.pk)
    assert answer.status_code == 200, answer.content
    assert answer.json()["organization_id"] == there.pk
    for one in (Project.objects.get(), *Task.objects.all()):
        assert (one.organization_id, one.owner, one.assignee) == (there.pk, ada, None)
    assert not Job.objects.exclude(assignee=None).exists()
    assert client_of(bob).get(f"/api/projects/{project.pk}").status_code == 403
    told = [(one.name, one.organization) for one in Event.objects.order_by("pk")][-2:]
    assert told == [("delete:project", project.organization_id), ("create:project", there.pk)]


def test_a_task_goes_to_the_sandbox_and_back(task, ada, here, client_of):
    client = client_of(ada)
    assert patch(client, task, organization_id=None).json()["organization_id"] is None
    assert patch(client, task, organization_id=here.pk).json()["organization_id"] == here.pk


def test_who_may_not_remove_it_here_cannot_take_it(task, bob, client_of):
    assert patch(client_of(bob), task, organization_id=None).status_code == 403
    Task.objects.update(assignee=bob)
    assert patch(client_of(bob), task, organization_id=None).status_code == 403


def test_who_may_not_make_such_a_thing_there_cannot_bring_it(
    task, ada, make_user, make_organization, client_of
):
    lowly = make_organization("lowly", owner=make_user("zoe"), worker=ada)
    strange = make_organization("strange", owner=make_user("yan"))
    for organization in (lowly, strange):
        assert patch(client_of(ada), task, organization_id=organization.pk).status_code == 403
    assert patch(client_of(ada), task, organization_id=10**6).status_code == 400
    assert Task.objects.get().organization_id == task.organization_id


def test_a_task_stays_with_its_project(project, ada, there, client_of):
    answer = patch(client_of(ada), project.tasks.first(), organization_id=there.pk)
    assert answer.status_code == 400
    assert "in project" in answer.json()["organization_id"][0]


def test_nothing_else_is_changed_by_the_same_request(task, ada, there, client_of):
    answer = patch(client_of(ada), task, organization_id=there.pk, name="other")
    assert answer.status_code == 400
    assert "name" in answer.json()["organization_id"][0]


def test_it_stays_while_work_goes_on(project, ada, there, client_of):
    Run.objects.create(key="k", job="j", queue="q", action="a", target="task",
                       project_id=project.pk)  # fmt: skip
    answer = patch(client_of(ada), project, organization_id=there.pk)
    assert answer.status_code == 400
    assert "still running" in str(answer.json())


def test_storages_become_those_of_the_same_place_there(task, ada, here, there, client_of):
    Task.objects.update(
        source_location="cloud_storage", source_cloud_storage_id=storage(ada, here).pk
    )
    refused = patch(client_of(ada), task, organization_id=there.pk)
    assert "0 storages like" in refused.json()["source_storage"][0]
    storage(ada, there, "another")
    same = storage(ada, there)
    answer = patch(client_of(ada), task, organization_id=there.pk)
    assert answer.json()["source_storage"]["cloud_storage_id"] == same.pk
    storage(ada, here)
    storage(ada, here)
    refused = patch(client_of(ada), task, organization_id=here.pk)
    assert "3 storages like" in refused.json()["source_storage"][0]
    assert Task.objects.get().organization_id == there.pk


def test_media_in_a_storage_that_is_not_there_is_detached(task, ada, here, there, client_of):
    task.data = Data.objects.create(
        kind="image", size=3, storage="cloud_storage", cloud_storage=storage(ada, here)
    )
    task.save()
    patch(client_of(ada), task, organization_id=there.pk)
    assert Data.objects.get().cloud_storage is None


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_time_one_takes_it(task, ada, make_user, make_organization, client_of):
    places = [make_organization(f"o{n}", owner=make_user(f"u{n}"), supervisor=ada) for n in (0, 1)]

    def take(place):
        return patch(client_of(ada), task, organization_id=place.pk).status_code

    statuses = sorted(in_threads(take, places, threads=2))
    # Both, one after the other, if the second began when the first was done.
    assert statuses in ([200, 200], [200, 409], [200, 403])
    assert Task.objects.get().organization_id in {one.pk for one in places}
