"""The policies, evaluated by an OPA server that fetches them from `/api/auth/rules`."""

import logging
import threading
from typing import Any
from urllib.parse import urlsplit

from opa_client.opa import OpaClient

log = logging.getLogger(__name__)


class OpaServer:
    """Answers from an OPA server; what fails or is not defined is None, which denies.

    Nothing is kept: the server may have fetched newer policies meanwhile.
    """

    def __init__(self, url: str, *, timeout: float = 5.0) -> None:
        """`url` as in `http://opa:8181`; `timeout` in seconds."""
        self._address = urlsplit(url)
        self._timeout = timeout
        self._here = threading.local()

    def decide(self, entrypoint: str, question: dict[str, Any]) -> Any:
        """The value of the rule `entrypoint`."""
        try:
            return self._client().query_rule({**question}, entrypoint).get("result")
        except Exception:  # whatever went wrong: no
            log.exception("%s denied: the policy server at %s failed", entrypoint, self._address)
            return None

    def _client(self) -> OpaClient:
        """This thread's connection."""
        if not hasattr(self._here, "client"):
            secure = self._address.scheme == "https"
            self._here.client = OpaClient(
                host=self._address.hostname or "localhost",
                port=self._address.port or (443 if secure else 8181),
                ssl=secure,
                timeout=self._timeout,
            )
        return self._here.client
