"""The labels a Datumaro file lists, looked up by their numbers."""

from collections.abc import Iterator
from dataclasses import replace

from limn.sdk import Attribute, BadDataset, Label
from limn_formats.datumaro.schema import Categories, LabelEntry, Thing
from limn_formats.skeletons import skeleton_label


class Table:
    """The labels of one file.

    Raises:
        BadDataset: a label has no name, or a skeleton's label is not listed.
    """

    def __init__(self, categories: Categories, where: str) -> None:
        self._entries = categories.label.labels
        for number, entry in enumerate(self._entries):
            if not entry.name.strip():
                raise BadDataset(
                    "a label has no name", where=f"{where}.label.labels[{number}].name"
                )
        self._points = {one.label_id: one for one in categories.points.items}
        for number, one in enumerate(categories.points.items):
            if not 0 <= one.label_id < len(self._entries):
                raise BadDataset(
                    f"label {one.label_id} is not listed",
                    where=f"{where}.points.items[{number}].label_id",
                )
        self._names = {(entry.parent or "", entry.name) for entry in self._entries}
        self._own_attributes = [frozenset(entry.attributes) for entry in self._entries]

    def label(self, thing: Thing, where: str) -> LabelEntry:
        """The label of an annotation.

        Raises:
            BadDataset: it is not listed.
        """
        number = thing.label_id
        if number is None or not 0 <= number < len(self._entries):
            raise BadDataset(f"label {number} is not listed", where=f"{where}.label_id")
        return self._entries[number]

    def parts(self, thing: Thing, where: str) -> list[str]:
        """Names of a skeleton's elements, in the order of its points.

        Raises:
            BadDataset: they are not listed.
        """
        points = self._points.get(-1 if thing.label_id is None else thing.label_id)
        if points is None:
            raise BadDataset("the points of this skeleton are not listed", where=where)
        return points.labels

    def has_attribute(self, thing: Thing, name: str) -> bool:
        """Whether the annotation's label has an attribute of that name."""
        return thing.label_id is not None and name in self._own_attributes[thing.label_id]

    def labels(self) -> Iterator[Label]:
        """Every label but the elements of skeletons, which are inside of theirs."""
        skeletons = {
            self._entries[number].name: points
            for number, points in self._points.items()
            if any((self._entries[number].name, part) in self._names for part in points.labels)
        }
        inside = {(name, part) for name, points in skeletons.items() for part in points.labels}
        for entry in self._entries:
            if ((entry.parent or ""), entry.name) in inside:
                continue
            label = Label(name=entry.name)
            if points := skeletons.get(entry.name):
                label = skeleton_label(entry.name, points.labels, points.joints)
            yield replace(
                label, attributes=tuple(Attribute(name=name) for name in entry.attributes)
            )  # fmt: skip
