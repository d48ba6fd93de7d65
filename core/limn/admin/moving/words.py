"""What people wrote: CVAT's issues, comments, guides and their assets as rows of ours."""

from collections.abc import Iterator
from typing import Any

from limn.admin.moving.dump import Dump
from limn.admin.moving.people import dates

Rows = Iterator[dict[str, Any]]


def issues(dump: Dump) -> Rows:
    """What reviewers pointed out."""
    for row in dump.rows("engine.issue"):
        position = row["position"]
        if isinstance(position, str):
            position = [float(one) for one in position.strip("[] ").split(",") if one.strip()]
        yield {
            "id": row.id,
            "job_id": row["job"],
            "position": position,
            "owner_id": dump.person(row, "owner"),
            "assignee_id": dump.person(row, "assignee"),
            **{name: row[name] for name in ("frame", "resolved", "assignee_updated_date")},
            **dates(row),
        }


def comments(dump: Dump) -> Rows:
    """What was said about it."""
    for row in dump.rows("engine.comment"):
        yield {
            "id": row.id,
            "issue_id": row["issue"],
            "message": row["message"],
            "owner_id": dump.person(row, "owner"),
            **dates(row),
        }


def guides(dump: Dump) -> Rows:
    """What annotators should know."""
    for row in dump.rows("engine.annotationguide"):
        yield {
            "id": row.id,
            "task_id": row["task"],
            "project_id": row["project"],
            "markdown": row["markdown"],
            "is_public": row.fields.get("is_public", False),
            **dates(row),
        }


def assets(dump: Dump, sizes: dict[str, int]) -> Rows:
    """Pictures and PDFs in guides; `sizes` are those of the files that were found, by uuid."""
    for row in dump.rows("engine.asset"):
        yield {
            "uuid": row.id,
            "guide_id": row["guide"],
            "filename": row["filename"],
            "content_type": _type_of(row["filename"]),
            "content_size": sizes.get(str(row.id), 0),
            "owner_id": dump.person(row, "owner"),
            "created_date": row["created_date"],
        }


def _type_of(name: str) -> str:
    ending = name.rpartition(".")[2].lower()
    return {"pdf": "application/pdf", "jpg": "image/jpeg"}.get(ending, f"image/{ending}")
