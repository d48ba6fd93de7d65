"""`/api/cloudstorages`: buckets and shares, connected, changed, looked into."""

import re
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any, TypeVar

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, ValidationError

from limn.host.catalogue import catalogue
from limn.permissions.check import permit
from limn.sdk.errors import BadInput, Changed, Forbidden, StorageFailed
from limn.storage import actions, browsing, schemas
from limn.storage.opening import opened
from limn.storage.queries import CloudStorage, get_storage, visible_storages
from limn.storage.schemas import (
    CloudStorageContent,
    CloudStorageRead,
    CloudStorageWriteRequest,
    PaginatedCloudStorageReadList,
    PatchedCloudStorageWriteRequest,
    StorageKindRead,
    show_storage,
)
from limn.wire.answers import json_answer
from limn.wire.bodies import decode_any, form_fields
from limn.wire.describing import FORM, JSON, request_body
from limn.wire.listing import Listing
from limn.wire.paging import cut_page
from limn.wire.requests import Request

router = Router(tags=["cloudstorages"])
Body = TypeVar("Body", bound=BaseModel)
LISTING = Listing(
    search=("provider_type", "display_name", "resource", "credentials_type", "owner__username",
            "description"),
    filters={
        "name": "display_name",
        "resource": "resource",
        "owner": "owner__username",
        "provider_type": "provider_type",
        "credentials_type": "credentials_type",
    },
    terms={"id": "id", "description": "description"},
)  # fmt: skip
_LONGEST_FILE = 1 << 20
_CVATS_CLIENT = re.compile(r"\bcvat[_-](?:sdk|cli)/")
_CVATS_KINDS = ("AWS_S3_BUCKET", "AZURE_CONTAINER", "GOOGLE_CLOUD_STORAGE")


@router.get(
    "/cloudstorages", operation_id="cloudstorages_list", response=PaginatedCloudStorageReadList
)
def list_storages(request: Request) -> HttpResponse:
    """The storages the caller may see."""
    rows = visible_storages(request.actor)
    if _CVATS_CLIENT.search(request.headers.get("User-Agent", "")):
        # It refuses a whole list for one kind that it does not know.
        rows = rows.filter(provider_type__in=_CVATS_KINDS)
    cut = cut_page(request, rows, listing=LISTING)
    return cut.answer([show_storage(request, one) for one in cut.rows])


@router.post(
    "/cloudstorages",
    operation_id="cloudstorages_create",
    response={201: CloudStorageRead},
    openapi_extra=request_body(CloudStorageWriteRequest, JSON, FORM),
)
def create_storage(request: Request) -> HttpResponse:
    """Connect a storage, after trying it."""
    permit(request.actor, "cloudstorage:create")
    described = _body(request, CloudStorageWriteRequest)
    with _as_text():
        row = actions.connect(request.actor, described)
    return json_answer(show_storage(request, get_storage(row.pk)), 201)


@router.get(
    "/cloudstorages/kinds",
    operation_id="cloudstorages_list_kinds",
    response=list[StorageKindRead],
)
def list_kinds(request: Request) -> HttpResponse:
    """The kinds of storages that can be connected, with all that a form needs to know."""
    permit(request.actor, "cloudstorage:list")
    kinds = sorted(catalogue().storages.values(), key=lambda kind: kind.title)
    return json_answer([
        {
            "name": kind.name,
            "title": kind.title,
            "resource": asdict(kind.resource),
            "credentials": [asdict(way) for way in kind.credentials],
            "attributes": [asdict(one) for one in kind.attributes],
        }
        for kind in kinds
    ])  # fmt: skip


@router.get(
    "/cloudstorages/{int:storage_id}",
    operation_id="cloudstorages_retrieve",
    response=CloudStorageRead,
)
def retrieve_storage(request: Request, storage_id: int) -> HttpResponse:
    """One storage, without its secrets."""
    return json_answer(show_storage(request, _permitted(request, storage_id, "view")))


