"""The entries of a COCO file, as they are checked on the way in."""

from typing import Any, TypeVar

import msgspec

from limn.sdk import BadDataset


class Category(msgspec.Struct):
    """A label."""

    id: int
    name: str


class Image(msgspec.Struct):
    """A picture; sizes in px, 0 where the file does not tell."""

    id: int | str
    file_name: str
    width: int = 0
    height: int = 0


class Lengths(msgspec.Struct):
    """A mask: run lengths down the columns, compressed (text) or not; size is height, width."""

    counts: str | list[int]
    size: tuple[int, int]


class Instance(msgspec.Struct):
    """An object on a picture."""

    image_id: int | str
    category_id: int
    segmentation: list[list[float]] | Lengths | None = None
    bbox: list[float] | None = None
    score: float | None = None
    attributes: dict[str, Any] | None = None


Entry = TypeVar("Entry", bound=msgspec.Struct)


def checked(value: object, kind: type[Entry], where: str) -> Entry:
    """The entry as `kind`.

    Raises:
        BadDataset: something is missing or of the wrong type; the path is told.
    """
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        problem, _, path = str(error).partition(" - at `$")
        raise BadDataset(problem, where=where + path.rstrip("`")) from error
