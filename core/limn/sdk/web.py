"""What a plugin adds to the app in the browser: panels described in Python, and ES modules.

A panel needs no JavaScript: it says what it asks, and answers with texts, figures and tables
about the annotations of the job that is open. A module is a file of the plugin's own package
that the app loads at run time; docs/plugins/first-panel.md says what it may do there.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Literal, TypeAlias

from limn.sdk.dataset import Dataset
from limn.sdk.errors import BadInput

Value: TypeAlias = str | float | bool

_TYPES: dict[str, tuple[type, ...]] = {"text": (str,), "number": (int, float), "yes": (bool,)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A value a panel asks for; `choices` make a `text` one of those."""

    name: str
    title: str
    kind: Literal["text", "number", "yes"] = "text"
    default: Value = ""
    choices: tuple[str, ...] = ()

    def read(self, given: Any) -> Value:
        """What was given, or the default for None.

        Raises:
            BadInput: it is of another kind, or none of the choices.
        """
        if given is None:
            return self.default
        kinds: dict[str, tuple[type, ...]] = {
            "text": (str,),
            "number": (int, float),
            "yes": (bool,),
        }
        if type(given) not in kinds[self.kind]:
            raise BadInput(
                f"{self.title!r} takes a {self.kind}", fields={self.name: ["wrong kind"]}
            )
        if self.choices and given not in self.choices:
            known = ", ".join(self.choices)
            raise BadInput(f"{self.title!r} is one of {known}", fields={self.name: ["unknown"]})
        return given


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, shown as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of texts and numbers under names of columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | float, ...], ...]


Block: TypeAlias = Text | Table


class Panel(ABC):
    """A tab beside the picture that is described, not programmed: questions and an answer."""

    name: ClassVar[str]
    """Unique among all panels: `box-sizes`."""
    title: ClassVar[str]
    questions: ClassVar[tuple[Question, ...]] = ()

    @abstractmethod
    def answer(self, dataset: Dataset, values: Mapping[str, Value]) -> Iterable[Block]:
        """What to show about the job's annotations, within a few seconds.

        `values` has a value for every question. Walk `dataset` once and keep little of it: a
        job may have a million shapes.

        Raises:
            BadInput: the values make no sense together.
        """


@dataclass(frozen=True, slots=True)
class WebModule:
    """Files for browsers: `entry` is an ES module in `folder` with a function `activate`."""

    folder: Path
    entry: str = "index.js"
