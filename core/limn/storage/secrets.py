"""Credentials at rest: sealed with AES-GCM, each to the row it belongs to.

A sealed text is a mark of the key, a nonce, and the ciphertext; what it was sealed `to` is part
of the proof, so that it opens in no other row.
"""

import hashlib
import os
from collections.abc import Mapping

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from limn.sdk.errors import LimnError

_MARK, _NONCE = 8, 12


class Unreadable(LimnError):
    """Credentials were sealed with a key this server does not have (any more)."""

    code = "credentials_unreadable"


def seal(secrets: Mapping[str, str], to: str) -> bytes:
    """The secrets, readable only with this server's key and for the same `to`."""
    key, nonce = _keys()[0], os.urandom(_NONCE)
    plain = msgspec.json.encode(dict(secrets))
    return _mark(key) + nonce + AESGCM(key).encrypt(nonce, plain, to.encode())


def unseal(sealed: bytes, to: str) -> dict[str, str]:
    """The secrets that were sealed.

    Raises:
        Unreadable: no key of this server opens it, or it was sealed to something else.
    """
    if not sealed:
        return {}
    mark, nonce, body = sealed[:_MARK], sealed[_MARK : _MARK + _NONCE], sealed[_MARK + _NONCE :]
    for key in _keys():
        if _mark(key) == mark:
            try:
                plain = AESGCM(key).decrypt(nonce, body, to.encode())
            except InvalidTag as error:
                raise Unreadable(f"the credentials of {to} were not sealed to it") from error
            return msgspec.json.decode(plain, type=dict[str, str])
    raise Unreadable(
        f"the credentials of {to} were sealed with a key that is not known here; set "
        "LIMN_OLD_CREDENTIALS_KEYS, or give them again"
    )


def is_current(sealed: bytes) -> bool:
    """Was this sealed with the newest key?"""
    return not sealed or sealed[:_MARK] == _mark(_keys()[0])


def _keys() -> list[bytes]:
    """The newest key first; without keys of their own they come from the secret keys."""
    own = [settings.CREDENTIALS_KEY, *settings.OLD_CREDENTIALS_KEYS]
    texts = [*own, settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [_derived(text) for text in texts if text]


def _derived(text: str) -> bytes:
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"limn credentials")
    return hkdf.derive(text.encode())


def _mark(key: bytes) -> bytes:
    return hashlib.sha256(b"mark" + key).digest()[:_MARK]
