"""Tasks move into projects, between them and out of them, with all that is drawn in them."""

import json

import msgspec
import pytest

from compat.labels import LABELS
from core.annotations.conftest import settled
from core.annotations.test_streaming import drawn
from limn.annotations import actions as annotations
from limn.annotations.codec import LabeledData
from limn.identity.models import User
from limn.identity.queries import actor_of
from limn.runs.models import Run
from limn.sdk.errors import Conflict
from limn.tasks import actions, label_queries, queries
from limn.tasks.actions.labels import create_labels
from limn.tasks.models import Label, Project, Task
from servers.databases import own_database
from servers.threads import in_threads
from servers.workers import deployed

FURTHER = {"name": "sign", "type": "polygon", "attributes": []}


@pytest.fixture
def place(db):
    return settled()


def a_project(place, *labels, **more) -> Project:
    owner = actor_of(User.objects.get(pk=place.admin_id), **more)
    return actions.create_project(owner, {"name": "p", "labels": list(labels)})


def move(place, project_id, status=200, **more):
    body = {"project_id": project_id, **more}
    return place.call("patch", f"/api/tasks/{place.task.pk}", body, status)


def named(place, annotations):
    """Annotations with names in place of the ids of labels and attributes."""
    nodes = label_queries.labels_of_task(Task.objects.get(pk=place.task.pk))
    every = [*nodes, *(sub for one in nodes for sub in one.sublabels)]
    labels = {one.id: one.name for one in every}
    specs = {spec.id: spec.name for one in every for spec in one.attributes}

    def plain(thing):
        if isinstance(thing, list):
            return [plain(one) for one in thing]
        if not isinstance(thing, dict):
            return thing
        known = {"label_id": labels, "spec_id": specs}
        return {
            name: known[name][value] if name in known else plain(value)
            for name, value in thing.items()
            if name != "version"
        }

    return plain(annotations)


def test_what_is_drawn_goes_into_a_project_and_out_again(place):
    place.put(drawn(place))
    before = named(place, place.get())
    project = a_project(place, FURTHER, *LABELS)
    assert move(place, project.pk)["project_id"] == project.pk
    assert named(place, place.get()) == before
    assert not Label.objects.filter(task=place.task).exists()
    assert move(place, None)["project_id"] is None
    assert named(place, place.get()) == before
    assert Label.objects.filter(task=place.task, parent=None).count() == len(LABELS) + 1
    assert Label.objects.filter(project=project, parent=None).count() == len(LABELS) + 1
    kinds = [one["kind"] for one in place.history("?sort=version")["results"]]
    assert kinds == ["put", "move", "move"]


def test_a_task_moves_from_one_project_to_another(place):
    place.put(drawn(place))
    before = named(place, place.get())
    for _ in range(2):
        move(place, a_project(place, *LABELS).pk)
        assert named(place, place.get()) == before


def test_it_stays_where_a_label_is_missing(place):
    place.put(drawn(place))
    before = place.get()
    problem = move(place, a_project(place, *LABELS[:2]).pk, 400)
    assert problem["project_id"] == ["there is no label 'person'"]
    assert place.get() == before
    assert Task.objects.get(pk=place.task.pk).project_id is None


def test_labels_of_other_names_are_told_and_several_may_become_one(place):
    shape = {"type": "rectangle", "points": [1, 1, 9, 9], "frame": 0, "group": 0, "attributes": []}
    create_labels(place.task, [{"name": "van", "type": "any"}, {"name": "lorry", "type": "any"}])
    labels = {one.name: one.id for one in label_queries.labels_of_task(place.task)}
    place.put({"shapes": [shape | {"label_id": labels[name]} for name in ("van", "lorry")]})
    project = a_project(place, FURTHER, *LABELS, {"name": "truck", "type": "any"})
    move(place, project.pk, 400, label_mapping={"van": "truck"})
    move(place, project.pk, 400, label_mapping={"van": "truck", "lorry": "truck", "bus": "truck"})
    move(place, None, 400, label_mapping={"van": "truck"})
    move(place, project.pk, label_mapping={"van": "truck", "lorry": "truck"})
    truck = Label.objects.get(project=project, name="truck").pk
    assert [one["label_id"] for one in place.get()["shapes"]] == [truck, truck]


def test_it_stays_where_a_label_is_something_else(place):
    narrow = {**LABELS[0], "type": "polygon"}
    problem = move(place, a_project(place, narrow, *LABELS[1:]).pk, 400)
    assert "is of type 'polygon'" in problem["project_id"][0]


def test_answers_to_attributes_that_are_not_there_stay_in_the_history(place):
    colour = {"spec_id": place.ids.spec("colour"), "value": "green"}
    place.put({"shapes": [place.box(attributes=[colour])]})
    project = a_project(place, {**LABELS[0], "attributes": []}, *LABELS[1:])
    move(place, project.pk)
    assert place.get()["shapes"][0]["attributes"] == []
    [kept] = place.history("/2")["before"]["shapes"]
    assert colour in kept["attributes"]


