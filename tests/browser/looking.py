"""Compares what the canvas shows with the picture of how it shall look."""

import io
import os
from pathlib import Path

import numpy as np
from PIL import Image
from playwright.sync_api import Page

from browser.workspace import Workspace

KEPT = Path(__file__).parent / "looks"
"""A PNG of each look. `LIMN_KEEP_LOOKS=1` writes them anew; look at what that changed."""
SEEN = 20
"""Levels of 255 by which a pixel must differ to be another one: fonts and anti-aliasing do less."""
SHARE = 0.002
"""Of all pixels, the share that may differ."""


def settled(page: Page, clip: dict[str, float]) -> Image.Image:
    """That part of the window, px, once two pictures of it in a row are the same."""
    before = b""
    for _ in range(50):
        shown = page.screenshot(clip=clip)
        if shown == before:
            return Image.open(io.BytesIO(shown)).convert("RGB")
        before = shown
        page.wait_for_timeout(120)
    raise AssertionError("the canvas does not come to rest")


def picture_of(work: Workspace) -> Image.Image:
    """The picture with what is drawn on it, as the canvas shows them."""
    left, top = work.place((0, 0))
    right, bottom = work.place(work.size)
    box = work.canvas.bounding_box()
    assert box
    left, top = max(left, box["x"]), max(top, box["y"])
    right, bottom = min(right, box["x"] + box["width"]), min(bottom, box["y"] + box["height"])
    clip = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    return settled(work.page, {side: float(round(value)) for side, value in clip.items()})


def between(one: Image.Image, other: Image.Image) -> np.ndarray:
    """Levels by which each pixel differs, of its colours the most: height × width, uint8."""
    return np.abs(np.asarray(one, int) - np.asarray(other, int)).max(axis=2).astype(np.uint8)


def share_of_others(apart: np.ndarray) -> float:
    """Of all pixels, the share that a person would call another one."""
    return float((apart > SEEN).mean())


def assert_looks(work: Workspace, name: str, scratch: Path) -> None:
    """The canvas looks as `looks/NAME.png`; if not, it and the difference go to `scratch`."""
    shown, kept = picture_of(work), KEPT / f"{name}.png"
    if os.environ.get("LIMN_KEEP_LOOKS"):
        shown.save(kept, optimize=True)
        return
    meant = Image.open(kept).convert("RGB")
    assert shown.size == meant.size, f"{name}: {shown.size} px, not {meant.size}"
    apart = between(shown, meant)
    share = share_of_others(apart)
    if share > SHARE:
        shown.save(scratch / f"{name}.png")
        Image.fromarray(apart).save(scratch / f"{name}.difference.png")
    assert share <= SHARE, f"{share:.2%} of {name} look otherwise; see {scratch}"
