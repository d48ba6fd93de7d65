"""JSON-logic rules of `?filter=` as a condition on a table.

Known: `and`, `or`, `!`, `!!`, `==`, `!=`, `<`, `>`, `<=`, `>=` (with a variable first), the
range `{"<=": [low, {"var": x}, high]}`, `in` (variable first: one of a list; variable second:
contains a text), and a bare `{"var": x}` (is set). Variables come from a list's own terms.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any

import orjson
from django.db.models import Q

from limn.sdk.errors import BadInput

DEEPEST = 32
LONGEST_TEXT = 20_000
LONGEST_LIST = 5_000

Scalar = str | int | float | bool | None
Convert = Callable[[str, Scalar], Any]
"""The value of a rule as the table's own type; its arguments are the term and the value."""

_COMPARISONS = {"<": "lt", ">": "gt", "<=": "lte", ">=": "gte"}


def _refused(problem: str) -> BadInput:
    return BadInput(problem, fields={"filter": [problem]})


class Rules:
    """Turns rules into a Q; `terms` maps each variable to its look-up.

    `meanings` maps words of a variable to the values of its column that they stand for.
    """

    def __init__(
        self,
        terms: Mapping[str, str],
        convert: Convert,
        meanings: Mapping[str, Mapping[str, Sequence[str]]] | None = None,
    ) -> None:
        self.terms = terms
        self.convert = convert
        self.meanings = meanings or {}

    def condition(self, text: str) -> Q:
        """What the JSON-logic in `text` asks for.

        Raises:
            BadInput: it is empty, no JSON, too deep, or uses an operator or a term that is
                not known.
        """
        if len(text) > LONGEST_TEXT:
            raise _refused(f"filter: longer than {LONGEST_TEXT} characters")
        try:
            rules = orjson.loads(text)
        except orjson.JSONDecodeError as error:
            raise _refused(f"filter: not JSON: {error}") from error
        if not rules:
            raise _refused("filter shouldn't be empty")
        return self._build(rules, 0)

    def _build(self, rule: Any, depth: int) -> Q:
        if depth > DEEPEST:
            raise _refused(f"filter: nested deeper than {DEEPEST} levels")
        if not isinstance(rule, dict) or len(rule) != 1:
            raise _refused(f"filter: {_short(rule)} is not a rule")
        ((operator, arguments),) = rule.items()
        built = self._combined(operator, arguments, depth + 1)
        built = built if built is not None else self._compared(operator, arguments)
        if built is None:
            raise _refused(f"filter: {_short(rule)} uses {operator!r} in a way that is not known")
        return built

    def _combined(self, operator: str, arguments: Any, depth: int) -> Q | None:
        """Rules made of rules."""
        match operator, arguments:
            case "and", [_, *_]:
                return reduce(and_, (self._build(each, depth) for each in arguments))
            case "or", [_, *_]:
                return reduce(or_, (self._build(each, depth) for each in arguments))
            case "!", [one]:
                return ~self._build(one, depth)
            case "!", dict():
                return ~self._build(arguments, depth)
            case "!!", [one]:
                return self._build(one, depth)
            case "!!", dict():
                return self._build(arguments, depth)
        return None

    def _compared(self, operator: str, arguments: Any) -> Q | None:
        """Rules about one variable."""
        match operator, arguments:
            case "var", str(term):
                return Q(**{f"{self._lookup(term)}__isnull": False})
            case "<=", [low, {"var": str(term)}, high]:
                value = (self._value(term, low), self._value(term, high))
                return Q(**{f"{self._lookup(term)}__range": value})
            case "==", [{"var": str(term)}, value]:
                return self._equals(term, value)
            case "!=", [{"var": str(term)}, value]:
                return ~self._equals(term, value)
            case "<" | ">" | "<=" | ">=", [{"var": str(term)}, value]:
                lookup = f"{self._lookup(term)}__{_COMPARISONS[operator]}"
                return Q(**{lookup: self._value(term, value)})
            case "in", [{"var": str(term)}, list(values)]:
                return self._one_of(term, values)
            case "in", [str(part), {"var": str(term)}]:
                return Q(**{f"{self._lookup(term)}__contains": part})
        return None

    def _lookup(self, term: str) -> str:
        if term not in self.terms:
            raise _refused(f"filter: term {term[:60]!r} is not supported")
        return self.terms[term]

    def _value(self, term: str, value: Any) -> Any:
        lookup = self._lookup(term)
        if value is None or not isinstance(value, str | int | float | bool):
            raise _refused(f"filter: {_short(value)} is no value for {term!r}")
        try:
            return self.convert(lookup, value)
        except ValueError as error:
            raise _refused(f"filter: {_short(value)} is no value for {term!r}: {error}") from error

    def _values(self, term: str, value: Any) -> Sequence[Any]:
        if term in self.meanings:
            return self.meanings[term].get(str(value), ())
        return (self._value(term, value),)

    def _equals(self, term: str, value: Any) -> Q:
        if value is None:
            return Q(**{f"{self._lookup(term)}__isnull": True})
        if term in self.meanings:
            return Q(**{f"{self._lookup(term)}__in": self.meanings[term].get(str(value), ())})
        return Q(**{self._lookup(term): self._value(term, value)})

    def _one_of(self, term: str, values: list[Any]) -> Q:
        if len(values) > LONGEST_LIST:
            raise _refused(f"filter: a list of more than {LONGEST_LIST} values")
        given = [one for value in values if value is not None for one in self._values(term, value)]
        found = Q(**{f"{self._lookup(term)}__in": given})
        return found | self._equals(term, None) if None in values else found


def _short(value: Any) -> str:
    return repr(value)[:80]
