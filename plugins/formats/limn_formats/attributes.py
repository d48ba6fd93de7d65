"""Attributes of shapes in JSON formats: the label's own, and flags the format has no place for."""

import math
from collections.abc import Mapping
from typing import Any, TypedDict

import msgspec

from limn.sdk import Annotation, Attribute, BadDataset, Box, Ellipse, Label, Shape

RESERVED = ("occluded", "rotation", "track_id", "keyframe")


class Common(TypedDict):
    """What every shape has."""

    label: str
    attributes: Mapping[str, str]
    group: int
    occluded: bool
    score: float
    track: int | None
    keyframe: bool


def attributes_of(one: Annotation, label: Label) -> dict[str, Any]:
    """The label's attributes, typed, then a shape's flags."""
    typed: dict[str, Any] = {
        name: _typed(value, label.attribute(name))
        for name, value in one.attributes.items()
        if name not in RESERVED
    }
    if not isinstance(one, Shape):
        return typed
    typed["occluded"] = one.occluded
    if isinstance(one, Box | Ellipse):
        typed["rotation"] = one.rotation
    if one.track is not None:
        typed |= {"track_id": one.track, "keyframe": one.keyframe}
    return typed


def _typed(value: str, attribute: Attribute | None) -> str | bool | int | float:
    kind = attribute.kind if attribute else "text"
    if kind == "checkbox" and value in {"true", "false"}:
        return value == "true"
    if kind == "number":
        for number in (int, float):
            try:
                if str(typed := number(value)) == value and math.isfinite(typed):
                    return typed
            except ValueError:
                continue
    return value


def common_of(
    attributes: dict[str, Any], label: str, *, track: int | None = None, score: float = 1.0
) -> Common:
    """What every shape has, from an entry's attributes, of which the flags are taken out."""
    occluded = attributes.pop("occluded", False)
    keyframe = attributes.pop("keyframe", True)
    attributes.pop("track_id", None)
    return Common(
        label=label,
        attributes=texts(attributes),
        group=0,
        occluded=_flag(occluded),
        score=score,
        track=track,
        keyframe=_flag(keyframe),
    )


def _flag(value: object) -> bool:
    return value in {"true", "True", "1"} if isinstance(value, str) else bool(value)


def rotation_in(attributes: dict[str, Any], place: str) -> float:
    """Degrees clockwise in [0, 360), taken out of an entry's attributes.

    Raises:
        BadDataset: there is one, and it is no number.
    """
    value = attributes.pop("rotation", 0)
    if isinstance(value, int | float) and math.isfinite(value):
        return float(value) % 360
    raise BadDataset("this is not a number of degrees", where=f"{place}.attributes.rotation")


def track_in(attributes: Mapping[str, Any], place: str) -> int | None:
    """The number of the track an entry belongs to.

    Raises:
        BadDataset: there is one, and it is no whole number.
    """
    track = attributes.get("track_id")
    if track is None or track == "":
        return None
    if isinstance(track, int) and 0 <= track < 1 << 62:
        return track
    raise BadDataset("a track's number is wrong", where=f"{place}.attributes.track_id")


def texts(attributes: Mapping[str, Any]) -> dict[str, str]:
    """Attribute values as Limn keeps them: text, checkboxes as `true` and `false`."""
    return {name: _text(value) for name, value in attributes.items() if value is not None}


def _text(value: object) -> str:
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case _:
            return msgspec.json.encode(value).decode()
