"""Where a dataset comes from, as formats write it into their files."""

from limn.datasets.parts import Part
from limn.media.queries import Data, get_clip, get_sound, source_frame
from limn.sdk.dataset import Origin
from limn.tasks.queries import Project, jobs_of_task


def origin_of(part: Part) -> Origin:
    """The origin of a task's or a job's dataset."""
    task, job, data = part.task, part.job, part.data
    last = part.start + part.length - 1 if part.is_recording else part.start
    last = part.numbers[-1] if part.numbers else last
    assignee = job.assignee if job else task.assignee
    updated = job.updated_date if job else task.updated_date
    spans = jobs_of_task(task.pk)
    return Origin(
        kind="job" if job else "task",
        id=job.pk if job else task.pk,
        name=task.name,
        owner=task.owner.username if task.owner else "",
        owner_email=task.owner.email if task.owner else "",
        assignee=assignee.username if assignee else "",
        created=task.created_date.isoformat(sep=" "),
        updated=updated.isoformat(sep=" "),
        subset=task.subset,
        bug_tracker=task.bug_tracker,
        overlap=task.overlap or 0,
        start_frame=source_frame(data, part.start),
        stop_frame=source_frame(data, last),
        frame_filter=data.frame_filter,
        source=_source(data),
        segments=tuple(
            (span.id, span.start, span.stop) for span in spans if job is None or span.id == job.pk
        ),
    )


def _source(data: Data) -> str:
    """The file that all frames are cut from."""
    match data.kind:
        case "video":
            return get_clip(data).path
        case "audio":
            return get_sound(data).path
        case _:
            return ""


def origin_of_project(project: Project) -> Origin:
    """The origin of a project's dataset."""
    return Origin(
        kind="project",
        id=project.pk,
        name=project.name,
        owner=project.owner.username if project.owner else "",
        owner_email=project.owner.email if project.owner else "",
        assignee=project.assignee.username if project.assignee else "",
        created=project.created_date.isoformat(sep=" "),
        updated=project.updated_date.isoformat(sep=" "),
        bug_tracker=project.bug_tracker,
    )
