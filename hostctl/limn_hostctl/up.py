"""`hostctl up`: serve everything from one folder."""

from pathlib import Path
from typing import Annotated

import typer

from limn.admin.serve import Wanted
from limn.admin.serve import up as serve


def up(
    data: Annotated[
        Path, typer.Option(envvar="LIMN_DATA", help="The folder that keeps everything.")
    ] = Path("data"),
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.", min=1, max=65535)] = 8080,
    workers: Annotated[int, typer.Option(help="Imports and exports at once.", min=0)] = 2,
    web_processes: Annotated[int, typer.Option(help="Processes of the web server.", min=1)] = 1,
) -> None:
    """Serve the web app and the API, and work in the background, until Ctrl-C.

    The first start makes the tables and prints a login link.
    """
    wanted = Wanted(
        data=data.expanduser().resolve(),
        host=host,
        port=port,
        workers=workers,
        web_processes=web_processes,
    )
    serve(wanted, lambda line: print(line, flush=True))
