"""CVAT's media as rows of ours, and which of its files are missing."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from limn.admin.moving.dump import Dump, Record
from limn.media.video import index_files
from limn.sdk.errors import LimnError

Rows = Iterator[dict[str, Any]]
_AS_THEY_ARE = (
    "size", "start_frame", "stop_frame", "frame_filter", "chunk_size", "image_quality",
    "compressed_chunk_type", "original_chunk_type", "storage_method", "storage",
    "sorting_method", "content_size",
)  # fmt: skip
_AUDIO, _VIDEO, _IMAGE = "engine.audio", "engine.video", "engine.image"


def data(dump: Dump) -> Rows:
    """The media of every task; what no frame was ever made of has no kind yet."""
    kinds = {row["data"]: row.fields.get("media_type") for row in dump.rows("engine.task")}
    kinds |= {row["data"]: "video" for row in dump.rows(_VIDEO)}
    changed = _changes_of_chunks(dump)
    for row in dump.rows("engine.data"):
        yield {
            "id": row.id,
            "kind": kinds.get(row.id) or "",
            "deleted_frames": row.ids("deleted_frames"),
            "cloud_storage_id": row["cloud_storage"],
            "chunks_updated_date": changed.get(row.id),
            **{name: row[name] for name in _AS_THEY_ARE},
        }


def pictures(dump: Dump) -> Rows:
    """Every image and point cloud, with the context images beside it."""
    clouds = {row["data"] for row in dump.rows("engine.task") if row["dimension"] == "3d"}
    beside: dict[int, list[str]] = {}
    for row in dump.rows("engine.relatedfile"):
        for image in row["images"]:
            beside.setdefault(image, []).append(row["path"])
    for row in dump.rows(_IMAGE):
        flat = row["data"] not in clouds
        yield {
            "id": row.id,
            "data_id": row["data"],
            "frame": row["frame"],
            "path": row["path"],
            "width": row["width"] if flat else 0,
            "height": row["height"] if flat else 0,
            "related": beside.get(row.id, []),
            "real_frame": row.fields.get("real_frame") if _stands_for_another(row) else None,
        }


def clips(dump: Dump, originals: Path) -> Rows:
    """Every video; `originals` has the files by data, `5/raw/street.mp4`.

    How a video is turned and how fast it is, CVAT does not keep: that is read from the file,
    and left open where there is none.
    """
    for row in dump.rows(_VIDEO):
        path = originals / str(row["data"]) / "raw" / row["path"]
        yield {
            "id": row.id,
            "data_id": row["data"],
            **{name: row[name] for name in ("path", "width", "height")},
            **(_seen(row, path) if path.is_file() else {}),
        }


def sounds(dump: Dump) -> Rows:
    """Every recording."""
    for row in dump.rows(_AUDIO):
        yield {
            "id": row.id,
            "data_id": row["data"],
            **{name: row[name] for name in ("path", "sampling_rate", "has_cover_image")},
        }


def missing(dump: Dump, originals: Path) -> Iterator[str]:
    """A sentence about each task whose originals should be in `originals` and are not."""
    tasks = {row["data"]: row.id for row in dump.rows("engine.task")}
    local = {row.id for row in dump.rows("engine.data") if row["storage"] == "local"}
    gone: dict[int, list[str]] = {}
    for model in (_IMAGE, _VIDEO, _AUDIO):
        for row in dump.rows(model):
            path = originals / str(row["data"]) / "raw" / row["path"]
            if row["data"] in local and not path.is_file():
                gone.setdefault(row["data"], []).append(row["path"])
    for key, names in gone.items():
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        yield f"task {tasks.get(key, '?')} (data {key}): {names[0]}{more} not in the data volume"


def _seen(row: Record, path: Path) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as beside:
        try:
            place = Path(beside) / "packets.npz"
            track = index_files.recent(path.resolve(), path.name, place).track
        except LimnError as error:
            raise row.wrong(f"is a video that cannot be read: {error}") from error
    return {"rotation": track.rotation, "frame_rate": track.rate}


def _stands_for_another(row: Record) -> bool:
    return bool(row.fields.get("is_placeholder"))


def _changes_of_chunks(dump: Dump) -> dict[int, str]:
    data = {row.id: row["data"] for row in dump.rows("engine.task") if row["data"]}
    found: dict[int, str] = {}
    for row in dump.rows("engine.segment"):
        key, changed = data.get(row["task"]), row.fields.get("chunks_updated_date")
        if key and changed:
            found[key] = max(found.get(key, ""), changed)
    return found
