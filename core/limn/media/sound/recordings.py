"""Opening recordings of strangers: how long they are, their sound, their cover, and as MP3.

Runs in a reader process. What is damaged inside counts as silence.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
import av.error
import numpy as np
from av.stream import Disposition

from limn.media.limits import MAX_PIXELS, MAX_RECORDING_MS
from limn.media.sound.sound_files import Samples
from limn.sdk.errors import BadMedia, TooLarge
from limn.storage.space import told_when_gone

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.audio.stream import AudioStream
    from av.container import InputContainer

    from limn.media.images.pictures import Pixels
    from limn.sdk.runs import Run

# As for videos: containers that hold their own sound, and nothing but the file itself.
_OPTIONS = {
    "format_whitelist": "mp3,wav,w64,flac,ogg,mov,mp4,matroska,webm,aac,aiff,asf,amr,amrnb,amrwb,"
    "au,caf",
    "protocol_whitelist": "file",
    "enable_drefs": "0",
}
_HIGHEST_RATE = 768_000
_GAP_SECONDS = 0.05
_TOLD = 512
"""Packets between two signs of life."""


@contextmanager
def opened(path: Path, name: str) -> Iterator[tuple["InputContainer", "AudioStream"]]:
    """The container at `path` and its first stream of sound; `name` is its name in errors.

    Raises:
        BadMedia: it holds no sound, or breaks while the caller reads it.
    """
    try:
        with told_when_gone(name):
            path.stat()
        with av.open(str(path.resolve()), options=_OPTIONS) as container:
            stream = next(iter(container.streams.audio), None)
            if stream is None or stream.codec_context is None:
                raise BadMedia(f"{name} holds no sound that can be decoded")
            if not 0 < stream.codec_context.sample_rate <= _HIGHEST_RATE:
                raise BadMedia(
                    f"{name} says it has {stream.codec_context.sample_rate} samples a second"
                )
            yield container, stream
    except (av.error.FFmpegError, ValueError, IndexError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BadMedia(f"{name} cannot be read as a recording: {reason}") from error


def decoded(
    container: "InputContainer", stream: "AudioStream", run: "Run | None" = None
) -> Iterator["AudioFrame"]:
    """All frames of sound; damaged packets are skipped."""
    length = max(1, container.duration or 1)
    for number, packet in enumerate(container.demux(stream)):
        if run is not None and number % _TOLD == 0:
            at = float(packet.pts * stream.time_base) if packet.pts and stream.time_base else 0.0
            run.progress(min(0.9, 0.1 + max(0.0, at) * av.time_base / length), 1.0, "Listening")
        try:
            yield from packet.decode()
        except av.error.FFmpegError:
            continue


def samples(path: Path, name: str, run: "Run | None" = None) -> Iterator[tuple[Samples, int]]:
    """All of the sound, mixed to one channel, block by block: samples, and how many a second.

    Where packets are missing there is silence, so that a sample's place tells its time.

    Raises:
        BadMedia: it holds no sound, or stops being one.
        TooLarge: it is longer than `MAX_RECORDING_MS`.
    """
    with opened(path, name) as (container, stream):
        rate = stream.codec_context.sample_rate
        resampler = av.AudioResampler(format="s16", layout="mono", rate=rate)
        place, first, most = 0, None, rate * MAX_RECORDING_MS // 1000
        for frame in decoded(container, stream, run):
            if frame.pts is not None and frame.time_base is not None:
                at = float(frame.pts * frame.time_base)
                first = at if first is None else first
                missing = round((at - first) * rate) - place
                if missing > most:
                    raise TooLarge(_too_long(name))
                if missing > _GAP_SECONDS * rate:
                    yield from ((silence, rate) for silence in _silence(missing, rate))
                    place += missing
            for mixed in resampler.resample(frame):
                block: Samples = mixed.to_ndarray()[0]
                place += len(block)
                if place > most:
                    raise TooLarge(_too_long(name))
                yield block, rate


def _silence(count: int, rate: int) -> Iterator[Samples]:
    """So many samples, a second at a time."""
    for begin in range(0, count, rate):
        yield np.zeros(min(rate, count - begin), np.int16)


def cover(path: Path, name: str) -> "Pixels | None":
    """The cover image as RGB, shape (height, width, 3), None where there is none to be decoded."""
    try:
        with opened(path, name) as (container, _):
            stream = _cover_stream(container)
            if stream is None:
                return None
            frame = next(iter(container.decode(stream)), None)
            return None if frame is None else frame.to_ndarray(format="rgb24")  # type: ignore[union-attr]
    except BadMedia:
        return None


def has_cover(path: Path, name: str) -> bool:
    """Whether a cover image lies beside the sound."""
    with opened(path, name) as (container, _):
        return _cover_stream(container) is not None


def _cover_stream(container: "InputContainer") -> Any:
    for stream in container.streams.video:
        context = stream.codec_context
        pictured = context is not None and stream.disposition & Disposition.attached_pic
        if pictured and 0 < context.width * context.height <= MAX_PIXELS:
            return stream
    return None


def write_mp3(path: Path, name: str, target: Path, run: "Run | None" = None) -> None:
    """All of the sound as MP3; a copy of what is MP3 already.

    Raises:
        BadMedia: it cannot be decoded.
    """
    with opened(path, name) as (container, stream):
        codec = stream.codec_context.codec.name
        is_mp3 = container.format.name == "mp3" and codec.startswith("mp3")
    if is_mp3:
        shutil.copyfile(path, target)
    else:
        _encode(path, name, target, run)


def _encode(path: Path, name: str, target: Path, run: "Run | None") -> None:
    """In one channel or two, at a quality nobody tells from the original."""
    with opened(path, name) as (source, stream), av.open(str(target), "w", format="mp3") as made:
        context = stream.codec_context
        layout = "mono" if context.channels == 1 else "stereo"
        sound: Any = made.add_stream(
            "libmp3lame", rate=_mp3_rate(context.sample_rate), options={"compression_level": "7"}
        )
        sound.layout = layout
        sound.bit_rate = 96_000 if layout == "mono" else 160_000
        resampler = av.AudioResampler(format="s16p", layout=layout, rate=sound.rate)
        for frame in decoded(source, stream, run):
            for fitting in resampler.resample(frame):
                made.mux(sound.encode(fitting))
        for fitting in resampler.resample(None):
            made.mux(sound.encode(fitting))
        made.mux(sound.encode(None))


_MP3_RATES = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)


def _mp3_rate(rate: int) -> int:
    """The lowest rate MP3 has that loses nothing of this one."""
    return next((one for one in _MP3_RATES if one >= rate), _MP3_RATES[-1])


def _too_long(name: str) -> str:
    hours = MAX_RECORDING_MS // 3_600_000
    return f"{name} is longer than {hours} hours, the most that is taken"
