"""What the settings of this installation allow."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from limn.admin.doctor.finding import Check, Finding, advice, unsafe
from limn.media.readers import landlock

_SHORTEST_KEY = 32
_LOCAL = ("", "localhost", "127.0.0.1", "::1")
_GUESSED = ("", "postgres", "password", "limn", "admin", "secret", "changeme")


def is_public() -> bool:
    """Whether other people than the one at this machine are meant to come in."""
    return bool(settings.PUBLIC_URL or settings.OPEN_SIGNUP or connection.vendor == "postgresql")


def debug() -> Iterator[Finding]:
    """Pages that tell strangers how the server works inside."""
    if settings.DEBUG:
        yield unsafe("LIMN_DEBUG", "errors are shown with settings and code", "unset it")


def secret_key() -> Iterator[Finding]:
    """The key that signs sessions and links."""
    if len(settings.SECRET_KEY) < _SHORTEST_KEY:
        problem = f"it has {len(settings.SECRET_KEY)} characters and may be guessed"
        yield unsafe("LIMN_SECRET_KEY", problem, "set 50 random characters")
    file = Path(settings.DATA_ROOT) / "secret.key"
    if file.exists() and file.stat().st_mode & 0o077:
        yield unsafe(str(file), "others on this machine can read it", f"chmod 600 {file}")


def hosts() -> Iterator[Finding]:
    """Names that the server answers to; links in mails begin with the one it was asked by."""
    if "*" not in settings.ALLOWED_HOSTS or not is_public():
        return
    remedy = "set LIMN_HOSTS to the names people use, and LIMN_URL to the address"
    if settings.PUBLIC_URL:
        yield advice("LIMN_HOSTS", "the server answers to any name", remedy)
    else:
        problem = "strangers choose where the links in people's mails lead to"
        yield unsafe("LIMN_HOSTS", problem, remedy)


def https() -> Iterator[Finding]:
    """Passwords and cookies on their way."""
    url = settings.PUBLIC_URL
    if url.startswith("http://") and urlsplit(url).hostname not in _LOCAL:
        problem = f"{url} is not https: passwords travel in the open"
        yield unsafe("LIMN_URL", problem, "put a proxy with TLS in front, and say https://")
    if settings.SESSION_COOKIE_SECURE and not settings.SECURE_PROXY_SSL_HEADER:
        problem = "nothing tells the server that a request came by https"
        yield advice("LIMN_BEHIND_PROXY", problem, "set it, if your proxy sets X-Forwarded-Proto")
    if not settings.SESSION_COOKIE_SECURE and is_public():
        problem = "cookies are sent without TLS too"
        yield unsafe("LIMN_HTTPS", problem, "set LIMN_HTTPS=true once people come by https")


def signing_up() -> Iterator[Finding]:
    """Accounts that strangers make."""
    if settings.OPEN_SIGNUP and not settings.CONFIRM_EMAIL:
        problem = "anybody may make accounts under anybody's address"
        yield unsafe("LIMN_OPEN_SIGNUP", problem, "set LIMN_CONFIRM_EMAIL=true, and LIMN_MAIL")


def mails() -> Iterator[Finding]:
    """Mails that reach nobody."""
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend") and is_public():
        problem = f"mails are files in {settings.EMAIL_FILE_PATH} and reach nobody"
        yield advice("LIMN_MAIL", problem, "name your mail server")


def services() -> Iterator[Finding]:
    """Servers elsewhere, and how they are reached."""
    database = settings.DATABASES["default"]
    if database.get("HOST") and database.get("PASSWORD") in _GUESSED:
        problem = "the password of the database is one that is tried first"
        yield unsafe("LIMN_DATABASE", problem, "give the database's user another one")
    for name in ("QUEUE_URL", "CHUNK_CACHE_URL"):
        place = urlsplit(getattr(settings, name))
        if place.hostname and place.hostname not in _LOCAL and not place.password:
            problem = f"{place.hostname} takes commands without a password"
            yield advice(_variable(name), problem, "set a password there, and in the address")


def folders() -> Iterator[Finding]:
    """Folders of this machine that people may look into."""
    root = Path(settings.DATA_ROOT).resolve()
    opened = {"LIMN_SHARE": [settings.SHARE_ROOT], "LIMN_STORAGE_FOLDERS": settings.STORAGE_FOLDERS}
    for name, places in opened.items():
        for place in filter(None, places):
            folder = Path(place).resolve()
            if root.is_relative_to(folder) or folder.is_relative_to(root):
                problem = f"{place} and the data folder lie in each other: people read secrets"
                yield unsafe(name, problem, "name a folder that has nothing else in it")


def readers() -> Iterator[Finding]:
    """What the programs that open strangers' files could read besides."""
    if not landlock.version():
        problem = "programs that open uploaded files can read every file that the server can"
        yield advice("Landlock", problem, "run on Linux 5.13 or newer, with Landlock switched on")


def _variable(name: str) -> str:
    return f"LIMN_{name.removesuffix('_URL') if name == 'QUEUE_URL' else name}"


CHECKS: tuple[Check, ...] = (
    debug, secret_key, hosts, https, signing_up, mails, services, folders, readers,
)  # fmt: skip
