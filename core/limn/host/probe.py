"""Trying a plugin in a process of its own before it is let into ours.

A module may hang, fork, or leave by `os._exit` while it is imported; here that costs a child.
"""

import json
import subprocess
import sys
from dataclasses import dataclass

from limn.host.discovery import installed
from limn.host.manager import Host

PROBE_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the trial showed: `problem` is empty when the plugin may come in."""

    problem: str
    offers: dict[str, list[str]]


def probe(name: str, beside: frozenset[str]) -> Verdict:
    """Load plugin `name` together with those it will live `beside`, in a child process."""
    command = [sys.executable, "-m", "limn.host.probe", name, *sorted(beside)]
    try:
        child = subprocess.run(
            command, capture_output=True, text=True, timeout=PROBE_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return Verdict(f"loading it took longer than {PROBE_SECONDS:g} s", {})
    last = child.stdout.strip().rpartition("\n")[2]
    try:
        answer = json.loads(last)
        return Verdict(answer["problem"], answer["offers"])
    except (ValueError, KeyError, TypeError):
        return Verdict(f"it ended its process with status {child.returncode} while loading", {})


def _main(name: str, beside: list[str]) -> None:
    host = Host(frozenset({name, *beside})).load([n for n in installed() if n != name] + [name])
    print(json.dumps({"problem": host.failed.get(name, ""), "offers": host.offers_of(name)}))  # noqa: T201


if __name__ == "__main__":
    _main(sys.argv[1], sys.argv[2:])
