"""The canvas in headless Chromium without a GPU: processor time a frame of all its processes."""

import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from bench import playback
from bench.browsing import Spent, opened
from bench.deployments import Server
from bench.material import Material
from bench.measuring import Stopwatch

SCRIPT = Path(__file__).with_suffix(".js").read_text()
RUNS, FRAMES, CHANGES = 2, 40, 10


def work(server: Server, material: Material, stopwatch: Stopwatch) -> None:
    """All rows about the canvas."""
    _shapes(server, material, stopwatch)
    playback.work(server, material, stopwatch)


def _shapes(server: Server, material: Material, stopwatch: Stopwatch) -> None:
    """Shapes are put into the open editor, nothing is saved."""
    client = server.client
    task_id = client.new_task()
    client.upload_pictures(task_id, material.pictures[:2])
    client.make_ready(task_id)
    with opened(server, task_id, SCRIPT) as (page, spent):
        _zoom_and_pan(page, spent, stopwatch)
        _frames(page, spent, stopwatch)
        _objects(page, stopwatch)
    client.remove(task_id)


def _zoom_and_pan(page: Page, spent: Spent, stopwatch: Stopwatch) -> None:
    for count in (1_000, 5_000):
        page.evaluate("n => bench.fill(n, 50, true)", count)
        page.wait_for_timeout(2500)
        key = f"zoom {count:,}"
        stopwatch.time(key, _a_frame(page, spent, key, "bench.zoom"), runs=RUNS)
        key = f"settle {count:,}"
        stopwatch.time(key, _settling(page, spent, key), runs=RUNS)
    page.evaluate("bench.fill(10000, 50, false)")
    page.wait_for_timeout(3000)
    stopwatch.time("pan", _a_frame(page, spent, "pan", "bench.pan"), runs=RUNS)


def _frames(page: Page, spent: Spent, stopwatch: Stopwatch) -> None:
    page.evaluate("bench.fill(1000, 50, true)")
    page.wait_for_timeout(1500)
    deed = _a_frame(page, spent, "frame change", "bench.change", CHANGES)
    stopwatch.time("frame change", deed, runs=RUNS)


def _objects(page: Page, stopwatch: Stopwatch) -> None:
    def hits() -> dict[str, float]:
        return {"hit test": page.evaluate("bench.hits(5000)")}

    def rows() -> dict[str, float]:
        return {"side bar": page.evaluate("bench.rows(10000)")}

    page.evaluate("bench.fill(50000, 12, false)")
    page.wait_for_timeout(3000)
    stopwatch.time("hit test", hits, runs=RUNS)
    stopwatch.time("side bar", rows, runs=RUNS)


def _a_frame(
    page: Page, spent: Spent, key: str, deed: str, frames: int = FRAMES
) -> Callable[[], dict[str, float]]:
    def measure() -> dict[str, float]:
        started = spent()
        page.evaluate(f"n => {deed}(n)", frames)
        return {key: (spent() - started) / frames}

    return measure


def _settling(page: Page, spent: Spent, key: str) -> Callable[[], dict[str, float]]:
    """What it costs to draw everything sharp after the view came to rest."""

    def measure() -> dict[str, float]:
        page.evaluate("bench.zoom(2)")
        started = spent()
        time.sleep(1.5)
        return {key: spent() - started}

    return measure
