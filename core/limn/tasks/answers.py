"""What is answered about projects, tasks, jobs and labels; named as CVAT's components.

For the API's description: `show` and `limn.media.queries.data_meta` write the answers, and
nothing is checked against these models on the way out.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from limn.identity.schemas import BasicUser
from limn.tasks.vocabulary import (
    ChunkType,
    InputTypeEnum,
    JobStage,
    JobStatus,
    JobType,
    LabelType,
    LocationEnum,
    OperationStatus,
    StorageType,
    ValidationMode,
)
from limn.wire.describing import Sometimes
from limn.wire.paging import Page


class Storage(BaseModel):
    """Where files of a project or task come from or go to."""

    id: int
    location: LocationEnum
    cloud_storage_id: int | None


class TasksSummary(BaseModel):
    """A project's tasks: how many, and where they are listed."""

    url: str
    count: int


class JobsSummary(BaseModel):
    """A task's jobs: how many, how many at the later stages, and where they are listed."""

    url: str
    count: int
    completed: int
    validation: int


class LabelsSummary(BaseModel):
    """Where labels are listed."""

    url: str


class IssuesSummary(BaseModel):
    """A job's issues: how many, and where they are listed."""

    url: str
    count: int


class _Described(BaseModel):
    url: str
    id: int
    name: str
    owner: BasicUser | None
    assignee: BasicUser | None
    assignee_updated_date: datetime | None
    bug_tracker: str
    created_date: datetime
    updated_date: datetime
    status: JobStatus
    organization: int | None
    organization_id: int | None
    guide_id: int | None
    source_storage: Storage | None
    target_storage: Storage | None


class ProjectRead(_Described):
    """A project; `dimension` is that of its tasks, null before there is one."""

    task_subsets: list[str]
    dimension: str | None
    tasks: TasksSummary
    labels: LabelsSummary


class TaskRead(_Described):
    """A task; before it has media, `data` is null and `size` 0, and facts about it are left out."""

    project_id: int | None
    project_name: str | None
    overlap: int | None
    segment_size: int
    subset: str
    mode: str
    dimension: str
    media_type: str
    size: Sometimes[int] = None
    data: int | None
    data_cloud_storage_id: int | None = None
    image_quality: Sometimes[int] = None
    data_chunk_size: int | None = None
    data_original_chunk_type: Sometimes[ChunkType] = None
    data_compressed_chunk_type: Sometimes[ChunkType] = None
    consensus_enabled: bool
    validation_mode: ValidationMode | None
    jobs: JobsSummary
    labels: LabelsSummary


class JobRead(BaseModel):
    """A job; its frames are task-relative, first and last included."""

    url: str
    id: int
    task_id: int
    task_name: str
    project_id: int | None
    project_name: str | None
    assignee: BasicUser | None
    assignee_updated_date: datetime | None
    guide_id: int | None
    dimension: str
    bug_tracker: str | None
    status: JobStatus
    stage: JobStage
    state: OperationStatus
    type: JobType
    mode: str
    media_type: str
    frame_count: int
    start_frame: int
    stop_frame: int
    data_chunk_size: int | None
    data_compressed_chunk_type: ChunkType
    data_original_chunk_type: ChunkType
    created_date: datetime
    updated_date: datetime
    organization: int | None
    source_storage: Storage | None
    target_storage: Storage | None
    parent_job_id: int | None
    replicas_count: int
    consensus_replicas: int
    issues: IssuesSummary
    labels: LabelsSummary


class Attribute(BaseModel):
    """A question asked about each object of a label."""

    id: int
    name: str
    mutable: bool
    input_type: InputTypeEnum
    default_value: str
    values: list[str]


class Sublabel(BaseModel):
    """An element of a skeleton."""

    id: int
    name: str
    color: str
    type: LabelType
    attributes: list[Attribute]
    has_parent: bool


class Label(Sublabel):
    """A label of a project or of a task; `svg` is a skeleton's picture."""

    sublabels: list[Sublabel]
    parent_id: int | None
    project_id: Sometimes[int] = None
    task_id: Sometimes[int] = None
    svg: Sometimes[str] = None


class FrameMeta(BaseModel):
    """A frame: name, size in px, and how many context images it has; a recording has no size."""

    name: str
    width: Sometimes[int] = None
    height: Sometimes[int] = None
    related_files: int
    has_related_context: bool


class DataMetaRead(BaseModel):
    """The frames of a task or job.

    `start_frame`, `stop_frame` and `included_frames` count frames of the source; a video has one
    entry in `frames`, for all of them. `damaged_frames` of a video cannot be decoded, or not
    wholly; like `deleted_frames` they are frames of the task.
    """

    chunks_updated_date: datetime | None
    chunk_size: int | None
    size: int
    image_quality: Sometimes[int] = None
    start_frame: int
    stop_frame: int
    frame_filter: str
    frames: list[FrameMeta]
    deleted_frames: list[int]
    damaged_frames: list[int]
    included_frames: list[int] | None
    chapters: None
    storage: StorageType
    cloud_storage_id: int | None


class BulkResult(BaseModel):
    """How a change went for one thing: 200, or the status and body it would have been told."""

    id: int
    status: int
    error: dict[str, Any] | None


class BulkResults(BaseModel):
    """One result for each thing named, in that order."""

    results: list[BulkResult]


class RqStatusStateEnum(StrEnum):
    """Where the reading of a task's media stands."""

    Queued = "Queued"
    Started = "Started"
    Finished = "Finished"
    Failed = "Failed"


class RqStatus(BaseModel):
    """The older, single view of how far the reading of a task's media is."""

    state: RqStatusStateEnum
    message: str
    progress: float


class AnnotationGuideRead(BaseModel):
    """A guide in Markdown; a public one is read without an account."""

    id: int
    task_id: int | None
    project_id: int | None
    created_date: datetime
    updated_date: datetime
    markdown: str
    is_public: bool


class AssetRead(BaseModel):
    """A picture or PDF of a guide, shown by `![](/api/assets/{uuid})`."""

    uuid: UUID
    filename: str
    created_date: datetime
    owner: BasicUser | None
    guide_id: int


class JobValidationLayoutRead(BaseModel):
    """The honeypots of a job and the frames of the pool they show; empty in other modes."""

    honeypot_count: Sometimes[int] = None
    honeypot_frames: Sometimes[list[int]] = None
    honeypot_real_frames: Sometimes[list[int]] = None


class TaskValidationLayoutRead(JobValidationLayoutRead):
    """Which frames of a task are ground truth; `mode` is null where none are."""

    mode: ValidationMode | None
    frames_per_job_count: Sometimes[int | None] = None
    validation_frames: Sometimes[list[int]] = None
    disabled_frames: Sometimes[list[int]] = None


class PaginatedProjectReadList(Page):
    """A page of projects."""

    results: list[ProjectRead]


class PaginatedTaskReadList(Page):
    """A page of tasks."""

    results: list[TaskRead]


class PaginatedJobReadList(Page):
    """A page of jobs."""

    results: list[JobRead]


class PaginatedLabelList(Page):
    """A page of labels."""

    results: list[Label]
