"""One thing that is wrong."""

from collections.abc import Callable, Iterator
from enum import IntEnum
from typing import NamedTuple


class Weight(IntEnum):
    """`UNSAFE`: somebody may get in, or work may be lost. `ADVICE`: it may become so."""

    UNSAFE = 0
    ADVICE = 1


class Finding(NamedTuple):
    """What is wrong about what, and what to do."""

    weight: Weight
    about: str
    problem: str
    remedy: str


Check = Callable[[], Iterator[Finding]]


def unsafe(about: str, problem: str, remedy: str) -> Finding:
    """Somebody may get in, or work may be lost."""
    return Finding(Weight.UNSAFE, about, problem, remedy)


def advice(about: str, problem: str, remedy: str) -> Finding:
    """Worth knowing before it becomes unsafe."""
    return Finding(Weight.ADVICE, about, problem, remedy)
