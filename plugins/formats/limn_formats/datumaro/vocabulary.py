"""Labels as a Datumaro file lists them: elements of skeletons among the others."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from limn.sdk import Label
from limn_formats.attributes import RESERVED
from limn_formats.skeletons import Template, template_of

_COLOR = re.compile(r"#([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})")


class Listed(NamedTuple):
    """A label in the list, under its skeleton's name if it is an element."""

    label: Label
    parent: str = ""


class Vocabulary:
    """The labels of a dataset, numbered, and the templates of its skeletons."""

    def __init__(self, labels: Sequence[Label]) -> None:
        self._listed = list(_listed(labels))
        self.ids: Mapping[str, int] = {
            one.label.name: number for number, one in enumerate(self._listed) if not one.parent
        }
        self.labels = {label.name: label for label in labels}
        self.templates: Mapping[str, Template] = {
            label.name: template_of(label) for label in labels if label.sublabels
        }
        self.parts = {(one.parent, one.label.name): one.label for one in self._listed if one.parent}

    def categories(self) -> dict[str, Any]:
        """The file's `categories`."""
        return {
            "label": {
                "labels": [
                    {"name": one.label.name, "parent": one.parent,
                     "attributes": _attributes(one.label)}
                    for one in self._listed
                ],
                "attributes": ["occluded"],
            },
            "mask": {
                "colormap": [
                    {"label_id": number, **dict(zip("rgb", color, strict=True))}
                    for number, one in enumerate(self._listed)
                    if (color := _color(one.label))
                ]
            },
            "points": {
                "items": [
                    {"label_id": self.ids[name], "labels": template.names,
                     "joints": template.edges}
                    for name, template in self.templates.items()
                ]
            },
        }  # fmt: skip


def _listed(labels: Sequence[Label]) -> Iterator[Listed]:
    for label in labels:
        yield Listed(label)
        for part in label.sublabels:
            yield Listed(part, parent=label.name)


def _attributes(label: Label) -> list[str]:
    return sorted(one.name for one in label.attributes if one.name not in RESERVED)


def _color(label: Label) -> list[int] | None:
    found = _COLOR.fullmatch(label.color)
    return [int(part, 16) for part in found.groups()] if found else None
