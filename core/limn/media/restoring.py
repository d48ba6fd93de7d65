"""Media that comes back from a backup: its files, and the order its frames had.

Reading the files needs no row; so a restore that fails leaves none.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import orjson

from limn.media import kinds, probing
from limn.media.actions import create_data, save, settled
from limn.media.images import pictures
from limn.media.models import Data
from limn.media.names import checked
from limn.media.options import DataOptions
from limn.media.ordering import manifest_names
from limn.media.probing import PictureFile, Probed
from limn.media.sound.sound_frames import peaks_path
from limn.media.video import packets
from limn.sdk.errors import BadMedia
from limn.sdk.runs import Run
from limn.storage import cache, store

_INDEX = "packets.npz"
_MARK = "restoring-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Media that was read and waits in a run's scratch folder to be kept."""

    probed: Probed
    index: Path


def media_names(folder: Path) -> list[str]:
    """Paths of the files in `folder` that may be media: all but manifests and their indexes."""
    begin = len(f"{folder}/")
    found = (f"{home}/{name}"[begin:] for home, _, names in os.walk(folder) for name in names)
    return sorted(name for name in found if name not in (kinds.MANIFEST, "index.json"))


def read(
    folder: Path,
    options: DataOptions,
    run: Run,
    *,
    scratch: Path,
    order: Sequence[str] | None = None,
    expected: int = 0,
) -> Waiting:
    """The media in `folder`, copied below `scratch`, which lies on the disk of the media store.

    Pictures are frames in the `order` given, where one may come again; without it in that of
    the manifest beside them, else as `options` say. Pictures that are not in the order are
    left out with a warning. Where `options` would choose fewer than the `expected` number of
    frames from exactly so many pictures, they were chosen before: all of them are used.

    Raises:
        BadMedia: a file is broken, of a kind unknown here, or in the order but not there.
        TooLarge: over a limit of pixels or entries.
    """
    staging = scratch / "staging"
    staging.mkdir(parents=True)
    index = scratch / _INDEX
    plain = replace(options, sorting_method=_plain(options), start_frame=0, stop_frame=None,
                    frame_filter="")  # fmt: skip
    probed = probing.probe(
        folder, media_names(folder), plain, run, staging=staging, index=index, seed=0
    )
    if probed.pictures:
        listed = order if order is not None else _listed(folder)
        probed = _ordered(probed, listed, run) if listed else probed
        frames = len(probed.pictures)
    else:
        frames = probed.size
    if frames == expected:
        options = replace(options, start_frame=0, stop_frame=None, frame_filter="")
    return Waiting(probed=settled(_used(probed, frames, options), index, run), index=index)


def read_outside(
    folder: Path, options: DataOptions, *, scratch: Path, expected: int = 0
) -> Waiting:
    """Pictures that stay in a storage, as the manifest in `folder` tells them; see `read`.

    Which storage that is has to be said once the task is there.

    Raises:
        BadMedia: the manifest is not there, or tells no size of a picture.
    """
    staging = scratch / "staging"
    staging.mkdir(parents=True)
    found = list(_told(folder / kinds.MANIFEST))
    if len(found) == expected:
        options = replace(options, start_frame=0, stop_frame=None, frame_filter="")
    options = replace(options, storage="cloud_storage")
    numbers = probing.used(len(found), options)
    probed = Probed(
        kind="image", staging=staging, pictures=found, numbers=numbers, content_size=0,
        options=options,
    )  # fmt: skip
    return Waiting(probed=probed, index=scratch / _INDEX)


def _told(manifest: Path) -> Iterator[PictureFile]:
    if not manifest.is_file():
        raise BadMedia("there is no manifest.jsonl that tells of the pictures")
    with manifest.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                entry = orjson.loads(line) if line.strip() else {}
                if "name" not in entry:
                    continue
                name = checked(f"{entry['name']}{entry.get('extension', '')}")
                width, height = int(entry["width"]), int(entry["height"])
                related = list(map(str, (entry.get("meta") or {}).get("related_images", ())))
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                raise BadMedia(f"manifest.jsonl:{number} tells no picture") from error
            pictures.check_pixels(width, height, name)
            yield PictureFile(path=name, width=width, height=height, related=related)


def keep(
    waiting: Waiting, deleted_frames: Sequence[int], *, image_quality: int, restore: str
) -> Data:
    """Rows and files for media that was read, in the transaction that publishes the run.

    Files do not vanish with a transaction that fails: call `clean` with the same `restore`, a
    name of the run, after the transaction, and before another attempt at it.
    """
    data = create_data(DataOptions(image_quality=image_quality))
    home = store.folder("media", data.pk)
    # The number of a row that was rolled back may have been given out again.
    for left in home.glob(f"{_MARK}*"):
        left.unlink()
    (home / f"{_MARK}{restore}").touch()
    data = save(data, waiting.probed)
    data.deleted_frames = sorted(set(deleted_frames))
    data.save(update_fields=["deleted_frames"])
    if waiting.index.exists():
        packets.publish(waiting.index, probing.index_path(data.pk))
    if (peaks := waiting.index.with_name(peaks_path(data.pk).name)).exists():
        store.publish(peaks, peaks_path(data.pk))
    return data


def clean(restore: str) -> None:
    """Remove what `keep` placed for this restore, a glob pattern, where its rows are not there.

    What was sent to a bucket is left for `limn.media.places.in_bucket.sweep`.
    """
    for mark in store.folder("media").glob(f"*/{_MARK}{restore}"):
        if Data.objects.filter(pk=mark.parent.name).exists():
            mark.unlink(missing_ok=True)
        else:
            store.remove(mark.parent)
            cache.forget(int(mark.parent.name))


def _plain(options: DataOptions) -> str:
    return "natural" if options.sorting_method == "natural" else "lexicographical"


def _listed(folder: Path) -> list[str]:
    manifest = folder / kinds.MANIFEST
    return manifest_names(manifest) if manifest.is_file() else []


def _ordered(probed: Probed, names: Sequence[str], run: Run) -> Probed:
    there = {picture.path: picture for picture in probed.pictures}
    for name in names:
        if name not in there:
            raise BadMedia(f"{name} is listed among the frames, but the file is not there")
    if left := there.keys() - set(names):
        run.warn(f"{len(left)} pictures that are no frames are left out, like {min(left)}")
        for name in left:
            store.remove(probed.staging / name)
    return replace(probed, pictures=[there[name] for name in names])


def _used(probed: Probed, frames: int, options: DataOptions) -> Probed:
    stop = frames - 1 if options.stop_frame is None else min(options.stop_frame, frames - 1)
    numbers = range(options.start_frame, stop + 1, options.step)
    if not numbers:
        raise BadMedia(f"no frame is left: there are {frames}, from {options.start_frame} on")
    size = probed.content_size
    if probed.pictures:
        used = {probed.pictures[number].path for number in numbers}
        size = probing.bytes_of(probed.staging, used)
    return replace(probed, numbers=numbers, options=options, content_size=size)
