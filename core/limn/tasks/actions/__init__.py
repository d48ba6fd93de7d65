"""Deeds on projects, tasks, jobs and labels; each in one transaction, refusing what is wrong."""

from limn.tasks.actions.jobs import bump_annotations, lock_job, lock_jobs, update_job
from limn.tasks.actions.labels import create_labels, delete_label, lock_label, update_labels
from limn.tasks.actions.projects import create_project, delete_project, update_project
from limn.tasks.actions.restoring import PlannedJob, make_jobs
from limn.tasks.actions.tasks import (
    create_task,
    cut_jobs,
    delete_frames,
    delete_task,
    start_data,
    update_task,
)

__all__ = [
    "PlannedJob",
    "bump_annotations",
    "create_labels",
    "create_project",
    "create_task",
    "cut_jobs",
    "delete_frames",
    "delete_label",
    "delete_project",
    "delete_task",
    "lock_job",
    "lock_jobs",
    "lock_label",
    "make_jobs",
    "start_data",
    "update_job",
    "update_labels",
    "update_project",
    "update_task",
]
