"""Open Policy Agent's own engine as the measure of the evaluator in process."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from compat import places
from limn.permissions.embedded import EmbeddedRego
from limn.permissions.policies import sources

PROGRAM = Path(__file__).parent / "outside/opa_engine.py"


class Noting(EmbeddedRego):
    """Decides, and keeps each question with its answer."""

    def __init__(self) -> None:
        super().__init__()
        self.decisions = dict[tuple[str, str], Any]()

    def decide(self, entrypoint: str, question: dict[str, Any]) -> Any:
        """As the evaluator in process does."""
        answer = super().decide(entrypoint, question)
        self.decisions[entrypoint, json.dumps(question, sort_keys=True)] = answer
        return answer


def decided_otherwise(decisions: dict[tuple[str, str], Any]) -> dict[tuple[str, str], Any]:
    """The questions that Open Policy Agent answers otherwise, with its answers."""
    questions = [(entrypoint, json.loads(text)) for entrypoint, text in decisions]
    engine = str(places.packages("opa", python="3.14"))
    done = subprocess.run(
        [sys.executable, PROGRAM],
        input=json.dumps({"policies": sources(), "questions": questions}),
        env=os.environ | {"PYTHONPATH": engine},
        capture_output=True, text=True, timeout=300, check=True,
    )  # fmt: skip
    answers = dict(zip(decisions, json.loads(done.stdout), strict=True))
    return {
        one: answers[one] for one in decisions if _ordered(answers[one]) != _ordered(decisions[one])
    }


def _ordered(answer: Any) -> Any:
    """An answer with the parts of each condition in one order, which says nothing."""
    if not isinstance(answer, list):
        return answer
    combined, *parts = answer
    return [combined, *sorted(map(_ordered, parts), key=json.dumps)]
