"""Buckets of Amazon S3 and of everything that speaks its protocol."""

import re
from typing import Any

from limn.sdk import BadInput, Credentials, Place, Storage, StorageField, StorageKind, hookimpl
from limn.sdk.storages import PREFIX

LIMN_API = 1
_BUCKET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]")
_REGION = re.compile(r"[a-z0-9-]{1,40}")


class S3(StorageKind):
    """Fulfils `StorageKind` for S3."""

    name = "AWS_S3_BUCKET"
    title = "Amazon S3 and compatible"
    scheme = "s3"
    resource = StorageField(name="resource", title="Bucket", longest=222)
    credentials = (
        Credentials(
            name="KEY_SECRET_KEY_PAIR",
            title="Access key",
            fields=(
                StorageField(name="key", title="Access key id", longest=128, secret=True),
                StorageField(
                    name="secret_key", title="Secret access key", longest=128, secret=True
                ),
            ),
        ),
        Credentials(name="ANONYMOUS_ACCESS", title="None: the bucket is public"),
    )
    attributes = (
        StorageField(name="region", title="Region", longest=40, required=False),
        StorageField(
            name="endpoint_url", title="Endpoint", kind="address", longest=222, required=False,
            help="for servers other than Amazon's",
        ),
        PREFIX,
    )  # fmt: skip

    def open(self, place: Place) -> Storage:
        """The bucket. Everything is said here, so that nothing is taken from the environment."""
        from obstore.store import S3Store

        from limn_storages.objects import ObjectStorage, options

        region = _fit(_REGION, place.attributes.get("region") or "us-east-1", "region")
        bucket = _fit(_BUCKET, place.resource, "resource")
        endpoint = place.attributes.get("endpoint_url") or f"https://s3.{region}.amazonaws.com"
        place.reach.url(endpoint)
        anonymous = place.credentials == "ANONYMOUS_ACCESS"
        store = S3Store(
            bucket,
            endpoint=endpoint,
            region=region,
            virtual_hosted_style_request=False,
            skip_signature=anonymous,
            credential_provider=_provider(place),
            **options(plain_http=endpoint.startswith("http:")),
        )
        return ObjectStorage(store, f"S3 bucket {bucket!r}", signs=not anonymous)


def _provider(place: Place) -> Any:
    """Gives the keys whenever they are asked for; obstore would look for others without it."""
    keys = {
        "access_key_id": place.secrets.get("key", ""),
        "secret_access_key": place.secrets.get("secret_key", ""),
        "token": None,
        "expires_at": None,
    }
    return lambda: keys


def _fit(pattern: re.Pattern[str], value: str, name: str) -> str:
    if not pattern.fullmatch(value):
        raise BadInput(f"{value[:100]!r} is no {name}", fields={name: ["is not of its form"]})
    return value


@hookimpl
def offer_storages() -> list[StorageKind]:
    """S3."""
    return [S3()]
