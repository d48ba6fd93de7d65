"""Writes a dataset to an archive and reads it back, as the host would."""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from limn.sdk.archive import Archive
from limn.sdk.dataset import Dataset
from limn.sdk.formats import DatasetFormat
from limn.sdk.testing.fakes import ScratchRun


def written(format: DatasetFormat, dataset: Dataset, folder: Path) -> Path:
    """The folder with the unpacked files of `dataset` as this format writes them."""
    home = folder / uuid4().hex
    home.mkdir(parents=True)
    with Archive(home / "dataset.zip") as archive:
        format.write(dataset, archive, ScratchRun(home))
    unpacked = home / "unpacked"
    with zipfile.ZipFile(home / "dataset.zip") as packed:
        packed.extractall(unpacked)
    unpacked.mkdir(exist_ok=True)
    return unpacked


def reader_of(
    files: Path, formats: Sequence[DatasetFormat], own: DatasetFormat
) -> DatasetFormat | None:
    """What reads these files back: the format itself, or the one of its plugin that knows best."""
    if own.imports:
        return own
    able = [(one.recognises(files), one) for one in formats if one.imports]
    best = max(able, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] > 0 else None


def read_back(format: DatasetFormat, files: Path, folder: Path) -> Dataset:
    """The dataset in `files`."""
    return format.read(files, ScratchRun(folder / uuid4().hex))


def drained(dataset: Dataset) -> None:
    """Walk all of a dataset, so that whatever is wrong with it comes out."""
    for _ in dataset.frames():
        pass
    for _ in dataset.tracks():
        pass
    for _ in dataset.intervals():
        pass
