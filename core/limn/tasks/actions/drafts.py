"""Labels that people describe, checked, with ids of their own, before there is a row of them."""

import re
from typing import Any

from limn.tasks.actions.attributes import drafted
from limn.tasks.ids import take_ids
from limn.tasks.label_queries import LabelNode, label_node
from limn.tasks.models import AttributeSpec, Label, Project, Task
from limn.tasks.palette import next_color
from limn.tasks.skeletons import Template
from limn.tasks.truth import bad
from limn.tasks.vocabulary import LabelType

TYPES = tuple(LabelType)
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")


def draft_labels(described: list[dict[str, Any]], used: set[str] | None = None) -> "LabelDrafts":
    """All these labels, for a home whose labels have the colours `used`.

    Raises:
        BadInput: a name is empty or used twice, or a type, colour, attribute or skeleton is
            wrong; `fields` names each by its place.
    """
    refuse_repeated(described, "labels")
    drafts = LabelDrafts(used)
    for number, one in enumerate(described):
        drafts.add(one, f"labels[{number}]")
    return drafts


class LabelDrafts:
    """Labels on their way into a project or task whose labels have the colours `used`."""

    def __init__(self, used: set[str] | None = None) -> None:
        self._used = set(used or ())
        self._labels: list[Label] = []
        self._specs: list[AttributeSpec] = []

    def add(self, one: dict[str, Any], where: str) -> None:
        """One more label, with its attributes and elements; errors as for `draft_labels`."""
        if one.get("deleted"):
            raise bad(where, "a label that is not there cannot be deleted")
        kind = one.get("type") or "any"
        if kind not in TYPES:
            raise bad(f"{where}.type", f"{kind!r} is no type of label")
        label = self._label(one, where, kind, self._used)
        if kind == "skeleton":
            self._elements(label, one, where)
        elif one.get("sublabels"):
            raise bad(f"{where}.sublabels", "only a skeleton has sublabels")

    def _elements(self, label: Label, one: dict[str, Any], where: str) -> None:
        described = one.get("sublabels") or []
        if not described:
            raise bad(f"{where}.sublabels", "a skeleton needs at least one sublabel")
        refuse_repeated(described, f"{where}.sublabels")
        used: set[str] = set()
        for number, part in enumerate(described):
            place = f"{where}.sublabels[{number}]"
            element = self._label(part, place, part.get("type") or "points", used)
            element.parent = label
        self._used |= used
        names = {
            part.get("id") or -number: part["name"] for number, part in enumerate(described, 1)
        }
        label.svg = Template.parse(one.get("svg") or "", names, where=f"{where}.svg").dump()

    def _label(self, one: dict[str, Any], where: str, kind: str, used: set[str]) -> Label:
        color = checked_color(one["color"], where) if one.get("color") else next_color(used)
        used.add(color)
        label = Label(name=checked_name(one, where), color=color, type=kind)
        self._labels.append(label)
        self._specs += drafted(label, one.get("attributes") or [], where)
        return label

    def nodes(self) -> list[LabelNode]:
        """The labels as trees, as they will be read once they are put somewhere."""
        self._number()
        below: dict[int, list[LabelNode]] = {}
        specs: dict[int, list[AttributeSpec]] = {}
        for spec in self._specs:
            specs.setdefault(spec.label.pk, []).append(spec)
        for label in self._labels:
            if label.parent is not None:
                node = label_node(label, specs.get(label.pk, ()))
                below.setdefault(label.parent.pk, []).append(node)
        return [
            label_node(label, specs.get(label.pk, ()), below.get(label.pk, ()))
            for label in self._labels
            if label.parent is None
        ]

    def put(self, home: Project | Task) -> list[Label]:
        """Give `home` these labels, in the caller's transaction; those without a parent."""
        self._number()
        for label in self._labels:
            label.project = home if isinstance(home, Project) else None
            label.task = home if isinstance(home, Task) else None
        Label.objects.bulk_create(self._labels)
        AttributeSpec.objects.bulk_create(self._specs)
        return [label for label in self._labels if label.parent is None]

    def _number(self) -> None:
        """Give ids to those that have none yet."""
        for rows in (self._labels, self._specs):
            new = [row for row in rows if row.pk is None]
            if new:
                for row, pk in zip(new, take_ids(type(new[0]), len(new)), strict=True):
                    row.pk = pk
        for label in self._labels:
            # Tells it the id that its parent has got.
            label.parent = label.parent


def colors_of(home: Project | Task) -> set[str]:
    """The colours that labels of `home` have."""
    return set(home.labels.values_list("color", flat=True))


def refuse_repeated(described: list[dict[str, Any]], where: str) -> None:
    """Go on only if no two of these labels have one name.

    Raises:
        BadInput: two have.
    """
    seen: set[str] = set()
    for number, one in enumerate(described):
        name = str(one.get("name") or "").strip()
        if name in seen and not one.get("deleted"):
            raise bad(f"{where}[{number}].name", f"two labels are called {name!r}")
        seen.add(name)


def checked_name(one: dict[str, Any], where: str) -> str:
    """The name of a label.

    Raises:
        BadInput: it has none, or a longer one than can be kept.
    """
    name = str(one.get("name") or "").strip()
    if not name or len(name) > 64:
        raise bad(f"{where}.name", "a label's name has 1 to 64 characters")
    return name


def checked_color(color: str, where: str) -> str:
    """The colour as `#rrggbb`.

    Raises:
        BadInput: it is none.
    """
    if not _COLOR.fullmatch(color):
        raise bad(f"{where}.color", f"{color!r} is no colour; write it as #rrggbb")
    return color.lower()
