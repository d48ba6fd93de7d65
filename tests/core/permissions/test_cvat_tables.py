"""Every decision CVAT's published permission tables make about what is worked on.

The tables come by `LIMN_CVAT_DATA`; `test_decisions.py` holds a table of our own.
"""

import csv
import os
import re
from itertools import product
from pathlib import Path

from core.permissions.asking import PRIVILEGES, ROLES, may

DATA = os.environ.get("LIMN_CVAT_DATA")
TABLES = {
    "projects": "project",
    "tasks": "task",
    "jobs": "job",
    "annotationguides": "guide",
    "invitations": "invitation",
    "issues": "issue",
    "comments": "comment",
    "memberships": "membership",
}
RENAMED = {"update:desc": "update"}


def rows(table):
    with (Path(DATA) / "permissions" / f"{table}.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            owners = [one.strip().lower() for one in row["Ownership"].split(",")]
            yield {**row, "owners": owners}


def grants(row, privilege, role):
    if row.get("Strict_Privilege") == "True":
        return str(privilege).lower() == row["Privilege"].lower() and role is None
    wanted, least = row["Privilege"].lower(), row["Membership"].lower()
    enough = wanted == "none" or (
        privilege is not None and PRIVILEGES.index(privilege) <= PRIVILEGES.index(wanted)
    )
    member = least == "n/a" or (role is not None and ROLES.index(role) <= ROLES.index(least))
    return enough and member


def expected(table, scope, *, context, relation, privilege, role, given):
    return privilege == "admin" or any(
        grants(row, privilege, role)
        for row in table
        if row["Scope"] == scope
        and row["Context"] in (context, "N/A")
        and (relation in row["owners"] or row["owners"] == ["n/a"])
        and given not in re.findall(r'"(\w+)"', row["Limit"].partition("]")[2])
    )


def _told(table, scope, relations):
    """The relations the table speaks of; to what is yet to be made, nobody is anything."""
    if not scope.startswith("create") and scope != "import:backup":
        return relations
    owners = {one for row in table if row["Scope"] == scope for one in row["owners"]}
    return sorted(owners - {"n/a"}) or ["none"]


def _can_be(subject, context, case):
    """Whether there can be such a case: one's own membership gives the role one has."""
    if subject != "membership" or case["relation"] != "self" or context == "Sandbox":
        return True
    return case["role"] == case["given"]


def decisions():
    for name, subject in TABLES.items():
        table = list(rows(name))
        relations = sorted({one for row in table for one in row["owners"]} - {"n/a"})
        given = ROLES[:-1] if subject in ("membership", "invitation") else ("worker",)
        for scope in sorted({row["Scope"] for row in table}):
            told = _told(table, scope, relations) or ["none"]
            for relation, privilege, one in product(told, PRIVILEGES, given):
                for context, role in [("Sandbox", None), *(("Organization", one) for one in ROLES)]:
                    case = {"relation": relation, "privilege": privilege, "role": role}
                    case["given"] = one
                    wanted = expected(table, scope, context=context, **case)
                    ours = f"{subject}:{RENAMED.get(scope, scope)}"
                    if _can_be(subject, context, case):
                        yield ours, context == "Organization", case, wanted


if DATA:

    def test_every_decision_is_cvats():
        wrong, asked = [], 0
        for scope, organization, case, wanted in decisions():
            asked += 1
            if may(scope, organization=organization, **case) != wanted:
                wrong.append((scope, "organization" if organization else "sandbox", case, wanted))
        assert asked > 5_000
        assert wrong == []
