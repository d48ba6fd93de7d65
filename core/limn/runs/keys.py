"""The ids of background work on the wire: `action=export&target=task&target_id=1…`."""

from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import unquote

from limn.sdk.errors import BadInput

_NUMBERS = ("target_id", "user_id")
# What would read as another character, or as a separator, travels percent-encoded.
_ESCAPED = str.maketrans({c: f"%{ord(c):02X}" for c in "%_~&=/?#"} | {" ": "_", ".": "~"})
_READ = str.maketrans({"_": " ", "~": "."})


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestKey:
    """What a piece of background work does to what; two live ones never share a key.

    `id` stands in for `target_id` while the target has no number yet (a backup being read).
    `user_id` makes the work its owner's alone. `str()` gives the id the API shows.
    """

    action: str
    target: str
    target_id: int | None = None
    id: str = ""
    user_id: int | None = None
    lightweight: bool = False
    format: str = ""
    subresource: str = ""

    def __str__(self) -> str:
        pairs = ((field.name, getattr(self, field.name)) for field in fields(self))
        return "&".join(
            f"{name}={str(value).translate(_ESCAPED)}"
            for name, value in pairs
            if value is not None and value != "" and value is not False
        )

    @classmethod
    def parse(cls, text: str) -> "RequestKey":
        """The key that `text` spells, its members in any order.

        Raises:
            BadInput: a member is unknown, missing, twice there, or not of its type.
        """
        known = {field.name for field in fields(cls)}
        values: dict[str, Any] = {}
        for pair in text.split("&"):
            name, equals, value = pair.partition("=")
            if not equals or name not in known or name in values:
                raise BadInput(f"{pair!r} is not a member of a request id")
            values[name] = _read(name, unquote(value.translate(_READ)))
        if not values.get("action") or not values.get("target"):
            raise BadInput("a request id names its action and its target")
        return cls(**values)


def _read(name: str, value: str) -> str | int | bool:
    if name == "lightweight":
        return value == "True"
    if name not in _NUMBERS:
        return value
    if not (value.isascii() and value.isdigit() and len(value) < 19):
        raise BadInput(f"{name} of a request id is a number, not {value!r}")
    return int(value)
