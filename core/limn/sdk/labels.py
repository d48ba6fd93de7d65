"""Labels and their attributes, as plain values."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

AttributeKind: TypeAlias = Literal["checkbox", "radio", "number", "text", "select"]
LabelType: TypeAlias = Literal[
    "any", "cuboid", "ellipse", "mask", "points", "polygon", "polyline", "rectangle", "skeleton",
    "interval", "tag",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """A question asked about each object of a label.

    `values` are the choices of a select or radio, and (minimum, maximum, step) of a number.
    A mutable attribute may change from keyframe to keyframe of a track.
    """

    name: str
    kind: AttributeKind = "text"
    values: tuple[str, ...] = ()
    default: str = ""
    mutable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A class of objects. A skeleton has `sublabels` and `edges` between them by name."""

    name: str
    color: str = ""
    type: LabelType = "any"
    attributes: tuple[Attribute, ...] = ()
    sublabels: tuple["Label", ...] = ()
    svg: str = ""

    def attribute(self, name: str) -> Attribute | None:
        """The attribute of that name, or None."""
        return next((one for one in self.attributes if one.name == name), None)
