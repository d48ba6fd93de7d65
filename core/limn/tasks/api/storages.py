"""`/api/cloudstorages/{id}/preview`: here, since the storage room opens no pictures."""

from django.http.response import HttpResponseBase
from ninja import Router

from limn.media.places.storage_previews import preview
from limn.permissions.check import permit
from limn.storage.queries import get_storage
from limn.tasks.preview import PREVIEW, preview_answer
from limn.wire.requests import Request

router = Router(tags=["cloudstorages"])


@router.get(
    "/cloudstorages/{int:storage_id}/preview",
    operation_id="cloudstorages_retrieve_preview",
    openapi_extra=PREVIEW,
)
def preview_storage(request: Request, storage_id: int) -> HttpResponseBase:
    """A small JPEG of the first picture in the storage."""
    row = get_storage(storage_id)
    permit(request.actor, "cloudstorage:view", row)
    return preview_answer(request, preview(row))
