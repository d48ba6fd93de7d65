"""The words that projects, tasks, jobs and labels are told in; named as CVAT's components."""

from enum import StrEnum


class JobStage(StrEnum):
    """What a job is waiting for."""

    annotation = "annotation"
    validation = "validation"
    acceptance = "acceptance"


class OperationStatus(StrEnum):
    """How far a job is within its stage."""

    new = "new"
    in_progress = "in progress"
    completed = "completed"
    rejected = "rejected"


class JobStatus(StrEnum):
    """Stage and state in the single word of older clients."""

    annotation = "annotation"
    validation = "validation"
    completed = "completed"


class JobType(StrEnum):
    """What a job's annotations are for."""

    annotation = "annotation"
    ground_truth = "ground_truth"
    consensus_replica = "consensus_replica"


class FrameSelectionMethod(StrEnum):
    """How ground truth frames are chosen."""

    random_uniform = "random_uniform"
    random_per_job = "random_per_job"
    manual = "manual"


class ValidationMode(StrEnum):
    """Where ground truth is: on frames of the jobs, or on a pool of honeypots."""

    gt = "gt"
    gt_pool = "gt_pool"


class LabelType(StrEnum):
    """What can be drawn with a label."""

    any = "any"
    cuboid = "cuboid"
    ellipse = "ellipse"
    mask = "mask"
    points = "points"
    polygon = "polygon"
    polyline = "polyline"
    rectangle = "rectangle"
    skeleton = "skeleton"
    interval = "interval"
    tag = "tag"


class InputTypeEnum(StrEnum):
    """How an attribute is answered."""

    checkbox = "checkbox"
    radio = "radio"
    number = "number"
    text = "text"
    select = "select"


class ChunkType(StrEnum):
    """What the frames of a chunk are packed as."""

    video = "video"
    imageset = "imageset"
    audio_mp3 = "audio_mp3"


class StorageType(StrEnum):
    """Where the originals of media are."""

    cloud_storage = "cloud_storage"
    local = "local"
    share = "share"


class StorageMethod(StrEnum):
    """Whether chunks are made on demand, or all at once."""

    cache = "cache"
    file_system = "file_system"


class LocationEnum(StrEnum):
    """Where files of a project or task come from or go to."""

    cloud_storage = "cloud_storage"
    local = "local"
