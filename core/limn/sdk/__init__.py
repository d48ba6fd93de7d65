"""The one door for plugins: import everything from here.

`API` is the version of this contract. A plugin states the major it was written for as
`LIMN_API = 1` in its module; the host refuses another major with a sentence.
"""

from limn.sdk.archive import Archive
from limn.sdk.dataset import (
    Dataset,
    Frame,
    MediaKind,
    MemoryDataset,
    Origin,
    StreamedDataset,
)
from limn.sdk.errors import (
    BadDataset,
    BadInput,
    BadMedia,
    Cancelled,
    Changed,
    Conflict,
    Forbidden,
    LimnError,
    NotEnabled,
    NotFound,
    NotReady,
    PluginFailed,
    StorageFailed,
    TooLarge,
    Unauthenticated,
    UserError,
)
from limn.sdk.events import EndedRun, Event
from limn.sdk.formats import Carries, DatasetFormat
from limn.sdk.hookspecs import hookimpl
from limn.sdk.labels import Attribute, AttributeKind, Label, LabelType
from limn.sdk.reach import Reach
from limn.sdk.runs import Run
from limn.sdk.shapes import (
    SHAPES,
    Annotation,
    AnyShape,
    Box,
    Cuboid,
    Cuboid3D,
    Ellipse,
    Interval,
    Keyframe,
    Mask,
    Points,
    Polygon,
    Polyline,
    Shape,
    Skeleton,
    Tag,
    Track,
)
from limn.sdk.storages import (
    Credentials,
    Listing,
    Place,
    Storage,
    StorageField,
    StorageKind,
    StorageStatus,
    StoredObject,
)

API = 1

__all__ = [
    "API",
    "SHAPES",
    "Annotation",
    "AnyShape",
    "Archive",
    "Attribute",
    "AttributeKind",
    "BadDataset",
    "BadInput",
    "BadMedia",
    "Box",
    "Cancelled",
    "Carries",
    "Changed",
    "Conflict",
    "Credentials",
    "Cuboid",
    "Cuboid3D",
    "Dataset",
    "DatasetFormat",
    "Ellipse",
    "EndedRun",
    "Event",
    "Forbidden",
    "Frame",
    "Interval",
    "Keyframe",
    "Label",
    "LabelType",
    "LimnError",
    "Listing",
    "Mask",
    "MediaKind",
    "MemoryDataset",
    "NotEnabled",
    "NotFound",
    "NotReady",
    "Origin",
    "Place",
    "PluginFailed",
    "Points",
    "Polygon",
    "Polyline",
    "Reach",
    "Run",
    "Shape",
    "Skeleton",
    "Storage",
    "StorageFailed",
    "StorageField",
    "StorageKind",
    "StorageStatus",
    "StoredObject",
    "StreamedDataset",
    "Tag",
    "TooLarge",
    "Track",
    "Unauthenticated",
    "UserError",
    "hookimpl",
]
