"""Secrets that are shown once and kept as digests.

They carry 240 random bits and more, so one round of SHA-256 is enough, unlike for passwords.
Rows are found by digest (or by a public prefix), so what the index compares tells nothing about
the secret; the final comparison takes the same time whatever differs.
"""

import hashlib
import secrets

from django.contrib.auth.hashers import check_password


def new_key() -> str:
    """A login token: 40 characters, 240 bits."""
    return secrets.token_urlsafe(30)


def new_access_token() -> tuple[str, str, str]:
    """A personal access token: prefix, digest of the secret, and the whole text to hand out."""
    prefix, secret = secrets.token_hex(4), secrets.token_urlsafe(32)
    return prefix, digest(secret), f"{prefix}.{secret}"


def digest(secret: str) -> str:
    """What is kept of `secret`."""
    return hashlib.sha256(secret.encode()).hexdigest()


def matches(prefix: str, secret: str, kept: str) -> bool:
    """Whether `kept` is the digest of the access token `prefix.secret`.

    Tokens that moved in from CVAT keep the digest it made: of the whole text, as of a password.
    """
    if "$" in kept:
        return check_password(f"{prefix}.{secret}", kept)
    return secrets.compare_digest(digest(secret), kept)
