"""`hostctl snapshot …`: named states, for tests and demos."""

from typing import Annotated

import typer

from limn.admin.keeping import snapshots

app = typer.Typer(
    help="Keep named states of the installation, and go back to them.", no_args_is_help=True
)
Name = Annotated[str, typer.Argument(help="Small letters, digits, dots and dashes.")]


@app.command()
def save(name: Name) -> None:
    """Keep the state of this moment; one of that name is replaced."""
    print(_line(snapshots.save(name)))


@app.command()
def load(name: Name) -> None:
    """Go back to a state; a running server goes on with it. What came since is lost."""
    print(_line(snapshots.load(name)))


@app.command("list")
def list_snapshots() -> None:
    """Every state that was kept."""
    for one in snapshots.listing():
        print(_line(one))


@app.command()
def delete(name: Name) -> None:
    """Forget a state."""
    snapshots.delete(name)


def _line(one: snapshots.Snapshot) -> str:
    return f"{one.name:<24} {one.made:<26} {one.rows} rows, {one.files} files"
