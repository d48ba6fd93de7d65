"""Deeds on the attributes of a label."""

from decimal import Decimal, InvalidOperation
from typing import Any

from limn.sdk.errors import BadInput
from limn.tasks.models import AttributeSpec, Label
from limn.tasks.vocabulary import InputTypeEnum

KINDS = tuple(InputTypeEnum)
_MAX_DEFAULT = 128
"""Characters of a default, as the column holds them."""


def drafted(label: Label, described: list[dict[str, Any]], where: str) -> list[AttributeSpec]:
    """These attributes of a label, not saved yet.

    Raises:
        BadInput: a name is empty or used twice, or kind, values or default do not go together.
    """
    made: dict[str, AttributeSpec] = {}
    for number, one in enumerate(described):
        place = f"{where}.attributes[{number}]"
        name = _name(one, set(made), place)
        made[name] = _draft(label, one, name, place)
    return list(made.values())


def update_attributes(label: Label, described: list[dict[str, Any]], where: str) -> None:
    """Apply changes: entries with `id` change that attribute, `deleted` removes it.

    Kind and mutability stay, choices are only added, numbers keep their range: annotations
    that exist stay valid.

    Raises:
        BadInput: a change is not safe, or an id is not an attribute of this label.
    """
    existing = {one.pk: one for one in label.attributes.all()}
    for number, one in enumerate(described):
        place = f"{where}.attributes[{number}]"
        if one.get("id") is None:
            names = {other.name for other in existing.values()}
            spec = _draft(label, one, _name(one, names, place), place)
            spec.save()
            existing[spec.pk] = spec
        elif (spec := existing.get(one["id"])) is None:
            raise _bad(f"{place}.id", f"attribute {one['id']} is not of label {label.name!r}")
        elif one.get("deleted"):
            del existing[spec.pk]
            spec.delete()
        else:
            if "name" in one:
                names = {other.name for other in existing.values() if other is not spec}
                spec.name = _name(one, names, place)
            _update(spec, one, place)


def _name(one: dict[str, Any], taken: set[str], place: str) -> str:
    name = str(one.get("name") or "").strip()
    if not name or len(name) > 64 or name in taken:
        raise _bad(f"{place}.name", f"{name!r} is empty, too long, or used twice")
    return name


def _draft(label: Label, one: dict[str, Any], name: str, place: str) -> AttributeSpec:
    kind = str(one.get("input_type") or "")
    values = [str(value) for value in one.get("values") or []]
    if kind not in KINDS:
        raise _bad(f"{place}.input_type", f"{kind!r}: choose from {', '.join(KINDS)}")
    default = str(one.get("default_value") or "") or _first(kind, values)
    _check(kind, values, default, place)
    return AttributeSpec(
        label=label,
        name=name,
        mutable=bool(one.get("mutable")),
        input_type=kind,
        default_value=default,
        values=values,
    )


def _update(spec: AttributeSpec, one: dict[str, Any], place: str) -> None:
    for fixed in ("mutable", "input_type"):
        if fixed in one and one[fixed] != getattr(spec, fixed):
            raise _bad(f"{place}.{fixed}", "cannot be changed once the attribute exists")
    values = [str(value) for value in one.get("values", spec.values)]
    kept = values[: len(spec.values)] if spec.input_type in ("select", "radio") else values
    if spec.input_type in ("select", "radio", "number") and kept != spec.values:
        raise _bad(f"{place}.values", "choices can only be added at the end")
    default = str(one.get("default_value", spec.default_value))
    _check(spec.input_type, values, default, place)
    spec.values, spec.default_value = values, default
    spec.save()


def _first(kind: str, values: list[str]) -> str:
    if kind == "checkbox":
        return values[0] if values else "false"
    return values[0] if values and kind in ("select", "radio", "number") else ""


def _check(kind: str, values: list[str], default: str, place: str) -> None:
    if len(default) > _MAX_DEFAULT:
        raise _bad(f"{place}.default_value", f"it has more than {_MAX_DEFAULT} characters")
    if kind in ("select", "radio"):
        if not values or len(set(values)) != len(values):
            raise _bad(f"{place}.values", "a choice needs values, each once")
        if default not in values:
            raise _bad(f"{place}.default_value", f"{default!r} is not one of the values")
    elif kind == "checkbox" and default.lower() not in ("true", "false"):
        raise _bad(f"{place}.default_value", "a checkbox is true or false")
    elif kind == "number":
        _check_number(values, default, place)


def _check_number(values: list[str], default: str, place: str) -> None:
    try:
        low, high, step = (Decimal(value) for value in values)
        fits = low <= Decimal(default) <= high and step > 0
    except (InvalidOperation, ValueError) as error:
        raise _bad(f"{place}.values", "a number needs minimum, maximum and step") from error
    if not fits:
        raise _bad(f"{place}.default_value", f"{default!r} is not between {low} and {high}")


def _bad(where: str, problem: str) -> BadInput:
    return BadInput(f"{where}: {problem}", fields={where: [problem]})
