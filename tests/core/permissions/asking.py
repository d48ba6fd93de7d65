"""Questions to the policies of tasks and review, in the words of a permission table."""

from limn.permissions.actor import Actor
from limn.permissions.check import allowed

ME, OTHER, ORGANIZATION = 1, 2, 5
PRIVILEGES = ("admin", "user", "worker", None)
ROLES = ("owner", "maintainer", "supervisor", "worker", None)


class Thing:
    """A project, task, job, issue or comment as its facts.

    `relation` says what ME is to it (`task:owner`), `role` which one a membership gives.
    """

    def __init__(
        self, subject: str, relation: str, organization: int | None, *, role: str = "worker"
    ) -> None:
        self.subject, self.relation, self.organization = subject, relation.lower(), organization
        self.role = role

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
            case "job":
                return {"id": 9, "assignee": self._person("assignee"), **self._around(project)}
            case "guide":
                target = self._staff("target:")
                job_staff = self.relation == "job:assignee"
                own = {"id": 12, "target": target, "job_staff": job_staff, "is_public": False}
                return {**own, "organization": self.organization}
            case "membership" | "invitation":
                return self._place()
            case "issue":
                return self._issue("", project)
            case _:
                issue = self._issue("issue:", project)
                return {**issue, "id": 11, "owner": self._person("owner"), "issue": issue}

    def _place(self) -> dict[str, object]:
        own, role = {"id": 13, "organization": self.organization}, self.role
        if self.subject == "membership":
            user = {"id": ME if self.relation == "self" else OTHER}
            return {**own, "user": user, "role": role, "new_role": role, "is_active": True}
        return {**own, **self._staff(""), "invitee": self._person("invitee"), "role": role}

    def _around(self, project: dict[str, object]) -> dict[str, object]:
        return {
            "organization": self.organization,
            "task": self._staff("task:"),
            "project": project,
        }

    def _issue(self, prefix: str, project: dict[str, object]) -> dict[str, object]:
        job = {"assignee": self._person("job:assignee")}
        return {"id": 10, "job": job, **self._staff(prefix), **self._around(project)}


def may(
    scope: str,
    *,
    relation: str = "none",
    privilege: str | None = "user",
    organization: bool = False,
    role: str | None = None,
    given: str = "worker",
) -> bool:
    """Whether ME with that privilege and role may do `scope` to a thing of that relation.

    `given` is the role that a membership or invitation gives.
    """
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
    return allowed(actor, scope, Thing(subject, relation, at, role=given))
