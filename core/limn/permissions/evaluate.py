"""How a question gets its answer: the interface both evaluators share."""

from functools import cache
from typing import Any, Protocol

from django.conf import settings


class Evaluator(Protocol):
    """Answers questions from the policies of all rooms."""

    def decide(self, entrypoint: str, question: dict[str, Any]) -> Any:
        """The value of the rule `entrypoint` (`limn/tasks/allow`), None where undefined."""
        ...


@cache
def evaluator() -> Evaluator:
    """The evaluator of this deployment: an OPA server when one is named, else in process."""
    if settings.OPA_URL:
        from limn.permissions.opa_server import OpaServer

        return OpaServer(settings.OPA_URL)
    from limn.permissions.embedded import EmbeddedRego

    return EmbeddedRego()
