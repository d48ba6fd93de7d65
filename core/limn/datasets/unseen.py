"""What no export shows, whatever the format, and what a project loses as one: told beforehand."""

from limn.annotations.uses import frames_used, frames_with_hidden
from limn.sdk.formats import DatasetFormat
from limn.tasks.queries import Job, Project, Task, deleted_frames_of, jobs_shown


def unseen(target: Project | Task | Job, format: DatasetFormat) -> list[str]:
    """A sentence for each thing that an export of a project, task or job leaves out."""
    told = _on_frames(target)
    if isinstance(target, Project) and not format.carries.subsets:
        told.append(
            "Subsets and names of tasks and pictures are left out: "
            f"{format.name} numbers the frames of all tasks on"
        )
    return told


def _on_frames(target: Project | Task | Job) -> list[str]:
    jobs = jobs_shown(target)
    deleted, hidden = frames_used(jobs, deleted_frames_of(target)), frames_with_hidden(jobs)
    told: list[str] = []
    if deleted:
        told.append(f"{_frames(deleted, 'deleted ')}: what is drawn there is left out")
    if hidden:
        told.append(
            f"{_frames(hidden)}: shapes that are hidden and no part of a track are left out"
        )
    return told


def _frames(count: int, kind: str = "") -> str:
    return f"1 {kind}frame" if count == 1 else f"{count} {kind}frames"
