"""A video of 1080p30 in the browser: how steadily it plays, and how soon a frame is there."""

import random
import statistics
from pathlib import Path

from playwright.sync_api import Page

from bench.browsing import Spent, opened
from bench.deployments import Server
from bench.material import RATE, Material
from bench.measuring import Stopwatch

SCRIPT = Path(__file__).with_suffix(".js").read_text()
AT_ITS_OWN_SPEED = (
    "localStorage.setItem('limn.workspace.preferences',"
    f" JSON.stringify({{ state: {{ speed: {RATE} }}, version: 0 }}))"
)
SECONDS, SEEKS, RUNS = 6, 40, 2
PAUSE_MS = 400
"""Between two seeks: what is looked ahead for is made ready meanwhile."""


def work(server: Server, material: Material, stopwatch: Stopwatch) -> None:
    """All rows about playing a video."""
    client = server.client
    task_id = client.new_task()
    client.upload_file(task_id, material.large_video)
    client.make_ready(task_id)
    with opened(server, task_id, SCRIPT, AT_ITS_OWN_SPEED) as (page, spent):
        _play(page, spent, stopwatch)
        _seek(page, stopwatch)
    client.remove(task_id)


def _play(page: Page, spent: Spent, stopwatch: Stopwatch) -> None:
    def play() -> dict[str, float]:
        page.evaluate("playback.seek(30)")
        page.wait_for_timeout(PAUSE_MS)
        page.evaluate("playback.forget()")
        before = spent()
        page.keyboard.press("Space")
        page.wait_for_timeout(SECONDS * 1000)
        page.keyboard.press("Space")
        gaps: list[float] = page.evaluate("playback.gaps()")
        return {
            "play": statistics.mean(gaps),
            "play p95": statistics.quantiles(gaps, n=20)[-1],
            "play CPU": (spent() - before) / len(gaps),
        }

    stopwatch.time("play", play, runs=RUNS)


def _seek(page: Page, stopwatch: Stopwatch) -> None:
    """Over the whole video: the first run downloads it as well."""
    numbers = random.Random(3)

    def seek() -> dict[str, float]:
        taken: list[float] = []
        for frame in numbers.sample(range(600), SEEKS):
            taken.append(page.evaluate("n => playback.seek(n)", frame))
            page.wait_for_timeout(PAUSE_MS)
        return {
            "seek": statistics.median(taken),
            "seek p95": statistics.quantiles(taken, n=20)[-1],
        }

    stopwatch.time("seek", seek, runs=RUNS)
