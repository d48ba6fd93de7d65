"""What the kind of a task's media (`media.Data.kind`) means for the task."""

_DIMENSIONS = {"audio": "1d", "point_cloud": "3d"}
_OVERLAPS = {"video": 5, "audio": 10_000}


MEDIA_TYPES = {"image": ("image", "video"), "point_cloud": ("point_cloud",), "audio": ("audio",)}
"""CVAT's words for media, each with the kinds it stands for; see `media_type`."""


def dimension(kind: str) -> str:
    """`1d` of recordings, `2d` of pictures and video, `3d` of point clouds; empty without media."""
    return _DIMENSIONS.get(kind, "2d") if kind else ""


def media_type(kind: str) -> str:
    """CVAT's word for the media; a video is a series of images to it."""
    return kind if kind in _DIMENSIONS or not kind else "image"


def mode(kind: str) -> str:
    """`interpolation` where one frame follows from the other, else `annotation`."""
    return "interpolation" if kind in _OVERLAPS else "annotation"


def overlap(kind: str) -> int:
    """Frames that neighbouring jobs share unless somebody says otherwise; ms of a recording."""
    return _OVERLAPS.get(kind, 0)
