"""CVAT's projects, tasks, jobs and labels as rows of ours."""

from collections.abc import Iterator
from typing import Any

from limn.admin.moving.dump import Dump, Record
from limn.admin.moving.people import dates
from limn.tasks.skeletons import Template

Rows = Iterator[dict[str, Any]]


def projects(dump: Dump) -> Rows:
    """Every project."""
    places = _places(dump)
    for row in dump.rows("engine.project"):
        yield {
            "id": row.id,
            "organization_id": row["organization"],
            **{name: row[name] for name in ("name", "bug_tracker", "status")},
            **_staffed(dump, row),
            **_stored(row, places),
        }


def tasks(dump: Dump) -> Rows:
    """Every task."""
    places = _places(dump)
    for row in dump.rows("engine.task"):
        yield {
            "id": row.id,
            "project_id": row["project"],
            "organization_id": row["organization"],
            "data_id": row["data"],
            "consensus_replicas": row.fields.get("consensus_replicas", 0),
            **{
                name: row[name]
                for name in (
                    "name", "bug_tracker", "status", "subset", "overlap", "segment_size", "mode",
                    "dimension",
                )
            },
            **_staffed(dump, row),
            **_stored(row, places),
        }  # fmt: skip


def segments(dump: Dump) -> Rows:
    """Every range of frames that jobs are about."""
    starts = {row.id: (row["start_frame"], step(row)) for row in dump.rows("engine.data")}
    data = {row.id: row["data"] for row in dump.rows("engine.task")}
    for row in dump.rows("engine.segment"):
        start, width = starts.get(data.get(row["task"]), (0, 1))
        yield {
            "id": row.id,
            "task_id": row["task"],
            "frames": [(frame - start) // width for frame in row.ids("frames")],
            **{name: row[name] for name in ("start_frame", "stop_frame", "type")},
        }


def jobs(dump: Dump, drawn: set[int]) -> Rows:
    """Every job; `drawn` are the ids of those that have annotations."""
    for row in dump.rows("engine.job"):
        yield {
            "id": row.id,
            "segment_id": row["segment"],
            "parent_id": row.fields.get("parent_job"),
            "annotation_version": int(row.id in drawn),
            **{name: row[name] for name in ("type", "stage", "state", "assignee_updated_date")},
            "assignee_id": dump.person(row, "assignee"),
            **dates(row),
        }


def layouts(dump: Dump) -> Rows:
    """Which frames of tasks are ground truth."""
    tasks = {row["data"]: row.id for row in dump.rows("engine.task")}
    for row in dump.rows("engine.validationlayout"):
        if row["task_data"] not in tasks:
            raise row.wrong("belongs to data that no task has")
        yield {
            "id": row.id,
            "task_id": tasks[row["task_data"]],
            "mode": row["mode"],
            "frames_per_job_count": row["frames_per_job_count"],
            "frames": row.ids("frames"),
            "disabled_frames": row.ids("disabled_frames"),
        }


def labels(dump: Dump) -> Rows:
    """Every label; skeletons with their templates."""
    elements: dict[int, dict[int, str]] = {}
    for row in dump.rows("engine.label"):
        if row["parent"]:
            elements.setdefault(row["parent"], {})[row.id] = row["name"]
    drawings = {row["root"]: row for row in dump.rows("engine.skeleton")}
    for row in sorted(dump.rows("engine.label"), key=lambda one: one["parent"] is not None):
        drawn = drawings.get(row.id)
        yield {
            "id": row.id,
            "svg": _template(drawn, elements.get(row.id, {})) if drawn else "",
            **{f"{name}_id": row[name] for name in ("project", "task", "parent")},
            **{name: row[name] for name in ("name", "color", "type")},
        }


def attributes(dump: Dump) -> Rows:
    """Every attribute of labels."""
    for row in dump.rows("engine.attributespec"):
        yield {
            "id": row.id,
            "label_id": row["label"],
            "values": row["values"].split("\n"),
            **{name: row[name] for name in ("name", "mutable", "input_type", "default_value")},
        }


def step(data: Record) -> int:
    """Distance between used frames of the source, from `step=N`."""
    return int(str(data["frame_filter"]).replace(" ", "").removeprefix("step=") or 1)


def _template(drawing: Record, names: dict[int, str]) -> str:
    svg = drawing["svg"]
    return Template.parse(svg, names, where=f"engine.skeleton {drawing.id} of the dump").dump()


def _staffed(dump: Dump, row: Record) -> dict[str, Any]:
    return {
        "owner_id": dump.person(row, "owner"),
        "assignee_id": dump.person(row, "assignee"),
        "assignee_updated_date": row.fields.get("assignee_updated_date"),
        **dates(row),
    }


def _places(dump: Dump) -> dict[int, Record]:
    return {row.id: row for row in dump.rows("engine.storage")}


def _stored(row: Record, places: dict[int, Record]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for side in ("source", "target"):
        place = places.get(row[f"{side}_storage"])
        found[f"{side}_location"] = place["location"] if place else ""
        found[f"{side}_cloud_storage_id"] = place["cloud_storage"] if place else None
    return found
