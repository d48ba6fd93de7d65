"""`hostctl import-cvat`: everything of a CVAT installation, with its ids and passwords."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from limn.admin.moving.arrival import import_cvat as move_in

app = typer.Typer(help="Move in from a CVAT installation.")


@app.callback(invoke_without_command=True, context_settings={"allow_interspersed_args": True})
def import_cvat(
    dump: Annotated[Path, typer.Option(help="What `manage.py dumpdata` wrote: a JSON file.")],
    media: Annotated[
        Path | None,
        typer.Option(help="CVAT's data volume: a TAR, or the folder `/home/django/data`."),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Lose what this installation holds now.")
    ] = False,
) -> None:
    """Bring everything over from CVAT 2.7x; ids, passwords and tokens stay what they were.

    Users, organizations, projects, tasks, jobs, annotations, issues, guides, storages and media
    come. Stop the server first. All of it comes, or nothing does.
    """
    left = move_in(
        dump, media, replace=replace, say=lambda line: print(line, file=sys.stderr, flush=True)
    )
    print("moved in")
    for sentence in left:
        print(f"  not here: {sentence}")
