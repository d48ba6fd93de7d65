"""How uploaded media becomes frames: the choices of `POST /api/tasks/{id}/data`."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from limn.sdk.errors import BadInput

SORTING_METHODS = ("lexicographical", "natural", "predefined", "random")
_FILTER = re.compile(r"step\s*=\s*([1-9][0-9]{0,8})")
_LARGEST = 2**31 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class DataOptions:
    """Choices about one upload. `checked` tells whether they make sense; JSON both ways.

    `start_frame` and `stop_frame` (included; None: to the end) count frames of the source.
    `chunk_size` is in frames (None: chosen from the size of the pictures). `file_order`
    lists names for the `predefined` sorting; with `only_listed` nothing else is used.
    """

    image_quality: int = 70
    chunk_size: int | None = None
    start_frame: int = 0
    stop_frame: int | None = None
    frame_filter: str = ""
    sorting_method: str = "lexicographical"
    use_zip_chunks: bool = False
    storage: str = "local"
    cloud_storage_id: int | None = None
    file_order: tuple[str, ...] = ()
    only_listed: bool = False
    seed: int = 0

    @property
    def step(self) -> int:
        """Distance between used frames of the source."""
        found = _FILTER.fullmatch(self.frame_filter.strip())
        return int(found[1]) if found else 1

    def checked(self) -> Self:
        """These options, known to be sound.

        Raises:
            BadInput: `fields` names each wrong option.
        """
        wrong = {name: [sentence] for name, sentence in self._faults()}
        if wrong:
            raise BadInput(next(iter(wrong.values()))[0], fields=wrong)
        return self

    def as_json(self) -> dict[str, Any]:
        """These options as plain JSON, for the arguments of a run."""
        return asdict(self)

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> Self:
        """The options `as_json` wrote; unknown keys are left out."""
        known = {field.name for field in fields(cls)}
        values = {name: value for name, value in given.items() if name in known}
        values["file_order"] = tuple(values.get("file_order") or ())
        return cls(**values)

    def _faults(self) -> list[tuple[str, str]]:
        stop = _LARGEST if self.stop_frame is None else self.stop_frame
        checks = [
            ("image_quality", 1 <= self.image_quality <= 100, "must be 1 to 100"),
            ("chunk_size", 0 <= (self.chunk_size or 0) <= _LARGEST, "must not be negative"),
            ("start_frame", 0 <= self.start_frame <= _LARGEST, "must not be negative"),
            ("stop_frame", self.start_frame <= stop <= _LARGEST, "must not be before start_frame"),
            ("frame_filter", self._filter_is_sound(), "must be empty or look like 'step=N', N ≥ 1"),
            ("sorting_method", self.sorting_method in SORTING_METHODS, _one_of(SORTING_METHODS)),
        ]
        return [(name, f"{name} {sentence}") for name, sound, sentence in checks if not sound]

    def _filter_is_sound(self) -> bool:
        text = self.frame_filter.strip()
        return not text or _FILTER.fullmatch(text) is not None


def _one_of(values: tuple[str, ...]) -> str:
    return f"must be one of {', '.join(values)}"
