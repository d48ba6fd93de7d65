"""The two questions rooms ask: `permit` for one thing, `visible` for lists.

A scope is `subject:verb[:detail]` (`task:update:assignee`); its subject names the policy
package `limn.<room>` through each room's `subjects` (see `AppConfig`). What is asked about
gives its own `facts()`; without a subject (create, list) the caller's organization counts.
"""

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from typing import Any, Protocol, TypeVar

from django.db.models import Q

from limn.permissions.actor import Actor
from limn.permissions.evaluate import evaluator
from limn.permissions.qtree import as_q
from limn.permissions.rooms import package_of
from limn.sdk.errors import Forbidden, Unauthenticated

asked: ContextVar[bool] = ContextVar("asked", default=False)
"""Whether this request has asked yet; the API refuses answers from endpoints that never did."""

View = TypeVar("View", bound=Callable[..., Any])


class Subject(Protocol):
    """Anything a policy can be asked about."""

    def facts(self) -> dict[str, Any]:
        """The facts the policy reads: ids of owner, assignee, organization, parents."""
        ...


def allowed(actor: Actor, scope: str, subject: Subject | None = None, **more: Any) -> bool:
    """Whether the policy lets `actor` do `scope` to `subject`; `more` adds facts."""
    asked.set(True)
    facts: Mapping[str, Any] = {**(subject.facts() if subject else {}), **more}
    # Things that belong to no organization are seen from the one the request named.
    organization = facts.get("organization", actor.organization)
    question = {
        "scope": scope,
        "auth": actor.facts(organization),
        "resource": facts or None,
    }
    return evaluator().decide(f"{package_of(scope)}/allow", question) is True


def permit(actor: Actor, scope: str, subject: Subject | None = None, **more: Any) -> None:
    """Go on only if the policy allows it.

    Raises:
        Unauthenticated: nobody is signed in.
        Forbidden: the policy says no.
    """
    if not allowed(actor, scope, subject, **more):
        if actor.user_id is None and actor.privilege is None:
            raise Unauthenticated("Authentication credentials were not provided.")
        raise Forbidden(f"You do not have permission to perform this action ({scope}).")


def visible(actor: Actor, subject: str) -> Q:
    """The condition on `subject`'s table that keeps a list to what `actor` may see.

    The policy answers with a tree: `["|", …]`, `["&", …]`, `["~", x]`, or a dict of
    Django look-ups.
    """
    permit(actor, f"{subject}:list")
    question = {
        "scope": f"{subject}:list",
        "auth": actor.facts(actor.organization),
        "resource": None,
    }
    return as_q(evaluator().decide(f"{package_of(subject)}/filter", question))


def public(reason: str) -> Callable[[View], View]:
    """Mark an endpoint as open to everyone, with the reason why."""

    def mark(view: View) -> View:
        view.public_because = reason  # type: ignore[attr-defined]
        return view

    return mark
