"""All policies as the archive an OPA server polls."""

import gzip
import hashlib
import io
import tarfile
from functools import cache

from limn.permissions.policies import sources


@cache
def archive() -> tuple[bytes, str]:
    """The bundle (`.tar.gz`, always the same bytes for the same policies) and its ETag."""
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w") as bundle:
        for path, text in sorted(sources().items()):
            content = text.encode()
            entry = tarfile.TarInfo(path)
            entry.size = len(content)
            bundle.addfile(entry, io.BytesIO(content))
    packed = gzip.compress(plain.getvalue(), mtime=0)
    return packed, hashlib.blake2b(packed, digest_size=32).hexdigest()
