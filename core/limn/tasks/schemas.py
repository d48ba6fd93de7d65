"""What requests about projects, tasks, jobs and labels may hold; named as on CVAT's wire."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from limn.media.options import SORTING_METHODS
from limn.tasks.vocabulary import (
    FrameSelectionMethod,
    InputTypeEnum,
    JobStage,
    JobType,
    LabelType,
    LocationEnum,
    OperationStatus,
    StorageMethod,
    ValidationMode,
)

Id = int | None
_KNOWN_ONLY = ConfigDict(extra="forbid")


class _Request(BaseModel):
    """Words of a vocabulary come out as plain text."""

    model_config = ConfigDict(use_enum_values=True)


class StorageRequest(_Request):
    """Where files of a task or project come from or go to."""

    location: LocationEnum = LocationEnum.local
    cloud_storage_id: Id = None


class AttributeRequest(_Request):
    """A question asked about each object of a label."""

    id: Id = None
    name: str = Field(min_length=1, max_length=64)
    mutable: bool = False
    input_type: InputTypeEnum
    default_value: str | None = Field(None, max_length=128)
    values: list[str] = []
    deleted: bool = False


class SublabelRequest(_Request):
    """An element of a skeleton."""

    id: Id = None
    name: str = Field(min_length=1, max_length=64)
    color: str | None = None
    type: LabelType | None = None
    attributes: list[AttributeRequest] = []
    has_parent: bool | None = None


class PatchedLabelRequest(_Request):
    """A label: new without `id`, changed with it, removed with `deleted`."""

    id: Id = None
    name: str | None = Field(None, min_length=1, max_length=64)
    color: str | None = None
    type: LabelType | None = None
    attributes: list[AttributeRequest] = []
    sublabels: list[SublabelRequest] = []
    svg: str | None = None
    deleted: bool = False


class _Described(_Request):
    bug_tracker: str | None = Field(None, max_length=2000)
    owner_id: Id = None
    assignee_id: Id = None
    labels: list[PatchedLabelRequest] = []
    source_storage: StorageRequest | None = None
    target_storage: StorageRequest | None = None


class ProjectWriteRequest(_Described):
    """A new project."""

    name: str = Field(min_length=1, max_length=256)


class TaskWriteRequest(_Described):
    """A new task."""

    name: str = Field(min_length=1, max_length=256)
    project_id: Id = None
    subset: str | None = Field(None, max_length=64)
    overlap: int | None = Field(None, ge=0, le=2**31 - 1)
    segment_size: int = Field(0, ge=0, le=2**31 - 1)
    consensus_replicas: int = 0


class PatchedProjectWriteRequest(_Described):
    """Changes of a project; what is left out stays."""

    model_config = _KNOWN_ONLY
    name: str | None = Field(None, min_length=1, max_length=256)
    organization_id: Id = None
    """Where it goes with all that is in it; null is the personal sandbox."""


class PatchedTaskWriteRequest(_Described):
    """Changes of a task; what is left out stays."""

    model_config = _KNOWN_ONLY
    name: str | None = Field(None, min_length=1, max_length=256)
    subset: str | None = Field(None, max_length=64)
    project_id: Id = None
    """The project it goes to; null takes it out of the one it is in."""
    label_mapping: dict[str, str] | None = Field(None, max_length=10_000)
    """Names of labels in that project by those here; of others the names are the same."""
    organization_id: Id = None
    """Where it goes, if it is in no project; null is the personal sandbox."""


class _Guide(_Request):
    markdown: str | None = Field(None, max_length=1_000_000)
    is_public: bool | None = None


class AnnotationGuideWriteRequest(_Guide):
    """A new guide, of a task or of a project."""

    task_id: Id = None
    project_id: Id = None


class PatchedAnnotationGuideWriteRequest(_Guide):
    """Changes of a guide; what it is for stays, whatever is sent."""

    task_id: Id = None
    project_id: Id = None


class AssetWriteRequest(_Request):
    """A picture or PDF for a guide, as a form."""

    guide_id: int
    file: Annotated[str, Field(json_schema_extra={"format": "binary"})]


class PatchedJobWriteRequest(_Request):
    """Changes of a job; what is left out stays."""

    model_config = _KNOWN_ONLY
    assignee: Id = None
    stage: JobStage | None = None
    state: OperationStatus | None = None


FrameNumber = Annotated[int, Field(ge=0, le=2**31 - 1)]


class _Chosen(_Request):
    """Frames chosen for ground truth; the method tells which of the others is needed."""

    random_seed: int | None = Field(None, ge=0, le=2**63 - 1)
    frame_count: int | None = Field(None, ge=1)
    frame_share: float | None = Field(None, gt=0, le=1)
    frames_per_job_count: int | None = Field(None, ge=1)
    frames_per_job_share: float | None = Field(None, gt=0, le=1)


class JobWriteRequest(_Chosen):
    """A new ground truth job; `frames` are task-relative."""

    type: JobType
    task_id: int
    assignee: Id = None
    stage: JobStage | None = None
    state: OperationStatus | None = None
    frame_selection_method: FrameSelectionMethod | None = None
    frames: list[FrameNumber] | None = None


class ValidationParamsRequest(_Chosen):
    """Ground truth chosen together with the media; `frames` are names of files."""

    mode: ValidationMode
    frame_selection_method: FrameSelectionMethod
    frames: list[Annotated[str, Field(min_length=1, max_length=1024)]] | None = None


class PatchedJobValidationLayoutWriteRequest(_Request):
    """Other pictures for the honeypots of a job."""

    model_config = _KNOWN_ONLY
    frame_selection_method: FrameSelectionMethod | None = None
    honeypot_real_frames: list[FrameNumber] | None = None


class PatchedTaskValidationLayoutWriteRequest(PatchedJobValidationLayoutWriteRequest):
    """Ground truth frames left out, or other pictures for all honeypots."""

    disabled_frames: list[FrameNumber] | None = None


class PatchedDataMetaWriteRequest(_Request):
    """Changes of a task's or job's frames."""

    model_config = _KNOWN_ONLY
    deleted_frames: list[FrameNumber] | None = None
    cloud_storage_id: Id = None


Ids = Annotated[list[Annotated[int, Field(ge=0, lt=2**63)]], Field(min_length=1, max_length=500)]


class BulkTasksRequest(_Request):
    """One change of many tasks, or their end."""

    model_config = ConfigDict(extra="forbid", use_enum_values=True)
    ids: Ids
    update: PatchedTaskWriteRequest | None = None
    delete: bool = False


class BulkJobsRequest(_Request):
    """One change of many jobs."""

    model_config = ConfigDict(extra="forbid", use_enum_values=True)
    ids: Ids
    update: PatchedJobWriteRequest


class DataRequest(_Request):
    """How uploaded files become frames."""

    chunk_size: int | None = None
    image_quality: int = 70
    start_frame: int = 0
    stop_frame: int | None = None
    frame_filter: str = ""
    client_files: list[Any] = []
    server_files: list[str] = []
    remote_files: list[str] = []
    server_files_exclude: list[str] = []
    use_zip_chunks: bool = False
    use_cache: bool = False
    copy_data: bool = False
    cloud_storage_id: Id = None
    storage_method: StorageMethod | None = None
    storage: Literal["cloud_storage", "local", "share"] | None = None
    sorting_method: str = Field(
        "lexicographical", json_schema_extra={"enum": list(SORTING_METHODS)}
    )
    filename_pattern: str | None = None
    job_file_mapping: list[list[Annotated[str, Field(max_length=1024)]]] | None = None
    upload_file_order: list[str] = []
    validation_params: ValidationParamsRequest | None = None


class AppendRequest(_Request):
    """How further files become frames of a task, and who gets them."""

    model_config = _KNOWN_ONLY
    sorting_method: str = Field(
        "lexicographical", json_schema_extra={"enum": list(SORTING_METHODS)}
    )
    upload_file_order: list[str] = []
    fill_last_job: bool = False
    """Whether the last job gets new frames until it has as many as others."""


def given(request: BaseModel) -> dict[str, Any]:
    """What the caller sent, without the defaults; for labels, attributes and sublabels too."""
    return request.model_dump(exclude_unset=True)
