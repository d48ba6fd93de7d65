"""`hostctl manifest …`: manifests of pictures and videos that lie in a bucket."""

from pathlib import Path
from typing import Annotated

import typer

from limn.admin import manifests

app = typer.Typer(no_args_is_help=True)


@app.callback()
def manifest() -> None:
    """Manifests: lists of pictures or key frames that go with files into a bucket."""


@app.command()
def create(
    source: Annotated[Path, typer.Argument(help="a folder of pictures, or a video")],
    output: Annotated[Path | None, typer.Option(help="where to write it; else beside them")] = None,
    sorting: Annotated[
        str, typer.Option(help="lexicographical, natural or random")
    ] = "lexicographical",
    checksums: Annotated[bool, typer.Option(help="with MD5 sums")] = True,
) -> None:
    """Write the manifest.jsonl of a folder of pictures or of a video."""
    place, entries = manifests.create(source, output, sorting=sorting, summed=checksums)
    print(f"{place}: {entries} entries")
