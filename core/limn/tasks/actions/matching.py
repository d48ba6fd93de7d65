"""Which labels and attributes of one place stand for those of another, by their names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from limn.sdk.errors import BadInput
from limn.tasks.label_queries import LabelNode, SpecNode


@dataclass
class Exchange:
    """New ids by old ones; an attribute that is not in here has none to go over to."""

    labels: dict[int, int] = field(default_factory=dict[int, int])
    specs: dict[int, int] = field(default_factory=dict[int, int])


def exchange(
    old: Sequence[LabelNode], new: Sequence[LabelNode], mapping: Mapping[str, str]
) -> Exchange:
    """The labels `new` that take the place of `old`, of the same names or those of `mapping`.

    Several may become one. Attributes go over to one of the same name, kind, choices and
    mutability.

    Raises:
        BadInput: a label is missing in `new`, or is one of another type or other elements; or
            `mapping` speaks of a label that is not in `old`.
    """
    found, there = Exchange(), {one.name: one for one in new}
    if strange := sorted(mapping.keys() - {one.name for one in old}):
        told = [f"the task has no label {name!r}" for name in strange]
        raise BadInput("; ".join(told), fields={"label_mapping": told})
    wanted = {one.name: mapping.get(one.name, one.name) for one in old}
    problems = [_pair(found, one, there.get(wanted[one.name]), wanted[one.name]) for one in old]
    if told := [one for one in problems if one]:
        raise BadInput("; ".join(told), fields={"project_id": told})
    return found


def _pair(found: Exchange, old: LabelNode, new: LabelNode | None, name: str) -> str:
    """Note that `old` becomes `new`, of that name; what is in the way of it, if anything."""
    if new is None:
        return f"there is no label {name!r}"
    if new.type not in ("any", old.type):
        return f"label {name!r} is of type {new.type!r}, not {old.type!r}"
    below = {one.name: one for one in new.sublabels}
    if below.keys() != {one.name for one in old.sublabels}:
        return f"the skeleton {name!r} has other elements"
    for one in old.sublabels:
        if problem := _pair(found, one, below[one.name], one.name):
            return f"in {old.name!r}: {problem}"
    found.labels[old.id] = new.id
    found.specs |= _pairs(old.attributes, new.attributes)
    return ""


def _pairs(old: Iterable[SpecNode], new: Iterable[SpecNode]) -> dict[int, int]:
    there = {_meaning(one): one.id for one in new}
    return {one.id: there[_meaning(one)] for one in old if _meaning(one) in there}


def _meaning(spec: SpecNode) -> tuple[object, ...]:
    return spec.name, spec.input_type, spec.values, spec.mutable
