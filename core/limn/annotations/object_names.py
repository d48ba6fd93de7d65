"""Names of objects, as histories and restores use them: `shape:12`."""

import re
from dataclasses import dataclass

from limn.sdk.errors import BadInput

_NAME = re.compile(r"(tag|shape|track|interval):(\d{1,18})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Name:
    """An object of a job; `kind` is tags, shapes, tracks or intervals."""

    kind: str
    id: int

    @classmethod
    def parse(cls, text: str, field: str) -> "Name":
        """What `shape:12` names; `field` is where it was given.

        Raises:
            BadInput: it is no such name.
        """
        found = _NAME.fullmatch(text)
        if found is None:
            problem = f"{text[:60]!r} names no object; write tag:1, shape:1, track:1 or interval:1"
            raise BadInput(problem, fields={field: [problem]})
        return cls(f"{found[1]}s", int(found[2]))

    def __str__(self) -> str:
        return f"{self.kind[:-1]}:{self.id}"
