"""Deeds on backups: start to write one, or to make a task or project of one."""

import hashlib
import re
from typing import Literal

from django.db import transaction

from limn.datasets.actions import kind_of, whereabouts
from limn.media.transfer import uploads
from limn.permissions.actor import Actor
from limn.runs.actions import start
from limn.runs.keys import RequestKey
from limn.runs.queries import Run
from limn.sdk.errors import BadInput
from limn.tasks.queries import Project, Task

Kind = Literal["project", "task"]
_UNUSUAL = re.compile(r"[^A-Za-z0-9_. -]+")
"""What clients refuse in the name of a file."""


@transaction.atomic
def start_backup(
    actor: Actor,
    target: Project | Task,
    *,
    filename: str = "",
    storage_id: int | None = None,
    lightweight: bool = False,
) -> Run:
    """Start writing the backup of a task or project, for `actor` alone to download.

    With `storage_id` it goes to that storage instead, and `filename` is its key there. A
    `lightweight` one leaves media out that lies in a storage.

    Raises:
        BadInput: the task has no media yet.
        Conflict: the same backup is being written already.
    """
    kind = kind_of(target)
    if isinstance(target, Task) and (target.data is None or not target.data.kind):
        raise BadInput(f"task {target.pk} has no media yet, and so nothing to back up")
    key = RequestKey(
        action="export", target=kind, target_id=target.pk, user_id=actor.user_id,
        subresource="backup", lightweight=lightweight,
    )  # fmt: skip
    mark = "_lightweight" if lightweight else ""
    stamp = f"{target.updated_date:%Y_%m_%d_%H_%M_%S}"
    plain = _UNUSUAL.sub("_", target.name)[:150]
    name = filename or f"{kind}_{plain}_backup{mark}_{stamp}.zip".lower()
    return start(
        "backup:export",
        key=key,
        owner_id=actor.user_id,
        owner_bound=True,
        **whereabouts(target),
        target=kind,
        target_id=target.pk,
        filename=name,
        storage_id=storage_id,
        lightweight=lightweight,
    )


def upload_target(kind: Kind) -> str:
    """What uploads of backups are for."""
    return f"{kind}:backup"


@transaction.atomic
def start_restore(actor: Actor, kind: Kind, *, file: str, storage_id: int | None = None) -> Run:
    """Start making a task or project, `actor`'s own, of an uploaded backup.

    The run's result tells its id. An uploaded file is restored once: asked again while that is
    at work, the same run is meant.

    Raises:
        NotFound: there is no uploaded file of that name, or it is somebody else's.
        Conflict: this file is being restored already, or its upload is not complete.
    """
    if storage_id is None:
        uploads.finished_file(upload_target(kind), file, actor.user_id)
        name = file.rpartition("_")[2]
    else:
        name = hashlib.sha256(f"{actor.user_id}/{storage_id}/{file}".encode()).hexdigest()[:32]
    key = RequestKey(
        action="import", target=kind, id=name, subresource="backup",
    )  # fmt: skip
    return start(
        "backup:import",
        key=key,
        owner_id=actor.user_id,
        owner_bound=True,
        organization_id=actor.organization,
        target=kind,
        file=file,
        storage_id=storage_id,
    )
