"""Connected storages, and the bucket for media, as an administrator handles them."""

from limn.media.places.in_bucket import sweep
from limn.storage.actions import seal_anew

__all__ = ["seal_anew", "sweep"]
