"""The door for hostctl: what an administrator does to a whole deployment."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

from limn.sdk.errors import LimnError

__all__ = ["LimnError", "needing_tables", "ready", "use_data_folder"]


def use_data_folder(folder: Path) -> None:
    """Work on the deployment in that folder; call it before `ready`."""
    os.environ["LIMN_DATA"] = str(folder.expanduser().resolve())


def ready() -> None:
    """Load the settings and the rooms, as the other functions of this door need them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "limn.config.settings")
    django.setup()


@contextmanager
def needing_tables() -> Iterator[None]:
    """What is done here may find a database that nobody has prepared yet.

    Raises:
        LimnError: it did; the sentence says what to do.
    """
    from django.db import OperationalError, ProgrammingError

    try:
        yield
    except (OperationalError, ProgrammingError) as error:
        # SQLite's words, and the class of psycopg's error
        missing = (
            "no such table" in str(error) or type(error.__cause__).__name__ == "UndefinedTable"
        )
        if not missing:
            raise
        raise LimnError(
            "this data folder holds no database yet; run `hostctl up` or `hostctl migrate` first"
        ) from error
