"""One shape or tag, to and from its XML element."""

import re
from collections.abc import Iterable, Iterator, Sequence
from math import isfinite
from typing import Any, TypeAlias

import numpy as np
from lxml import etree

from limn.sdk import (
    Annotation,
    AnyShape,
    BadDataset,
    BadInput,
    Box,
    Cuboid,
    Ellipse,
    Mask,
    Points,
    Polygon,
    Polyline,
    Shape,
    Skeleton,
    Tag,
)
from limn.sdk.geometry import rle
from limn.sdk.shapes import FloatArray

Element: TypeAlias = etree._Element  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]

_BOX = ("xtl", "ytl", "xbr", "ybr")
_ELLIPSE = ("cx", "cy", "rx", "ry")
_CUBOID = tuple(
    f"{axis}{corner}{face}" for face in (1, 2) for corner in ("tl", "bl", "tr", "br")
    for axis in "xy"
)  # fmt: skip
_LINES: dict[str, tuple[type[Polygon] | type[Polyline] | type[Points], int]] = {
    "polygon": (Polygon, 3), "polyline": (Polyline, 2), "points": (Points, 1),
}  # fmt: skip
TAGS = ("tag", "box", "ellipse", "mask", "cuboid", "skeleton", *_LINES)
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RUN = re.compile(r"\d{1,10}")
_WHOLE = re.compile(r"[+-]?\d{1,9}", re.ASCII)


def fit_for_xml(text: str) -> str:
    """The text with what XML cannot hold (control characters) replaced by U+FFFD."""
    return _UNFIT.sub("\ufffd", text)


def element_of(one: Annotation, *, inside: bool = False) -> Element:
    """The element of a tag or shape; `inside` of a skeleton it tells whether it is hidden."""
    kind, geometry = _geometry(one)
    # Numbers fit always; to look at them too would take longer than all the rest.
    fields = {"label": fit_for_xml(one.label), "source": fit_for_xml(one.source)}
    if isinstance(one, Shape):
        if inside:
            fields["outside"] = str(int(one.outside))
        fields |= {"occluded": str(int(one.occluded)), **geometry, "z_order": str(one.z_order)}
    if one.group:
        fields["group_id"] = str(one.group)
    element = etree.Element(kind, fields)
    for name, value in one.attributes.items():
        child = etree.SubElement(element, "attribute", {"name": fit_for_xml(name)})
        child.text = fit_for_xml(value)
    if isinstance(one, Skeleton):
        element.extend(element_of(part, inside=True) for part in one.elements)
    return element


def _geometry(one: Annotation) -> tuple[str, dict[str, str]]:
    match one:
        case Box():
            sides = (one.x1, one.y1, one.x2, one.y2)
            return "box", _numbers(_BOX, sides) | _rotation(one.rotation)
        case Ellipse():
            sides = (one.cx, one.cy, one.rx, one.ry)
            return "ellipse", _numbers(_ELLIPSE, sides) | _rotation(one.rotation)
        case Polygon() | Polyline() | Points():
            return type(one).__name__.lower(), {"points": _pairs(one.points)}
        case Cuboid():
            return "cuboid", _numbers(_CUBOID, np.ravel(one.points).tolist())
        case Mask():
            runs = ", ".join(map(str, one.runs.tolist()))
            box = {side: str(getattr(one, side)) for side in ("left", "top", "width", "height")}
            return "mask", {"rle": runs, **box}
        case Skeleton():
            return "skeleton", {}
        case _:
            return "tag", {}


def _numbers(names: Sequence[str], values: Sequence[float]) -> dict[str, str]:
    return {name: repr(float(value)) for name, value in zip(names, values, strict=True)}


def _rotation(degrees: float) -> dict[str, str]:
    return {"rotation": repr(float(degrees))} if degrees else {}


def _pairs(points: FloatArray) -> str:
    return ";".join(f"{x!r},{y!r}" for x, y in points.tolist())


