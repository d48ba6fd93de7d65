"""Deeds on labels: what people give becomes rows, and rows change only as far as is safe.

A label description is a dict as on the wire: `name`, `color`, `type`, `attributes`,
`sublabels`, `svg`, and for changes `id` and `deleted`.
"""

import re
from typing import Any

from django.db import transaction

from limn.sdk.errors import BadInput
from limn.tasks.actions.attributes import create_attributes, update_attributes
from limn.tasks.models import Label, Project, Task
from limn.tasks.palette import next_color
from limn.tasks.skeletons import Template
from limn.tasks.vocabulary import LabelType

TYPES = tuple(LabelType)
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")


@transaction.atomic
def create_labels(home: Project | Task, described: list[dict[str, Any]]) -> list[Label]:
    """Give `home` these labels.

    Raises:
        BadInput: a name is empty or used twice, or a type, colour, attribute or skeleton is
            wrong; `fields` names each by its place.
    """
    _refuse_repeated(described, "labels")
    return [_create(home, one, f"labels[{number}]") for number, one in enumerate(described)]


@transaction.atomic
def update_labels(home: Project | Task, described: list[dict[str, Any]]) -> None:
    """Apply changes: entries with `id` change that label, `deleted` removes it, others are new.

    Raises:
        BadInput: as for `create_labels`, or an id is not a label of `home`.
    """
    for number, one in enumerate(described):
        where = f"labels[{number}]"
        if "id" not in one:
            _create(home, one, where)
        elif one.get("deleted"):
            _own(home, one["id"], where).delete()
        else:
            update_label(_own(home, one["id"], where), one, where)
    names = [label.name for label in home.labels.filter(parent=None)]
    _refuse_repeated([{"name": name} for name in names], "labels")


@transaction.atomic
def update_label(label: Label, described: dict[str, Any], where: str = "label") -> Label:
    """Change a label's name, colour, type and attributes, and its sublabels' colours and names.

    Raises:
        BadInput: the change is not safe for annotations that exist; `fields` says which.
    """
    if "name" in described:
        label.name = _name(described, where)
        if label.beside().filter(name=label.name).exists():
            raise _bad(f"{where}.name", f"two labels are called {label.name!r}")
    if described.get("color"):
        label.color = _color(described["color"], where)
    if (wanted := described.get("type", label.type)) != label.type:
        if "skeleton" in (wanted, label.type) or wanted not in TYPES:
            raise _bad(f"{where}.type", f"{label.type!r} cannot become {wanted!r}")
        label.type = wanted
    label.save()
    update_attributes(label, described.get("attributes", []), where)
    below = {one.pk: one for one in label.sublabels.all()}
    for number, one in enumerate(described.get("sublabels") or []):
        place = f"{where}.sublabels[{number}]"
        if one.get("id") not in below:
            raise _bad(place, "a skeleton's elements cannot be added to or replaced")
        update_label(below[one["id"]], {**one, "sublabels": []}, place)
    return label


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


def _create(home: Project | Task, one: dict[str, Any], where: str) -> Label:
    if one.get("deleted"):
        raise _bad(where, "a label that is not there cannot be deleted")
    kind = one.get("type") or "any"
    if kind not in TYPES:
        raise _bad(f"{where}.type", f"{kind!r} is no type of label")
    owner = {"project": home} if isinstance(home, Project) else {"task": home}
    used = set(home.labels.values_list("color", flat=True))
    color = _color(one["color"], where) if one.get("color") else next_color(used)
    label = Label.objects.create(name=_name(one, where), color=color, type=kind, **owner)
    create_attributes(label, one.get("attributes") or [], where)
    if kind == "skeleton":
        _create_elements(label, one, where, owner)
    elif one.get("sublabels"):
        raise _bad(f"{where}.sublabels", "only a skeleton has sublabels")
    return label


def _create_elements(label: Label, one: dict[str, Any], where: str, owner: dict[str, Any]) -> None:
    described = one.get("sublabels") or []
    if not described:
        raise _bad(f"{where}.sublabels", "a skeleton needs at least one sublabel")
    _refuse_repeated(described, f"{where}.sublabels")
    used: set[str] = set()
    for number, part in enumerate(described):
        place = f"{where}.sublabels[{number}]"
        color = _color(part["color"], place) if part.get("color") else next_color(used)
        used.add(color)
        element = Label.objects.create(
            name=_name(part, place),
            color=color,
            type=part.get("type") or "points",
            parent=label,
            **owner,
        )
        create_attributes(element, part.get("attributes") or [], place)
    names = {part.get("id") or -number: part["name"] for number, part in enumerate(described, 1)}
    label.svg = Template.parse(one.get("svg") or "", names, where=f"{where}.svg").dump()
    label.save(update_fields=["svg"])


def _own(home: Project | Task, label_id: int, where: str) -> Label:
    label = home.labels.filter(pk=label_id, parent=None).first()
    if label is None:
        raise _bad(f"{where}.id", f"label {label_id} does not belong here")
    return label


def _refuse_repeated(described: list[dict[str, Any]], where: str) -> None:
    seen: set[str] = set()
    for number, one in enumerate(described):
        name = str(one.get("name") or "").strip()
        if name in seen and not one.get("deleted"):
            raise _bad(f"{where}[{number}].name", f"two labels are called {name!r}")
        seen.add(name)


def _name(one: dict[str, Any], where: str) -> str:
    name = str(one.get("name") or "").strip()
    if not name or len(name) > 64:
        raise _bad(f"{where}.name", "a label's name has 1 to 64 characters")
    return name


def _color(color: str, where: str) -> str:
    if not _COLOR.fullmatch(color):
        raise _bad(f"{where}.color", f"{color!r} is no colour; write it as #rrggbb")
    return color.lower()


def _bad(where: str, problem: str) -> BadInput:
    return BadInput(f"{where}: {problem}", fields={where: [problem]})
