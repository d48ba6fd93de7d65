"""Deeds on annotations. Each locks its jobs, counts a version and writes history, or does nothing.

Ids are stable: an object that is sent with the id it has in the job keeps it, and so do its
elements and keyframes.
"""

from limn.annotations.actions.filling import Entry, Filler
from limn.annotations.actions.honeypots import NewLayout, change_layout
from limn.annotations.actions.imports import Place, ReadyImport, ready_import
from limn.annotations.actions.jobs import (
    change,
    create,
    delete,
    delete_all,
    replace,
    update,
)
from limn.annotations.actions.restoring import restore, restore_objects
from limn.annotations.actions.tasks import (
    create_in_task,
    delete_all_in_task,
    delete_in_task,
    replace_task,
    update_in_task,
)
from limn.annotations.actions.writing import Terms

__all__ = [
    "Entry",
    "Filler",
    "NewLayout",
    "Place",
    "ReadyImport",
    "Terms",
    "change",
    "change_layout",
    "create",
    "create_in_task",
    "delete",
    "delete_all",
    "delete_all_in_task",
    "delete_in_task",
    "ready_import",
    "replace",
    "replace_task",
    "restore",
    "restore_objects",
    "update",
    "update_in_task",
]
