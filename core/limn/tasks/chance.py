"""Frames chosen by chance, so that a seed always gives the same ones.

Clients of CVAT compare what a seed gives; so the generator (NumPy's MT19937) and the order of
its draws are part of the API, and so is the order in which Python's sets hold small numbers.
"""

import heapq
from collections.abc import Mapping, Sequence
from itertools import count, groupby

from numpy.random import MT19937, Generator


def generator(seed: int | None) -> Generator:
    """The source of all choices; without a seed it is another one each time."""
    return Generator(MT19937(seed))


def uniform(size: int, wanted: int, rng: Generator) -> list[int]:
    """`wanted` of the numbers below `size`, each once, in the order drawn."""
    return rng.choice(size, size=wanted, shuffle=False, replace=False).tolist()


def per_job(spans: Sequence[range], wanted: int, overlap: int, rng: Generator) -> list[int]:
    """`wanted` frames of each job's span, or as many as it has.

    Frames that a job shares with the one before count for it, but are not drawn again.
    """
    chosen: set[int] = set()
    for span in spans:
        known = chosen.intersection(span)
        fresh = set(span[overlap if span.start else 0 :]).difference(known)
        missing = min(min(len(span), wanted) - len(known), len(fresh))
        if missing > 0:
            chosen.update(rng.choice(tuple(fresh), size=missing, replace=False).tolist())
    return sorted(chosen)


class LeastUsed:
    """Hands out frames, those used least first, in an order drawn once at the beginning."""

    def __init__(self, uses: Mapping[int, int], rng: Generator) -> None:
        self._turn = count()
        self._waiting: list[tuple[int, int, int]] = []
        for times, group in groupby(sorted(uses, key=uses.__getitem__), uses.__getitem__):
            frames = list(group)
            rng.shuffle(frames)
            self._waiting += [(times, next(self._turn), frame) for frame in frames]

    def take(self, wanted: int) -> list[int]:
        """The next `wanted` frames, each once; there must be so many."""
        taken = [heapq.heappop(self._waiting) for _ in range(wanted)]
        for times, _, frame in taken:
            heapq.heappush(self._waiting, (times + 1, next(self._turn), frame))
        return [frame for _, _, frame in taken]
