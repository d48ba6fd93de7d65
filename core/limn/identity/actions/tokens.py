"""Personal access tokens."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from limn.identity.actions.limits import refuse_more_tokens
from limn.identity.credentials import new_access_token
from limn.identity.models import AccessToken
from limn.wire.rows import locked

_USED_EVERY = timedelta(hours=2)


@transaction.atomic
def create_token(
    owner_id: int, *, name: str, read_only: bool, expiry_date: datetime | None
) -> tuple[AccessToken, str]:
    """A personal access token, and its text, which is shown this once.

    Raises:
        BadInput: the user has too many.
    """
    refuse_more_tokens(owner_id)
    prefix, kept, text = new_access_token()
    token = AccessToken.objects.create(
        owner_id=owner_id, name=name, read_only=read_only, expiry_date=expiry_date,
        prefix=prefix, digest=kept,
    )  # fmt: skip
    return token, text


@transaction.atomic
def update_token(token: AccessToken, changes: dict[str, Any]) -> AccessToken:
    """Change a token's name, end or rights."""
    token = locked(token)
    for field, value in changes.items():
        setattr(token, field, value)
    token.save()
    return token


def revoke_token(token: AccessToken) -> None:
    """End a token for good."""
    token.revoked = True
    token.save(update_fields=["revoked", "updated_date"])


def note_token_use(token: AccessToken) -> None:
    """Remember that the token is in use, at most every two hours."""
    now = timezone.now()
    if token.last_used_date is None or token.last_used_date < now - _USED_EVERY:
        AccessToken.objects.filter(pk=token.pk).update(last_used_date=now)
