"""The JSON files of a backup, as CVAT lays them out; unknown members are passed over."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from limn.sdk.errors import BadDataset

VERSION = "1.0"
TASK, PROJECT, ANNOTATIONS, DATA = "task.json", "project.json", "annotations.json", "data"
GUIDE = "annotation_guide.md"
MAX_DESCRIPTION = 64 << 20
"""Bytes of `task.json` or `project.json`."""

Name = Annotated[str, Meta(min_length=1, max_length=256)]
LabelType = Literal[
    "any", "cuboid", "ellipse", "mask", "points", "polygon", "polyline", "rectangle", "skeleton",
    "interval", "tag",
]  # fmt: skip
Number = Annotated[int, Meta(ge=0, le=2**31 - 1)]
Link = Annotated[str, Meta(max_length=2000)]


MAX_LABELS = 5000


class AttributeFile(Struct, kw_only=True):
    """An attribute of a label."""

    name: Annotated[str, Meta(min_length=1, max_length=64)]
    mutable: bool = False
    input_type: Literal["checkbox", "radio", "number", "text", "select"]
    default_value: Annotated[str, Meta(max_length=128)] = ""
    values: list[str] = []


class LabelFile(Struct, kw_only=True):
    """A label; a skeleton has sublabels, and its picture names them."""

    name: Annotated[str, Meta(min_length=1, max_length=64)]
    color: str = ""
    type: LabelType = "any"
    attributes: list[AttributeFile] = []
    sublabels: list["LabelFile"] = []
    svg: str = ""


Labels = Annotated[list[LabelFile], Meta(max_length=MAX_LABELS)]


class ValidationFile(Struct, kw_only=True, omit_defaults=True):
    """How ground truth was chosen: `gt`, or `gt_pool` with honeypots in the jobs.

    `frames` are the files of the pool. `disabled_frames`, task-relative, are ours.
    """

    mode: Literal["gt", "gt_pool"] | None = None
    frames_per_job_count: Number | None = None
    frames: list[str] | None = None
    disabled_frames: list[Number] = []


class DataFile(Struct, kw_only=True):
    """How the media became frames."""

    chunk_size: Number | None = None
    image_quality: Annotated[int, Meta(ge=1, le=100)] = 70
    start_frame: Number = 0
    stop_frame: Number | None = None
    frame_filter: str = ""
    chunk_type: str = "imageset"
    storage_method: str = "cache"
    storage: str = "local"
    sorting_method: str = "lexicographical"
    deleted_frames: list[Number] = []
    custom_segments: bool = False
    validation_layout: ValidationFile | UnsetType | None = UNSET


class JobFile(Struct, kw_only=True, omit_defaults=True):
    """A job; frames are task-relative. `stage` and `state` are more exact than `status`."""

    status: str = ""
    type: str = ""
    start_frame: Number
    stop_frame: Number
    stage: str | None = None
    state: str | None = None
    frames: list[Number] | None = None
    files: list[str] | None = None


class TaskFile(Struct, kw_only=True):
    """`task.json`."""

    name: Name
    bug_tracker: Link | None = ""
    status: str = "annotation"
    subset: Annotated[str, Meta(max_length=64)] | None = ""
    labels: Labels = []
    consensus_replicas: Number = 0
    version: str
    data: DataFile
    jobs: list[JobFile]


class ProjectFile(Struct, kw_only=True):
    """`project.json`."""

    name: Name
    bug_tracker: Link | None = ""
    status: str = "annotation"
    labels: Labels = []
    version: str


File = TypeVar("File", TaskFile, ProjectFile)


def described(path: Path, where: str, kind: type[File]) -> File:
    """What the file at `path`, called `where` in errors, says.

    Raises:
        BadDataset: it is not there, too large, of another version, or a value is wrong.
    """
    if not path.is_file():
        raise BadDataset(f"this is no such backup: it has no {path.name}", where=where)
    if path.stat().st_size > MAX_DESCRIPTION:
        raise BadDataset(f"it has more than {MAX_DESCRIPTION >> 20} MiB", where=where)
    try:
        found = msgspec.json.decode(path.read_bytes(), type=kind)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise BadDataset(str(error), where=where) from error
    if found.version != VERSION:
        raise BadDataset(f"backups of version {found.version!r} are not known, only {VERSION}",
                         where=f"{where}: version")  # fmt: skip
    return found


def plain(labels: Sequence[LabelFile]) -> list[dict[str, Any]]:
    """Labels as their room is told of them."""
    return msgspec.to_builtins(labels)
