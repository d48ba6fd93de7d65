"""`/api/labels`."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from ninja import Router

from limn.permissions.check import permit
from limn.sdk.errors import BadInput
from limn.tasks import actions, label_queries, queries
from limn.tasks.actions.labels import update_label as change_label
from limn.tasks.answers import Label as LabelOut
from limn.tasks.answers import PaginatedLabelList
from limn.tasks.models import Label
from limn.tasks.schemas import PatchedLabelRequest, given
from limn.tasks.show import show_label
from limn.tasks.vocabulary import LabelType
from limn.wire.answers import json_answer
from limn.wire.describing import described, parameter
from limn.wire.listing import Listing
from limn.wire.paging import cut_page
from limn.wire.requests import Request

router = Router(tags=["labels"])
LISTING = Listing(
    search=("name", "parent__name"),
    filters={
        "name": "name",
        "parent": "parent__name",
        "type": "type",
        "color": "color",
        "parent_id": "parent_id",
    },
    terms={"id": "id"},
    default_sort="id",
    choices={"type": tuple(LabelType)},
)
_HOMES = {"job_id": "job", "task_id": "task", "project_id": "project"}
_OF = described(
    *(parameter(name, "integer", f"only labels used in this {one}") for name, one in _HOMES.items())
)


@router.get("/labels", operation_id="labels_list", response=PaginatedLabelList, openapi_extra=_OF)
def list_labels(request: Request) -> HttpResponse:
    """Labels with their attributes; of one job, task or project if one is named."""
    cut = cut_page(request, _asked_for(request), listing=LISTING)
    nodes = label_queries.labels_shown([one.pk for one in cut.rows])
    return cut.answer([show_label(node) for node in nodes])


def _asked_for(request: Request) -> QuerySet[Label]:
    named = {name: request.GET[name] for name in _HOMES if request.GET.get(name)}
    if not named:
        return label_queries.visible_labels(request.actor)
    if len(named) > 1:
        raise BadInput(f"{' and '.join(named)} cannot be used together")
    ((name, text),) = named.items()
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise BadInput(f"{name} is a number", fields={name: [f"{text!r} is no number"]})
    home: Any = getattr(queries, f"get_{_HOMES[name]}")(int(text))
    permit(request.actor, f"{_HOMES[name]}:view", home)
    return label_queries.labels_at_home(home)


@router.get("/labels/{int:label_id}", operation_id="labels_retrieve", response=LabelOut)
def get_label(request: Request, label_id: int) -> HttpResponse:
    """One label."""
    label = label_queries.get_label(label_id)
    permit(request.actor, "label:view", label)
    return _show(label_id)


@router.patch("/labels/{int:label_id}", operation_id="labels_partial_update", response=LabelOut)
def update_label(request: Request, label_id: int, body: PatchedLabelRequest) -> HttpResponse:
    """Change a label."""
    label = label_queries.get_label(label_id)
    permit(request.actor, "label:update", label)
    if label.parent_id:
        raise BadInput("an element is changed through its skeleton")
    change_label(label, given(body))
    return _show(label_id)


@router.delete("/labels/{int:label_id}", operation_id="labels_destroy", response={204: None})
def delete_label(request: Request, label_id: int) -> HttpResponse:
    """Remove a label with everything annotated by it."""
    label = label_queries.get_label(label_id)
    permit(request.actor, "label:delete", label)
    actions.delete_label(label)
    return HttpResponse(status=204)


def _show(label_id: int) -> HttpResponse:
    return json_answer(show_label(label_queries.label_shown(label_id)))
