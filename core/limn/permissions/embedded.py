"""The policies, evaluated in this process by rego-cpp.

They are compiled once a process. An interpreter keeps its input between two calls, so threads
that share one answer each other's questions: every thread has its own.
"""

import logging
import tempfile
import threading
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson
from regopy import Bundle, BundleFormat, Input, Interpreter

from limn.permissions.policies import entrypoints, sources

log = logging.getLogger(__name__)
_REMEMBERED = 8192
_LONGEST_COMPLAINT = 500


class EmbeddedRego:
    """Answers from compiled policies; what fails or is not defined is None, which denies."""

    def __init__(self) -> None:
        self._program = _compiled()
        self._here = threading.local()
        self._remembered = lru_cache(_REMEMBERED)(self._evaluate)

    def decide(self, entrypoint: str, question: dict[str, Any]) -> Any:
        """The value of the rule `entrypoint`; equal questions are answered from memory."""
        try:
            return self._remembered(entrypoint, orjson.dumps(question, option=orjson.OPT_SORT_KEYS))
        except Exception as error:  # noqa: BLE001  # whatever went wrong: no
            # rego-cpp's messages carry the whole syntax tree, so no traceback either
            complaint = str(error)[:_LONGEST_COMPLAINT]
            log.error("%s denied, %s: %s", entrypoint, type(error).__name__, complaint)  # noqa: TRY400
            return None

    def _evaluate(self, entrypoint: str, question: bytes) -> Any:
        interpreter, bundle = self._mine()
        interpreter.set_input(Input(orjson.loads(question)))
        output = interpreter.query_bundle_entrypoint(bundle, entrypoint)
        if not output.ok():
            raise ValueError(str(output))
        expressions = output[0].expressions if len(output) else []
        return expressions[0] if expressions else None

    def _mine(self) -> tuple[Interpreter, Bundle]:
        """This thread's interpreter and its own copy of the program."""
        if not hasattr(self._here, "interpreter"):
            with tempfile.TemporaryDirectory(prefix="limn-policy-") as folder:
                file = Path(folder) / "policy.rbb"
                file.write_bytes(self._program)
                interpreter = Interpreter()
                self._here.bundle = interpreter.load_bundle(str(file), BundleFormat.Binary)
                self._here.interpreter = interpreter
        return self._here.interpreter, self._here.bundle


def _compiled() -> bytes:
    """All policies as one binary program."""
    interpreter = Interpreter()
    for path, text in sources().items():
        interpreter.add_module(path, text)
    bundle = interpreter.build(None, entrypoints())
    with tempfile.TemporaryDirectory(prefix="limn-policy-") as folder:
        file = Path(folder) / "policy.rbb"
        interpreter.save_bundle(str(file), bundle, BundleFormat.Binary)
        return file.read_bytes()
