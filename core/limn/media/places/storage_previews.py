"""A small picture of what a connected storage holds."""

import itertools
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from limn.media import kinds
from limn.media.images import jpegs
from limn.media.serving import stills
from limn.media.serving.encoded import Encoded
from limn.media.serving.previews import QUALITY, SIDE
from limn.sdk.errors import NotFound, TooLarge
from limn.sdk.storages import Storage
from limn.storage.browsing import manifest_names
from limn.storage.opening import attributes_of, opened
from limn.storage.queries import CloudStorage

_LARGEST = 64 << 20
_LOOKED_AT = 1000


def preview(row: CloudStorage) -> Encoded:
    """A JPEG of the first picture of the storage's manifests, else of the storage.

    Raises:
        NotFound: there is no picture.
        BadMedia, TooLarge: it cannot be read, or is too large for it.
    """
    storage = opened(row)
    names = itertools.islice(_names(storage, row), _LOOKED_AT)
    key = next((name for name in names if kinds.by_extension(name) == "image"), None)
    if key is None:
        raise NotFound("Cloud storage preview was not found: no picture is in it")
    found = storage.head(key)
    if found.size > _LARGEST:
        raise TooLarge(f"{key} has {found.size >> 20} MiB, too many for a preview")
    with TemporaryDirectory() as folder:
        path = Path(folder) / PurePosixPath(key).name
        path.write_bytes(b"".join(storage.stream(key, tag=found.tag)))
        small = jpegs.within(stills.as_pixels(path, key, shrink_to=SIDE), SIDE)
    return Encoded(jpegs.jpeg(small, QUALITY), jpegs.JPEG)


def _names(storage: Storage, row: CloudStorage) -> Iterator[str]:
    for manifest in row.manifests:
        yield from manifest_names(storage, manifest)
    yield from (one.key for one in storage.walk(attributes_of(row).get("prefix", "")))
