"""One child process, seen from its parent."""

import json
import logging
import os
import select
import signal
import subprocess
import sys
import time
from typing import Any, NamedTuple

from limn.media.far_files import Fetch
from limn.media.part_files import PartMissing
from limn.media.readers.ground import Ground
from limn.media.readers.limited import CPU_SECONDS
from limn.sdk.errors import BadInput, BadMedia, LimnError, TooLarge
from limn.sdk.runs import Run
from limn.storage.space import NoSpace

log = logging.getLogger(__name__)

SILENT_SECONDS = 180.0
"""How long a child may say nothing."""
_LOOK_MS = 500
_BLOCK = 1 << 20
_KEPT = ("PATH", "PYTHONPATH", "TMPDIR", "LD_LIBRARY_PATH", "VIRTUAL_ENV")
_ERRORS: dict[str, type[LimnError]] = {
    error.code: error for error in (BadMedia, BadInput, TooLarge, NoSpace, PartMissing)
}


class Gone(Exception):
    """The child had ended before it took the question."""


class Answer(NamedTuple):
    """What a deed gave: a value of JSON, and bytes."""

    value: Any
    content: bytes


class Reader:
    """Runs the module `child` on that ground, at once; secrets of our environment stay with us.

    A `lasting` one does not leave when nobody asks for a while.
    """

    def __init__(self, child: str, ground: Ground, *, lasting: bool = False) -> None:
        self.lasting, self.ground = lasting, ground
        self.path: object = None
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                child,
                "--ground",
                json.dumps(ground.told()),
                *(["--lasting"] if lasting else []),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=kept | {"OPENBLAS_NUM_THREADS": "1", "LC_ALL": "C.UTF-8"},
            cwd="/",
            bufsize=0,
        )
        self._rest = bytearray()
        if self._process.stdin is not None:
            # Else one that does not listen would keep us for ever.
            os.set_blocking(self._process.stdin.fileno(), False)

    @property
    def pid(self) -> int:
        """The child's process id."""
        return self._process.pid

    def lives(self) -> bool:
        """Whether the child has not ended."""
        return self._process.poll() is None

    def end(self) -> None:
        """End the child, whatever it does."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def ask(
        self, deed: str, run: Run | None, about: dict[str, Any], fetch: Fetch | None = None
    ) -> Answer | LimnError:
        """The child's answer, or its error.

        Raises:
            Gone: it had left already.
            BadMedia: it died over the file, or was silent for too long.
        """
        try:
            self._send(
                json.dumps({"deed": deed, "about": about}).encode() + b"\n", run, about["name"]
            )
        except BrokenPipeError as error:
            raise Gone from error
        heard = False
        while True:
            line = self._line(run, about["name"], heard=heard)
            heard, told = True, json.loads(line)
            match told["kind"]:
                case "progress":
                    if run is not None:
                        run.progress(told["done"], told["total"], told["message"])
                case "warn":
                    if run is not None:
                        run.warn(told["message"])
                case "fetch" if fetch is not None:
                    self._give(fetch, told["spans"], run, about["name"])
                case "done":
                    return Answer(told["value"], self._bytes(told["bytes"], run, about["name"]))
                case _:
                    return _error(told["code"], told["message"], about["name"])

    def _give(self, fetch: Fetch, spans: Any, run: Run | None, name: str) -> None:
        if run is not None:
            run.check()
        content = fetch([(int(start), int(stop)) for start, stop in spans])
        try:
            self._send(content, run, name)
        except BrokenPipeError as error:
            raise self._died(name) from error

    def _send(self, content: bytes, run: Run | None, name: str) -> None:
        """Have the child read all of this; it may be as slow as it may be silent."""
        assert self._process.stdin is not None  # noqa: S101 (a pipe was asked for)
        pipe, left = self._process.stdin.fileno(), memoryview(content)
        while left:
            self._wait(pipe, select.POLLOUT, run, name)
            left = left[os.write(pipe, left) :]

    def _line(self, run: Run | None, name: str, *, heard: bool) -> bytes:
        while (at := self._rest.find(b"\n")) < 0:
            if not self._more(run, name):
                if not heard and not self._rest and self._process.wait() == 0:
                    raise Gone
                raise self._died(name)
        line = bytes(self._rest[:at])
        del self._rest[: at + 1]
        return line

    def _bytes(self, wanted: int, run: Run | None, name: str) -> bytes:
        while len(self._rest) < wanted:
            if not self._more(run, name):
                raise self._died(name)
        content = bytes(self._rest[:wanted])
        del self._rest[:wanted]
        return content

    def _more(self, run: Run | None, name: str) -> bool:
        """Whether the child said more, waited for as long as it may be silent."""
        assert self._process.stdout is not None  # noqa: S101 (a pipe was asked for)
        pipe = self._process.stdout.fileno()
        self._wait(pipe, select.POLLIN, run, name)
        said = os.read(pipe, _BLOCK)
        self._rest += said
        return bool(said)

    def _wait(self, pipe: int, event: int, run: Run | None, name: str) -> None:
        """Return once the child says something, or listens."""
        until = time.monotonic() + SILENT_SECONDS
        waiting = select.poll()
        waiting.register(pipe, event)
        while not waiting.poll(_LOOK_MS):
            if run is not None:
                run.check()
            if time.monotonic() > until:
                raise BadMedia(f"{name} could not be read within {SILENT_SECONDS:.0f} s")

    def _died(self, name: str) -> BadMedia:
        ended = self._process.wait()
        log.warning("a reader ended with %d over %s", ended, name)
        if ended == -signal.SIGXCPU:
            return BadMedia(f"{name} takes more than {CPU_SECONDS} s to be read")
        return BadMedia(f"{name} could not be read: it broke the program that reads it")


def _error(code: str, message: str, name: str) -> LimnError:
    if code in _ERRORS:
        return _ERRORS[code](message)
    if code == "memory":
        return TooLarge(f"{name} needs more memory to be read than one file may take")
    log.error("a reader failed over %s:\n%s", name, message)
    return LimnError(f"{name} could not be read: an internal error, the server's log tells more")
