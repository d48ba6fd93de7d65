"""Which of a job's objects are asked for: kinds, and types of shapes."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Self, get_args

from limn.annotations.codec import ShapeType
from limn.annotations.rows import KINDS
from limn.sdk.errors import BadInput

TYPES: tuple[str, ...] = get_args(ShapeType)
_DRAWN = ("shapes", "tracks")
Condition = tuple[str, list[Any]]
"""SQL of ours with a place for each of the values, `""` where everything is meant."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Objects of these kinds; of shapes and tracks only those of these types, if any are named."""

    kinds: frozenset[str] = frozenset(KINDS)
    types: tuple[str, ...] = ()

    @classmethod
    def named(cls, words: Collection[str]) -> Self:
        """What these words ask for: kinds, and types, which mean shapes and tracks.

        Types narrow down those of the two that are named, both where neither is.

        Raises:
            BadInput: a word is neither.
        """
        known = (*KINDS, *TYPES)
        if wrong := set(words).difference(known):
            problem = f"choose from {', '.join(known)}"
            raise BadInput(f"{min(wrong)!r} is no kind: {problem}", fields={"kinds": [problem]})
        kinds = {word for word in words if word in KINDS}
        types = tuple(one for one in TYPES if one in words)
        if types and kinds.isdisjoint(_DRAWN):
            kinds.update(_DRAWN)
        return cls(frozenset(kinds), types)

    @property
    def all_drawn(self) -> bool:
        """Whether every shape and every track is meant."""
        return not self.types and self.kinds.issuperset(_DRAWN)

    def shapes(self) -> Condition:
        """Of rows of shapes that are no keyframes: those wanted, with their elements."""
        if not self.types:
            return "", []
        whole = f"parent_id IS NULL AND {self._among()}"
        # Only skeletons have elements.
        either = f"({whole}) OR parent_id IS NOT NULL" if "skeleton" in self.types else whole
        return either, [*self.types]

    def tracks(self, job_id: int) -> Condition:
        """Of rows of tracks: those wanted, with their elements; a type is that of keyframes."""
        if not self.types:
            return "", []
        keyframes = f"job_id = %s AND track_id IS NOT NULL AND {self._among()}"
        sought = f"SELECT track_id FROM annotations_shape WHERE {keyframes}"  # noqa: S608
        return f"COALESCE(parent_id, id) IN ({sought})", [job_id, *self.types]

    def _among(self) -> str:
        return f"type IN ({', '.join(['%s'] * len(self.types))})"


ALL = Wanted()
