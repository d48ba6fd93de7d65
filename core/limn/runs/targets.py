"""What a run works on, found without knowing the rooms above."""

from importlib import import_module

from django.apps import apps

from limn.permissions.check import Subject
from limn.sdk.errors import NotFound


def find(subject: str, row_id: int) -> Subject:
    """The project, task or job of that id, from `get_<subject>` of the room that has it.

    Raises:
        NotFound: no room knows that subject, or there is no such row.
    """
    for config in apps.get_app_configs():
        if subject in getattr(config, "subjects", ()):
            return getattr(import_module(f"{config.name}.queries"), f"get_{subject}")(row_id)
    raise NotFound(f"there is no {subject} {row_id}")
