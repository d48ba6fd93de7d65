"""Unpacking an uploaded archive.

ZIP and tar give their members one by one, a 7z pushes them out; both pass the same gate. Runs in
a reader process.
"""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from limn.media.kinds import by_extension
from limn.media.unpacking import sevens
from limn.media.unpacking.gate import Gate
from limn.media.unpacking.members import BROKEN, Member, tar_members, zip_members
from limn.sdk.errors import BadMedia
from limn.sdk.runs import Run

_BLOCK = 1 << 20


def unpack(path: Path, name: str, folder: Path, run: Run) -> list[str]:
    """Names of the pictures of the archive at `path`, unpacked into `folder`, as they are listed.

    What is no picture is left out with a warning. `name` is what the archive is called in errors.

    Raises:
        BadMedia: it is broken, encrypted, holds a video, a link, or two files of one name.
        TooLarge: over a limit of entries, bytes, or compression.
        NoSpace: the disk is full.
    """
    gate = Gate(path, name, folder, run)
    with path.open("rb") as file:
        is_seven = file.read(len(sevens.MARK)) == sevens.MARK
    if is_seven:
        sevens.unpack(path, name, gate)
    else:
        members = zip_members if zipfile.is_zipfile(path) else tar_members
        _unpack(members(path, name, gate), name, gate)
    if not any(by_extension(one) for one in gate.taken):
        raise BadMedia(f"{name} holds no pictures")
    return list(gate.taken)


def _unpack(members: Iterator[Member], name: str, gate: Gate) -> None:
    try:
        for member in members:
            kept_as = gate.name_of(member.name, is_folder=member.is_folder, fault=member.fault)
            gate.progress(member.place)
            if kept_as is None:
                gate.count(member.passed_over)
            else:
                with member.opened(kept_as) as source, gate.placed(kept_as) as copy:
                    while block := source.read(_BLOCK):
                        copy.write(block)
    except BROKEN as error:
        raise BadMedia(f"{name} is a broken or unsupported archive: {error}") from error
