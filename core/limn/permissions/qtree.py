"""A policy's list filter, as nested lists and dicts, turned into Django's Q."""

from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Q

from limn.sdk.errors import LimnError


def as_q(tree: Any) -> Q:
    """The condition `tree` stands for; an unknown answer shows nothing.

    `{}` is everything; `{"owner_id": 1}` a look-up; `["|", …]`, `["&", …]` and `["~", x]`
    combine.
    """
    match tree:
        case None:
            return Q(pk__in=[])
        case dict():
            return Q(**tree)
        case ["|", *parts]:
            return reduce(or_, map(as_q, parts))
        case ["&", *parts]:
            return reduce(and_, map(as_q, parts))
        case ["~", part]:
            return ~as_q(part)
        case _:
            raise LimnError(f"a policy's filter answered {tree!r}, which is no tree of look-ups")
