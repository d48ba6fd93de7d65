"""Our table of grants says what CVAT's published tables say, row by row.

CVAT's come by `LIMN_CVAT_DATA`; `test_matrix.py` asks ours over HTTP, with or without them.
"""

import csv
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core.permissions.table import PRIVILEGES, ROLES, Case, cases, granted, grants

DATA = os.environ.get("LIMN_CVAT_DATA")
TABLES = {
    "projects": "project",
    "tasks": "task",
    "jobs": "job",
    "annotationguides": "guide",
    "cloudstorages": "cloudstorage",
    "events": "event",
    "invitations": "invitation",
    "issues": "issue",
    "comments": "comment",
    "memberships": "membership",
    "organizations": "organization",
    "server": "server",
    "users": "user",
}
RENAMED = {
    "update:desc": "update",
    "send:events": "send",
    "dump:events": "export",
}
PLUGINS = {"analytics", "lambda", "webhooks"}
MEMBERS = ("worker", "supervisor", "maintainer")


def rows(table: str) -> list[dict[str, Any]]:
    with (Path(DATA or "") / "permissions" / f"{table}.csv").open(newline="") as file:
        return [
            {**row, "owners": [one.strip().lower() for one in row["Ownership"].split(",")]}
            for row in csv.DictReader(file)
        ]


def grants_it(row: dict[str, Any], case: Case) -> bool:
    privilege, role = row["Privilege"].lower(), row["Membership"].lower()
    if row.get("Strict_Privilege") == "True":
        return case.privilege == privilege and case.role is None
    enough = privilege == "none" or (
        case.privilege is not None
        and PRIVILEGES.index(case.privilege) <= PRIVILEGES.index(privilege)
    )
    member = role == "n/a" or (
        case.role is not None and ROLES.index(case.role) <= ROLES.index(role)
    )
    return enough and member


def limited(row: dict[str, Any], scope: str, case: Case) -> bool:
    """Whether the row is not for such a role: of the member, or the one that is given."""
    roles = re.findall(r'"(\w+)"', row.get("Limit", "").partition("]")[2])
    has = ""
    if scope.startswith("membership"):
        has = "owner" if case.relation == "none" else case.relation
    return bool({scope.partition("=")[2], has} & set(roles))


def expected(table: list[dict[str, Any]], scope: str, ours: str, case: Case) -> bool:
    context = "Organization" if case.organization else "Sandbox"
    relation = "none" if case.relation in MEMBERS else case.relation
    if ours.startswith("organization"):
        relation = case.role or "none"
    return case.privilege == "admin" or any(
        grants_it(row, case)
        for row in table
        if row["Scope"] == scope
        and row["Context"] in (context, "N/A")
        and (relation in row["owners"] or row["owners"] == ["n/a"])
        and not limited(row, ours, case)
    )


def possible(ours: str, case: Case) -> bool:
    """A membership of one's own gives the role one has, and is not asked about here."""
    return not (ours.startswith("membership") and case.relation == "self" and not case.role)


def decisions() -> Iterator[tuple[str, Case, bool]]:
    for name, subject in TABLES.items():
        table = rows(name)
        for scope in sorted({row["Scope"] for row in table}):
            plain = f"{subject}:{RENAMED.get(scope, scope)}"
            for ours in (one for one in grants() if one.partition("=")[0] == plain):
                yield from (
                    (ours, case, expected(table, scope, ours, case))
                    for case in cases(ours)
                    if possible(ours, case)
                )


if DATA:

    def test_every_row_of_cvats_tables_is_in_ours():
        tables = {one.stem for one in (Path(DATA) / "permissions").glob("*.csv")}
        assert tables == set(TABLES) | PLUGINS
        for name, subject in TABLES.items():
            told = {row["Scope"] for row in rows(name)}
            scopes = {f"{subject}:{RENAMED.get(one, one)}" for one in told}
            assert scopes <= {one.partition("=")[0] for one in grants()}, name

    def test_every_decision_is_cvats():
        every = list(decisions())
        assert len(every) > 5_000
        wrong = [one for one in every if granted(one[0], one[1]) != one[2]]
        assert wrong == []
