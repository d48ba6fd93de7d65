"""Buckets of Google Cloud Storage."""

import json
import re
from typing import Any, cast

from limn.sdk import BadInput, Credentials, Place, Storage, StorageField, StorageKind, hookimpl
from limn.sdk.storages import PREFIX

LIMN_API = 1
ADDRESS = "https://storage.googleapis.com"
_BUCKET = re.compile(r"[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]")
_KEPT = ("type", "private_key", "private_key_id", "client_email")


class GoogleCloud(StorageKind):
    """Fulfils `StorageKind` for Google Cloud Storage."""

    name = "GOOGLE_CLOUD_STORAGE"
    title = "Google Cloud Storage"
    scheme = "gs"
    resource = StorageField(name="resource", title="Bucket", longest=222)
    credentials = (
        Credentials(
            name="KEY_FILE_PATH",
            title="Key file of a service account",
            fields=(
                StorageField(
                    name="key_file", title="Key file (JSON)", kind="file", longest=10_000,
                    secret=True,
                ),
            ),
        ),
        Credentials(name="ANONYMOUS_ACCESS", title="None: the bucket is public"),
    )  # fmt: skip
    attributes = (
        StorageField(name="project_id", title="Project", longest=63, required=False),
        StorageField(name="location", title="Location", longest=63, required=False),
        StorageField(
            name="endpoint_url", title="Endpoint", kind="address", longest=222, required=False,
            help="for servers other than Google's",
        ),
        PREFIX,
    )  # fmt: skip

    def open(self, place: Place) -> Storage:
        """The bucket."""
        from obstore.store import GCSStore

        from limn_storages.objects import ObjectStorage, options

        if not _BUCKET.fullmatch(place.resource):
            problem = f"{place.resource!r} is no name of a bucket"
            raise BadInput(problem, fields={"resource": [problem]})
        endpoint = place.attributes.get("endpoint_url") or ADDRESS
        place.reach.url(endpoint)
        store = GCSStore(
            place.resource,
            base_url=endpoint,
            **_identity(place, own_server=endpoint != ADDRESS),
            **options(plain_http=endpoint.startswith("http:")),
        )
        what = f"Google bucket {place.resource!r}"
        signs = "key_file" in place.secrets and endpoint == ADDRESS
        return ObjectStorage(store, what, signs=signs)


def _identity(place: Place, *, own_server: bool) -> dict[str, Any]:
    """How requests are signed; without keys a provider that has none, so that none are sought."""
    if place.credentials == "ANONYMOUS_ACCESS":
        return {"skip_signature": True, "credential_provider": _nobody}
    key = _key(place.secrets["key_file"])
    # Another server has no part in Google's sign-in: the key must not be offered there.
    return {"service_account_key": json.dumps(key | {"disable_oauth": own_server})}


def _key(text: str) -> dict[str, Any]:
    """What counts in a key file; it could name other servers, which are left out."""
    try:
        given: object = json.loads(text)
    except (ValueError, RecursionError):
        given = None
    fields = cast("dict[str, Any]", given) if isinstance(given, dict) else dict[str, Any]()
    if fields.get("type") != "service_account" or not all(
        isinstance(fields.get(name), str) for name in _KEPT
    ):
        problem = "this is no key file of a service account"
        raise BadInput(problem, fields={"key_file": [problem]})
    return {name: fields[name] for name in _KEPT}


def _nobody() -> Any:
    return {"token": "", "expires_at": None}


@hookimpl
def offer_storages() -> list[StorageKind]:
    """Google Cloud Storage."""
    return [GoogleCloud()]
