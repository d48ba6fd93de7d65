"""Refuses an archive, told by memory and time: `python refused_archive.py ARCHIVE FOLDER`.

Prints one line of JSON: why it was refused, the MiB that took on top of what the process had, and
how many files came out of it.
"""

import json
import sys
from pathlib import Path

from peaks import peak

from limn.media.unpacking import archives
from limn.sdk.errors import LimnError


class _Run:
    def progress(self, done, total=1.0, message=""):
        pass

    def warn(self, message):
        pass

    def check(self):
        pass


def main(path: Path, folder: Path) -> None:
    before, why = peak(), ""
    try:
        archives.unpack(path, path.name, folder, _Run())
    except LimnError as error:
        why = str(error)
    left = sum(1 for _ in folder.rglob("*"))
    sys.stdout.write(json.dumps({"why": why, "memory": peak() - before, "files": left}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
