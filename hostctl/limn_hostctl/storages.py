"""`hostctl storages …`: what the operator does for connected storages."""

import typer

from limn.admin import storages as admin

app = typer.Typer(help="Connected storages.")


@app.callback()
def _storages() -> None:
    """Connected storages."""


@app.command()
def seal() -> None:
    """Seal all secrets with the newest LIMN_CREDENTIALS_KEY; older keys may be dropped then."""
    print(f"the secrets of {admin.seal_anew()} storages were sealed with the newest key")


@app.command()
def sweep() -> None:
    """Delete what interrupted uploads left in the bucket of LIMN_MEDIA_STORE, after two days."""
    print(f"{admin.sweep()} leftovers were deleted from the bucket")
