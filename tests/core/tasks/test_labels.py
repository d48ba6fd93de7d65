"""What people may do to labels, and what is refused."""

import pytest

from compat.labels import LABELS, SVG
from limn.sdk import BadInput
from limn.tasks import actions, label_queries
from limn.tasks.actions.labels import update_label
from limn.tasks.models import Label

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(user, actor_of):
    return actions.create_project(actor_of(user), {"name": "p", "labels": LABELS})


def node(project, name):
    return next(one for one in label_queries.label_tree(project_id=project.pk) if one.name == name)


def test_a_skeleton_comes_back_with_the_ids_of_its_elements(project):
    person = node(project, "person")
    assert [one.name for one in person.sublabels] == ["head", "knee", "foot"]
    for element in person.sublabels:
        assert f'data-label-id="{element.id}"' in person.svg
        assert f'data-label-name="{element.name}"' in person.named_svg
    assert person.svg.count("<line") == 2


def test_an_element_has_its_new_name_in_the_template_too(project):
    person = node(project, "person")
    elements = [{"id": one.id, "name": f"{one.name} 2"} for one in person.sublabels]
    actions.update_labels(project, [{"id": person.id, "sublabels": elements}])
    renamed = node(project, "person")
    assert [one.name for one in renamed.sublabels] == ["head 2", "knee 2", "foot 2"]
    assert renamed.svg == person.svg
    assert 'data-label-name="knee 2"' in renamed.named_svg


def test_a_skeleton_that_exists_is_drawn_anew(project):
    person = node(project, "person")
    moved = person.svg.replace('cx="20', 'cx="33', 1)
    actions.update_labels(project, [{"id": person.id, "svg": moved}])
    after = node(project, "person")
    assert 'cx="33' in after.svg
    assert 'x1="33' in after.svg  # edges follow their points
    assert [one.id for one in after.sublabels] == [one.id for one in person.sublabels]


def test_a_skeleton_that_exists_keeps_its_drawing_where_the_new_one_is_none(project):
    person = node(project, "person")
    fewer = person.named_svg.replace('data-label-name="foot"', 'data-label-name="hand"')
    with pytest.raises(BadInput) as refused:
        actions.update_labels(project, [{"id": person.id, "svg": fewer, "name": "man"}])
    assert "labels[0].svg" in refused.value.fields
    assert node(project, "person") == person


@pytest.mark.parametrize(
    "svg",
    [
        SVG + "<script>alert(1)</script>",
        SVG.replace("<line", '<image href="x"/><line', 1),
        "<circle",
        "",
        SVG.replace('data-label-name="foot"', 'data-label-name="hand"'),
        SVG.replace('data-node-to="3"', 'data-node-to="9"'),
        SVG.replace('cx="20"', 'cx="nan"'),
        '<!DOCTYPE x [<!ENTITY a "b">]>' + SVG,
    ],
    ids=["script", "image", "broken", "empty", "unknown", "edge", "nan", "entity"],
)
def test_a_template_that_is_not_nodes_and_edges_is_refused(user, actor_of, svg):
    skeleton = {**LABELS[2], "svg": svg}
    with pytest.raises(BadInput) as refused:
        actions.create_project(actor_of(user), {"name": "p", "labels": [skeleton]})
    assert "labels[0].svg" in refused.value.fields
    assert not Label.objects.exists()


def test_what_a_template_brings_along_is_not_given_back(user, actor_of):
    loud = SVG.replace("<circle", '<circle onload="alert(1)" style="x"', 1)
    skeleton = {**LABELS[2], "svg": loud}
    project = actions.create_project(actor_of(user), {"name": "p", "labels": [skeleton]})
    assert "alert" not in node(project, "person").svg


@pytest.mark.parametrize(
    ("label", "culprit"),
    [
        ({"name": ""}, "labels[0].name"),
        ({"name": "x" * 65}, "labels[0].name"),
        ({"name": "x", "color": "red"}, "labels[0].color"),
        ({"name": "x", "type": "blob"}, "labels[0].type"),
        ({"name": "x", "sublabels": [{"name": "y"}]}, "labels[0].sublabels"),
        ({"name": "x", "type": "skeleton"}, "labels[0].sublabels"),
    ],
)
def test_a_wrong_label_is_named(user, actor_of, label, culprit):
    with pytest.raises(BadInput) as refused:
        actions.create_task(actor_of(user), {"name": "t", "labels": [label]})
    assert list(refused.value.fields) == [culprit]


