"""Templates of skeletons as formats know them: names of elements in order, edges by position.

A label keeps its template as SVG: circles for the elements, with `data-node-id` and
`data-label-name`, and lines for the edges, with `data-node-from` and `data-node-to`.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from lxml import etree

from limn.sdk import Keyframe, Label, Points, Skeleton, Track
from limn_formats.cvat_images.elements import fit_for_xml


class Template(NamedTuple):
    """Names of a skeleton's elements, and edges as pairs of positions in them, from 1."""

    names: tuple[str, ...]
    edges: tuple[tuple[int, int], ...] = ()


def template_of(label: Label) -> Template:
    """The label's template, in the order of its nodes; elements that are not drawn come last."""
    known = [part.name for part in label.sublabels]
    nodes, edges = _drawn(label.svg)
    drawn = [name for _, name in sorted(nodes.items()) if name in known]
    names = tuple(dict.fromkeys([*drawn, *known]))
    places = {name: place for place, name in enumerate(names, start=1)}
    return Template(
        names,
        tuple(
            (places[nodes[a]], places[nodes[b]])
            for a, b in edges
            if nodes.get(a) in places and nodes.get(b) in places
        ),
    )


def _drawn(svg: str) -> tuple[dict[int, str], list[tuple[int, int]]]:
    """Names of nodes by number, and edges between numbers."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root = etree.fromstring(f"<svg>{svg}</svg>".encode(), parser)
    nodes: dict[int, str] = {}
    edges: list[tuple[int, int]] = []
    for circle in root.iter("{*}circle"):
        number = _number(circle.get("data-node-id"))
        if number is not None:
            nodes[number] = circle.get("data-label-name") or ""
    for line in root.iter("{*}line"):
        a, b = (_number(line.get(f"data-node-{end}")) for end in ("from", "to"))
        if a is not None and b is not None:
            edges.append((a, b))
    return nodes, edges


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() else None


def skeleton_label(name: str, parts: Iterable[str], edges: Iterable[Sequence[int]]) -> Label:
    """A skeleton's label with elements of these names, drawn on a circle.

    Edges are pairs of positions in `parts`, from 1; others are left out.
    """
    names = tuple(dict.fromkeys(parts))
    return Label(
        name=name,
        type="skeleton",
        sublabels=tuple(Label(name=part, type="points") for part in names),
        svg=_drawing(names, edges),
    )


def _drawing(names: Sequence[str], edges: Iterable[Sequence[int]]) -> str:
    places = [_place(number, len(names)) for number in range(len(names))]
    parts: list[str] = []
    for a, b in (tuple(edge) for edge in edges if len(edge) == 2):
        if 1 <= a <= len(names) and 1 <= b <= len(names):
            (x1, y1), (x2, y2) = places[a - 1], places[b - 1]
            parts.append(_element("line", {
                "x1": x1, "y1": y1, "x2": x2, "y2": y2, "data-type": "edge",
                "data-node-from": a, "data-node-to": b,
            }))  # fmt: skip
    for number, (name, (x, y)) in enumerate(zip(names, places, strict=True), start=1):
        parts.append(_element("circle", {
            "r": 1.5, "cx": x, "cy": y, "data-type": "element node",
            "data-element-id": number, "data-node-id": number, "data-label-name": name,
        }))  # fmt: skip
    return "".join(parts)


def _place(number: int, total: int) -> tuple[float, float]:
    angle = 2 * math.pi * number / total
    return round(50 + 40 * math.sin(angle), 2), round(50 - 40 * math.cos(angle), 2)


def _element(tag: str, attributes: dict[str, object]) -> str:
    fields = {key: fit_for_xml(str(value)) for key, value in attributes.items()}
    return etree.tostring(etree.Element(tag, fields), encoding="unicode")


def with_elements(track: Track) -> Track:
    """A track whose keyframes are whole skeletons, with a track for each of their elements."""
    parts: dict[str, list[Keyframe]] = {}
    for one in track.keyframes:
        if isinstance(one.shape, Skeleton):
            for part in one.shape.elements:
                if isinstance(part, Points):
                    hidden = one.outside or part.outside
                    keyframe = Keyframe(frame=one.frame, shape=part, outside=hidden)
                    parts.setdefault(part.label, []).append(keyframe)
    elements = (Track(label=name, keyframes=tuple(line)) for name, line in parts.items())
    return replace(track, elements=tuple(elements))
