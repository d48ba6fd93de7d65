"""A skeleton's template: nodes with places and edges between them.

It arrives as a piece of SVG. Only what means something is kept, as numbers and names, and
the SVG people get back is written anew from that: no markup of a stranger's is ever stored.
"""

import json
import math
from dataclasses import asdict, dataclass, replace
from typing import Any
from xml.etree.ElementTree import Element, ParseError, SubElement, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from limn.sdk.errors import BadInput

MAX_NODES = 1000


@dataclass(frozen=True, slots=True)
class Node:
    """An element's place in the template; `x` and `y` are in percent of its box."""

    number: int
    label: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Template:
    """Nodes, and edges as pairs of node numbers."""

    nodes: tuple[Node, ...]
    edges: tuple[tuple[int, int], ...]

    @classmethod
    def parse(cls, svg: str, names_by_id: dict[int, str], *, where: str) -> "Template":
        """The template drawn by `svg`, whose nodes name their sublabel or give its id.

        Raises:
            BadInput: the markup holds something else, or names a sublabel that is not there.
        """
        circles, lines = _elements(svg, where)
        known = set(names_by_id.values())
        nodes = tuple(_node(one, names_by_id, known, where) for one in circles)
        if {node.label for node in nodes} != known or len(nodes) != len(known):
            raise _bad(where, "needs one circle for each sublabel, and no other")
        numbers = {node.number for node in nodes}
        edges = tuple(_edge(one, numbers, where) for one in lines)
        return cls(nodes, edges)

    @classmethod
    def load(cls, text: str) -> "Template":
        """The template kept as `text` by `dump`."""
        kept = json.loads(text)
        nodes = tuple(Node(**one) for one in kept["nodes"])
        return cls(nodes, tuple((a, b) for a, b in kept["edges"]))

    def dump(self) -> str:
        """The template as text to keep."""
        return json.dumps(asdict(self))

    def renamed(self, old: str, new: str) -> "Template":
        """The template after the element `old` was called `new`."""
        nodes = [replace(one, label=new) if one.label == old else one for one in self.nodes]
        return Template(tuple(nodes), self.edges)

    def svg(self, ids: dict[str, int] | None = None) -> str:
        """The template as SVG; nodes carry sublabel ids if given, else names."""
        places = {node.number: node for node in self.nodes}
        parts = [_line(places[a], places[b]) for a, b in self.edges]
        parts += [_circle(node, ids) for node in self.nodes]
        return "".join(tostring(part, encoding="unicode") for part in parts)


def _elements(svg: str, where: str) -> tuple[list[Element], list[Element]]:
    try:
        root = fromstring(f"<svg>{svg}</svg>")
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise _bad(where, f"is not well-formed SVG: {error}") from error
    found: dict[str, list[Element]] = {"circle": [], "line": []}
    for element in root:
        if element.tag not in found or len(element):
            raise _bad(where, f"may hold circles and lines only, not <{element.tag}>")
        found[element.tag].append(element)
    if len(found["circle"]) > MAX_NODES:
        raise _bad(where, f"has more than {MAX_NODES} nodes")
    return found["circle"], found["line"]


def _node(circle: Element, names: dict[int, str], known: set[str], where: str) -> Node:
    label = circle.get("data-label-name", "")
    if not label and (given := circle.get("data-label-id", "")).isdigit():
        label = names.get(int(given), "")
    if label not in known:
        raise _bad(where, f"has a node for {label or 'no sublabel'!r}, which is not a sublabel")
    return Node(
        number=int(_number(circle, "data-node-id", where)),
        label=label,
        x=_number(circle, "cx", where),
        y=_number(circle, "cy", where),
    )


def _edge(line: Element, numbers: set[int], where: str) -> tuple[int, int]:
    edge = (
        int(_number(line, "data-node-from", where)),
        int(_number(line, "data-node-to", where)),
    )
    if not numbers.issuperset(edge):
        raise _bad(where, f"has an edge {edge} between nodes that are not there")
    return edge


def _number(element: Element, name: str, where: str) -> float:
    try:
        value = float(element.get(name, ""))
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise _bad(where, f"has a <{element.tag}> whose {name} is no number")
    return value


def _bad(where: str, problem: str) -> BadInput:
    return BadInput(f"the skeleton's svg {problem}", fields={where: [f"svg {problem}"]})


def _line(a: Node, b: Node) -> Element:
    return _drawn(
        "line",
        {"x1": a.x, "y1": a.y, "x2": b.x, "y2": b.y, "stroke": "black", "data-type": "edge"}
        | {"data-node-from": a.number, "stroke-width": "0.5", "data-node-to": b.number},
    )


def _circle(node: Node, ids: dict[str, int] | None) -> Element:
    label = {"data-label-id": ids[node.label]} if ids else {"data-label-name": node.label}
    return _drawn(
        "circle",
        {"r": "1.5", "stroke": "black", "fill": "#b3b3b3", "cx": node.x, "cy": node.y}
        | {"stroke-width": "0.1", "data-type": "element node"}
        | {"data-element-id": node.number, "data-node-id": node.number}
        | label,
    )


def _drawn(tag: str, attributes: dict[str, Any]) -> Element:
    return SubElement(Element("svg"), tag, {name: str(one) for name, one in attributes.items()})