def test_two_labels_of_one_name_are_refused(user, actor_of):
    with pytest.raises(BadInput, match="two labels are called 'x'"):
        actions.create_task(actor_of(user), {"name": "t", "labels": [{"name": "x"}, {"name": "x"}]})


@pytest.mark.parametrize(
    ("attribute", "culprit"),
    [
        ({"input_type": "select", "values": []}, "values"),
        ({"input_type": "select", "values": ["a", "a"]}, "values"),
        ({"input_type": "radio", "values": ["a"], "default_value": "b"}, "default_value"),
        ({"input_type": "number", "values": ["0"]}, "values"),
        ({"input_type": "number", "values": ["0", "9", "1"], "default_value": "10"},
         "default_value"),
        ({"input_type": "checkbox", "default_value": "perhaps"}, "default_value"),
        ({"input_type": "select", "values": ["a" * 129]}, "default_value"),
        ({"input_type": "slider"}, "input_type"),
    ],
)  # fmt: skip
def test_a_wrong_attribute_is_named(user, actor_of, attribute, culprit):
    label = {"name": "x", "attributes": [{"name": "a", "mutable": False, **attribute}]}
    with pytest.raises(BadInput) as refused:
        actions.create_task(actor_of(user), {"name": "t", "labels": [label]})
    assert list(refused.value.fields) == [f"labels[0].attributes[0].{culprit}"]


def test_colours_are_given_out_once_each(user, actor_of):
    labels = [{"name": f"label {n}"} for n in range(24)]
    task = actions.create_task(actor_of(user), {"name": "t", "labels": labels})
    assert len({one.color for one in label_queries.label_tree(task_id=task.pk)}) == 24


def test_choices_are_added_at_the_end_and_kinds_stay(project):
    spec = node(project, "car").attributes[0]
    label = label_queries.get_label(node(project, "car").id)
    sent = {"id": spec.id, "name": "colour", "mutable": False, "input_type": "select"}
    update_label(label, {"attributes": [{**sent, "values": ["red", "green", "blue"]}]})
    assert node(project, "car").attributes[0].values == ("red", "green", "blue")
    for wrong in (
        {**sent, "values": ["green", "red"]},
        {**sent, "input_type": "text", "values": ["red", "green", "blue"]},
        {**sent, "mutable": True, "values": ["red", "green", "blue"]},
    ):
        with pytest.raises(BadInput):
            update_label(label, {"attributes": [wrong]})


def test_a_name_that_is_taken_is_refused_to_labels_and_attributes(project):
    car = node(project, "car")
    with pytest.raises(BadInput, match="two labels are called 'person'"):
        update_label(label_queries.get_label(car.id), {"name": "person"})
    new = {"name": "colour", "mutable": False, "input_type": "text"}
    with pytest.raises(BadInput, match="'colour' is empty, too long, or used twice"):
        update_label(label_queries.get_label(car.id), {"attributes": [new]})


def test_a_name_that_somebody_takes_meanwhile_is_a_conflict(user, client_of, project, monkeypatch):
    monkeypatch.setattr(Label, "beside", lambda self: Label.objects.none())
    answer = client_of(user).patch(
        f"/api/labels/{node(project, 'car').id}", {"name": "person"}, "application/json"
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 18, "x", "²"])
def test_labels_of_a_task_that_cannot_be_are_refused(user, client_of, number):
    assert client_of(user).get("/api/labels", {"task_id": number}).status_code in (400, 404)


def test_a_label_of_another_project_cannot_be_changed_through_this_one(user, actor_of, project):
    other = actions.create_project(actor_of(user), {"name": "q", "labels": [{"name": "x"}]})
    foreign = node(other, "x").id
    with pytest.raises(BadInput, match="does not belong here"):
        actions.update_labels(project, [{"id": foreign, "deleted": True}])
    assert node(other, "x")


def test_an_element_is_not_removed_from_its_skeleton(project):
    element = label_queries.get_label(node(project, "person").sublabels[0].id)
    with pytest.raises(BadInput):
        actions.delete_label(element)
