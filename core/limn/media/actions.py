"""What is done to media: made, filled from uploaded files, changed, deleted."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from limn.media import picture_rows, probing
from limn.media.models import Clip, Data, Sound
from limn.media.options import DataOptions
from limn.media.places import bucket_pictures, in_bucket, stored_video
from limn.media.places.bucket_pictures import Outside
from limn.media.places.ranges import InOneStorage
from limn.media.probing import PEAKS, ClipFile, PictureFile, Probed
from limn.media.sound.sound_files import SoundFile
from limn.media.video.packets import packets_beside
from limn.sdk.errors import BadInput, Conflict
from limn.sdk.runs import Run
from limn.storage import cache, media_bucket, store
from limn.wire.rows import locked

__all__ = [
    "ClipFile", "DataOptions", "PictureFile", "Probed", "change_storage", "create_data",
    "delete_data", "ingest", "ingest_outside", "save", "set_deleted_frames", "settled",
]  # fmt: skip
_VIDEO_CHUNK = 36
_CLOUD_BYTES = 64 << 20
_STAGING = "staging-"


def create_data(options: DataOptions | None = None) -> Data:
    """A new, empty `Data` row; `kind` stays empty until `save`."""
    options = (options or DataOptions()).checked()
    return Data.objects.create(
        image_quality=options.image_quality,
        sorting_method=options.sorting_method,
        storage=options.storage,
    )


def ingest(
    data_id: int,
    run: Run,
    folder: Path,
    names: Iterable[str] | None,
    options: DataOptions,
) -> Probed:
    """Everything known about the uploaded files `names` (None: all) of `folder`; no rows yet.

    May be repeated: the files in `folder` stay where they are. Call inside a background run,
    then `save` inside `run.publish()`.

    Raises:
        BadMedia: names the file that is broken, unknown, doubled, or does not fit the others.
        TooLarge: over a limit of pixels, entries or bytes.
        NoSpace: the disk is full.
    """
    index = probing.index_path(data_id)
    with _staging(data_id) as staging:
        probed = probing.probe(
            folder, names, options.checked(), run, staging=staging, index=index, seed=data_id
        )
        return settled(probed, index, run)


def settled(probed: Probed, index: Path, run: Run) -> Probed:
    """The same, its files where they are safe: on the disk, or in the bucket for media.

    Raises:
        Unavailable, StorageFailed: the bucket does not take them.
    """
    if probed.options.storage != "local":
        return probed
    if not media_bucket.is_chosen():
        store.settle(probed.staging)
        return probed
    made = (index, packets_beside(index), index.with_name(PEAKS))
    place = in_bucket.send(probed.staging, probed.files, made, run)
    return replace(probed, place=place)


def ingest_outside(data_id: int, run: Run, outside: Outside, options: DataOptions) -> Probed:
    """As `ingest`, of pictures or a video that stay in their storage."""
    options, video = options.checked(), outside.found.one_video
    with _staging(data_id) as staging:
        if video is not None:
            file, index = InOneStorage(lambda: outside.storage, video), probing.index_path(data_id)
            return stored_video.probed(file, options, run, staging=staging, index=index)
        return bucket_pictures.probed(
            outside.storage, outside.found, options, run, staging=staging, seed=data_id
        )


@contextmanager
def _staging(data_id: int) -> Iterator[Path]:
    """A folder for files on their way, removed if the caller fails; what others left goes first."""
    home = store.folder("media", data_id)
    _clear_staging(home)
    staging = home / f"{_STAGING}{uuid4().hex}"
    staging.mkdir()
    try:
        yield staging
    except BaseException:
        store.remove(staging)
        raise


def save(data: Data | int, probed: Probed) -> Data:
    """Rows for what `ingest` found, and its files in their final place.

    Call in the transaction that publishes the run.

    Raises:
        Conflict: this data has its media already.
    """
    row = Data.objects.select_for_update().get(pk=data if isinstance(data, int) else data.pk)
    if row.kind:
        raise Conflict("this data has its media already; adding more is not supported")
    _fill(row, probed)
    row.places = [probed.place] if probed.place else []
    row.save()
    if probed.clip is not None:
        _save_clip(row, probed.clip)
    if probed.sound is not None:
        _save_sound(row, probed.sound)
    picture_rows.insert(row.pk, probed.pictures)
    # Files come last: an attempt that dies before its commit leaves files no row knows of,
    # and the next attempt replaces them.
    if row.storage == "cloud_storage" or probed.place:
        store.remove(probed.staging)
    elif row.storage == "local":
        raw = store.media_folder(row.pk)
        store.remove(raw)
        probed.staging.rename(raw)
        store.sync_folder(raw.parent)
    return row


def set_deleted_frames(
    data: Data, frames: Iterable[int], *, within: Collection[int] | None = None
) -> Data:
    """Mark these task-relative frames as deleted; with `within`, only that part is replaced.

    Raises:
        BadInput: a frame that the data does not have, or a recording, which stays whole.
    """
    if data.kind == "audio":
        problem = "milliseconds of a recording cannot be deleted"
        raise BadInput(problem, fields={"deleted_frames": [problem]})
    wanted = set(frames)
    allowed = range(data.size) if within is None else frozenset(within)
    unknown = sorted(number for number in wanted if number not in allowed)
    if unknown:
        sentence = f"there is no frame {unknown[0]}"
        raise BadInput(sentence, fields={"deleted_frames": [sentence]})
    with transaction.atomic():
        row = locked(data)
        kept = {number for number in row.deleted_frames if number not in allowed}
        row.deleted_frames = sorted(kept | wanted)
        row.save(update_fields=["deleted_frames"])
    data.deleted_frames = row.deleted_frames
    return row


def change_storage(data: Data, storage_id: int) -> None:
    """Take this data's objects from another storage from now on.

    Raises:
        BadInput: the data does not lie in a storage.
    """
    if data.storage != "cloud_storage":
        problem = "the media of this task does not lie in a cloud storage"
        raise BadInput(problem, fields={"cloud_storage_id": [problem]})
    Data.objects.filter(pk=data.pk).update(cloud_storage=storage_id)


@transaction.atomic
def delete_data(data_id: int) -> None:
    """Remove the rows now, and the files once the transaction commits."""
    rows = Data.objects.filter(pk=data_id)
    # Locked: media that is being added meanwhile lies in one more place.
    places = rows.select_for_update().values_list("places", flat=True).first() or []
    rows.delete()
    transaction.on_commit(partial(_remove_files, data_id, places))


def _clear_staging(home: Path) -> None:
    for left in home.glob(f"{_STAGING}*"):
        store.remove(left)


def _fill(row: Data, probed: Probed) -> None:
    options = probed.options
    is_video = probed.kind == "video"
    row.kind = probed.kind
    row.size = probed.size
    row.start_frame, row.stop_frame = options.start_frame, probed.numbers[-1]
    row.frame_filter = f"step={options.step}" if options.step > 1 else ""
    row.image_quality = options.image_quality
    row.sorting_method = options.sorting_method
    row.storage = options.storage
    row.cloud_storage_id = options.cloud_storage_id
    row.original_chunk_type = "video" if is_video else "imageset"
    row.compressed_chunk_type = "video" if is_video and not options.use_zip_chunks else "imageset"
    if probed.kind == "audio":
        row.original_chunk_type = row.compressed_chunk_type = "audio_mp3"
    whole = row.kind == "audio"
    asked = None if whole else options.chunk_size
    row.chunk_size = asked or _chunk_size(row.compressed_chunk_type, probed)
    row.content_size = probed.content_size
    row.chunks_updated_date = timezone.now()


def _chunk_size(chunk_type: str, probed: Probed) -> int:
    """CVAT's rule: about 36 full-HD pictures, 2 to 72 of them; 36 frames of a video.

    Of point clouds as many as have some 64 MiB; of a recording all.
    """
    if chunk_type == "video":
        return _VIDEO_CHUNK
    if probed.kind == "audio":
        return probed.size
    if probed.kind == "point_cloud":
        return max(2, min(72, _CLOUD_BYTES * probed.size // max(1, probed.content_size)))
    width, height = probed.first_size
    return max(2, min(72, 36 * 1920 * 1080 // (width * height)))


def _save_clip(row: Data, clip: ClipFile) -> None:
    Clip.objects.create(
        data=row, path=clip.path, width=clip.width, height=clip.height,
        rotation=clip.rotation, frame_rate=clip.frame_rate, damaged=list(clip.damaged),
        tag=clip.tag,
    )  # fmt: skip


def _save_sound(row: Data, sound: SoundFile) -> None:
    Sound.objects.create(
        data=row, path=sound.path, sampling_rate=sound.sampling_rate,
        has_cover_image=sound.has_cover_image,
    )  # fmt: skip


def _remove_files(data_id: int, places: Sequence[str]) -> None:
    store.remove(store.media_folder(data_id).parent)
    cache.forget(data_id)
    media_bucket.forget(places)
