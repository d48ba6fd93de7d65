"""`hostctl import-cvat`: from a CVAT installation to one of ours, all of it or nothing."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from django.conf import settings
from django.db import models
from django.utils import timezone

from limn.admin.keeping import backups, states, tables
from limn.admin.moving import drawn, media, people, storages, volume, words, work
from limn.admin.moving.dump import Dump

Every = Iterator[tuple[str, Iterable[Mapping[str, Any]]]]
"""Names of tables, and what comes into each, by column."""
_NOT_OURS = frozenset({"sites.site", "engine.clientfile", "engine.serverfile", "engine.remotefile"})
"""Rows that say nothing here."""
_TAKEN = frozenset({
    "access_tokens.accesstoken", "auth.group", "auth.user", "authtoken.token",
    "engine.annotationguide", "engine.asset", "engine.attributespec", "engine.audio",
    "engine.cloudstorage", "engine.comment", "engine.data", "engine.image", "engine.issue",
    "engine.job", "engine.label", "engine.labeledimage", "engine.labeledinterval",
    "engine.labeledshape", "engine.labeledtrack", "engine.manifest", "engine.project",
    "engine.relatedfile", "engine.segment", "engine.skeleton", "engine.storage", "engine.task",
    "engine.trackedshape", "engine.validationlayout", "engine.video", "organizations.invitation",
    "organizations.membership", "organizations.organization",
})  # fmt: skip


def import_cvat(
    dump: Path, volume_of: Path | None, *, replace: bool, say: Callable[[str], None]
) -> list[str]:
    """Fill this installation, which nobody uses yet, with what a CVAT installation held.

    `dump` is what `manage.py dumpdata` wrote, `volume_of` its data volume, if media shall come.
    Returns sentences about what did not come along.

    Raises:
        BadInput: a row or file is broken; the sentence names it, and nothing has changed.
        Conflict: this installation is being served, or in use and `replace` is not set.
    """
    root, migrations = Path(settings.DATA_ROOT), tables.known()
    with backups.arriving(root, migrations, replace=replace) as staged, _scratch(root) as scratch:
        read = Dump.read(dump, scratch / "dump.sqlite3", say)
        sizes = volume.unpack(volume_of, staged, say) if volume_of else {}
        left = [
            *_left_behind(read),
            *storages.keys_left_behind(read),
            *media.missing(read, staged / "media"),
        ]
        with ZipFile(scratch / "tables.zip", "w") as archive:
            state = _write(archive, migrations, _rows(read, staged, sizes))
        say("Filling the tables")
        with ZipFile(scratch / "tables.zip") as archive:
            states.load(archive, state)
    return left


def _write(archive: ZipFile, migrations: backups.Migrations, every: Every) -> states.State:
    models = {model._meta.label: model for model in tables.models_at(migrations)}
    written = [
        states.write_table(archive, models[label], _in_columns(models[label], rows))
        for label, rows in every
    ]
    return states.State(
        made=timezone.now().isoformat(timespec="seconds"),
        database="cvat",
        secret_key=False,
        migrations=tuple(migrations),
        tables=tuple(written),
    )


def _rows(dump: Dump, staged: Path, sizes: dict[str, int]) -> Every:
    """Every table with what comes into it."""
    ids = drawn.Ids(dump)
    yield "auth.Group", people.groups(dump)
    yield "identity.User", people.users(dump)
    yield "identity.User_groups", people.user_groups(dump)
    yield "identity.Organization", people.organizations(dump)
    yield "identity.Membership", people.memberships(dump)
    yield "identity.Invitation", people.invitations(dump)
    yield "identity.ApiKey", people.api_keys(dump)
    yield "identity.AccessToken", people.access_tokens(dump)
    yield "storage.CloudStorage", storages.cloud_storages(dump)
    yield "media.Data", media.data(dump)
    yield "media.Picture", media.pictures(dump)
    yield "media.Clip", media.clips(dump, staged / "media")
    yield "media.Sound", media.sounds(dump)
    yield "tasks.Project", work.projects(dump)
    yield "tasks.Task", work.tasks(dump)
    yield "tasks.Segment", work.segments(dump)
    yield "tasks.Job", work.jobs(dump, drawn.jobs_with_any(dump))
    yield "tasks.ValidationLayout", work.layouts(dump)
    yield "tasks.Label", work.labels(dump)
    yield "tasks.AttributeSpec", work.attributes(dump)
    yield "tasks.Guide", words.guides(dump)
    yield "tasks.Asset", words.assets(dump, sizes)
    yield "annotations.Tag", drawn.tags(dump, ids)
    yield "annotations.Track", drawn.tracks(dump, ids)
    yield "annotations.Shape", drawn.shapes(dump, ids)
    yield "annotations.Interval", drawn.intervals(dump, ids)
    yield "review.Issue", words.issues(dump)
    yield "review.Comment", words.comments(dump)


def _in_columns(model: type[models.Model], rows: Iterable[Mapping[str, Any]]) -> Iterator[Any]:
    """Rows as values in the order of columns, those not given by the column's default."""
    fields = model._meta.concrete_fields
    for row in rows:
        yield [row[f.attname] if f.attname in row else f.get_default() for f in fields]


def _left_behind(dump: Dump) -> Iterator[str]:
    for model, count in dump.counts().items():
        if model not in _TAKEN and model not in _NOT_OURS:
            yield f"{count} × {model}: nothing here keeps these"


@contextmanager
def _scratch(root: Path) -> Iterator[Path]:
    folder = root / "scratch"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix="import-cvat-") as name:
        yield Path(name)
