"""webdav4's client, kept to the server it was made for and to keys of any letters."""

from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from webdav4.client import Client  # pyright: ignore[reportMissingTypeStubs]

from limn.sdk import StorageFailed

if TYPE_CHECKING:
    import httpx

TIMEOUT = 60.0


class DavClient(Client):
    """A client that quotes what has a meaning in addresses, and never leaves its server."""

    def __init__(self, address: str, auth: tuple[str, str] | None) -> None:
        super().__init__(
            address,
            auth=auth,
            timeout=TIMEOUT,
            trust_env=False,
            event_hooks={"response": [self._stay]},
        )

    def join_url(self, path: str, add_trailing_slash: bool = False) -> "httpx.URL":  # noqa: FBT001, FBT002
        """The address of a key."""
        base = unquote(self.base_url.raw_path.decode("ascii")).strip("/")
        whole = "/" + "/".join(part for part in (base, path.strip("/")) if part)
        slash = "/" if add_trailing_slash and whole != "/" else ""
        return self.base_url.copy_with(raw_path=quote(whole + slash).encode("ascii"))

    def _stay(self, answer: "httpx.Response", **_: Any) -> None:
        """Follow no answer that leads to another server: nobody has checked that one."""
        if answer.has_redirect_location:
            there, here = answer.url.join(answer.headers["location"]), self.base_url
            if (there.scheme, there.host, there.port) != (here.scheme, here.host, here.port):
                raise StorageFailed("the server leads to another server")
