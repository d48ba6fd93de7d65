"""What uploaded point clouds are: checked, made PCD, put in order, their images beside them."""

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from limn.media import kinds
from limn.media.images import pictures
from limn.media.point_clouds import cloud_layouts
from limn.media.readers import ask
from limn.sdk.errors import BadMedia
from limn.sdk.runs import Run

_BIN = ".bin"


def split(names: Sequence[str]) -> tuple[list[str], list[str]]:
    """The clouds and the images among `names`.

    Raises:
        BadMedia: something is neither.
    """
    found = [name for name in names if kinds.by_extension(name) == "point_cloud"]
    others = [name for name in names if name not in set(found)]
    for name in others:
        if kinds.by_extension(name) != "image":
            raise BadMedia(f"{name} cannot be in one task with {found[0]}, a point cloud")
    return found, others


def has_bin(names: Sequence[str]) -> bool:
    """Whether any of them is to be made PCD."""
    return any(PurePosixPath(name).suffix.lower() == _BIN for name in names)


def checked(names: Sequence[str], folder: Path, run: Run) -> list[str]:
    """The clouds `names` of `folder` in their order, made PCD there where they are not.

    Raises:
        BadMedia: names the file that is broken, or two that would be one.
        TooLarge: one has too many points.
    """
    made: list[str] = []
    taken = set(names)
    for done, name in enumerate(names):
        run.progress(0.3 + 0.5 * done / len(names), 1.0, "Reading point clouds")
        path = PurePosixPath(name)
        if path.suffix.lower() != _BIN:
            ask("cloud", path=str(folder / name), name=name, target=None)
            made.append(name)
            continue
        target = str(path.with_suffix(".pcd"))
        if target in taken:
            raise BadMedia(f"{name} would be kept as {target}, which is there as well")
        ask("cloud", path=str(folder / name), name=name, target=str(folder / target))
        (folder / name).unlink()
        made.append(target)
    return made


def related(
    clouds_: Sequence[str], images: Sequence[str], folder: Path, run: Run
) -> list[Sequence[str]]:
    """The images beside each of the clouds, which were looked at; of others people are told."""
    found = cloud_layouts.related_to(clouds_, images)
    used = {name for names in found.values() for name in names}
    for name in sorted(used):
        run.check()
        pictures.probe(folder / name, name)
    if left := sorted(set(images) - used):
        run.warn(f"{len(left)} images belong to no point cloud and are not shown, like {left[0]}")
    return [found.get(name, ()) for name in clouds_]
