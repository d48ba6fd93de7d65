"""What kind of media a file is, by its first bytes and its extension together."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from limn.sdk.errors import BadMedia

Kind = Literal["image", "video", "archive", "pdf", "point_cloud", "audio"]

EXTENSIONS: dict[str, Kind] = {
    **dict.fromkeys((".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".bmp", ".gif", ".webp"), "image"),
    **dict.fromkeys((".tif", ".tiff", ".avif", ".ppm", ".pgm", ".pbm", ".pnm"), "image"),
    **dict.fromkeys((".jp2", ".j2k", ".jpx", ".jpf", ".dib", ".ico", ".qoi"), "image"),
    **dict.fromkeys((".tga", ".pcx", ".sgi", ".rgb", ".bw"), "image"),
    **dict.fromkeys((".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".3gp"), "video"),
    **dict.fromkeys((".ts", ".mts", ".m2ts"), "video"),
    **dict.fromkeys((".pcd", ".bin"), "point_cloud"),
    **dict.fromkeys((".mp3", ".wav", ".flac", ".ogg", ".oga", ".opus", ".m4a", ".aac"), "audio"),
    **dict.fromkeys((".wma", ".aif", ".aiff", ".amr", ".au", ".caf", ".weba", ".mka"), "audio"),
    **dict.fromkeys((".zip", ".tar", ".7z", ".tgz", ".tbz2", ".txz", ".tzst"), "archive"),
    **dict.fromkeys((".gz", ".bz2", ".xz", ".zst"), "archive"),
    ".pdf": "pdf",
}
_NOT_TAKEN = {
    **dict.fromkeys((".heic", ".heif"), "HEIC pictures are not read here: save them as JPEG"),
    **dict.fromkeys((".svg", ".eps", ".ps", ".ai"), "drawings are not read here: export a PNG"),
    ".rar": "RAR archives are not read here: pack it as ZIP, tar or 7z",
    ".psd": "Photoshop files are not read here: export a PNG",
}
_VOLUME = re.compile(r"\.(7z|zip|tar)\.\d{3}$|\.z\d\d$")
MANIFEST = "manifest.jsonl"
"""Lists the pictures beside it in order; never a picture itself."""
_JUNK_NAMES = {".ds_store", "thumbs.db", "desktop.ini"}
SNIFFED = 400
"""Bytes at a file's beginning that tell its kind."""
_ARCHIVES = (
    b"PK\x03\x04", b"PK\x05\x06", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh",
    b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd",
)  # fmt: skip
_PICTURES = (
    b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"qoif",
    b"\0\0\0\x0cjP  \r\n\x87\n", b"\xff\x4f\xff\x51", b"\x01\xda",
    b"\x0a\x05\x01",
)  # fmt: skip
_ANYMAPS = (b"P1", b"P2", b"P3", b"P4", b"P5", b"P6")
_SOUNDS = (
    b"ID3", b"fLaC", b"OggS", b"riff\x2e\x91\xcf\x11", b"\x30\x26\xb2\x75\x8e\x66\xcf\x11",
    b"#!AMR", b".snd", b"caff",
)  # fmt: skip


def is_junk(name: str) -> bool:
    """Is this one of the files operating systems leave in folders and archives?"""
    *folders, last = name.split("/")
    return last.lower() in _JUNK_NAMES or last.startswith("._") or "__MACOSX" in (*folders, last)


def by_extension(name: str) -> Kind | None:
    """What the name promises."""
    return EXTENSIONS.get(_suffix(name))


def _suffix(name: str) -> str:
    """As `PurePosixPath(name).suffix`, which takes as long as reading the file's first bytes."""
    last = name[name.rfind("/") + 1 :]
    dot = last.rfind(".")
    return last[dot:].lower() if 0 < dot < len(last) - 1 else ""


def kind_of(path: Path, name: str) -> Kind:
    """The kind of the file at `path`, uploaded as `name`.

    Raises:
        BadMedia: it is empty, unknown, or not what its extension says.
    """
    return kind_by(_start_of(path), name)


