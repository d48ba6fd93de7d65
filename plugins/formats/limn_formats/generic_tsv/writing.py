"""Writes intervals as lines, one at a time."""

import csv
import io

from limn.sdk import Archive, Dataset, Run
from limn_formats.generic_tsv import FILE, times
from limn_formats.generic_tsv.columns import COLUMNS


def write(dataset: Dataset, archive: Archive, run: Run) -> None:
    """Put the dataset's intervals into `annotations.tsv`."""
    named = dict.fromkeys(one.name for label in dataset.labels for one in label.attributes)
    attributes = [name for name in named if name and name not in COLUMNS]
    for name in named:
        if name not in attributes:
            run.warn(f"attributes {name!r} are left out: a column is called so already")
    with archive.open(FILE) as member:
        text = io.TextIOWrapper(member, "utf-8", newline="", write_through=True)
        lines = csv.writer(text, "excel-tab", lineterminator="\n")
        lines.writerow([*COLUMNS, *attributes])
        for number, one in enumerate(dataset.intervals(), start=1):
            stop = "" if one.stop is None else times.written(one.stop)
            lines.writerow([
                number, dataset.origin.source, times.written(one.start), stop, one.label,
                one.source, one.score, *(one.attributes.get(name, "") for name in attributes),
            ])  # fmt: skip
            run.progress(one.start, max(dataset.size, one.start, 1))
        text.detach()
