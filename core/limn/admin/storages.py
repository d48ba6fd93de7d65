"""Connected storages as an administrator handles them."""

from limn.storage.actions import seal_anew

__all__ = ["seal_anew"]
