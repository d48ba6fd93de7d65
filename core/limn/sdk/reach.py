"""What a server may reach on behalf of the people who use it: public addresses, chosen hosts.

Whoever may name an address may make the server call it, so what lies inside the operator's own
network is closed unless the operator opened it. Python's `is_global` is no such rule: it lets
translated and deprecated ranges through.
"""

import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

from limn.sdk.errors import BadInput

Address: TypeAlias = IPv4Address | IPv6Address
Resolve: TypeAlias = Callable[[str, int], Iterable[str]]

_CLOSED = [
    ip_network(one)
    for one in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20",
        "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
    )
]  # fmt: skip
_TRANSLATED = ip_network("64:ff9b::/96")


def resolved(host: str, port: int) -> list[str]:
    """The addresses the system's resolver gives for a name."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def is_public(text: str) -> bool:
    """Is this an address on the open internet, also where it wraps an IPv4 address?"""
    address = _unwrapped(ip_address(text.partition("%")[0]))
    return not any(address in network for network in _CLOSED if network.version == address.version)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What the operator lets the server reach.

    `hosts` are names or addresses, with `:port` or without, that are allowed although they are
    private, and without TLS too. `folders` are those of this machine that people may connect.
    """

    hosts: frozenset[str] = frozenset()
    folders: tuple[Path, ...] = ()
    resolve: Resolve = field(default=resolved, compare=False)

    def allows(self, host: str, port: int) -> bool:
        """Did the operator name this very host?"""
        return bool({host.lower(), f"{host.lower()}:{port}"} & self.hosts)

    def url(self, url: str) -> str:
        """The address, if it may be called: `https` to the open internet, or an allowed host.

        Without TLS a name could lead elsewhere at the next look-up, so `http` is for allowed
        hosts only.

        Raises:
            BadInput: it may not, or is no address.
        """
        host, port, is_safe = _parts(url)
        if self.allows(host, port):
            return url
        if not is_safe:
            raise BadInput(f"{host} must be reached by https, or be allowed by the administrator")
        self.addresses(host, port)
        return url

    def addresses(self, host: str, port: int) -> list[str]:
        """The addresses of a host that may be called; connect to one of these.

        Raises:
            BadInput: the name is unknown, or leads into a private network.
        """
        try:
            found = list(self.resolve(host, port))
        except (OSError, UnicodeError) as error:
            raise BadInput(f"there is no host {host}") from error
        if self.allows(host, port):
            return found
        if not found or not all(map(is_public, found)):
            raise BadInput(
                f"{host} is inside a private network; an administrator can allow it "
                "(LIMN_STORAGE_HOSTS)"
            )
        return found

    def folder(self, path: str) -> Path:
        """The folder, links resolved, if it lies in one that people may connect.

        Raises:
            BadInput: it does not.
        """
        wanted = Path("/" if "\0" in path else path).resolve()
        if not any(wanted.is_relative_to(home.resolve()) for home in self.folders):
            raise BadInput(
                f"{path!r} is not in a folder that the administrator shares (LIMN_STORAGE_FOLDERS)"
            )
        return wanted


def _parts(url: str) -> tuple[str, int, bool]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise BadInput(f"{url[:200]!r} is no address") from error
    if parts.scheme not in ("http", "https") or not host or parts.username is not None:
        raise BadInput(f"{url[:200]!r} is no address like https://host:port")
    is_safe = parts.scheme == "https"
    return host, port if port is not None else (443 if is_safe else 80), is_safe


def _unwrapped(address: Address) -> Address:
    """The IPv4 address inside an IPv6 one, where it is mapped, translated or tunnelled."""
    if not isinstance(address, IPv6Address):
        return address
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address
