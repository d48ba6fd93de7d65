"""Where the files that media was made from lie."""

from pathlib import Path

from limn.media import share
from limn.media.models import Data
from limn.storage import store


def root(data: Data) -> Path:
    """The folder that the paths of this data's pictures and videos are relative to.

    Raises:
        Unavailable: it lies on a share that this server no longer has.
    """
    return share.root() if data.storage == "share" else store.media_folder(data.pk)
