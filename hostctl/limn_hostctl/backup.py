"""`hostctl backup`: the whole installation in one file."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from limn.admin.keeping.backups import back_up

app = typer.Typer(help="Save the whole installation to a file.")


@app.callback(invoke_without_command=True, context_settings={"allow_interspersed_args": True})
def backup(
    target: Annotated[Path, typer.Argument(help="The new ZIP file, `limn-monday.zip`.")],
) -> None:
    """Save the database, all media and the secret key to one ZIP; servers go on meanwhile.

    Whoever has the file has everything: keep it as you keep the server. What can be made again
    (chunks, finished exports) is left out.
    """
    state = back_up(target, lambda line: print(line, file=sys.stderr, flush=True))
    rows = sum(table.rows for table in state.tables)
    print(f"{target} holds {rows} rows and {state.files} files ({state.bytes >> 20} MiB)")
    if not state.secret_key:
        print("LIMN_SECRET_KEY is not in it; keep that with it")
