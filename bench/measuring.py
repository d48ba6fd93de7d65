"""Wall time, processor time, and how fast the machine is just then."""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import orjson
import psutil

from bench.rows import ROWS

Processes = Callable[[], Mapping[str, Sequence[psutil.Process]]]
Deed = Callable[[], Mapping[str, float] | None]


@dataclass
class Figure:
    """One row of the table, in seconds or the row's unit.

    `cpu` is processor time per run by kind of process; `calibration` what a fixed workload
    took before and after.
    """

    key: str
    seconds: list[float] = field(default_factory=list[float])
    cpu: dict[str, float] = field(default_factory=dict[str, float])
    calibration: tuple[float, float] = (0.0, 0.0)
    skipped: str = ""

    @property
    def median(self) -> float:
        """The median of all runs."""
        return statistics.median(self.seconds)


class Stopwatch:
    """Times deeds and keeps the figures; `processes` tells whose processor time counts."""

    def __init__(self, processes: Processes) -> None:
        self._processes = processes
        self.figures: dict[str, Figure] = {}

    def time(
        self,
        key: str,
        deed: Deed,
        *,
        runs: int = 5,
        times: int = 1,
        prepare: Callable[[], object] | None = None,
        finish: Callable[[], object] | None = None,
    ) -> None:
        """Do `deed` some times, each after `prepare` and before `finish`, which are not timed.

        A deed may tell its own figures by key, where they are not its whole time. It does the
        same `times` over, by which its processor time is divided.
        """
        before = calibrate()
        seconds: dict[str, list[float]] = {}
        used: dict[str, float] = {}
        for _ in range(runs):
            if prepare:
                prepare()
            started, before_it = time.perf_counter(), self._all_spent()
            told = deed() or {key: time.perf_counter() - started}
            for name, one in self._all_spent().items():
                used[name] = used.get(name, 0.0) + one - before_it[name]
            for name, one in told.items():
                seconds.setdefault(name, []).append(one)
            if finish:
                finish()
        cpu = {name: total / runs / times for name, total in used.items()}
        around = before, calibrate()
        for name, figures in seconds.items():
            self.figures[name] = Figure(name, figures, cpu if name == key else {}, around)
            print(f"  {ROWS[name].work:<56}{self.figures[name].median:8.3f} s", flush=True)

    def note(self, key: str, amount: float) -> None:
        """Keep a figure that is no time."""
        self.figures[key] = Figure(key, [amount])
        print(f"  {ROWS[key].work:<56}{amount:8.0f} {ROWS[key].unit}", flush=True)

    def skip(self, key: str, why: str) -> None:
        """Leave a row out, and tell why."""
        self.figures[key] = Figure(key, skipped=why)

    def _all_spent(self) -> dict[str, float]:
        return {name: sum(map(spent, tree)) for name, tree in self._processes().items()}


def spent(process: psutil.Process) -> float:
    """Seconds of processor time that a process has had; none once it is gone."""
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return times.user + times.system


def calibrate() -> float:
    """Seconds of a fixed piece of work on JSON and arrays; the least of three."""
    return min(_calibrate() for _ in range(3))


def _calibrate() -> float:
    started = time.perf_counter()
    rows = [{"id": n, "points": [n * 0.5, 1.25, n + 0.75, 33.5]} for n in range(10_000)]
    orjson.loads(orjson.dumps(rows))
    grid = np.arange(250_000, dtype=np.float64).reshape(500, 500) / 1e5
    for _ in range(4):
        grid = np.sort(np.sin(grid @ grid.T), axis=0)
    return time.perf_counter() - started
