"""Deeds on guides and the pictures they show."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from limn.events.actions import record
from limn.permissions.actor import Actor
from limn.sdk.errors import BadInput, TooLarge
from limn.storage import space, store
from limn.tasks import assets
from limn.tasks.guide_queries import assets_named
from limn.tasks.models import Asset, Guide, Project, Task
from limn.wire.rows import delete, locked

MOST_ASSETS = 150
ARRIVING = timedelta(days=1)
"""For how long an asset may wait to be shown: somebody may be writing the text that shows it."""
_LINK = re.compile(r"\(/api/assets/([0-9a-fA-F-]{36})\b")


@transaction.atomic
def create_guide(
    actor: Actor, target: Task | Project, changes: dict[str, Any], may_read: Callable[[Guide], bool]
) -> Guide:
    """A guide for a task or project; see `update_guide` for its text.

    Raises:
        BadInput: there is one already.
    """
    kind = "task" if isinstance(target, Task) else "project"
    try:
        with transaction.atomic():
            guide = Guide.objects.create(**{kind: target})
    except IntegrityError as error:
        problem = f"{kind} {target.pk} has a guide already"
        raise BadInput(problem, fields={f"{kind}_id": [problem]}) from error
    _record(actor, "create", guide)
    return update_guide(actor, guide, changes, may_read)


@transaction.atomic
def update_guide(
    actor: Actor, guide: Guide, changes: dict[str, Any], may_read: Callable[[Guide], bool]
) -> Guide:
    """Change a guide's text, or who may read it.

    Assets that the text shows no more are removed, and those that it did not show for a day.
    Assets of other guides are copied, where `may_read` says of their guide that the caller may,
    and the text then shows the copies.

    Raises:
        BadInput: it shows too many assets.
        NotFound: it is gone.
    """
    guide = locked(guide)
    before = _shown(guide)
    for name in ("markdown", "is_public"):
        if changes.get(name) is not None:
            setattr(guide, name, changes[name])
    if changes.get("markdown") is not None:
        guide.markdown = _with_own_assets(actor, guide, may_read)
        _remove_unshown(guide, before)
    guide.save()
    _record(actor, "update", guide)
    return guide


def _with_own_assets(actor: Actor, guide: Guide, may_read: Callable[[Guide], bool]) -> str:
    shown = _shown(guide)
    if len(shown) > MOST_ASSETS:
        problem = f"a guide shows at most {MOST_ASSETS} assets, not {len(shown)}"
        raise BadInput(problem, fields={"markdown": [problem]})
    found = assets_named(shown)
    foreign = [one for one in found.values() if one.guide_id != guide.pk]
    readable = {one.guide_id: may_read(one.guide) for one in foreign}
    copies = {
        one.uuid: _copied(actor, one, guide).uuid for one in foreign if readable[one.guide_id]
    }
    return _LINK.sub(lambda link: _relinked(link, copies), guide.markdown)


def _remove_unshown(guide: Guide, before: set[UUID]) -> None:
    shown, late = _shown(guide), timezone.now() - ARRIVING
    for one in guide.assets.exclude(pk__in=shown):
        if one.pk in before or one.created_date < late:
            one.delete()


def _shown(guide: Guide) -> set[UUID]:
    """Ids of the assets that the text shows."""
    return {UUID(text) for text in _LINK.findall(guide.markdown) if _is_uuid(text)}


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _relinked(link: re.Match[str], copies: dict[UUID, UUID]) -> str:
    copy = copies.get(UUID(link[1])) if _is_uuid(link[1]) else None
    return f"(/api/assets/{copy}" if copy else link[0]


def _copied(actor: Actor, asset: Asset, guide: Guide) -> Asset:
    copy = Asset.objects.create(
        guide=guide,
        owner_id=actor.user_id,
        filename=asset.filename,
        content_type=asset.content_type,
        content_size=asset.content_size,
    )
    assets.copy(asset, copy.uuid)
    return copy


@transaction.atomic
def delete_guide(actor: Actor, guide: Guide) -> None:
    """Remove a guide with its assets.

    Raises:
        NotFound: it is gone.
    """
    _record(actor, "delete", guide)
    delete(guide)


@transaction.atomic
def add_asset(actor: Actor, guide: Guide, sent: UploadedFile) -> Asset:
    """Keep a picture or PDF for a guide; a large picture is shrunk.

    Raises:
        BadInput: it is of no kind that guides show, broken, or one too many.
        TooLarge: it has more than 10 MiB.
        NotFound: the guide is gone.
    """
    locked(guide)
    if guide.assets.count() >= MOST_ASSETS:
        raise BadInput(f"a guide has at most {MOST_ASSETS} assets")
    if (sent.size or 0) > assets.MAX_BYTES:
        raise TooLarge(f"{sent.name} has {sent.size} bytes; {assets.MAX_BYTES} are allowed")
    name = Path(sent.name or "").name[:1024]
    uuid = uuid4()
    content_type, size = _kept(sent, name, uuid)
    return Asset.objects.create(
        uuid=uuid, guide=guide, owner_id=actor.user_id, filename=name,
        content_type=content_type, content_size=size,
    )  # fmt: skip


def _kept(sent: UploadedFile, name: str, uuid: UUID) -> tuple[str, int]:
    """Write what was sent to its place; its media type and its size in bytes."""
    content_type = assets.checked_type(sent.read(16), name)
    sent.seek(0)
    waiting = store.folder("assets", "incoming") / uuid.hex
    try:
        with space.told_when_full(name), waiting.open("wb") as file:
            for block in sent.chunks():
                space.write(file, block, name)
        assets.shrink(waiting, content_type, name)
        size = waiting.stat().st_size
        store.publish(waiting, assets.place(uuid))
    finally:
        waiting.unlink(missing_ok=True)
    return content_type, size


def delete_asset(asset: Asset) -> None:
    """Remove an asset, and its file."""
    with transaction.atomic():
        asset.delete()


def _record(actor: Actor, verb: str, guide: Guide) -> None:
    organization = guide.facts()["organization"]
    record(f"{verb}:annotationguide", actor.user_id, organization, id=guide.pk)
