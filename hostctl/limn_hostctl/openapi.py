"""`hostctl openapi`: what the API can do, for programs that generate clients."""

import typer

from limn.admin.describe import openapi_text

app = typer.Typer(help="Print the API's OpenAPI document.")


@app.callback(invoke_without_command=True)
def openapi() -> None:
    """Print the API's OpenAPI document as JSON, the same for the same server."""
    print(openapi_text())
