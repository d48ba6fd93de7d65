"""A small CVAT installation of our own making: a dump as Django writes it, and a data volume."""

import io
import json
import tarfile
from pathlib import Path
from typing import Any

import av
import numpy as np
from django.contrib.auth.hashers import make_password
from PIL import Image

AT = "2026-03-01T10:00:00.000Z"
DATES = {"created_date": AT, "updated_date": AT}
ASSET = "6f0c8e1e-55a1-4c3b-9a53-0d0f5f0c9a11"
LOGIN_KEY = "0123456789abcdef0123456789abcdef01234567"
ACCESS_TOKEN = "abcd1234.a-secret-of-many-letters"
PASSWORD = "clear-water-9"
SVG = (
    '<line x1="20" y1="20" x2="80" y2="80" data-type="edge" data-node-from="1" data-node-to="2" />'
    '<circle r="1.5" cx="20" cy="20" data-type="element node" data-element-id="1" '
    'data-node-id="1" data-label-id="3"></circle>'
    '<circle r="1.5" cx="80" cy="80" data-type="element node" data-element-id="2" '
    'data-node-id="2" data-label-id="4"></circle>'
)


def write(folder: Path) -> tuple[Path, Path]:
    """The dump and the volume, both in `folder`."""
    dump, volume = folder / "dump.json", folder / "volume.tar.gz"
    dump.write_text(json.dumps(rows()))
    with tarfile.open(volume, "w:gz") as archive:
        for name, content in files().items():
            entry = tarfile.TarInfo(f"home/django/data/{name}")
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return dump, volume


def rows() -> list[dict[str, Any]]:
    """Every row of the dump."""
    return [*_people(), *_work(), *_media(), *_drawn(), *_words()]


def files() -> dict[str, bytes]:
    """Every file of the volume, and some that CVAT makes again."""
    pictures = {f"data/7/raw/street/{number}.png": _png(number) for number in range(4)}
    return pictures | {
        "data/7/raw/manifest.jsonl": b'{"version":"1.1"}\n',
        "data/7/raw/index.json": b"{}",
        "data/8/raw/clip.mp4": _mp4(),
        f"assets/{ASSET}/plan.png": _png(9),
        "tasks/30/logs/task.log": b"not ours",
        "data/7/preview.jpeg": b"made again",
    }


def row(model: str, key: Any, **fields: Any) -> dict[str, Any]:
    return {"model": model, "pk": key, "fields": fields}


def _people() -> list[dict[str, Any]]:
    account: dict[str, Any] = {
        "first_name": "", "last_name": "", "is_active": True, "last_login": None,
        "date_joined": AT, "user_permissions": [], "password": make_password(PASSWORD),
    }  # fmt: skip
    return [
        row("auth.group", 1, name="admin", permissions=[]),
        row("auth.group", 2, name="user", permissions=[]),
        row("auth.user", 5, username="ada", email="ada@example.org", groups=[["admin"]],
            is_staff=True, is_superuser=True, **account),
        row("auth.user", 6, username="bob", email="bob@example.org", groups=[["user"]],
            is_staff=False, is_superuser=False, **account),
        row("authtoken.token", LOGIN_KEY, user=["bob"], created=AT),
        row("access_tokens.accesstoken", 3, name="script", owner=["bob"], prefix="abcd1234",
            hashed_key=make_password(ACCESS_TOKEN), read_only=True, expiry_date=None,
            revoked=False, created=AT, updated_date=AT, last_used_date=None),
        row("organizations.organization", 2, slug="acme", name="Acme", description="",
            contact={"email": "acme@example.org"}, owner=["ada"], **DATES),
        row("organizations.membership", 1, user=["ada"], organization=2, role="owner",
            is_active=True, joined_date=AT),
        row("organizations.membership", 4, user=["bob"], organization=2, role="worker",
            is_active=False, joined_date=None),
        row("organizations.invitation", "k" * 64, membership=4, owner=["ada"], created_date=AT,
            sent_date=AT),
        row("engine.cloudstorage", 9, provider_type="AWS_S3_BUCKET", resource="pictures",
            display_name="Pictures", description="", owner=["ada"], organization=None,
            credentials_type="KEY_SECRET_KEY_PAIR", credentials="the-key the-secret",
            specific_attributes="region=eu-west-1", **DATES),
        row("engine.manifest", 1, cloud_storage=9, filename="sub/manifest.jsonl"),
        row("engine.storage", 11, location="cloud_storage", cloud_storage=9),
    ]  # fmt: skip