def test_it_stays_while_work_goes_on(place):
    Run.objects.create(key="k", job="j", queue="q", action="a", target="task",
                       task_id=place.task.pk)  # fmt: skip
    problem = move(place, a_project(place, *LABELS).pk, 400)
    assert "still running" in str(problem)


def test_it_does_not_go_to_a_project_of_another_organization(place, make_organization):
    organization = make_organization("acme", owner=User.objects.get(pk=place.admin_id))
    project = a_project(place, *LABELS, organization=organization.pk)
    assert "organization" in move(place, project.pk, 400)["project_id"][0]


def test_a_move_is_undone_with_what_was_wrong_beside_it(place):
    project = a_project(place, *LABELS)
    labels = [{"name": "car", "attributes": []}]
    move(place, project.pk, 400, labels=labels)
    assert Task.objects.get(pk=place.task.pk).project_id is None


def test_who_may_not_see_the_project_cannot_move_a_task_there(place, make_user, client_of):
    bob = make_user("bob")
    Task.objects.filter(pk=place.task.pk).update(owner=bob)
    place.client = client_of(bob)
    project = a_project(place, *LABELS)
    move(place, project.pk, 403)
    Project.objects.filter(pk=project.pk).update(assignee=bob)
    move(place, project.pk)


def test_a_save_that_began_before_its_task_moved_is_a_conflict(place):
    first, second = (a_project(place, *LABELS) for _ in range(2))
    move(place, first.pk)
    job = queries.get_job(place.jobs[0].pk)
    car = next(one.id for one in label_queries.label_tree(project_id=first.pk) if one.name == "car")
    move(place, second.pk)
    sent = json.dumps({"shapes": [place.box(label_id=car)]})
    drawn_before = msgspec.json.decode(sent, type=LabeledData)
    with pytest.raises(Conflict, match="was moved meanwhile"):
        annotations.create(job, drawn_before, place.admin_id)
    assert place.get()["shapes"] == []


def saves_and_moves_at_once(place):
    """Everything accepted is there afterwards, with the labels of where the task is."""
    projects = [a_project(place, *LABELS).pk for _ in range(2)]
    url, path = f"{place.job_url()}?action=create", f"/api/tasks/{place.task.pk}"

    def send(call):
        method, address, body = call
        answer = getattr(place.client, method)(address, body, content_type="application/json")
        return method, answer.status_code

    save = ("patch", url, {"shapes": [place.box()], "tags": [], "tracks": []})
    moves = [("patch", path, {"project_id": one}) for one in projects]
    found = in_threads(send, [save, save, moves[0], save, moves[1], save] * 2, threads=6)
    statuses = [status for _, status in found]
    assert set(statuses) <= {200, 400, 409}
    task = Task.objects.get(pk=place.task.pk)
    assert task.project_id in projects
    labels = {one.id for one in label_queries.labels_of_task(task)}
    shapes = place.get()["shapes"]
    assert {one["label_id"] for one in shapes} <= labels
    saved = sum(found[at][1] == 200 for at in (0, 1, 3, 5, 6, 7, 9, 11))
    assert len(shapes) == saved


@pytest.mark.django_db(transaction=True)
def test_saves_and_moves_at_the_same_time_lose_nothing():
    saves_and_moves_at_once(settled())


def test_saves_and_moves_at_the_same_time_lose_nothing_on_postgresql(
    postgres, tmp_path, django_db_blocker
):
    with (
        own_database(postgres) as url,
        deployed(tmp_path, database=url, blocker=django_db_blocker),
    ):
        saves_and_moves_at_once(settled())


def test_a_label_in_use_takes_no_type_that_its_objects_do_not_have(place):
    polygon = {"type": "polygon", "points": [0.0, 0.0, 9.0, 0.0, 9.0, 9.0]}
    place.put({
        "tags": [place.tag(1, label_id=place.ids.label("car"))],
        "shapes": [place.box(0), place.box(1), place.box(2, **polygon)],
        "tracks": [place.track(place.key(1), place.key(3), place.key(5))],
    })  # fmt: skip
    url = f"/api/labels/{place.ids.label('car')}"
    refused = place.call("patch", url, {"type": "rectangle"}, 409)
    assert refused["objects"] == {"polygon": 1, "tag": 1}
    assert "1 polygon, 1 tag" in refused["detail"]
    refused = place.call("patch", url, {"type": "mask"}, 409)
    assert refused["objects"] == {"polygon": 1, "rectangle": 3, "tag": 1}
    assert place.call("get", url)["type"] == "any"
    place.put({"shapes": [place.box(0)]})
    assert place.call("patch", url, {"type": "rectangle"})["type"] == "rectangle"
    place.put({"shapes": [place.box(0, **polygon)]})  # taken as CVAT takes it
    assert place.get()["shapes"][0]["type"] == "polygon"
    assert place.call("patch", url, {"type": "any"})["type"] == "any"