class Reader:
    """Makes tags and shapes of elements; `name` is the file they stand in."""

    def __init__(self, name: str) -> None:
        self._name = name

    def fault(self, problem: str, element: Element) -> BadDataset:
        """The error about an element, with its line."""
        return BadDataset(problem, where=f"{self._name}:{element.sourceline or 0}")

    def annotations(self, parent: Element) -> Iterator[Annotation]:
        """Every tag and shape directly inside `parent`."""
        for child in parent.iterchildren(*TAGS):
            yield self.tag(child) if child.tag == "tag" else self.shape(child)

    def labels(self, parent: Element) -> Iterator[str]:
        """The label of every tag and shape directly inside `parent`."""
        for child in parent.iterchildren(*TAGS):
            yield self.text(child, "label")

    def tag(self, element: Element) -> Tag:
        """A label on the whole frame."""
        return Tag(**self._common(element))

    def shape(self, element: Element, **more: Any) -> AnyShape:
        """The shape of any element but a tag's.

        Raises:
            BadDataset: a value is missing or none.
        """
        common: dict[str, Any] = self._common(element) | {
            "occluded": self.flag(element, "occluded"),
            "outside": self.flag(element, "outside"),
            "z_order": self.whole(element, "z_order", 0),
            **more,
        }
        match element.tag:
            case "box":
                x1, y1, x2, y2 = self._sides(element, _BOX)
                turn = self._number(element, "rotation", 0.0) % 360
                return Box(x1=x1, y1=y1, x2=x2, y2=y2, rotation=turn, **common)
            case "ellipse":
                cx, cy, rx, ry = self._sides(element, _ELLIPSE)
                turn = self._number(element, "rotation", 0.0) % 360
                return Ellipse(cx=cx, cy=cy, rx=rx, ry=ry, rotation=turn, **common)
            case "cuboid":
                corners = np.array(self._sides(element, _CUBOID)).reshape(8, 2)
                return Cuboid(points=corners, **common)
            case "mask":
                return self._mask(element, common)
            case "skeleton":
                parts = tuple(
                    self.shape(child) for child in element.iterchildren(*TAGS)
                    if child.tag not in {"skeleton", "tag"}
                )  # fmt: skip
                return Skeleton(elements=parts, **common)
            case _:
                kind, fewest = _LINES[str(element.tag)]
                return kind(points=self._points(element, fewest), **common)

    def flag(self, element: Element, name: str, *, default: bool = False) -> bool:
        """A 0 or 1."""
        value = element.get(name)
        return default if value is None else value.lower() in {"1", "true"}

    def whole(self, element: Element, name: str, default: int | None = None) -> int:
        """A whole number of at most nine digits."""
        value = element.get(name)
        if not value and default is not None:
            return default
        if not _WHOLE.fullmatch(value or ""):
            raise self.fault(f"<{element.tag}> has no whole number as {name}", element)
        return int(value or "")

    def text(self, element: Element, name: str) -> str:
        """An attribute that must be there."""
        value = element.get(name)
        if not value:
            raise self.fault(f"<{element.tag}> has no {name}", element)
        return value

    def attributes(self, element: Element) -> dict[str, str]:
        """The values of a label's attributes."""
        return {
            self.text(child, "name"): child.text or ""
            for child in element.iterchildren("attribute")
        }

    def _common(self, element: Element) -> dict[str, Any]:
        return {
            "label": self.text(element, "label"),
            "attributes": self.attributes(element),
            "group": self.whole(element, "group_id", 0),
            "source": element.get("source", "manual"),
        }

    def _number(self, element: Element, name: str, default: float | None = None) -> float:
        text = element.get(name)
        if text is None and default is not None:
            return default
        return self._floats(element, name, [text or ""])[0]

    def _sides(self, element: Element, names: Sequence[str]) -> list[float]:
        texts = [element.get(name, "") for name in names]
        if (numbers := _finite(texts)) is None:
            # One of them is no number, and is named.
            return [self._number(element, name) for name in names]
        return numbers

    def _floats(self, element: Element, name: str, texts: list[str]) -> list[float]:
        if (numbers := _finite(texts)) is None:
            raise self.fault(f"<{element.tag}> has no number in {name}", element)
        return numbers

    def _points(self, element: Element, fewest: int) -> FloatArray:
        pairs = [pair.split(",") for pair in self.text(element, "points").split(";")]
        if len(pairs) < fewest or any(len(pair) != 2 for pair in pairs):
            raise self.fault(
                f'the points of a <{element.tag}> are "x,y;x,y", {fewest} or more', element
            )
        numbers = self._floats(element, "points", [text for pair in pairs for text in pair])
        return np.array(numbers).reshape(-1, 2)

    def _mask(self, element: Element, common: dict[str, Any]) -> Mask:
        texts = [text.strip() for text in self.text(element, "rle").split(",")]
        if not all(_RUN.fullmatch(text) for text in texts):
            raise self.fault("the rle of a <mask> is whole numbers with commas", element)
        sides = {side: self.whole(element, side) for side in ("left", "top", "width", "height")}
        mask = Mask(runs=np.array(texts, np.int64), **sides, **common)
        try:
            rle.check(mask)
        except BadInput as error:
            raise self.fault(str(error), element) from error
        return mask


def _finite(texts: Iterable[str]) -> list[float] | None:
    """The texts as numbers; None if one of them is none, or not finite."""
    try:
        numbers = list(map(float, texts))
    except ValueError:
        return None
    return numbers if all(map(isfinite, numbers)) else None
