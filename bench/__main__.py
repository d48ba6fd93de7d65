"""`python -m bench [annotations|datasets|media|api|… …] [--database sqlite|postgresql]`.

Starts Limn as `hostctl up` does, first on SQLite, then on PostgreSQL with Valkey as its queue,
does the work of `bench.rows` over HTTP, prints a table for each and writes `bench/results.json`.
"""

import argparse
import tempfile
from pathlib import Path

from bench import annotations, api, canvas, datasets, decisions, media, report, snapshots
from bench.deployments import DATABASES, deployed
from bench.material import Material
from bench.measuring import Stopwatch

GROUPS = {
    "annotations": annotations.work,
    "datasets": datasets.work,
    "media": media.work,
    "snapshots": snapshots.work,  # before ten thousand tasks are made
    "api": api.work,
    "decisions": decisions.work,
    "canvas": canvas.work,
}


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("groups", nargs="*", choices=[*GROUPS, []], help="all, if none is named")
    parser.add_argument("--database", choices=DATABASES, action="append")
    parser.add_argument("--results", type=Path, default=Path(__file__).with_name("results.json"))
    parser.add_argument(
        "--material",
        type=Path,
        default=Path(tempfile.gettempdir()) / "limn-bench-material",
        help="where the pictures and videos made for this are kept for the next time",
    )
    asked = parser.parse_args()
    material = Material(asked.material)
    found: dict[str, Stopwatch] = {}
    for database in asked.database or DATABASES:
        with deployed(database) as server:
            found[database] = Stopwatch(server.processes)
            for name in asked.groups or GROUPS:
                GROUPS[name](server, material, found[database])
        report.show(database, found[database])
    report.keep(found, asked.results)


if __name__ == "__main__":
    main()
