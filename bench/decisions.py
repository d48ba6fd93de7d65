"""What a permission decision takes, in a process like the web's, once it is warm."""

import os
import statistics
import subprocess
import sys
import time

from bench.deployments import Server
from bench.material import Material
from bench.measuring import Stopwatch

ROUNDS, TIMES = 2_000, 20


def work(server: Server, material: Material, stopwatch: Stopwatch) -> None:
    """The median decision about a task, of a member of an organization, in µs."""
    del material
    command = [sys.executable, "-m", "bench.decisions"]
    told = subprocess.run(
        command, check=True, env=os.environ | server.environment, stdout=subprocess.PIPE
    )
    stopwatch.note("decision", float(told.stdout))


def main() -> None:
    """Print the median of many decisions, in µs."""
    import django

    django.setup()
    from limn.permissions.actor import Actor
    from limn.permissions.check import allowed
    from limn.tasks.models import Project, Task

    actor = Actor(user_id=1, privilege="user", roles={5: "worker"}, organization=5)
    project = Project(pk=7, owner_id=2, assignee_id=3, organization_id=5)
    tasks = [
        Task(pk=pk, owner_id=2, assignee_id=1, organization_id=5, project=project)
        for pk in range(TIMES)
    ]

    def ask() -> float:
        started = time.perf_counter()
        for task in tasks:
            allowed(actor, "task:update", task)
        return (time.perf_counter() - started) / TIMES * 1e6

    ask()
    print(statistics.median(ask() for _ in range(ROUNDS)))


if __name__ == "__main__":
    main()
