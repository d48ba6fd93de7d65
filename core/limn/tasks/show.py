"""Projects, tasks, jobs and labels as the wire shows them.

What is shown is a model, or what `list_queries` reads of one.
"""

from typing import Any

from django.http import HttpRequest

from limn.identity.queries import user_summary
from limn.tasks import storages
from limn.tasks.kinds import media_type
from limn.tasks.label_queries import LabelNode, SpecNode
from limn.tasks.list_queries import JobCounts, TasksSummary
from limn.tasks.models import Asset, Guide, Job, Project, Task
from limn.tasks.queries import frames_of_job, job_status, validation_layout
from limn.wire.urls import absolute


def show_project(request: HttpRequest, project: Project, tasks: TasksSummary) -> dict[str, Any]:
    """CVAT's `ProjectRead`."""
    return {
        "url": absolute(request, f"/api/projects/{project.pk}"),
        "id": project.pk,
        "name": project.name,
        "owner": user_summary(request, project.owner),
        "assignee": user_summary(request, project.assignee),
        "assignee_updated_date": project.assignee_updated_date,
        "bug_tracker": project.bug_tracker,
        "task_subsets": tasks.subsets,
        "created_date": project.created_date,
        "updated_date": project.updated_date,
        "status": project.status,
        "dimension": tasks.dimension,
        "organization": project.organization_id,
        "organization_id": project.organization_id,
        "guide_id": _guide_of(project),
        **storages.shown(project),
        "tasks": {
            "url": absolute(request, "/api/tasks", project_id=project.pk),
            "count": tasks.count,
        },
        "labels": {"url": absolute(request, "/api/labels", project_id=project.pk)},
    }


def show_task(request: HttpRequest, task: Task, jobs: JobCounts) -> dict[str, Any]:
    """CVAT's `TaskRead`."""
    layout = validation_layout(task)
    return {
        "url": absolute(request, f"/api/tasks/{task.pk}"),
        "id": task.pk,
        "name": task.name,
        "project_id": task.project_id,
        "project_name": task.project.name if task.project else None,
        "owner": user_summary(request, task.owner),
        "assignee": user_summary(request, task.assignee),
        "assignee_updated_date": task.assignee_updated_date,
        "bug_tracker": task.bug_tracker,
        "created_date": task.created_date,
        "updated_date": task.updated_date,
        "overlap": task.overlap,
        "segment_size": task.segment_size,
        "status": task.status,
        "subset": task.subset,
        "mode": task.mode,
        "dimension": task.dimension,
        "organization": task.organization_id,
        "organization_id": task.organization_id,
        "guide_id": _guide_of(task),
        **storages.shown(task),
        "consensus_enabled": task.consensus_replicas > 0,
        "validation_mode": layout.mode if layout else None,
        "jobs": {
            "url": absolute(request, "/api/jobs", task_id=task.pk),
            "count": jobs.count,
            "completed": jobs.completed,
            "validation": jobs.validation,
        },
        "labels": {"url": absolute(request, "/api/labels", task_id=task.pk)},
        **_data_of_task(task),
    }


def _data_of_task(task: Task) -> dict[str, Any]:
    data = task.data
    if data is None or not data.kind:
        return {"data": None, "media_type": ""}
    return {
        "data": data.pk,
        "size": data.size,
        **({} if data.kind == "audio" else {"image_quality": data.image_quality}),
        "media_type": media_type(data.kind),
        "data_chunk_size": data.chunk_size,
        "data_original_chunk_type": data.original_chunk_type,
        "data_compressed_chunk_type": data.compressed_chunk_type,
        "data_cloud_storage_id": data.cloud_storage_id,
    }


def show_job(request: HttpRequest, job: Job, issues: int) -> dict[str, Any]:
    """CVAT's `JobRead`."""
    segment, task = job.segment, job.segment.task
    data = task.data
    chunks = data.compressed_chunk_type if data else "imageset"
    replicas = task.consensus_replicas if job.type == "annotation" else 0
    return {
        "url": absolute(request, f"/api/jobs/{job.pk}"),
        "id": job.pk,
        "task_id": task.pk,
        "project_id": task.project_id,
        "task_name": task.name,
        "project_name": task.project.name if task.project else None,
        "assignee": user_summary(request, job.assignee),
        "assignee_updated_date": job.assignee_updated_date,
        # In a job of a project people are shown the project's guide, always.
        "guide_id": job.project_guide_pk if task.project_id else job.task_guide_pk,
        "dimension": task.dimension,
        "bug_tracker": task.bug_tracker or (task.project.bug_tracker if task.project else None),
        "status": job_status(job),
        "stage": job.stage,
        "state": job.state,
        "type": job.type,
        "mode": task.mode,
        "media_type": media_type(data.kind) if data else "",
        "frame_count": len(frames_of_job(job)),
        "start_frame": segment.start_frame,
        "stop_frame": segment.stop_frame,
        "data_chunk_size": data.chunk_size if data else None,
        # Frames here and there do not make a video.
        "data_compressed_chunk_type": chunks if segment.type == "range" else "imageset",
        "data_original_chunk_type": data.original_chunk_type if data else "imageset",
        "created_date": job.created_date,
        "updated_date": job.updated_date,
        "organization": task.organization_id,
        **storages.shown(task),
        "parent_job_id": job.parent_id,
        "replicas_count": replicas,
        "consensus_replicas": replicas,
        "issues": {"url": absolute(request, "/api/issues", job_id=job.pk), "count": issues},
        "labels": {"url": absolute(request, "/api/labels", job_id=job.pk)},
    }


def _guide_of(row: Project | Task) -> int | None:
    return getattr(row, "guide_pk", None)  # which one that was just made has not


def show_guide(guide: Guide) -> dict[str, Any]:
    """CVAT's `AnnotationGuideRead`."""
    return {
        "id": guide.pk,
        "task_id": guide.task_id,
        "project_id": guide.project_id,
        "created_date": guide.created_date,
        "updated_date": guide.updated_date,
        "markdown": guide.markdown,
        "is_public": guide.is_public,
    }


def show_asset(request: HttpRequest, asset: Asset) -> dict[str, Any]:
    """CVAT's `AssetRead`."""
    return {
        "uuid": asset.uuid,
        "filename": asset.filename,
        "created_date": asset.created_date,
        "owner": user_summary(request, asset.owner),
        "guide_id": asset.guide_id,
    }


def show_label(label: LabelNode) -> dict[str, Any]:
    """CVAT's `Label`, with its sublabels."""
    home = {"project_id": label.project_id} if label.project_id else {"task_id": label.task_id}
    shown = {
        "id": label.id,
        "name": label.name,
        "color": label.color,
        "type": label.type,
        "attributes": [_show_spec(one) for one in label.attributes],
        "sublabels": [_show_sublabel(one) for one in label.sublabels],
        "parent_id": label.parent_id,
        "has_parent": label.parent_id is not None,
        **home,
    }
    return {**shown, "svg": label.svg} if label.type == "skeleton" else shown


def _show_sublabel(label: LabelNode) -> dict[str, Any]:
    return {
        "id": label.id,
        "name": label.name,
        "color": label.color,
        "type": label.type,
        "attributes": [_show_spec(one) for one in label.attributes],
        "has_parent": True,
    }


def _show_spec(spec: SpecNode) -> dict[str, Any]:
    return {
        "id": spec.id,
        "name": spec.name,
        "mutable": spec.mutable,
        "input_type": spec.input_type,
        "default_value": spec.default_value,
        "values": spec.values,
    }
