"""Objects of an earlier time, made to fit the labels of now, or named as those that cannot."""

from collections.abc import Collection
from dataclasses import dataclass, field

import msgspec
import orjson

from limn.annotations.checks import allows, check
from limn.annotations.codec import AttributeVal, LabeledData
from limn.annotations.history import Objects
from limn.annotations.rows import KINDS
from limn.annotations.vocabulary import Labels
from limn.sdk.errors import BadInput
from limn.tasks.label_queries import LabelNode


@dataclass
class Fit:
    """`data` can be kept; `lost` cannot, with the reason; `adjusted` lost answers on the way.

    Objects are named as `shape:12`.
    """

    data: LabeledData
    lost: dict[str, str] = field(default_factory=dict[str, str])
    adjusted: list[str] = field(default_factory=list[str])


def fitted(objects: Objects, labels: Labels, frames: Collection[int]) -> Fit:
    """What of `objects` a job with these labels and frames can keep.

    Answers to attributes that are gone, or that their attribute no longer allows, are left
    out, as readers of living objects do not see them either.
    """
    plain = orjson.dumps({kind: list(objects[kind].values()) for kind in KINDS})
    whole = msgspec.json.decode(plain, type=LabeledData)
    fit = Fit(LabeledData())
    for kind in KINDS:
        kept = getattr(fit.data, kind)
        for one in getattr(whole, kind):
            name = f"{kind[:-1]}:{one.id}"
            before = _count(one)
            _drop_answers(one, labels)
            try:
                check(_alone(kind, one), labels, frames)
            except BadInput as error:
                fit.lost[name] = next(iter(error.fields.values()))[0]
                continue
            kept.append(one)
            if _count(one) != before:
                fit.adjusted.append(name)
    return fit


def _alone(kind: str, one: object) -> LabeledData:
    data = LabeledData()
    setattr(data, kind, [one])
    return data


def _lines(one: object) -> list[object]:
    return [one, *getattr(one, "elements", ())]


def _count(one: object) -> int:
    """Number of answers, at all depths."""
    lines = _lines(one)
    below = [shape for line in lines for shape in getattr(line, "shapes", ())]
    return sum(len(each.attributes) for each in (*lines, *below))  # type: ignore[attr-defined]


def _drop_answers(one: object, labels: Labels) -> None:
    for line in _lines(one):
        node = labels.all.get(line.label_id)  # type: ignore[attr-defined]
        if node is None:
            continue
        keyframes = getattr(line, "shapes", None)
        mutable = None if keyframes is None else False
        line.attributes = _kept(line.attributes, node, mutable)  # type: ignore[attr-defined]
        for keyframe in keyframes or ():
            keyframe.attributes = _kept(keyframe.attributes, node, mutable=True)


def _kept(
    answers: list[AttributeVal],
    node: LabelNode,
    mutable: bool | None,  # noqa: FBT001
) -> list[AttributeVal]:
    return [
        one
        for one in answers
        if (spec := node.specs.get(one.spec_id)) is not None
        and mutable in (None, spec.mutable)
        and allows(spec, one.value)
    ]
