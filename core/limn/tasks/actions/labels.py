"""Deeds on labels: what people give becomes rows, and rows change only as far as is safe.

A label description is a dict as on the wire: `name`, `color`, `type`, `attributes`,
`sublabels`, `svg`, and for changes `id` and `deleted`.
"""

from typing import Any

from django.db import transaction

from limn.sdk.errors import BadInput
from limn.tasks.actions.attributes import update_attributes
from limn.tasks.actions.drafts import (
    TYPES,
    LabelDrafts,
    checked_color,
    checked_name,
    colors_of,
    draft_labels,
    refuse_repeated,
)
from limn.tasks.models import Label, Project, Task
from limn.tasks.moments import label_type_changes
from limn.tasks.skeletons import Template
from limn.tasks.truth import bad
from limn.wire.rows import locked


@transaction.atomic
def create_labels(home: Project | Task, described: list[dict[str, Any]]) -> list[Label]:
    """Give `home` these labels; errors as for `draft_labels`."""
    return draft_labels(described, colors_of(home)).put(home)


@transaction.atomic
def update_labels(home: Project | Task, described: list[dict[str, Any]]) -> None:
    """Apply changes: entries with `id` change that label, `deleted` removes it, others are new.

    Raises:
        BadInput: as for `create_labels`, or an id is not a label of `home`.
    """
    for number, one in enumerate(described):
        where = f"labels[{number}]"
        if "id" not in one:
            drafts = LabelDrafts(colors_of(home))
            drafts.add(one, where)
            drafts.put(home)
        elif one.get("deleted"):
            _own(home, one["id"], where).delete()
        else:
            update_label(_own(home, one["id"], where), one, where)
    names = [label.name for label in home.labels.filter(parent=None)]
    refuse_repeated([{"name": name} for name in names], "labels")


@transaction.atomic
def update_label(label: Label, described: dict[str, Any], where: str = "label") -> Label:
    """Change a label's name, colour, type, attributes and drawing, and its sublabels.

    Raises:
        BadInput: the change is not safe for annotations that exist; `fields` says which.
        Conflict: objects of the label are of another type than it is to have.
        NotFound: it is gone.
    """
    label = locked(label)
    if "name" in described:
        _rename(label, checked_name(described, where), where)
    if described.get("color"):
        label.color = checked_color(described["color"], where)
    if (wanted := described.get("type", label.type)) != label.type:
        if "skeleton" in (wanted, label.type) or wanted not in TYPES:
            raise bad(f"{where}.type", f"{label.type!r} cannot become {wanted!r}")
        label_type_changes.send(Label, label=label, wanted=wanted)
        label.type = wanted
    label.save()
    update_attributes(label, described.get("attributes", []), where)
    below = {one.pk: one for one in label.sublabels.all()}
    for number, one in enumerate(described.get("sublabels") or []):
        place = f"{where}.sublabels[{number}]"
        if one.get("id") not in below:
            raise bad(place, "a skeleton's elements cannot be added to or replaced")
        update_label(below[one["id"]], {**one, "sublabels": []}, place)
    if described.get("svg") and label.type == "skeleton":
        _redraw(label, described["svg"], where)
    return label


def _redraw(skeleton: Label, svg: str, where: str) -> None:
    """Give the elements that are there other places and edges; objects keep theirs."""
    names = {one.pk: one.name for one in skeleton.sublabels.all()}
    skeleton.svg = Template.parse(svg, names, where=f"{where}.svg").dump()
    skeleton.save(update_fields=["svg"])


def _rename(label: Label, name: str, where: str) -> None:
    """Call the label `name`, also in the template of the skeleton it is an element of."""
    if label.beside().filter(name=name).exists():
        raise bad(f"{where}.name", f"two labels are called {name!r}")
    if label.parent is not None and name != label.name:
        skeleton = label.parent
        skeleton.svg = Template.load(skeleton.svg).renamed(label.name, name).dump()
        skeleton.save(update_fields=["svg"])
    label.name = name


def delete_label(label: Label) -> None:
    """Remove a label with everything annotated by it.

    Raises:
        BadInput: it is an element of a skeleton.
    """
    if label.parent_id:
        raise BadInput("an element cannot be removed from its skeleton")
    label.delete()


def lock_label(label_id: int) -> None:
    """Let no other transaction begin to use this label, until this one ends."""
    Label.objects.select_for_update().filter(pk=label_id).first()


def _own(home: Project | Task, label_id: int, where: str) -> Label:
    label = home.labels.filter(pk=label_id, parent=None).first()
    if label is None:
        raise bad(f"{where}.id", f"label {label_id} does not belong here")
    return label
