"""Deployment settings from the environment: `LIMN_X`, or the file named by `LIMN_X_FILE`."""

import json
import os
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.FileAwareEnv()


def words(name: str, *default: str) -> list[str]:
    """A setting that is a list, separated by commas."""
    given: str = env.str(name, default=",".join(default))
    return [word.strip() for word in given.split(",") if word.strip()]


def pairs(name: str) -> dict[str, str]:
    """A setting that is a JSON object of texts; empty where it is not given."""
    try:
        found = json.loads(env.str(name, default="{}"))
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is not JSON") from error
    if not isinstance(found, dict):
        raise ImproperlyConfigured(f"{name} must be a JSON object")
    return {str(key): str(value) for key, value in found.items()}


def data_root() -> Path:
    """The folder that holds everything Limn keeps: database, media, artifacts, secret key."""
    return Path(env.str("LIMN_DATA", default="data")).expanduser().resolve()


def secret_key(root: Path) -> str:
    """The key sessions and links are signed with: `LIMN_SECRET_KEY`, or one made at first start."""
    given: str = env.str("LIMN_SECRET_KEY", default="")
    if given:
        return given
    path = root / "secret.key"
    if not path.exists():
        root.mkdir(parents=True, exist_ok=True)
        _create(path, os.urandom(48).hex())
    return path.read_text().strip()


def mail(root: Path) -> dict[str, Any]:
    """Django's settings for mails, from `LIMN_MAIL` (`smtp+tls://user:password@host:587`).

    Without it mails are written to the folder `mail` of the data folder.
    """
    if not env.str("LIMN_MAIL", default=""):
        backend = "django.core.mail.backends.filebased.EmailBackend"
        return {"EMAIL_BACKEND": backend, "EMAIL_FILE_PATH": root / "mail"}
    found: dict[str, Any] = env.email_url("LIMN_MAIL")
    return {**found, "EMAIL_FILE_PATH": None, "EMAIL_TIMEOUT": 20}


def _create(path: Path, text: str) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
