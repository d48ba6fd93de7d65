"""`hostctl migrate`: make a new version's tables before its servers start."""

import typer

from limn.admin.prepare import migrate as bring_up_to_date

app = typer.Typer(help="Bring the database up to date.")


@app.callback(invoke_without_command=True)
def migrate() -> None:
    """Bring the database's tables up to date; `hostctl up` does so by itself."""
    bring_up_to_date()
