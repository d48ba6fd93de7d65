"""Every operation of the API, as data."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from limn.api import schema
from limn.api.root import api

_PARAMETER = re.compile(r"{(?:[^:}]+:)?([^}]+)}")
EXAMPLES = {"uuid": "c1f2b3a4-0000-4000-8000-000000000001"}


@dataclass(frozen=True)
class Route:
    """One method of one path; `path` has its parameters as `{}`, `template` by name."""

    method: str
    path: str
    template: str
    operation: Any

    @property
    def address(self) -> str:
        return self.filled(EXAMPLES)

    def filled(self, values: Mapping[str, Any]) -> str:
        """Its address with these values for parameters, `1` for others."""
        return _PARAMETER.sub(lambda one: str(values.get(one[1], "1")), self.template)

    @property
    def view(self) -> Any:
        return self.operation.view_func

    @property
    def is_public(self) -> bool:
        return hasattr(self.view, "public_because")

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def routes() -> Iterator[Route]:
    for bound in api._get_bound_routers():
        for path, view in bound.path_operations.items():
            for operation in view.operations:
                for method in operation.methods:
                    text = f"/api{bound.prefix}{path}".rstrip("/")
                    yield Route(method, _PARAMETER.sub("{}", text), text, operation)


ROUTES = sorted(routes(), key=str)


def document() -> dict[str, Any]:
    """The OpenAPI document of all of it."""
    return schema.document(api)
