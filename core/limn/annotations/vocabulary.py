"""A task's labels and attributes, by id and by name, and what may be drawn with them."""

import json
import zlib
from collections.abc import Sequence
from functools import cached_property

from limn.tasks.label_queries import LabelNode


class Labels:
    """The labels that annotations of a task may use.

    `dimension` is what the task's media has: `1d` recordings, `2d` pictures, `3d` point clouds.
    With a pool of ground truth (`has_pool`), whose frames jobs show out of order, nothing moves.
    """

    def __init__(
        self, nodes: Sequence[LabelNode], dimension: str = "2d", *, has_pool: bool = False
    ) -> None:
        self.dimension = dimension or "2d"
        self.has_pool = has_pool
        self.top = {node.id: node for node in nodes}
        self.all = self.top | {sub.id: sub for node in nodes for sub in node.sublabels}
        self.by_name = {node.name: node for node in nodes}

    @cached_property
    def digest(self) -> str:
        """Changes with any attribute, whose defaults are part of what readers see."""
        facts = [
            (node.id, [(one.id, one.mutable, one.default_value) for one in node.attributes])
            for node in self.all.values()
        ]
        return f"{zlib.crc32(json.dumps(facts).encode()):08x}"
