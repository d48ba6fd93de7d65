"""`grants.txt` and `questions.txt`, read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
PRIVILEGES = ("admin", "user", "worker", None)
ROLES = ("owner", "maintainer", "supervisor", "worker", None)
ANYONE, NOWHERE, NOBODY = "anyone", ".", "-"
_OUTSIDER = "outside"
_IN_PATHS = (
    "web-plugins/coco/none/index.js", "plugins/coco", "panels/none", "history/1", "fragments/0",
    "video/0",
)  # fmt: skip
"""What questions say in paths where a route has parameters after the first word."""


@dataclass(frozen=True)
class Case:
    """Somebody: their privilege, what they are to a thing, and where it is.

    In the `organization` they have that `role`; the sandbox knows none.
    """

    privilege: str | None
    relation: str = "none"
    organization: bool = False
    role: str | None = None


@dataclass(frozen=True)
class Grant:
    """What a line of the table says of one scope."""

    relations: tuple[str, ...]
    sandbox: str
    organization: str

    def covers(self, case: Case) -> bool:
        if self.relations != (ANYONE,) and case.relation not in self.relations:
            return False
        return _reaches(case, self.organization if case.organization else self.sandbox)


@dataclass(frozen=True)
class Question:
    """A request: `scope` as in the table, `statuses` an answer may have where it is granted."""

    method: str
    address: str
    scope: str
    statuses: frozenset[int]
    body: str = ""

    @property
    def route(self) -> str:
        """The route in the words of `contracts.routes`."""
        path = re.sub(r"\$\w+", "{}", self.address.partition("?")[0])
        for known in _IN_PATHS:
            first, *values = known.split("/")
            path = path.replace(known, "/".join([first, *("{}" for _ in values)]))
        return f"{self.method} {path}"

    def __str__(self) -> str:
        return f"{self.method} {self.address} {self.scope}"


@cache
def grants() -> dict[str, tuple[Grant, ...]]:
    """The table by scope."""
    found: dict[str, tuple[Grant, ...]] = {}
    for scopes, relations, sandbox, organization in _lines("grants.txt"):
        for scope in scopes.split():
            one = Grant(tuple(relations.split()), sandbox, organization)
            found[scope] = (*found.get(scope, ()), one)
    return found


@cache
def questions() -> tuple[Question, ...]:
    return tuple(
        Question(*route.split(" ", 1), scope, frozenset(map(int, statuses.split("|"))), *body)
        for route, scope, statuses, *body in _lines("questions.txt")
    )


def granted(scope: str, case: Case) -> bool:
    """Whether the table lets them do that; all of it, where `+` joins scopes.

    The second scope is one of the thing above: what is `project:owner` to the first is `owner`
    to it.
    """
    first, _, above = scope.partition("+")
    if case.privilege == "admin":
        return True
    if above and not granted(above, replace(case, relation=case.relation.rpartition(":")[2])):
        return False
    return any(one.covers(case) for one in grants()[first])


def relations(scope: str) -> tuple[str, ...]:
    """Whatever the table says somebody may be to the subject of `scope`, and nothing."""
    scope = scope.partition("+")[0]
    subject = scope.partition(":")[0]
    every = (
        relation
        for other, found in grants().items()
        if other == scope or (other.partition(":")[0] == subject and _looks_at_things(scope, other))
        for one in found
        for relation in one.relations
        if relation != ANYONE
    )
    return (*dict.fromkeys(every), "none")


def in_sandbox(scope: str) -> bool:
    """Whether such a thing can be outside of organizations."""
    return all(one.sandbox != NOWHERE for one in grants()[scope.partition("+")[0]])


def cases(scope: str) -> Iterator[Case]:
    """Everybody that the table tells apart for that scope, and everybody else."""
    for relation in relations(scope):
        for privilege in PRIVILEGES:
            if in_sandbox(scope):
                yield Case(privilege, relation)
            yield from (Case(privilege, relation, True, role) for role in ROLES)


def edges(scope: str) -> Iterator[Case]:
    """Of `cases`, of each relation and role the least who may and the most who may not."""
    strict = any("!" in one.organization for one in grants()[scope.partition("+")[0]])
    every = list(cases(scope))
    for place in dict.fromkeys((one.relation, one.organization, one.role) for one in every):
        here = [one for one in every if (one.relation, one.organization, one.role) == place]
        yes = [one for one in here if granted(scope, one)]
        no = [one for one in here if not granted(scope, one)]
        yield from here if strict else (*yes[-1:], *no[:1])


def _looks_at_things(*scopes: str) -> bool:
    """Whether all of these are asked of things that are there already."""
    return not any(re.search(r":(create|list|import:backup)", one) for one in scopes)


def _reaches(case: Case, least: str) -> bool:
    if least in (NOBODY, NOWHERE):
        return False
    privilege, strictly, outside = least.partition("!")
    if strictly:
        return outside == _OUTSIDER and case.privilege == privilege and case.role is None
    privilege, _, role = least.partition("@")
    enough = privilege == "none" or (
        case.privilege is not None
        and PRIVILEGES.index(case.privilege) <= PRIVILEGES.index(privilege)
    )
    member = not role or (case.role is not None and ROLES.index(case.role) <= ROLES.index(role))
    return enough and member


def _lines(name: str) -> Iterator[list[str]]:
    for line in (HERE / name).read_text().splitlines():
        if line and not line.startswith("#"):
            yield [one.strip() for one in line.split(" ; ")]
