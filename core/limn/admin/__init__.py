"""The door for hostctl: what an administrator does to a whole deployment."""

import os
from pathlib import Path

import django

from limn.sdk.errors import LimnError

__all__ = ["LimnError", "ready", "use_data_folder"]


def use_data_folder(folder: Path) -> None:
    """Work on the deployment in that folder; call it before `ready`."""
    os.environ["LIMN_DATA"] = str(folder.expanduser().resolve())


def ready() -> None:
    """Load the settings and the rooms, as the other functions of this door need them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "limn.config.settings")
    django.setup()
