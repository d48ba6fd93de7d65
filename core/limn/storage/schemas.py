"""Connected storages on the wire; named as CVAT's components."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from urllib.parse import parse_qsl

from django.http import HttpRequest
from pydantic import BaseModel, ConfigDict, Field, field_validator

from limn.identity.queries import user_summary
from limn.identity.schemas import BasicUser
from limn.storage.browsing import Shown
from limn.storage.models import CloudStorage
from limn.wire.paging import Page


class ProviderTypeEnum(StrEnum):
    """Kinds of storages that come with the server; plugins bring others."""

    AWS_S3_BUCKET = "AWS_S3_BUCKET"
    AZURE_CONTAINER = "AZURE_CONTAINER"
    GOOGLE_CLOUD_STORAGE = "GOOGLE_CLOUD_STORAGE"
    WEBDAV = "WEBDAV"
    SHARE = "SHARE"


class CredentialsTypeEnum(StrEnum):
    """Ways to get in."""

    KEY_SECRET_KEY_PAIR = "KEY_SECRET_KEY_PAIR"  # noqa: S105
    ACCOUNT_NAME_TOKEN_PAIR = "ACCOUNT_NAME_TOKEN_PAIR"  # noqa: S105
    KEY_FILE_PATH = "KEY_FILE_PATH"
    ANONYMOUS_ACCESS = "ANONYMOUS_ACCESS"
    CONNECTION_STRING = "CONNECTION_STRING"


class FileInfoTypeEnum(StrEnum):
    """An object, or a folder."""

    REG = "REG"
    DIR = "DIR"


def _words(enum: type[StrEnum]) -> dict[str, Any]:
    """Described by the words that are known; plugins may bring more."""
    return {"json_schema_extra": {"enum": [one.value for one in enum]}}


class _Written(BaseModel):
    model_config = ConfigDict(extra="allow")
    description: str = ""
    session_token: str = Field("", max_length=440)
    account_name: str = Field("", max_length=24)
    key: str = Field("", max_length=128)
    secret_key: str = Field("", max_length=128)
    connection_string: str = Field("", max_length=1024)
    key_file: str = ""
    specific_attributes: str = Field("", max_length=1024)
    manifests: list[str] = []

    @field_validator("specific_attributes")
    @classmethod
    def _is_a_query(cls, value: str) -> str:
        if value and not parse_qsl(value, strict_parsing=True):
            raise ValueError("must look like name=value&name=value")
        return value

    @field_validator("manifests")
    @classmethod
    def _are_keys(cls, value: list[str]) -> list[str]:
        if any(not name.endswith(".jsonl") or len(name) > 1024 for name in value):
            raise ValueError("manifests are files that end with .jsonl")
        return list(dict.fromkeys(value))


class CloudStorageWriteRequest(_Written):
    """A storage to connect; which of the secrets are needed its kind and credentials say."""

    provider_type: str = Field(max_length=32, **_words(ProviderTypeEnum))
    resource: str = Field(min_length=1, max_length=222)
    display_name: str = Field(min_length=1, max_length=63)
    credentials_type: str = Field(max_length=32, **_words(CredentialsTypeEnum))
    owner: Any = None


class PatchedCloudStorageWriteRequest(_Written):
    """Changes of a storage; what is left out stays."""

    provider_type: str | None = Field(None, max_length=32, **_words(ProviderTypeEnum))
    resource: str | None = Field(None, min_length=1, max_length=222)
    display_name: str | None = Field(None, min_length=1, max_length=63)
    credentials_type: str | None = Field(None, max_length=32, **_words(CredentialsTypeEnum))
    owner: Any = None


class CloudStorageRead(BaseModel):
    """A connected storage; its secrets are never shown."""

    id: int
    owner: BasicUser | None
    manifests: list[str]
    created_date: datetime
    updated_date: datetime
    provider_type: str = Field(**_words(ProviderTypeEnum))
    resource: str
    display_name: str
    credentials_type: str = Field(**_words(CredentialsTypeEnum))
    specific_attributes: str
    description: str
    organization: int | None


class PaginatedCloudStorageReadList(Page):
    """One page of storages."""

    results: list[CloudStorageRead]


class FileInfo(BaseModel):
    """A folder or object of a storage."""

    name: str
    type: FileInfoTypeEnum
    mime_type: str


class CloudStorageContent(BaseModel):
    """One page of what is in a folder of a storage."""

    next: str | None
    content: list[FileInfo]


class StorageKindField(BaseModel):
    """A value that a form asks for."""

    name: str
    title: str
    kind: str
    secret: bool
    required: bool
    longest: int
    choices: list[str]
    help: str


class StorageKindCredentials(BaseModel):
    """A way to get in."""

    name: str
    title: str
    fields: list[StorageKindField]


class StorageKindRead(BaseModel):
    """A kind of storage, with all that a form needs to know."""

    name: str
    title: str
    resource: StorageKindField
    credentials: list[StorageKindCredentials]
    attributes: list[StorageKindField]


def show_storage(request: HttpRequest, row: CloudStorage) -> dict[str, Any]:
    """CVAT's `CloudStorageRead`."""
    return {
        "id": row.pk,
        "owner": user_summary(request, row.owner),
        "manifests": row.manifests,
        "created_date": row.created_date,
        "updated_date": row.updated_date,
        "provider_type": row.provider_type,
        "resource": row.resource,
        "display_name": row.display_name,
        "credentials_type": row.credentials_type,
        "specific_attributes": row.specific_attributes,
        "description": row.description,
        "organization": row.organization_id,
    }


def show_entry(one: Shown) -> dict[str, str]:
    """CVAT's `FileInfo`."""
    return {"name": one.name, "type": "DIR" if one.is_folder else "REG", "mime_type": one.mime_type}
