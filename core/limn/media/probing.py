"""What uploaded files are, found without a database: media in a staging folder."""

import itertools
import os
import shutil
import stat
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from limn.media import kinds, ordering
from limn.media.images import context, pictures
from limn.media.limits import MAX_ENTRIES
from limn.media.names import checked
from limn.media.options import DataOptions
from limn.media.point_clouds import cloud_probing
from limn.media.readers import ask
from limn.media.sound.sound_files import SoundFile
from limn.media.video import index_files
from limn.media.video.packets import PacketIndex
from limn.sdk.errors import BadMedia, TooLarge
from limn.sdk.runs import Run
from limn.storage import space, store

_THREADS = 4
_AT_ONCE = 256
_UNPACKED_BY = {"archive": "unpack", "pdf": "render"}
"""What is asked of a reader for a file that holds pictures."""
PEAKS = "peaks.npy"
"""How the peaks of a recording are called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFile:
    """One readable image: `path` is relative to its folder, sizes in px as seen (EXIF applied).

    `related` are the paths of its context images, `real_frame` the frame that a honeypot shows.
    A point cloud is one too, without sizes (0).
    """

    path: str
    width: int
    height: int
    related: Sequence[str] = ()
    real_frame: int | None = None
    tag: str = ""
    """Of an object in a storage: changes with its content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipFile:
    """One readable video: sizes in px as seen, `rotation` in degrees counterclockwise."""

    path: str
    width: int
    height: int
    rotation: int
    frame_rate: float | None
    frames: int
    damaged: Sequence[tuple[int, int]] = ()
    """Frames that cannot be decoded, or not wholly: first and last of each run."""
    tag: str = ""
    """Of an object in a storage: changes with its content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Probed:
    """What was found: files waiting in `staging`, ready to be saved as rows.

    Files of the share stay there: `options.storage` says so, and `staging` is the share.

    `kind` is that of `models.Data`; `numbers` are the used frames of the source.
    """

    kind: str
    staging: Path
    pictures: Sequence[PictureFile] = ()
    clip: ClipFile | None = None
    sound: SoundFile | None = None
    numbers: range
    content_size: int
    options: DataOptions
    place: str = ""
    """In the bucket for media, of files that were sent there; `staging` no longer counts then."""

    @property
    def size(self) -> int:
        """Number of frames the task gets."""
        return len(self.numbers)

    @property
    def names(self) -> list[str]:
        """The names of the frames that are pictures; none of a video or recording."""
        return [self.pictures[number].path for number in self.numbers] if self.pictures else []

    @property
    def files(self) -> list[str]:
        """Every file that is kept, once: names in `staging`."""
        if alone := self.clip or self.sound:
            return [alone.path]
        return list(
            dict.fromkeys(name for one in self.pictures for name in (one.path, *one.related))
        )

    @property
    def first_size(self) -> tuple[int, int]:
        """Width and height in px of the first used frame."""
        first = self.clip or self.pictures[self.numbers[0]]
        return first.width, first.height


def index_path(data_id: int) -> Path:
    """Where the packet index of this data lies; it is made again when missing."""
    return store.cache_folder(data_id) / "packets.npz"


def probe(
    folder: Path,
    names: Iterable[str] | None,
    options: DataOptions,
    run: Run,
    *,
    staging: Path,
    index: Path,
    seed: int,
) -> Probed:
    """Everything about the files `names` of `folder` (None: all), copied to `staging`.

    A video's packet index is written to `index`, a recording's peaks to `peaks.npy` beside it.
    `folder` stays as it is.

    Raises:
        BadMedia, TooLarge, NoSpace: see `limn.media.actions.ingest`.
    """
    given = _given(folder, names)
    media = [name for name in given if not _is_manifest(name)]
    of: dict[str, kinds.Kind] = {name: kinds.kind_of(folder / name, name) for name in media}
    if "point_cloud" in of.values():
        return _uploaded_clouds(given, folder, staging, options, run, seed)
    kind = kinds.one_kind(list(of.items()))
    if kind in _UNPACKED_BY:
        options = replace(options, storage="local")
        listed = _unpacked(_UNPACKED_BY[kind], folder / media[0], media[0], staging, run)
        if any(kinds.by_extension(name) == "point_cloud" for name in listed):
            return _clouds(listed, staging, options, run, seed)
        return _pictures(listed, staging, options, run, seed)
    if options.storage == "share":
        staging = folder
    else:
        _stage(given, folder, staging)
    if kind == "video":
        return _video(media[0], staging, options, run, index)
    if kind == "audio":
        return _recording(media[0], staging, options, run, index.with_name(PEAKS))
    return _pictures(given, staging, options, run, seed)


def _given(folder: Path, names: Iterable[str] | None) -> list[str]:
    found = list(names) if names is not None else sorted(_all_files(folder))
    given = [checked(name) for name in found if not kinds.is_junk(name)]
    if all(map(_is_manifest, given)):
        raise BadMedia("no media was uploaded")
    if len(given) > MAX_ENTRIES:
        raise TooLarge(f"{len(given)} files were uploaded; at most {MAX_ENTRIES} are taken")
    seen: set[str] = set()
    for name in given:
        if name in seen:
            raise BadMedia(f"{name} was uploaded twice")
        if not _is_plain_file(folder / name):
            raise BadMedia(f"{name} was not uploaded")
        seen.add(name)
    return given


def _is_plain_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except (OSError, ValueError):
        return False


def _all_files(folder: Path) -> Iterable[str]:
    # Not by `rglob`, which asks the disk about every file and makes several paths of it.
    before = len(str(folder)) + 1
    for home, _, names in os.walk(folder):
        yield from (f"{home}/{name}"[before:] for name in names)


def _is_manifest(name: str) -> bool:
    return name.rpartition("/")[2] == kinds.MANIFEST


def _unpacked(deed: str, path: Path, name: str, staging: Path, run: Run) -> list[str]:
    """Names of what a reader took out of the file at `path`; they are looked at once more."""
    listed = ask(deed, run, path=str(path), name=name, folder=str(staging)).value
    for one in listed:
        if (staging / checked(one)).is_symlink():
            raise BadMedia(f"{one} in {name} is a link, not a file")
        if not _is_manifest(one):
            kinds.kind_of(staging / one, one)
    return listed


def _stage(names: Iterable[str], folder: Path, staging: Path) -> None:
    """Link the files, or copy them where they lie on another disk or may be changed by others."""
    homes = set[str]()
    for name in names:
        source, target = folder / name, staging / name
        if (home := name.rpartition("/")[0]) not in homes:
            target.parent.mkdir(parents=True, exist_ok=True)
            homes.add(home)
        try:
            os.link(source, target)
        except OSError:
            space.demand(staging, source.stat().st_size)
            with space.told_when_full(name):
                shutil.copyfile(source, target)


def _pictures(
    found: Sequence[str], staging: Path, options: DataOptions, run: Run, seed: int
) -> Probed:
    manifest = next((staging / name for name in found if _is_manifest(name)), None)
    beside = [name for name in found if context.is_context(name)]
    names = [name for name in found if not _is_manifest(name) and not context.is_context(name)]
    if not names:
        raise BadMedia(f"{beside[0]} is a context image, but there is no picture it belongs to")
    related = context.related_to(names, beside)
    names = ordering.ordered(names, options, manifest=manifest, seed=seed)
    numbers = used(len(names), options)
    return Probed(
        kind="image",
        staging=staging,
        pictures=[
            replace(picture, related=related.get(picture.path, ()))
            for picture in _probed(names, beside, staging, run)
        ],
        numbers=numbers,
        content_size=bytes_of(staging, (names[number] for number in numbers)),
        options=options,
    )


def bytes_of(folder: Path, names: Iterable[str]) -> int:
    """How many bytes these files in `folder` have."""
    return sum((folder / name).stat().st_size for name in names)


def _uploaded_clouds(
    given: Sequence[str], folder: Path, staging: Path, options: DataOptions, run: Run, seed: int
) -> Probed:
    if options.storage == "share" and not cloud_probing.has_bin(given):
        return _clouds(given, folder, options, run, seed)
    # What is made of a `.bin` is kept with us, never written into the share.
    _stage(given, folder, staging)
    return _clouds(given, staging, replace(options, storage="local"), run, seed)


def _clouds(
    found: Sequence[str], staging: Path, options: DataOptions, run: Run, seed: int
) -> Probed:
    manifest = next((staging / name for name in found if _is_manifest(name)), None)
    names, images = cloud_probing.split([name for name in found if not _is_manifest(name)])
    names = ordering.ordered(names, options, manifest=manifest, seed=seed)
    beside = cloud_probing.related(names, images, staging, run)
    kept_as = cloud_probing.checked(names, staging, run)
    numbers = used(len(names), options)
    return Probed(
        kind="point_cloud",
        staging=staging,
        pictures=[
            PictureFile(path=name, width=0, height=0, related=related)
            for name, related in zip(kept_as, beside, strict=True)
        ],
        numbers=numbers,
        content_size=bytes_of(staging, (kept_as[number] for number in numbers)),
        options=options,
    )


def _recording(name: str, staging: Path, options: DataOptions, run: Run, place: Path) -> Probed:
    if options.start_frame or options.stop_frame is not None or options.step > 1:
        raise BadMedia(f"{name} is a recording, which is used as a whole: no start, stop or step")
    run.progress(0.1, 1.0, "Listening to the recording")
    path = staging / name
    told = ask("listen", run, path=str(path), name=name, place=str(place)).value
    sound = SoundFile(*told)
    return Probed(
        kind="audio",
        staging=staging,
        sound=sound,
        numbers=range(sound.duration),
        content_size=path.stat().st_size,
        options=options,
    )


def _probed(
    names: Sequence[str], beside: Sequence[str], staging: Path, run: Run
) -> list[PictureFile]:
    """The pictures `names`; those `beside` are only made sure of."""
    found: list[PictureFile] = []
    waiting = iter([*names, *beside])
    total = len(names) + len(beside)
    with ThreadPoolExecutor(_THREADS) as threads:
        # In batches, so that a stopped run does not open the rest of them.
        while batch := list(itertools.islice(waiting, _AT_ONCE)):
            found += threads.map(lambda name: _picture(staging, name), batch)
            run.progress(0.3 + 0.6 * len(found) / total, 1.0, "Reading pictures")
    return found[: len(names)]


def _picture(staging: Path, name: str) -> PictureFile:
    width, height = pictures.probe(staging / name, name)
    return PictureFile(path=name, width=width, height=height)


def _video(name: str, staging: Path, options: DataOptions, run: Run, place: Path) -> Probed:
    run.progress(0.1, 1.0, "Reading the video")
    path = staging / name
    index = index_files.made(path, name, place, run)
    return video_probed(name, index, options, staging=staging, size=path.stat().st_size)


def video_probed(
    name: str, index: PacketIndex, options: DataOptions, *, staging: Path, size: int, tag: str = ""
) -> Probed:
    """What the index tells of a video of `size` bytes; with a `tag` of one in a storage."""
    return Probed(
        kind="video",
        staging=staging,
        clip=replace(clip_of(name, index), tag=tag),
        numbers=used(len(index), options),
        content_size=size,
        options=options,
    )


def clip_of(name: str, index: PacketIndex) -> ClipFile:
    """What the index tells of the video called `name`."""
    track = index.track
    width, height = track.width, track.height
    if track.rotation % 180:
        width, height = height, width
    return ClipFile(
        path=name, width=width, height=height, rotation=track.rotation,
        frame_rate=track.rate, frames=len(index), damaged=index.damaged,
    )  # fmt: skip


def used(frames: int, options: DataOptions) -> range:
    """The frames of a source with so many that the options choose; BadMedia if there is none."""
    stop = frames - 1 if options.stop_frame is None else min(options.stop_frame, frames - 1)
    numbers = range(options.start_frame, stop + 1, options.step)
    if not numbers:
        raise BadMedia(
            f"no frame is left: the media has {frames}, "
            f"and the first asked for is number {options.start_frame}"
        )
    return numbers
