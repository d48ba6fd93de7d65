"""Media made for tests. A number is painted into each picture as ten black or white bars."""

import io
import struct
import zipfile
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.stream import Disposition
from PIL import Image

BITS = 10


def painted(number: int, width: int = 320, height: int = 96) -> np.ndarray:
    """RGB pixels that `number_in` reads back, whatever codec they go through.

    Bars run left to right in the upper half; the lower half is grey, so that turned
    pictures are told from straight ones.
    """
    picture = np.full((height, width, 3), 128, np.uint8)
    bar = width // BITS
    for bit in range(BITS):
        picture[: height // 2, bit * bar : (bit + 1) * bar] = 255 if number >> bit & 1 else 0
    return picture


def number_in(picture: np.ndarray) -> int:
    """The number painted into these RGB pixels, of any size; fails where it cannot be read."""
    height, width = picture.shape[:2]
    bar = width / BITS
    row = picture[height // 8 : height * 3 // 8].mean(axis=(0, 2))
    number = 0
    for bit in range(BITS):
        level = row[int((bit + 0.3) * bar) : max(int((bit + 0.7) * bar), 1)].mean()
        assert level < 90 or level > 165, f"bar {bit} is neither black nor white: {level}"
        number |= int(level > 128) << bit
    lower = picture[height * 5 // 8 : height * 7 // 8].mean()
    assert 100 < lower < 156, "the picture is turned or broken"
    return number


def read(content: bytes) -> np.ndarray:
    """RGB pixels of an encoded picture, not turned."""
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGB"))


def numbers_in_zip(content: bytes) -> list[int]:
    """The number painted into each picture of an archive, in its order."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [number_in(read(archive.read(name))) for name in archive.namelist()]


def jpeg(number: int = 0, size: tuple[int, int] = (320, 96), *, orientation: int = 1) -> bytes:
    """A JPEG that shows the number once its EXIF orientation is followed; `size` is as seen."""
    picture = Image.fromarray(painted(number, *size))
    undo = {1: None, 3: 180, 6: 90, 8: 270}[orientation]
    picture = picture if undo is None else picture.rotate(undo, expand=True)
    exif = Image.Exif()
    exif[0x0112] = orientation
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=90, exif=exif)
    return buffer.getvalue()


def png(number: int = 0, size: tuple[int, int] = (320, 96)) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(painted(number, *size)).save(buffer, "PNG")
    return buffer.getvalue()


def png16(number: int = 0) -> bytes:
    """A 16-bit grey PNG whose values reach only 4095, as scanners' do."""
    grey = painted(number)[..., 0].astype(np.uint16) * 16
    buffer = io.BytesIO()
    Image.fromarray(grey).save(buffer, "PNG")
    return buffer.getvalue()


def encoded(kind: str, number: int = 0, **options: object) -> bytes:
    """The painted picture in one of Pillow's formats."""
    buffer = io.BytesIO()
    Image.fromarray(painted(number)).save(buffer, kind, **options)
    return buffer.getvalue()


def archive(path: Path, members: Iterable[tuple[str, bytes]]) -> Path:
    with zipfile.ZipFile(path, "w") as file:
        for name, content in members:
            file.writestr(name, content)
    return path


def recording(
    path: Path,
    seconds: float = 2.0,
    *,
    rate: int = 16_000,
    codec: str = "",
    channels: int = 1,
    quiet: tuple[float, float] = (0, 0),
    cover: bytes = b"",
) -> Path:
    """A tone, half as loud as can be; silent from and to these seconds. `cover` is a JPEG."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec or container.default_audio_codec, rate=rate)
        stream.layout = "stereo" if channels == 2 else "mono"
        pictured = None
        if cover:
            pictured = container.add_stream("mjpeg")
            pictured.width, pictured.height, pictured.pix_fmt = 320, 96, "yuvj420p"
            pictured.disposition = Disposition.attached_pic
        times = np.arange(round(seconds * rate)) / rate
        sound = np.where(
            (times >= quiet[0]) & (times < quiet[1]), 0, 0.5 * np.sin(2 * np.pi * 440 * times)
        )
        samples = (sound * 32767).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(
            np.repeat(samples, channels)[None], format="s16", layout=stream.layout.name
        )
        frame.sample_rate = rate
        fifo = av.AudioFifo()
        resampler = av.AudioResampler(format=stream.format, layout=stream.layout, rate=rate)
        for one in resampler.resample(frame):
            fifo.write(one)
        while part := fifo.read(stream.frame_size or 1024, partial=True):
            part.pts = None
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))
        if pictured is not None:
            packet = av.Packet(cover)
            packet.stream = pictured
            packet.pts = packet.dts = 0
            container.mux(packet)
    return path


def pcd(
    points: np.ndarray,
    way: str = "binary",
    *,
    fields: Sequence[str] = ("x", "y", "z"),
    **said: object,
) -> bytes:
    """A point cloud of `points`, shape (n, len(fields)); `said` is put into its header instead."""
    header = {
        "VERSION": "0.7", "FIELDS": " ".join(fields), "SIZE": " ".join("4" for _ in fields),
        "TYPE": " ".join("F" for _ in fields), "COUNT": " ".join("1" for _ in fields),
        "WIDTH": len(points), "HEIGHT": 1, "VIEWPOINT": "0 0 0 1 0 0 0", "POINTS": len(points),
        "DATA": way,
    } | said  # fmt: skip
    lines = "".join(f"{key} {value}\n" for key, value in header.items() if value is not None)
    rows = points.astype("<f4")
    match way:
        case "ascii":
            content = "".join(" ".join(map(str, row)) + "\n" for row in rows.tolist()).encode()
        case "binary_compressed":
            plain = rows.T.tobytes()
            packed = packed_lzf(plain)
            content = struct.pack("<II", len(packed), len(plain)) + packed
        case _:
            content = rows.tobytes()
    return b"# .PCD v0.7 - Point Cloud Data file format\n" + lines.encode() + content


def packed_lzf(plain: bytes) -> bytes:
    """LZF of these bytes: runs of one byte by reference to themselves, all else as it is."""
    out, at = bytearray(), 0
    while at < len(plain):
        run = 1
        while at + run < len(plain) and plain[at + run] == plain[at] and run < 200:
            run += 1
        if run > 12:
            out += bytes([0, plain[at], 7 << 5, run - 1 - 9, 0])
            at += run
        else:
            part = plain[at : at + min(run, 32)]
            out += bytes([len(part) - 1]) + part
            at += len(part)
    return bytes(out)


def street(points: int = 2000, seed: int = 1) -> np.ndarray:
    """Points of a street scene: ground, and a box on it at x from 10 to 14."""
    chance = np.random.default_rng(seed)
    ground = chance.uniform((-40, -20, -1.8), (40, 20, -1.7), (points // 2, 3))
    box = chance.uniform((10, 2, -1.7), (14, 4, 0), (points - points // 2, 3))
    return np.concatenate((ground, box))


def video(
    path: Path,
    frames: int = 40,
    *,
    size: tuple[int, int] = (320, 96),
    pts: Sequence[int] | None = None,
    gop: int = 12,
    bframes: int = 2,
    rotation: int = 0,
    codec: str = "libx264",
    options: dict[str, str] | None = None,
    container_options: dict[str, str] | None = None,
    pix_fmt: str = "",
) -> Path:
    """A video whose frame k shows k; `pts` in 1/1000 s make its rate variable.

    `rotation` (90 or -90, counterclockwise) turns it by a display matrix.
    """
    with av.open(str(path), "w", options=container_options or {}) as container:
        stream = container.add_stream(codec, rate=25)
        stream.width, stream.height = (size[1], size[0]) if rotation else size
        stream.pix_fmt = pix_fmt or ("yuvj420p" if codec == "mjpeg" else "yuv420p")
        stream.codec_context.gop_size = gop
        stream.codec_context.max_b_frames = bframes
        if pts:
            stream.codec_context.time_base = Fraction(1, 1000)
        stream.options = options or ({"bf": str(bframes)} if codec == "libx264" else {})
        if rotation:
            stream.set_display_rotation(rotation)
        for number in range(frames):
            picture = painted(number, *size)
            if rotation:
                picture = np.ascontiguousarray(np.rot90(picture, -rotation // 90))
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts = pts[number] if pts else number
            frame.time_base = Fraction(1, 1000) if pts else Fraction(1, 25)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def spread(source: Path, target: Path, gap: int) -> Path:
    """The MP4 with each frame `gap` bytes behind the one before, in a file that is mostly holes."""
    with av.open(str(source)) as container:
        packets = [(one.pos, one.size) for one in container.demux(video=0) if one.size]
    content = source.read_bytes()
    head = content[: content.index(b"mdat") - 4].partition(b"free")[0]
    head = head[: int.from_bytes(head[:4], "big")]
    tables = content[content.index(b"moov") - 4 :]
    start, end = len(head) + 16, len(head) + 16 + gap * len(packets)
    offsets = [start + number * gap for number in range(len(packets))]
    with target.open("wb") as file:
        file.write(head + struct.pack(">I4sQ", 1, b"mdat", end - len(head)))
        for (at, size), offset in zip(packets, offsets, strict=True):
            file.seek(offset)
            file.write(content[at : at + size])
        file.seek(end)
        file.write(_moved(tables, offsets))
    return target


def _moved(boxes: bytes, offsets: Sequence[int]) -> bytes:
    """These boxes, their tables changed for one chunk a frame, which begin at `offsets`."""
    out, at = bytearray(), 0
    while at < len(boxes):
        size, kind = struct.unpack(">I4s", boxes[at : at + 8])
        inside = boxes[at + 8 : at + size]
        match kind:
            case b"moov" | b"trak" | b"mdia" | b"minf" | b"stbl":
                inside = _moved(inside, offsets)
            case b"stsc":
                inside = struct.pack(">5I", 0, 1, 1, 1, 1)
            case b"stco":
                kind, inside = (
                    b"co64",
                    struct.pack(f">2I{len(offsets)}Q", 0, len(offsets), *offsets),
                )
        out += struct.pack(">I4s", 8 + len(inside), kind) + inside
        at += size
    return bytes(out)
