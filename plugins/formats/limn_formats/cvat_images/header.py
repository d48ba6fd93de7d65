"""The `<meta>` element: what the annotations belong to, and their labels."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import get_args

from lxml import etree

from limn.sdk import Attribute, AttributeKind, Dataset, Label, LabelType, Origin
from limn_formats.cvat_images.elements import Element, fit_for_xml

_STEP = re.compile(r"step\s*=\s*([1-9]\d{0,8})")


@dataclass(frozen=True)
class Numbering:
    """How frames are numbered in the file: as in the video, before start and step."""

    start: int = 0
    step: int = 1

    @staticmethod
    def of(start: str | int, frame_filter: str) -> "Numbering":
        """The numbering of a task with this first frame and filter (`step=5`)."""
        found = _STEP.search(frame_filter)
        number = int(start) if re.fullmatch(r"\d{1,9}", str(start), re.ASCII) else 0
        return Numbering(number, int(found[1]) if found else 1)

    def absolute(self, index: int) -> int:
        """The number in the file of the frame with this index in the task."""
        return self.start + index * self.step

    def index(self, absolute: int) -> int | None:
        """The index in the task of the frame with this number in the file, if it is in."""
        index, rest = divmod(absolute - self.start, self.step)
        return None if rest or index < 0 else index


def meta_of(dataset: Dataset) -> Element:
    """The header of a dataset."""
    meta = etree.Element("meta")
    origin = dataset.origin
    home = etree.SubElement(meta, origin.kind)
    for name, value in _fields(dataset, origin):
        _put(home, name, value)
    labels = etree.SubElement(home, "labels")
    for label in dataset.labels:
        _put_label(labels, label)
        for part in label.sublabels:
            _put_label(labels, part, parent=label.name)
    if origin.kind == "project":
        subsets = ", ".join(dataset.subsets)
        _put(home, "subsets", subsets)
    else:
        _put_segments(home, origin)
    for role, name, email in (
        ("owner", origin.owner, origin.owner_email), ("assignee", origin.assignee, ""),
    ):  # fmt: skip
        person = etree.SubElement(home, role)
        if name:
            _put(person, "username", name)
            _put(person, "email", email)
    _put(meta, "dumped", datetime.now(UTC).isoformat(sep=" "))
    if origin.source:
        _put(meta, "source", origin.source)
    return meta


def _fields(dataset: Dataset, origin: Origin) -> Iterator[tuple[str, str]]:
    yield "id", str(origin.id)
    yield "name", origin.name
    if origin.kind != "project":
        yield "size", str(dataset.size)
        yield "mode", "interpolation" if dataset.media == "video" else "annotation"
        yield "overlap", str(origin.overlap)
    yield "bugtracker", origin.bug_tracker
    yield "created", origin.created
    yield "updated", origin.updated
    if origin.kind != "project":
        yield "subset", origin.subset
        yield "start_frame", str(origin.start_frame)
        yield "stop_frame", str(origin.stop_frame)
        yield "frame_filter", origin.frame_filter


def _put(parent: Element, name: str, value: str) -> None:
    etree.SubElement(parent, name).text = fit_for_xml(value)


def _put_label(labels: Element, label: Label, parent: str = "") -> None:
    element = etree.SubElement(labels, "label")
    for name in ("name", "color", "type"):
        _put(element, name, getattr(label, name))
    attributes = etree.SubElement(element, "attributes")
    for one in label.attributes:
        attribute = etree.SubElement(attributes, "attribute")
        _put(attribute, "name", one.name)
        _put(attribute, "mutable", str(one.mutable))
        _put(attribute, "input_type", one.kind)
        _put(attribute, "default_value", one.default)
        _put(attribute, "values", "\n".join(one.values))
    if label.svg:
        _put(element, "svg", label.svg)
    if parent:
        _put(element, "parent", parent)


def _put_segments(home: Element, origin: Origin) -> None:
    segments = etree.SubElement(home, "segments")
    for job, start, stop in origin.segments:
        segment = etree.SubElement(segments, "segment")
        _put(segment, "id", str(job))
        _put(segment, "start", str(start))
        _put(segment, "stop", str(stop))


def labels_in(meta: Element) -> tuple[Label, ...]:
    """The labels of a header, a skeleton's elements inside of it."""
    own: dict[str, Label] = {}
    parts: dict[str, list[Label]] = {}
    for element in meta.iterfind("*/labels/label"):
        label = _label(element)
        if not label.name:
            continue
        if parent := element.findtext("parent"):
            parts.setdefault(parent, []).append(label)
        else:
            own[label.name] = label
    return tuple(_with_parts(label, parts.get(label.name, [])) for label in own.values())


def _with_parts(label: Label, parts: list[Label]) -> Label:
    return Label(
        name=label.name, color=label.color, type=label.type, attributes=label.attributes,
        sublabels=tuple(parts), svg=label.svg,
    )  # fmt: skip


def _label(element: Element) -> Label:
    kind = element.findtext("type") or "any"
    return Label(
        name=element.findtext("name") or "",
        color=element.findtext("color") or "",
        type=next((one for one in get_args(LabelType) if one == kind), "any"),
        attributes=tuple(map(_attribute, element.iterfind("attributes/attribute"))),
        svg=element.findtext("svg") or "",
    )


def _attribute(element: Element) -> Attribute:
    kind = element.findtext("input_type") or "text"
    values = element.findtext("values") or ""
    return Attribute(
        name=element.findtext("name") or "",
        kind=next((one for one in get_args(AttributeKind) if one == kind), "text"),
        values=tuple(values.split("\n")) if values else (),
        default=element.findtext("default_value") or "",
        mutable=(element.findtext("mutable") or "").lower() == "true",
    )


def origin_in(meta: Element) -> Origin:
    """What the file says about where its annotations come from."""

    def number(name: str) -> int:
        text = meta.findtext(f"*/{name}") or ""
        return int(text) if re.fullmatch(r"\d{1,9}", text, re.ASCII) else 0

    return Origin(
        kind="job" if meta.find("job") is not None else "task",
        id=number("id"),
        name=meta.findtext("*/name") or "",
        subset=meta.findtext("*/subset") or "",
        start_frame=number("start_frame"),
        stop_frame=number("stop_frame"),
        frame_filter=meta.findtext("*/frame_filter") or "",
        source=meta.findtext("source") or "",
    )


def size_in(meta: Element) -> int:
    """How many frames the task has, 0 where the file does not tell."""
    text = meta.findtext("*/size") or ""
    return int(text) if re.fullmatch(r"\d{1,9}", text, re.ASCII) else 0
