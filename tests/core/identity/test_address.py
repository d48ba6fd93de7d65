"""Whose word counts about where a request comes from."""

import pytest
from django.test import RequestFactory

from limn.identity.address import address_of

PEER = {"REMOTE_ADDR": "198.51.100.1"}


@pytest.mark.parametrize(
    ("behind_proxy", "forwarded", "address"),
    [
        (False, None, "198.51.100.1"),
        (False, "203.0.113.9", "198.51.100.1"),
        (True, None, "198.51.100.1"),
        (True, "203.0.113.9", "203.0.113.9"),
        (True, "10.0.0.1, 203.0.113.9", "203.0.113.9"),
    ],
)
def test_only_our_own_proxy_is_believed(settings, behind_proxy, forwarded, address):
    settings.BEHIND_PROXY = behind_proxy
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert address_of(RequestFactory().get("/", headers=headers, **PEER)) == address
