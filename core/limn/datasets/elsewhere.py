"""Datasets and backups that go to a connected storage, or come from one."""

from pathlib import Path
from typing import Any

from limn.datasets.actions import Target, fit
from limn.media.transfer import quota, uploads
from limn.permissions.actor import Actor
from limn.permissions.check import permit
from limn.runs import artifacts
from limn.runs.live import LiveRun
from limn.sdk.errors import BadInput
from limn.sdk.storages import Storage
from limn.storage import space
from limn.storage.opening import opened
from limn.storage.queries import find_storage, get_storage
from limn.tasks.queries import Job


def destination(
    actor: Actor, target: Target, location: str | None, storage_id: int | None
) -> int | None:
    """The storage an export goes to, None for this server; not said, the target's own choice.

    Raises:
        BadInput: a storage is meant but not named, or there is none.
        Forbidden: the caller may not see it.
    """
    home = target.segment.task if isinstance(target, Job) else target
    if location is None and home.target_location == "cloud_storage":
        location, storage_id = "cloud_storage", home.target_cloud_storage_id
    return _permitted(actor, location, storage_id)


def origin(
    actor: Actor, target: Target | None, location: str | None, storage_id: int | None, file: str
) -> int | None:
    """The storage an import comes from, None for a file that was sent here.

    Not said, a named file that is on neither way here comes from the target's own choice.
    Raises as `destination`, and BadInput where the file is not named.
    """
    home = target.segment.task if isinstance(target, Job) else target
    chosen = home is not None and home.source_location == "cloud_storage"
    if location is None and chosen and home and not uploads.is_id(file):
        location, storage_id = "cloud_storage", home.source_cloud_storage_id
    found = _permitted(actor, location, storage_id)
    if found is not None and not file:
        problem = "say which file of the storage is meant"
        raise BadInput(problem, fields={"filename": [problem]})
    return found


def known(actor: Actor, storage_id: int | None) -> int | None:
    """The storage of a run that is started once more, still there and still `actor`'s to use."""
    return _permitted(actor, "local" if storage_id is None else "cloud_storage", storage_id)


def _permitted(actor: Actor, location: str | None, storage_id: int | None) -> int | None:
    if location != "cloud_storage":
        return None
    storage = find_storage(storage_id)
    if storage is None:
        problem = "name the cloud storage" if storage_id is None else f"there is no {storage_id}"
        raise BadInput(
            f"Cloud storage was selected as location but {problem}",
            fields={"cloud_storage_id": [problem]},
        )
    permit(actor, "cloudstorage:view", storage)
    return storage.pk


def name(filename: str, storage_id: int | None) -> str:
    """The name an export gets: a file's here, a key with folders in a storage."""
    parts = [fit(part) for part in filename.split("/")]
    if storage_id is None or not filename:
        return fit(filename)
    if any(part in ("", ".", "..") for part in parts):
        problem = f"{filename!r} cannot be a key in a storage"
        raise BadInput(problem, fields={"filename": [problem]})
    return "/".join(parts)


def keep(run: LiveRun, path: Path, filename: str, storage_id: int | None) -> dict[str, Any]:
    """Put a finished file where it belongs; what the run's result says of it.

    In a storage it appears in one step, and an attempt that is begun again writes it again.

    Raises:
        Forbidden, NotFound, StorageFailed: the storage does not take it.
    """
    if storage_id is None:
        return artifacts.keep(run, path, filename=filename)
    run.progress(0.95, 1.0, f"Sending {filename}")
    kept = opened(get_storage(storage_id)).put(filename, path)
    return {"storage": storage_id, "key": filename, "size": kept.size}


def arrived(run: LiveRun, place: str, file: str, storage_id: int | None) -> Path:
    """The file of an import: uploaded for `place`, or fetched from a storage.

    Raises:
        NotFound, Forbidden, StorageFailed: it cannot be had. NoSpace: it does not fit here.
        TooLarge: it is more than whoever asked may have waiting.
    """
    if storage_id is None:
        return uploads.finished_file(place, file)
    with quota.fetching(run.owner_id, run.id) as take:
        return _fetched(run, opened(get_storage(storage_id)), file, take)


def _fetched(run: LiveRun, storage: Storage, file: str, take: quota.Take) -> Path:
    found = storage.head(file)
    space.demand(run.scratch, found.size)
    take(found.size, file)
    path, done = run.scratch / "fetched", 0
    with space.told_when_full(file), path.open("wb") as target:
        for block in storage.stream(file, tag=found.tag):
            space.write(target, block, file)
            done += len(block)
            run.progress(0.2 * done, found.size, f"Fetching {file}")
    return path


def dropped(place: str, file: str, storage_id: int | None) -> None:
    """Let go of an uploaded file; what lies in a storage stays there."""
    if storage_id is None:
        uploads.discard(place, file)
