"""Addresses that people give to the server, which must not lead it into its own network.

Whoever connects takes an address this module has looked at, not the name: a name may lead
elsewhere a moment later.
"""

import ipaddress
import socket
from collections.abc import Collection

from limn.sdk.errors import BadInput, Forbidden

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

# What `is_global` of Python lets pass: addresses that carry another one inside, and some that
# lead to a machine's own services.
_NOT_PUBLIC = tuple(
    ipaddress.ip_network(text)
    for text in (
        "0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "224.0.0.0/3",
        "::/8", "64:ff9b::/32", "100::/64", "2001::/23", "2002::/16", "3fff::/20", "5f00::/16",
        "fc00::/6", "ff00::/8",
    )
)  # fmt: skip


def is_public(address: IPAddress) -> bool:
    """Does the address belong to a machine that anybody on the internet may talk to?"""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return is_public(address.ipv4_mapped)
    inside = (net for net in _NOT_PUBLIC if net.version == address.version)
    return address.is_global and not any(address in net for net in inside)


def resolved(host: str, port: int, *, allowed: Collection[str] = ()) -> list[str]:
    """The addresses of `host`, all of them public unless the host is `allowed` by name.

    Raises:
        BadInput: there is no such host.
        Forbidden: it leads into a private network, or to this machine.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise BadInput(f"there is no host {host}") from error
    numbers = list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))
    if host.lower() not in {name.lower() for name in allowed}:
        for number in numbers:
            if not is_public(ipaddress.ip_address(number)):
                raise Forbidden(f"{host} is not on the public internet; ask an administrator")
    return numbers
