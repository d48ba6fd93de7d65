"""A program: Open Policy Agent's own engine decides what it is sent.

Its input is JSON: `policies`, texts by path, and `questions`, pairs of an entrypoint
(`limn/tasks/allow`) and its input. It prints the decisions as JSON, null where there is none.
"""

import json
import sys
from typing import Any

from opa_bindings import OpaEngine, OpaUndefinedError


def main() -> None:
    given = json.load(sys.stdin)
    with OpaEngine() as engine:
        for path, text in given["policies"].items():
            engine.add_policy(path, text)
        json.dump([decided(engine, *one) for one in given["questions"]], sys.stdout)


def decided(engine: OpaEngine, entrypoint: str, question: Any) -> Any:
    try:
        return engine.eval_document(entrypoint.replace("/", "."), question)
    except OpaUndefinedError:
        return None


main()
