"""Questions to the policies of tasks, in the words of a permission table."""

from limn.permissions.actor import Actor
from limn.permissions.check import allowed

ME, OTHER, ORGANIZATION = 1, 2, 5


class Thing:
    """A project, task or job as its facts; `relation` says what ME is to it (`task:owner`)."""

    def __init__(self, subject: str, relation: str, organization: int | None) -> None:
        self.subject, self.relation, self.organization = subject, relation, organization

    def _person(self, place: str) -> dict[str, int]:
        return {"id": ME if place == self.relation else OTHER}

    def _staff(self, prefix: str) -> dict[str, dict[str, int]]:
        return {role: self._person(prefix + role) for role in ("owner", "assignee")}

    def facts(self) -> dict[str, object]:
        project = {"id": 7, **self._staff("project:"), "organization": self.organization}
        match self.subject:
            case "project":
                own = project if self.relation.startswith("project:") else self._staff("")
                return {"id": 7, **own, "organization": self.organization}
            case "task":
                return {
                    "id": 8, **self._staff(""), "organization": self.organization,
                    "project": project,
                }  # fmt: skip
            case _:
                return {"id": 9, "assignee": self._person("assignee"), **self._around(project)}

    def _around(self, project: dict[str, object]) -> dict[str, object]:
        return {
            "organization": self.organization,
            "task": self._staff("task:"),
            "project": project,
        }


def may(
    scope: str,
    *,
    relation: str = "none",
    privilege: str | None = "user",
    organization: bool = False,
    role: str | None = None,
) -> bool:
    """Whether ME with that privilege and role may do `scope` to a thing of that relation."""
    at = ORGANIZATION if organization else None
    actor = Actor(
        user_id=ME,
        privilege=privilege,  # type: ignore[arg-type]
        roles={ORGANIZATION: role} if role else {},
        owned=frozenset({ORGANIZATION} if role == "owner" else ()),
        organization=at,
    )
    subject, verb = scope.split(":", 1)
    if verb == "create@project":
        return allowed(actor, scope, None, project=Thing("project", relation, at).facts())
    if verb in ("list", "import:backup") or scope in ("project:create", "task:create"):
        return allowed(actor, scope)
    return allowed(actor, scope, Thing(subject, relation, at))
