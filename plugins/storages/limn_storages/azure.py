"""Containers of Azure Blob Storage."""

import re
from typing import Any

from limn.sdk import BadInput, Credentials, Place, Storage, StorageField, StorageKind, hookimpl
from limn.sdk.storages import PREFIX

LIMN_API = 1
_CONTAINER = re.compile(r"\$root|\$web|[a-z0-9](?:-?[a-z0-9]){2,62}")
_ACCOUNT = re.compile(r"[a-z0-9]{3,24}")
_SUFFIX = re.compile(r"[a-z0-9.-]{1,100}")
_NAME = StorageField(name="account_name", title="Account", longest=24)


class Azure(StorageKind):
    """Fulfils `StorageKind` for Azure Blob."""

    name = "AZURE_CONTAINER"
    title = "Azure Blob Storage"
    scheme = "az"
    resource = StorageField(name="resource", title="Container", longest=222)
    credentials = (
        Credentials(
            name="ACCOUNT_NAME_TOKEN_PAIR",
            title="Account and SAS token",
            fields=(
                _NAME,
                StorageField(name="session_token", title="SAS token", longest=440, secret=True),
            ),
        ),
        Credentials(
            name="CONNECTION_STRING",
            title="Connection string",
            fields=(
                StorageField(name="connection_string", title="Connection string", secret=True),
            ),
        ),
        Credentials(
            name="ANONYMOUS_ACCESS", title="None: the container is public", fields=(_NAME,)
        ),
    )
    attributes = (
        StorageField(
            name="endpoint_url", title="Endpoint", kind="address", longest=222, required=False,
            help="for servers other than Azure's, with the account's name as its path",
        ),
        PREFIX,
    )  # fmt: skip

    def open(self, place: Place) -> Storage:
        """The container."""
        from obstore.store import AzureStore

        from limn_storages.objects import ObjectStorage, options

        if not _CONTAINER.fullmatch(place.resource):
            problem = f"{place.resource!r} is no name of a container"
            raise BadInput(problem, fields={"resource": [problem]})
        account, endpoint, proof = _told(place)
        endpoint = place.attributes.get("endpoint_url") or endpoint
        place.reach.url(endpoint)
        anonymous = place.credentials == "ANONYMOUS_ACCESS"
        store = AzureStore(
            place.resource,
            account_name=account,
            endpoint=endpoint,
            skip_signature=anonymous,
            credential_provider=lambda: proof,
            **options(plain_http=endpoint.startswith("http:")),
        )
        what = f"Azure container {place.resource!r}"
        return ObjectStorage(store, what, signs="access_key" in proof)


def _told(place: Place) -> tuple[str, str, Any]:
    """Account, address, and proof of identity."""
    if place.credentials == "CONNECTION_STRING":
        return _connection(place.secrets["connection_string"])
    account = _account(place.secrets["account_name"])
    token = place.secrets.get("session_token", "").lstrip("?")
    return account, _address(account), {"sas_token": token, "expires_at": None}


def _connection(text: str) -> tuple[str, str, Any]:
    parts = dict(part.split("=", 1) for part in text.strip().split(";") if "=" in part)
    account = _account(parts.get("AccountName", ""))
    suffix = parts.get("EndpointSuffix", "core.windows.net")
    if not _SUFFIX.fullmatch(suffix):
        raise _bad("EndpointSuffix is no name of a host")
    endpoint = parts.get("BlobEndpoint") or _address(account, suffix)
    if key := parts.get("AccountKey"):
        return account, endpoint.rstrip("/"), {"access_key": key, "expires_at": None}
    if token := parts.get("SharedAccessSignature"):
        return account, endpoint.rstrip("/"), {"sas_token": token, "expires_at": None}
    raise _bad("the connection string has neither AccountKey nor SharedAccessSignature")


def _account(name: str) -> str:
    if not _ACCOUNT.fullmatch(name):
        raise BadInput(
            f"{name[:40]!r} is no name of an account: 3 to 24 of a-z and 0-9",
            fields={"account_name": ["is not of its form"]},
        )
    return name


def _address(account: str, suffix: str = "core.windows.net") -> str:
    return f"https://{account}.blob.{suffix}"


def _bad(problem: str) -> BadInput:
    return BadInput(problem, fields={"connection_string": [problem]})


@hookimpl
def offer_storages() -> list[StorageKind]:
    """Azure Blob."""
    return [Azure()]
