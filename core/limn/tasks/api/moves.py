"""What `PATCH` of a project or task asks for when it takes the thing elsewhere."""

from dataclasses import replace
from typing import Any

from limn.identity.queries import get_organization
from limn.permissions.actor import Actor
from limn.permissions.check import permit
from limn.sdk.errors import BadInput, NotFound
from limn.tasks import actions
from limn.tasks.models import Project, Task
from limn.tasks.storages import CHOICES, permit_choices

_ALONE = {"organization_id", *CHOICES}


def transfer(actor: Actor, thing: Project | Task, changes: dict[str, Any]) -> None:
    """Take a project or task to the organization named: away from here, and made anew there.

    Raises:
        BadInput: there is no such organization, or more is to be changed than the storages.
        Forbidden: the caller may not remove it here, or make such a thing there.
    """
    kind, goes_to = type(thing)._meta.model_name, changes["organization_id"]
    if more := sorted(changes.keys() - _ALONE):
        problem = f"{', '.join(more)} cannot be changed by the same request"
        raise BadInput(problem, fields={"organization_id": [problem]})
    permit(actor, f"{kind}:delete", thing)
    try:
        there = get_organization(goes_to).pk if goes_to is not None else None
    except NotFound as error:
        raise BadInput(str(error), fields={"organization_id": [str(error)]}) from error
    at_home = replace(actor, organization=there)
    permit(at_home, f"{kind}:create")
    permit_choices(at_home, changes)
    actions.transfer(actor, thing, there, changes)
