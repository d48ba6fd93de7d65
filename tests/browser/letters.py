"""Mails that a server without a mail host wrote into its data folder."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from servers.live import LiveServer
from servers.sharing import wait_for


def link_to(server: LiveServer, address: str, path: str) -> str:
    """The newest link to `path` in the mails to that address, without the host; waits for it."""
    return wait_for(lambda: _newest(server.data / "mail", address, path), f"a mail with {path}")


def _newest(folder: Path, address: str, path: str) -> str | None:
    files = sorted(folder.glob("*"), key=lambda one: one.stat().st_mtime_ns)
    texts = [letter.get_content() for file in files for letter in _letters(file, address)]
    links = [link for text in texts for link in re.findall(rf"https?://[^/]+({path}\S+)", text)]
    return links[-1] if links else None


def _letters(file: Path, address: str) -> list[EmailMessage]:
    """Django's backend ends each letter of a file with a line of dashes."""
    parts = file.read_bytes().split(b"-" * 79 + b"\n")
    letters = [message_from_bytes(part, policy=policy.default) for part in parts if part.strip()]
    return [one for one in letters if one["To"] == address and isinstance(one, EmailMessage)]
