"""Which images belong to which point cloud, as people lay them out.

a/1.pcd                    a/1.png
x/pointcloud/1.pcd         x/related_images/1_pcd/*
a/1.pcd                    a/related_images/1_pcd/*
x/velodyne_points/data/1.bin   x/image_00/data/1.png   (KITTI raw)
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from limn.media.images.context import FOLDER

_CLOUDS, _KITTI = "pointcloud", "velodyne_points"
_CAMERA = re.compile(r"image_\d+", re.ASCII)


def related_to(clouds: Iterable[str], images: Sequence[str]) -> dict[str, list[str]]:
    """The images of each cloud that has some, sorted."""
    by_folder: defaultdict[str, list[str]] = defaultdict(list)
    by_stem: defaultdict[str, list[str]] = defaultdict(list)
    cameras: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for name in sorted(images):
        path = PurePosixPath(name)
        by_folder[str(path.parent)].append(name)
        by_stem[str(path.with_suffix(""))].append(name)
        home = path.parent.parent
        if path.parent.name == "data" and _CAMERA.fullmatch(home.name):
            cameras[str(home.parent), path.stem].append(name)
    found: dict[str, list[str]] = {}
    for cloud in clouds:
        path = PurePosixPath(cloud)
        own = {*by_stem[str(path.with_suffix(""))], *_of_camera(path, cameras)}
        own.update(*(by_folder[str(home)] for home in _homes(path)))
        if own:
            found[cloud] = sorted(own)
    return found


def _homes(path: PurePosixPath) -> Iterator[PurePosixPath]:
    """The folders in which images of this cloud may lie."""
    called = path.name.replace(".", "_")
    yield path.parent / FOLDER / called
    if path.parent.name == _CLOUDS:
        yield path.parent.parent / FOLDER / called


def _of_camera(
    path: PurePosixPath, cameras: defaultdict[tuple[str, str], list[str]]
) -> Sequence[str]:
    home = path.parent.parent
    if path.parent.name == "data" and home.name == _KITTI:
        return cameras[str(home.parent), path.stem]
    return ()
