"""`hostctl demo`: something to look at."""

from typing import Annotated

import typer

from limn.admin.demo import make_demo

app = typer.Typer(help="Make a sample project to look at.")


@app.callback(invoke_without_command=True)
def demo(
    owner: Annotated[str, typer.Option(help="Whose it is; the first administrator's.")] = "",
) -> None:
    """Make a sample project: drawn pictures and a video, annotated in part."""
    path = make_demo(owner)
    print(f"The sample project is at {path} of the web app.")
