"""What a server may reach on behalf of the people who use it: public addresses, chosen hosts."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from limn.sdk import addresses
from limn.sdk.errors import BadInput, Forbidden

_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What the operator lets the server reach.

    `hosts` are names or addresses that are allowed although they are private, and without TLS
    too. `folders` are those of this machine that people may connect.
    """

    hosts: frozenset[str] = frozenset()
    folders: tuple[Path, ...] = ()

    def url(self, url: str) -> str:
        """The address, if it may be called: `https` to the open internet, or an allowed host.

        Without TLS a name could lead elsewhere at the next look-up, so `http` is for allowed
        hosts only.

        Raises:
            BadInput: it may not, or is no address.
        """
        host, port, is_safe = _parts(url)
        if host.lower() in self.hosts:
            return url
        if not is_safe:
            raise BadInput(f"{host} must be reached by https, or be allowed by an administrator")
        try:
            addresses.resolved(host, port)
        except Forbidden as error:
            raise BadInput(str(error)) from error
        return url

    def folder(self, path: str) -> Path:
        """The folder, links resolved, if it lies in one that people may connect.

        Raises:
            BadInput: it does not.
        """
        wanted = Path("/" if "\0" in path else path).resolve()
        if not any(wanted.is_relative_to(home.resolve()) for home in self.folders):
            raise BadInput(f"{path!r} is not in a folder that the administrator shares")
        return wanted


def _parts(url: str) -> tuple[str, int, bool]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise BadInput(f"{url[:200]!r} is no address") from error
    if parts.scheme not in _PORTS or not host or parts.username is not None:
        raise BadInput(f"{url[:200]!r} is no address like https://host:port")
    return host, _PORTS[parts.scheme] if port is None else port, parts.scheme == "https"