@router.patch(
    "/cloudstorages/{int:storage_id}",
    operation_id="cloudstorages_partial_update",
    response=CloudStorageRead,
    openapi_extra=request_body(PatchedCloudStorageWriteRequest, JSON, FORM),
)
def update_storage(request: Request, storage_id: int) -> HttpResponse:
    """Change a storage; a new place needs its secrets again."""
    row = _permitted(request, storage_id, "update")
    changes = _body(request, PatchedCloudStorageWriteRequest)
    with _as_text():
        actions.update(request.actor, row, changes)
    return json_answer(show_storage(request, get_storage(storage_id)))


@router.delete(
    "/cloudstorages/{int:storage_id}",
    operation_id="cloudstorages_destroy",
    response={204: None},
)
def delete_storage(request: Request, storage_id: int) -> HttpResponse:
    """Disconnect a storage; what is in it stays."""
    actions.forget(request.actor, _permitted(request, storage_id, "delete"))
    return HttpResponse(status=204)


@router.get(
    "/cloudstorages/{int:storage_id}/content-v2",
    operation_id="cloudstorages_retrieve_content_v2",
    response=CloudStorageContent,
)
def storage_content(
    request: Request,
    storage_id: int,
    manifest_path: str = "",
    prefix: str = "",
    next_token: str = "",
    page_size: int = browsing.MAX_PAGE,
) -> HttpResponse:
    """One page of what is in a folder, from the storage itself or as a manifest lists it."""
    row = _permitted(request, storage_id, "list:content")
    size = min(max(page_size, 1), browsing.MAX_PAGE)
    found, following = browsing.content(
        row, prefix=prefix, cursor=next_token, size=size, manifest=manifest_path
    )
    entries = [schemas.show_entry(one) for one in found]
    return json_answer({"next": following, "content": entries})


@router.get(
    "/cloudstorages/{int:storage_id}/status",
    operation_id="cloudstorages_retrieve_status",
    response=str,
)
def storage_status(request: Request, storage_id: int) -> HttpResponse:
    """AVAILABLE, NOT_FOUND or FORBIDDEN, asked now."""
    return json_answer(opened(_permitted(request, storage_id, "view")).status().value)


@router.get(
    "/cloudstorages/{int:storage_id}/actions",
    operation_id="cloudstorages_retrieve_actions",
    response=str,
)
def storage_actions(request: Request, storage_id: int) -> HttpResponse:
    """What may be tried with the storage: an anonymous one is only read."""
    row = _permitted(request, storage_id, "view")
    reads_only = row.credentials_type == "ANONYMOUS_ACCESS" and row.provider_type != "SHARE"
    return json_answer("read" if reads_only else "read,write")


def _permitted(request: Request, storage_id: int, verb: str) -> CloudStorage:
    row = get_storage(storage_id)
    permit(request.actor, f"cloudstorage:{verb}", row)
    return row


def _body(request: HttpRequest, kind: type[Body]) -> dict[str, Any]:
    """What was sent, as JSON or as a form with a key file."""
    fields, files = _form(request)
    given = form_fields(fields) if request.content_type == FORM else decode_any(request)
    for name, file in files.items():
        if (file.size or 0) > _LONGEST_FILE:
            raise BadInput("the file is too large", fields={name: ["is too large"]})
        given[name] = file.read().decode(errors="replace")
    try:
        sent = kind.model_validate(given)
    except ValidationError as error:
        wrong = {".".join(map(str, one["loc"])): [one["msg"]] for one in error.errors()}
        raise BadInput("the storage is not described well", fields=wrong) from error
    return {n: v for n, v in sent.model_dump(exclude_unset=True).items() if v is not None}


def _form(request: HttpRequest) -> tuple[dict[str, list[str]], dict[str, UploadedFile]]:
    """Fields and files of a form; Django itself reads those of POST only."""
    if request.content_type != FORM:
        return {}, {}
    sent, files = (
        request.parse_file_upload(request.META, request)
        if request.method == "PATCH"
        else (request.POST, request.FILES)
    )
    found = {name: one for name, one in files.items() if isinstance(one, UploadedFile)}
    return dict(sent.lists()), found


@contextmanager
def _as_text() -> Generator[None]:
    """A storage that does not answer is what the caller has to mend: 400, with the reason."""
    try:
        yield
    except (StorageFailed, Forbidden, Changed) as error:
        raise BadInput(str(error)) from error
