"""Every decision CVAT's published permission tables make about what is worked on.

The tables come by `LIMN_CVAT_DATA`; `test_decisions.py` holds a table of our own.
"""

import csv
import os
from itertools import product
from pathlib import Path

from core.permissions.asking import PRIVILEGES, ROLES, may

DATA = os.environ.get("LIMN_CVAT_DATA")
TABLES = {
    "projects": "project",
    "tasks": "task",
    "jobs": "job",
    "annotationguides": "guide",
    "issues": "issue",
    "comments": "comment",
}
RENAMED = {"update:desc": "update"}


def rows(table):
    with (Path(DATA) / "permissions" / f"{table}.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            owners = [one.strip().lower() for one in row["Ownership"].split(",")]
            owners = ["n/a" if one == "none" else one for one in owners]
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


def expected(table, scope, *, context, relation, privilege, role):
    return privilege == "admin" or any(
        grants(row, privilege, role)
        for row in table
        if row["Scope"] == scope
        and row["Context"] == context
        and (relation in row["owners"] or row["owners"] == ["n/a"])
    )


def _told(table, scope, relations):
    """The relations the table speaks of; to what is yet to be made, nobody is anything."""
    if not scope.startswith("create") and scope != "import:backup":
        return relations
    owners = {one for row in table if row["Scope"] == scope for one in row["owners"]}
    return sorted(owners - {"n/a"}) or ["none"]


def decisions():
    for name, subject in TABLES.items():
        table = list(rows(name))
        relations = sorted({one for row in table for one in row["owners"]} - {"n/a"})
        for scope in sorted({row["Scope"] for row in table}):
            for relation, privilege in product(_told(table, scope, relations), PRIVILEGES):
                for context, role in [("Sandbox", None), *(("Organization", one) for one in ROLES)]:
                    case = {"relation": relation, "privilege": privilege, "role": role}
                    wanted = expected(table, scope, context=context, **case)
                    ours = f"{subject}:{RENAMED.get(scope, scope)}"
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
