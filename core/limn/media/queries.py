"""What can be asked about media."""

from collections.abc import Iterator, Sequence
from typing import Any

from limn.media.models import Clip, Data, Picture, Sound
from limn.sdk.errors import BadInput, NotFound
from limn.wire.rows import the_row

__all__ = [
    "Clip",
    "Data",
    "Picture",
    "check_number",
    "chunk_numbers",
    "data_meta",
    "frame_names",
    "frame_size",
    "frames_meta",
    "get_clip",
    "get_data",
    "get_picture",
    "get_pictures",
    "get_sound",
    "places_in_use",
    "source_files",
    "source_frame",
    "video_frame_name",
]


def get_data(data_id: int) -> Data:
    """The data of that id.

    Raises:
        NotFound: there is none.
    """
    return the_row(Data.objects.all(), "data", data_id)


def get_clip(data: Data) -> Clip:
    """The video of this data.

    Raises:
        NotFound: it has none.
    """
    clip = Clip.objects.filter(data_id=data.pk).first()
    if clip is None:
        raise NotFound(f"data {data.pk} is no video")
    return clip


def get_sound(data: Data) -> Sound:
    """The recording of this data.

    Raises:
        NotFound: it has none.
    """
    sound = Sound.objects.filter(data_id=data.pk).first()
    if sound is None:
        raise NotFound(f"data {data.pk} is no recording")
    return sound


def get_picture(data: Data, number: int) -> Picture:
    """The image of a task-relative frame.

    Raises:
        NotFound: there is no such frame.
    """
    check_number(data, number)
    found = Picture.objects.filter(data_id=data.pk, frame=source_frame(data, number))
    # No `first()`: to put an order into the SQL takes longer than the rest of it.
    picture = next(iter(found), None)
    if picture is None:
        raise NotFound(f"there is no frame {number}")
    return picture


def get_pictures(data: Data, numbers: Sequence[int]) -> list[Picture]:
    """The images of these task-relative frames, in the order asked for.

    Raises:
        NotFound: there is no such frame.
    """
    for number in numbers:
        check_number(data, number)
    frames = [source_frame(data, number) for number in numbers]
    if not frames:
        return []
    found = Picture.objects.filter(data_id=data.pk, frame__range=(min(frames), max(frames)))
    by_frame = {picture.frame: picture for picture in found}
    return [by_frame[frame] for frame in frames]


def check_number(data: Data, number: int) -> None:
    """Make sure that the task-relative frame exists.

    Raises:
        NotFound: it does not.
    """
    if not 0 <= number < data.size:
        raise NotFound(f"there is no frame {number}; the last one is {data.size - 1}")


def source_frame(data: Data, number: int) -> int:
    """The frame of the source that the task calls `number`."""
    return data.start_frame + number * data.step


def frame_size(data: Data, number: int = 0) -> tuple[int, int]:
    """Width and height in px of the task-relative frame, as seen."""
    check_number(data, number)
    found = get_clip(data) if data.kind == "video" else get_picture(data, number)
    return found.width, found.height


def frame_names(data: Data) -> list[str]:
    """Name of each used frame: a picture's path as uploaded, `frame_000012` of a video.

    The number in a video frame's name counts frames of the source. A recording has no frames
    with names.
    """
    if data.kind == "audio":
        return []
    if data.kind == "video":
        return [video_frame_name(data, number) for number in range(data.size)]
    return [path for path, *_ in _used_pictures(data, 0, data.size - 1)]


def video_frame_name(data: Data, number: int) -> str:
    """`frame_000012` for the frame of a video that is number 12 in its source."""
    return f"frame_{source_frame(data, number):06d}"


def frames_meta(data: Data, start: int = 0, stop: int | None = None) -> list[dict[str, Any]]:
    """CVAT's `FrameMeta` of frames `start` … `stop` (included, task-relative); one for a video."""
    if not data.kind:
        return []
    if data.kind == "audio":
        return [_named(get_sound(data).path)]
    if data.kind == "video":
        clip = get_clip(data)
        return [_meta(clip.path, clip.width, clip.height)]
    stop = data.size - 1 if stop is None else stop
    return [_meta(*values) for values in _used_pictures(data, start, stop)]