def kind_by(start: bytes, name: str) -> Kind:
    """The kind of a file by its first `SNIFFED` bytes; errors as for `kind_of`."""
    promised = by_extension(name)
    if not start:
        raise BadMedia(f"{name} is empty")
    if promised == "point_cloud":
        # Nothing marks these; whoever reads them says what is wrong.
        return promised
    if promised is None:
        raise BadMedia(_unknown(name))
    found = _by_start(start)
    if found is None and _fits_without_mark(start, name):
        return promised
    if found != promised and (promised, found) != ("audio", "video"):
        # Containers of video may hold sound alone.
        inside = f"its content is of kind {found}" if found else "its content is of no known kind"
        raise BadMedia(f"{name} is not what its name says: {inside}")
    return promised


def _unknown(name: str) -> str:
    volume = "volumes of an archive are not read here: pack it as one file"
    reason = volume if _VOLUME.search(name.lower()) else _NOT_TAKEN.get(_suffix(name))
    return f"{name}: {reason}" if reason else (
        f"{name} is neither a picture, video, point cloud, recording, PDF nor archive"
    )  # fmt: skip


def one_kind(kinds: Sequence[tuple[str, Kind]]) -> Kind:
    """The kind that all of an upload is of: pictures, clouds, one video, recording, or archive.

    Raises:
        BadMedia: names the file that does not fit the first one.
    """
    first, kind = kinds[0]
    for name, other in kinds[1:]:
        if other != kind:
            raise BadMedia(f"{name} ({other}) cannot be in one task with {first} ({kind})")
        if kind not in ("image", "point_cloud"):
            raise BadMedia(f"{name} is a second {kind} besides {first}; a task takes one")
    return kind


def _start_of(path: Path) -> bytes:
    with path.open("rb", buffering=0) as file:
        return file.read(SNIFFED)


def _by_start(start: bytes) -> Kind | None:
    if start.startswith(_ARCHIVES) or start[257:262] == b"ustar":
        return "archive"
    if start.startswith(b"%PDF-"):
        return "pdf"
    if _is_picture(start):
        return "image"
    if _is_sound(start):
        return "audio"
    return "video" if _is_video(start) else None


def _is_picture(start: bytes) -> bool:
    if start[4:12] in (b"ftypavif", b"ftypavis"):
        return True
    if start.startswith(b"RIFF"):
        return start[8:12] == b"WEBP"
    return start.startswith(_PICTURES) or (start[:2] in _ANYMAPS and start[2:3].isspace())


def _fits_without_mark(start: bytes, name: str) -> bool:
    """Formats that begin with no mark of their own, but with numbers few other files have."""
    match _suffix(name):
        case ".tga":
            known_kind = start[1:2] in (b"\0", b"\1") and start[2] in (1, 2, 3, 9, 10, 11)
            return len(start) > 18 and known_kind and start[16] in (8, 15, 16, 24, 32)
        case ".ico":
            return start[:4] == b"\0\0\x01\0"
        case ".dib":
            return start[:4] == b"\x28\0\0\0"
        case _:
            return False


def _is_sound(start: bytes) -> bool:
    if start.startswith(b"RIFF"):
        return start[8:12] == b"WAVE"
    if start.startswith(b"FORM"):
        return start[8:12] in (b"AIFF", b"AIFC")
    # MPEG audio and ADTS begin with eleven or twelve ones, then a layer that is in use.
    frame = len(start) > 1 and start[0] == 0xFF and start[1] & 0xE0 == 0xE0 and start[1] != 0xFF
    return frame or start.startswith(_SOUNDS)


def _is_video(start: bytes) -> bool:
    if start.startswith(b"RIFF"):
        return start[8:12] == b"AVI "
    if start.startswith(b"\x1a\x45\xdf\xa3"):
        return True
    if start[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"):
        return start[8:11] not in (b"hei", b"mif", b"msf")
    # Packets of a transport stream start every 188 bytes, or 192 with a time code before each.
    return any(start[at::size][:2] == b"GG" for at, size in ((0, 188), (4, 192)))
