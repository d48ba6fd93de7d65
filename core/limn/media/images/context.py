"""Context images: pictures shown beside a frame, never frames themselves.

They lie as CVAT's users lay them: `dir/related_images/<name of the picture, dots as
underscores>/…` beside `dir/<name of the picture>`.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

FOLDER = "related_images"


def is_context(name: str) -> bool:
    """Does this picture belong to another one?"""
    return FOLDER in name and FOLDER in PurePosixPath(name).parts[:-1]


def related_to(pictures: Iterable[str], context: Sequence[str]) -> dict[str, list[str]]:
    """The context images of each picture that has some, sorted."""
    by_owner: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(context):
        by_owner[str(PurePosixPath(name).parent)].append(name)
    if not by_owner:
        return {}
    found = ((name, by_owner.get(_home(name), [])) for name in pictures)
    return {name: related for name, related in found if related}


def _home(name: str) -> str:
    path = PurePosixPath(name)
    return str(path.parent / FOLDER / path.name.replace(".", "_"))
