"""Background work of the room: mails."""

from limn.identity import mails
from limn.identity.models import User
from limn.runs.declare import job
from limn.runs.live import LiveRun


@job("identity:mail", queue="notifications")
def send_mail(run: LiveRun, *, kind: str, user_id: int, base: str, **about: str) -> None:
    """Send one mail; nothing if its reader is gone meanwhile."""
    user = User.objects.filter(pk=user_id, is_active=True).exclude(email="").first()
    if user is not None:
        mails.send(kind, user, base, **about)
