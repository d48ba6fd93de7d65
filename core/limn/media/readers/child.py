"""The child's side: `python -m limn.media.readers.child` reads deeds, one JSON a line.

Each is answered by lines of JSON (`progress`, `warn`, `fetch`, at last `done` or `error`), the
last one with `bytes` of content behind it. Nothing else is ever written to its standard output.
The bytes asked for by `fetch` come by the standard input.
"""

import argparse
import json
import os
import select
import sys
import traceback
from typing import Any, BinaryIO

from limn.media.readers import limited
from limn.media.readers.deeds import DEEDS
from limn.media.readers.telling import TellingRun, tell
from limn.sdk.errors import LimnError

IDLE_SECONDS = 600.0
"""Somebody who uploads one file after the other does not wait for the start of a process."""
_MOST_DEEDS = 1000
"""What libraries leave behind in memory goes with the process."""


def do(asked: dict[str, Any], told: BinaryIO) -> None:
    """Do one deed and tell how it went."""
    limited.more_time()
    try:
        done = DEEDS[asked["deed"]](TellingRun(told), **asked["about"])
        tell(told, {"kind": "done", "value": done.value}, done.content)
    except LimnError as error:
        tell(told, {"kind": "error", "code": error.code, "message": str(error)})
    except MemoryError:
        tell(told, {"kind": "error", "code": "memory", "message": ""})
    except Exception:  # noqa: BLE001 (whatever a deed raises is the parent's to tell)
        tell(told, {"kind": "error", "code": "internal", "message": traceback.format_exc()[-4000:]})


def main() -> None:
    """Answer until nobody asks any more: the parent has ended, or has nothing for a minute."""
    told = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Libraries that print would garble what we tell.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    asked = _asked()
    limited.limit()
    limited.stay_on(**json.loads(asked.ground))
    patience = None if asked.lasting else IDLE_SECONDS
    for _ in range(_MOST_DEEDS):
        ready, _, _ = select.select([sys.stdin], [], [], patience)
        line = sys.stdin.buffer.readline() if ready else b""
        if not line:
            return
        do(json.loads(line), told)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--ground", required=True, help="JSON of the folders to stay on")
    parser.add_argument("--lasting", action="store_true", help="never leave by itself")
    return parser.parse_args()


if __name__ == "__main__":
    main()
