"""`/api/server`: what this server is and can do."""

import re
import shutil
from enum import StrEnum
from typing import Literal

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpResponse
from ninja import Router
from pydantic import BaseModel

from limn.host.catalogue import catalogue
from limn.media.places import share
from limn.permissions.check import permit, public
from limn.sdk import formats
from limn.wire.answers import json_answer
from limn.wire.requests import Request
from limn.wire.urls import absolute

router = Router(tags=["server"])

API_VERSION = "2.80.0"
"""The version of CVAT's API that this server speaks, told to clients that do not say theirs."""

_CLIENT = re.compile(r"\bcvat[_-](?:sdk|cli)/(\d{1,4})\.(\d{1,4})")
_LEAST_FREE_BYTES = 64 << 20


class About(BaseModel):
    name: str
    description: str
    version: str
    logo_url: str
    subtitle: str


class Health(BaseModel):
    database: Literal["working", "not reachable"]
    disk: Literal["working", "full"]


class DatasetFormat(BaseModel):
    name: str
    ext: str
    version: str
    enabled: bool
    dimension: str


class DatasetFormats(BaseModel):
    importers: list[DatasetFormat]
    exporters: list[DatasetFormat]


class FileInfoTypeEnum(StrEnum):
    REG = "REG"
    DIR = "DIR"


class FileInfo(BaseModel):
    name: str
    type: FileInfoTypeEnum
    mime_type: str


class Plugins(BaseModel):
    ANALYTICS: bool
    MODELS: bool


@router.get("/server/about", operation_id="server_retrieve_about", response=About)
@public("clients look at the version before they sign in")
def about(request: Request) -> HttpResponse:
    """Name and API version, which is the asking client's own where it tells it."""
    return json_answer(
        {
            "name": "Limn",
            "description": "Turns images and video into labelled datasets.",
            "version": version_for(request.headers.get("User-Agent", "")),
            "logo_url": absolute(request, "/favicon.svg"),
            "subtitle": "",
        }
    )


def version_for(user_agent: str) -> str:
    """An API version that the client accepts: it wants its own `major.minor`, or the next."""
    found = _CLIENT.search(user_agent)
    return f"{found[1]}.{found[2]}.0" if found else API_VERSION


@router.get(
    "/server/annotation/formats",
    operation_id="server_retrieve_annotation_formats",
    response=DatasetFormats,
)
def annotation_formats(request: Request) -> HttpResponse:
    """The dataset formats that plugins bring."""
    permit(request.actor, "server:view")
    known = catalogue().formats.values()
    return json_answer(
        {
            "importers": [_show(one) for one in known if one.imports],
            "exporters": [_show(one) for one in known if one.exports],
        }
    )


def _show(one: formats.DatasetFormat) -> dict[str, object]:
    return {
        "name": one.name,
        "ext": ", ".join(extension.upper() for extension in one.extensions),
        "version": one.name.rpartition(" ")[2],
        "enabled": True,
        "dimension": one.dimension,
    }


@router.get("/server/share", operation_id="server_list_share", response=list[FileInfo])
def list_share(request: Request, directory: str = "", search: str = "") -> HttpResponse:
    """Files and folders of one folder of the mounted share, by the beginning of their names."""
    permit(request.actor, "server:list:content")
    return json_answer(share.listing(directory, search))


@router.get("/server/plugins", operation_id="server_retrieve_plugins", response=Plugins)
def plugins(request: Request) -> HttpResponse:
    """Which of CVAT's optional parts are here; for Limn's own plugins see `/api/plugins`."""
    permit(request.actor, "server:view")
    return json_answer({"ANALYTICS": False, "MODELS": False})


@router.get(
    "/server/health", operation_id="server_retrieve_health", response={200: Health, 500: Health}
)
@public("probes of the machinery around the server have no account")
def health(request: Request) -> HttpResponse:
    """Whether the parts work: 200, or 500 with the one that does not."""
    found = {"database": _database(), "disk": _disk()}
    return json_answer(found, 200 if set(found.values()) == {"working"} else 500)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "not reachable"
    return "working"


def _disk() -> str:
    settings.DATA_ROOT.mkdir(parents=True, exist_ok=True)
    return "working" if shutil.disk_usage(settings.DATA_ROOT).free > _LEAST_FREE_BYTES else "full"