def _work() -> list[dict[str, Any]]:
    nobody: dict[str, Any] = {"assignee": None, "assignee_updated_date": None, **DATES}
    label: dict[str, Any] = {"color": "#33ddff", "project": None, "task": None, "parent": None}
    task: dict[str, Any] = {
        "bug_tracker": "", "owner": ["bob"], "status": "annotation", "subset": "",
        "segment_size": 3, "overlap": 0, "dimension": "2d", "consensus_replicas": 0,
        "source_storage": None, "target_storage": None, "organization": None, **nobody,
    }  # fmt: skip
    return [
        row("engine.project", 20, name="Streets", owner=["ada"], bug_tracker="", organization=2,
            status="annotation", source_storage=11, target_storage=None, **nobody),
        row("engine.task", 30, name="Pictures", project=20, data=7, mode="annotation",
            media_type="image", **task),
        row("engine.task", 31, name="Video", project=None, data=8, mode="interpolation",
            media_type="image", **task),
        row("engine.segment", 41, task=30, start_frame=0, stop_frame=2, type="range", frames="[]",
            chunks_updated_date=AT),
        row("engine.segment", 42, task=30, start_frame=0, stop_frame=2, type="specific_frames",
            frames="1,3", chunks_updated_date=AT),
        row("engine.segment", 43, task=31, start_frame=0, stop_frame=9, type="range", frames="[]",
            chunks_updated_date=AT),
        row("engine.job", 51, segment=41, type="annotation", stage="annotation",
            state="in progress", status="annotation", parent_job=None, **nobody),
        row("engine.job", 52, segment=42, type="ground_truth", stage="acceptance",
            state="completed", status="completed", parent_job=None, **nobody),
        row("engine.job", 53, segment=43, type="annotation", stage="annotation", state="new",
            status="annotation", parent_job=None, **nobody),
        row("engine.validationlayout", 1, task_data=7, mode="gt", frames="0,1",
            disabled_frames="", frames_per_job_count=None),
        row("engine.label", 1, name="car", type="any", **{**label, "project": 20}),
        row("engine.label", 3, name="nose", type="points", **{**label, "project": 20, "parent": 2}),
        row("engine.label", 4, name="tail", type="points", **{**label, "project": 20, "parent": 2}),
        row("engine.label", 2, name="dog", type="skeleton", **{**label, "project": 20}),
        row("engine.label", 5, name="car", type="any", **{**label, "task": 31}),
        row("engine.skeleton", 1, root=2, svg=SVG),
        row("engine.attributespec", 1, label=1, name="color", mutable=False, input_type="select",
            default_value="red", values="red\nblue"),
        row("engine.attributespec", 2, label=5, name="moving", mutable=True,
            input_type="checkbox", default_value="false", values="false"),
    ]  # fmt: skip


def _media() -> list[dict[str, Any]]:
    data: dict[str, Any] = {
        "chunk_size": 72, "image_quality": 70, "storage_method": "cache", "storage": "local",
        "cloud_storage": None, "sorting_method": "lexicographical", "content_size": None,
        "compressed_chunk_type": "imageset",
    }  # fmt: skip
    pictures = [
        row("engine.image", 60 + number, data=7, frame=1 + 2 * number,
            path=f"street/{1 + 2 * number}.png", width=32, height=24, is_placeholder=False,
            real_frame=0)
        for number in range(2)
    ]  # fmt: skip
    return [
        row("engine.data", 7, size=2, start_frame=1, stop_frame=3, frame_filter="step=2",
            deleted_frames="1", original_chunk_type="imageset", **data),
        row("engine.data", 8, size=10, start_frame=0, stop_frame=9, frame_filter="",
            deleted_frames="[]", original_chunk_type="video", **data),
        row("engine.video", 1, data=8, path="clip.mp4", width=64, height=48),
        *pictures,
        row("engine.clientfile", 1, data=7, file="/home/django/data/data/7/raw/street/1.png"),
    ]  # fmt: skip


def _drawn() -> list[dict[str, Any]]:
    shape: dict[str, Any] = {
        "job": 51, "frame": 0, "group": 0, "source": "manual", "occluded": False,
        "outside": False, "rotation": 0.0, "z_order": 0, "score": 1.0, "parent": None,
    }  # fmt: skip
    keyframe: dict[str, Any] = {
        "occluded": False, "rotation": 0.0, "z_order": 0, "type": "rectangle", "track": 1,
    }  # fmt: skip
    point = {**shape, "type": "points", "parent": 3}
    return [
        row("engine.labeledshape", 1, label=1, type="rectangle", points="1.5, 2.0, 10.0, 12.25",
            **shape),
        row("engine.labeledshapeattributeval", 1, shape=1, spec=1, value="blue", job=51),
        row("engine.labeledshape", 3, label=2, type="skeleton", points="[]", **shape),
        row("engine.labeledshape", 4, label=3, points="3.0, 4.0", **point),
        row("engine.labeledshape", 5, label=4, points="5.0, 6.0", **point),
        row("engine.labeledimage", 1, job=51, frame=0, label=1, group=0, source="manual"),
        row("engine.labeledtrack", 1, job=53, frame=0, label=5, group=0, source="manual",
            parent=None),
        row("engine.trackedshape", 1, frame=0, points="1.0,1.0,9.0,9.0", outside=False,
            **keyframe),
        row("engine.trackedshape", 2, frame=5, points="2.0,2.0,9.0,9.0", outside=True, **keyframe),
        row("engine.trackedshapeattributeval", 1, shape=1, spec=2, value="true", job=53),
    ]  # fmt: skip


def _words() -> list[dict[str, Any]]:
    return [
        row("engine.issue", 8, frame=0, position="1.0, 2.0", job=51, owner=["ada"],
            assignee=None, assignee_updated_date=None, resolved=False, **DATES),
        row("engine.comment", 1, issue=8, message="Look again", owner=["ada"], **DATES),
        row("engine.annotationguide", 4, task=None, project=20, is_public=False,
            markdown=f"![plan](/api/assets/{ASSET})", **DATES),
        row("engine.asset", ASSET, guide=4, filename="plan.png", owner=["ada"], created_date=AT),
        row("webhooks.webhook", 1, target_url="http://hooks.example.org"),
    ]  # fmt: skip


def _png(number: int) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (32, 24), (20 * number, 90, 120)).save(file, "PNG")
    return file.getvalue()


def _mp4() -> bytes:
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for number in range(10):
            pixels = np.full((48, 64, 3), 20 * number, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels)))
        container.mux(stream.encode())
    return file.getvalue()
