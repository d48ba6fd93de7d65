"""A task's labels and attributes, by id and by name."""

import json
import zlib
from collections.abc import Sequence
from functools import cached_property

from limn.tasks.queries import LabelNode


class Labels:
    """The labels that annotations of a task may use."""

    def __init__(self, nodes: Sequence[LabelNode]) -> None:
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
