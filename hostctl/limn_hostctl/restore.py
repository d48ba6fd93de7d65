"""`hostctl restore`: from a backup to an installation."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from limn.admin.keeping.backups import restore as bring_back

app = typer.Typer(help="Make the installation what it was when a backup was written.")


@app.callback(invoke_without_command=True, context_settings={"allow_interspersed_args": True})
def restore(
    source: Annotated[Path, typer.Argument(help="A file that `hostctl backup` wrote.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Lose what the installation holds now.")
    ] = False,
) -> None:
    """Bring back the database and all files, also to another kind of database.

    Stop the servers first. If this is interrupted, run it again.
    """
    state = bring_back(
        source, replace=replace, say=lambda line: print(line, file=sys.stderr, flush=True)
    )
    print(f"restored what was saved at {state.made}: {state.files} files")
    if not state.secret_key:
        print("start it with the LIMN_SECRET_KEY that it was saved with")
