"""Generic TSV 1.0: the intervals of a recording, a line each, in one tab-separated file.

    id  filename  start  stop  label  source  score  <attribute> …

Times are `HH:MM:SS.fraction`; a stop that is left empty is the end of the recording. The columns
`start`, `stop` and `label` are needed. Columns that are none of the above are attributes, an
empty cell leaves one unanswered. Cells with tabs, quotes or line ends are quoted as in CSV.
"""

from pathlib import Path
from typing import ClassVar, Literal

from limn.sdk import Archive, Carries, Dataset, DatasetFormat, Interval, Run, hookimpl

LIMN_API = 1
FILE = "annotations.tsv"


class GenericTsv(DatasetFormat):
    """Intervals of recordings as CVAT writes and reads them."""

    name = "Generic TSV 1.0"
    carries = Carries(kinds=frozenset({Interval}), attributes=True, score=True)
    extensions: ClassVar[tuple[str, ...]] = ("tsv",)
    dimension: ClassVar[Literal["2d", "3d", "1d"]] = "1d"
    single_file = True

    def recognises(self, folder: Path) -> float:
        """0.9 where a `.tsv` has the columns that are needed."""
        from limn_formats.generic_tsv.reading import begins_well

        return 0.9 if any(begins_well(path) for path in folder.rglob("*.tsv")) else 0.0

    def write(self, dataset: Dataset, archive: Archive, run: Run) -> None:
        """Put `annotations.tsv` into the archive."""
        from limn_formats.generic_tsv.writing import write

        write(dataset, archive, run)

    def read(self, folder: Path, run: Run) -> Dataset:
        """The intervals of the one `.tsv` in `folder`.

        Raises:
            BadDataset: there is none or more than one, or a cell is wrong; tells the line.
        """
        from limn_formats.generic_tsv.reading import read

        return read(folder, run)


@hookimpl
def offer_formats() -> list[DatasetFormat]:
    """Generic TSV 1.0."""
    return [GenericTsv()]
