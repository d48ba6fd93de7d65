"""Deeds on projects, tasks, jobs and labels; each in one transaction, refusing what is wrong."""

from limn.tasks.actions.appending import append_media, start_append
from limn.tasks.actions.cutting import cut_jobs, make_jobs
from limn.tasks.actions.drafts import LabelDrafts, colors_of, draft_labels
from limn.tasks.actions.frames import delete_frames, delete_frames_of_job, disable, lock_task
from limn.tasks.actions.ground_truth import create_ground_truth, delete_ground_truth
from limn.tasks.actions.honeypots import change_honeypots
from limn.tasks.actions.jobs import bump_annotations, lock_job, lock_jobs, update_job
from limn.tasks.actions.labels import create_labels, delete_label, lock_label, update_labels
from limn.tasks.actions.moving import move_task
from limn.tasks.actions.projects import create_project, delete_project, update_project
from limn.tasks.actions.tasks import (
    create_task,
    delete_task,
    refuse_mixed,
    start_data,
    update_task,
)
from limn.tasks.actions.transfers import transfer

__all__ = [
    "LabelDrafts",
    "append_media",
    "bump_annotations",
    "change_honeypots",
    "colors_of",
    "create_ground_truth",
    "create_labels",
    "create_project",
    "create_task",
    "cut_jobs",
    "delete_frames",
    "delete_frames_of_job",
    "delete_ground_truth",
    "delete_label",
    "delete_project",
    "delete_task",
    "disable",
    "draft_labels",
    "lock_job",
    "lock_jobs",
    "lock_label",
    "lock_task",
    "make_jobs",
    "move_task",
    "refuse_mixed",
    "start_append",
    "start_data",
    "transfer",
    "update_job",
    "update_labels",
    "update_project",
    "update_task",
]
