"""What a list can be searched, filtered and sorted by, and how the query string asks for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import and_, or_
from typing import Any, TypeVar

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import BooleanField, Field, Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.timezone import is_naive, make_aware

from limn.sdk.errors import BadInput
from limn.wire.jsonlogic import Rules

M = TypeVar("M", bound=Model)
_TRUTHS = {"true": True, "1": True, "false": False, "0": False}
_MOST_TERMS = 20


@dataclass(frozen=True, slots=True)
class Listing:
    """The words a list understands, each with the look-up it stands for.

    `search` names look-ups in which every word of `?search=` must occur somewhere.
    `filters` are query parameters tested for equality, and terms of `?filter=`; `terms` are
    terms of `?filter=` only. `sort` defaults to both. `default_sort` is a name, with `-` for
    descending; ties are broken by primary key, so that pages never repeat a row. `choices`
    limits a filter to certain values. `meanings` are for words that stand for several values
    of a column: `{"media_type": {"image": ("image", "video")}}`. `in_organizations` tells
    whether the list depends on the organization a request names.
    """

    search: Sequence[str] = ()
    filters: Mapping[str, str] = field(default_factory=dict[str, str])
    terms: Mapping[str, str] = field(default_factory=dict[str, str])
    sort: Mapping[str, str] | None = None
    default_sort: str = "-id"
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])
    meanings: Mapping[str, Mapping[str, Sequence[str]]] = field(
        default_factory=dict[str, Mapping[str, Sequence[str]]]
    )
    in_organizations: bool = True

    def apply(self, request: HttpRequest, rows: QuerySet[M]) -> QuerySet[M]:
        """The rows the query string asks for, in its order.

        Raises:
            BadInput: a filter's value cannot be; the parameter is named.
        """
        rows = rows.filter(self._simple(request, rows.model))
        if text := request.GET.get("search", "").strip():
            rows = rows.filter(self._search(text))
        if (rules := request.GET.get("filter")) is not None:
            terms = {**self.filters, **self.terms}
            known = Rules(terms, _converter(rows.model), self.meanings)
            rows = rows.filter(known.condition(rules))
        return rows.order_by(*self._order(request.GET.get("sort", "")))

    def _simple(self, request: HttpRequest, model: type[Model]) -> Q:
        convert = _converter(model)
        condition = Q()
        for name, lookup in self.filters.items():
            text = request.GET.get(name, "")
            if not text:
                continue
            if name in self.choices and text not in self.choices[name]:
                raise _bad(name, f"{text[:60]!r} is not one of {', '.join(self.choices[name])}")
            if name in self.meanings:
                condition &= Q(**{f"{lookup}__in": self.meanings[name].get(text, ())})
                continue
            try:
                condition &= Q(**{lookup: convert(lookup, text)})
            except ValueError as error:
                raise _bad(name, str(error)) from error
        return condition

    def _search(self, text: str) -> Q:
        words = text.replace("\0", "").replace(",", " ").split()[:_MOST_TERMS]
        found = (
            reduce(or_, (Q(**{f"{lookup}__icontains": word}) for lookup in self.search), Q())
            for word in words
        )
        return reduce(and_, found, Q())

    def _order(self, asked: str) -> list[str]:
        known = self.sort if self.sort is not None else {**self.filters, **self.terms}
        names = [name.strip() for name in asked.split(",")]
        order = [
            ("-" if name.startswith("-") else "") + known[name.lstrip("-")]
            for name in names
            if name.lstrip("-") in known
        ]
        default = self.default_sort.lstrip("-")
        sign = "-" if self.default_sort.startswith("-") else ""
        order = order or [sign + known.get(default, default)]
        last = order[-1].lstrip("-")
        return order if last in ("id", "pk") else [*order, "-pk"]


def _bad(name: str, problem: str) -> BadInput:
    return BadInput(f"{name}: {problem}", fields={name: [problem]})


def _converter(model: type[Model]) -> Any:
    """A function that gives a text or JSON value the type of the column `lookup` names."""

    def convert(lookup: str, value: Any) -> Any:
        column = _column(model, lookup)
        if isinstance(value, str) and "\0" in value:
            raise ValueError("a value with a zero byte")
        if column is None:
            return value
        if isinstance(column, BooleanField) and isinstance(value, str):
            value = _TRUTHS.get(value.lower(), value)
        try:
            clean = column.to_python(value)
        except (ValidationError, OverflowError, TypeError) as error:
            raise ValueError(_first_sentence(error)) from error
        if isinstance(clean, int) and not -(2**63) <= clean < 2**63:
            raise ValueError(f"{clean} is out of range")
        return make_aware(clean) if isinstance(clean, datetime) and is_naive(clean) else clean

    return convert


def _first_sentence(error: Exception) -> str:
    return error.messages[0] if isinstance(error, ValidationError) else str(error)


def _column(model: type[Model], lookup: str) -> "Field[Any, Any] | None":
    """The column a look-up ends at; None for an annotation of the query."""
    column: Any = None
    current: Any = model
    for part in lookup.split("__"):
        if current is None:
            return None
        try:
            column = current._meta.pk if part == "pk" else current._meta.get_field(part)
        except FieldDoesNotExist:
            return None
        current = column.related_model
    if column is not None and column.is_relation:
        column = getattr(column, "target_field", None)
    return column if isinstance(column, Field) else None