def data_meta(
    data: Data,
    start: int = 0,
    stop: int | None = None,
    included: Sequence[int] | None = None,
) -> dict[str, Any]:
    """CVAT's `DataMetaRead` for the whole data, or for a job's frames `start` … `stop`.

    `included` (task-relative) are the frames of a job that has only some of them.
    """
    stop = data.size - 1 if stop is None else stop
    asked = range(start, stop + 1) if included is None else sorted(included)
    # A range is as quick to look in as a set; of a recording it has millions of frames.
    chosen = asked if included is None else set(asked)
    return {
        "chunks_updated_date": data.chunks_updated_date,
        "chunk_size": data.chunk_size,
        "size": len(asked),
        **({} if data.kind == "audio" else {"image_quality": data.image_quality}),
        "start_frame": source_frame(data, start),
        "stop_frame": source_frame(data, max(stop, 0)),
        "frame_filter": data.frame_filter,
        "frames": _frames_or_placeholders(data, start, stop, included),
        "deleted_frames": [number for number in data.deleted_frames if number in chosen],
        "damaged_frames": _damaged_frames(data, asked),
        "included_frames": None
        if included is None
        else [source_frame(data, number) for number in asked],
        "chapters": None,
        "storage": data.storage,
        "cloud_storage_id": data.cloud_storage_id,
    }


def places_in_use() -> set[str]:
    """The places of the bucket for media in which originals lie."""
    rows = Data.objects.exclude(places=[]).values_list("places", flat=True)
    return {place for some in rows.iterator() for place in some}


def source_files(data: Data) -> Iterator[str]:
    """Names of all originals in frame order; backups need it."""
    if data.kind in ("video", "audio"):
        yield get_clip(data).path if data.kind == "video" else get_sound(data).path
        return
    rows = Picture.objects.filter(data_id=data.pk).order_by("frame")
    yield from rows.values_list("path", flat=True).iterator(chunk_size=5000)


def chunk_numbers(data: Data, index: int, numbers: Sequence[int]) -> Sequence[int]:
    """The frames of the chunk `index` when `numbers` are cut into chunks of `data.chunk_size`.

    Raises:
        BadInput: there is no such chunk.
    """
    size = data.chunk_size or 1
    found = numbers[index * size : (index + 1) * size] if index >= 0 else ()
    if not found:
        last = (len(numbers) - 1) // size
        raise BadInput(f"there is no chunk {index}; the last one is {last}")
    return found


def _used_pictures(data: Data, start: int, stop: int) -> list[tuple[str, int, int, list[str]]]:
    first, last = source_frame(data, start), source_frame(data, stop)
    rows = Picture.objects.filter(data_id=data.pk, frame__range=(first, last)).order_by("frame")
    return list(rows.values_list("path", "width", "height", "related"))[:: data.step]


def _frames_or_placeholders(
    data: Data, start: int, stop: int, included: Sequence[int] | None
) -> list[dict[str, Any]]:
    frames = frames_meta(data, start, stop)
    if included is None or data.kind in ("video", "audio"):
        return frames
    chosen = set(included)
    return [
        frame if number in chosen else _meta("placeholder.jpg", frame["width"], frame["height"])
        for number, frame in enumerate(frames, start=start)
    ]


def _damaged_frames(data: Data, asked: Sequence[int]) -> list[int]:
    """Those of the task-relative frames that cannot be decoded, or not wholly."""
    if data.kind != "video":
        return []
    damaged = {n for first, last in get_clip(data).damaged for n in range(first, last + 1)}
    return [number for number in asked if source_frame(data, number) in damaged] if damaged else []


def _meta(name: str, width: int, height: int, related: Sequence[str] = ()) -> dict[str, Any]:
    return {"width": width, "height": height, **_named(name, related)}


def _named(name: str, related: Sequence[str] = ()) -> dict[str, Any]:
    return {
        "name": name,
        "related_files": len(related),
        "has_related_context": bool(related),
    }
