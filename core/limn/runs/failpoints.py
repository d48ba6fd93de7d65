"""A door for tests: stop this process dead at a named point, as a power cut would.

`LIMN_FAILPOINT=export:packed` kills the process with SIGKILL where the code passes that point;
`LIMN_FAILPOINT=export:packed@/some/file` does so once, leaving the file as a mark. Several are
separated by commas. Nothing happens unless the variable is set.
"""

import os
import signal
from pathlib import Path


def pass_by(point: str) -> None:
    """Go on, unless a test asked this process to die here."""
    for wanted in os.environ.get("LIMN_FAILPOINT", "").split(","):
        name, _, mark = wanted.partition("@")
        if name == point and not (mark and Path(mark).exists()):
            if mark:
                Path(mark).touch()
            os.kill(os.getpid(), signal.SIGKILL)
