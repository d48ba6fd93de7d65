"""Media and clients for the journeys of unmodified cvat-sdk and cvat-cli."""

from pathlib import Path

import av
import numpy as np
import pytest
from cvat_sdk import make_client
from cvat_sdk.core.client import Config
from PIL import Image, ImageDraw

SIZES = [(640, 480), (800, 600), (333, 501), (1280, 720), (97, 64)]


@pytest.fixture(scope="session")
def pictures(tmp_path_factory) -> list[Path]:
    """60 JPEGs of five sizes, each with its number drawn on it."""
    folder = tmp_path_factory.mktemp("pictures")
    noise = np.random.default_rng(7)
    paths = []
    for number in range(60):
        width, height = SIZES[number % len(SIZES)]
        small = noise.integers(0, 255, (9, 12, 3), np.uint8)
        picture = Image.fromarray(small).resize((width, height), Image.Resampling.BICUBIC)
        ImageDraw.Draw(picture).text((10, 10), f"{number}", fill="white")
        paths.append(folder / f"picture_{number:03d}.jpg")
        picture.save(paths[-1], quality=90)
    return paths


@pytest.fixture(scope="session")
def clip(tmp_path_factory) -> Path:
    """An H.264 mp4 of 90 frames at 30 frames/s; frame n is a grey of value 20 + 2n."""
    path = tmp_path_factory.mktemp("clip") / "clip.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=30, options={"bf": "2", "g": "24"})
        stream.width, stream.height, stream.pix_fmt = 320, 240, "yuv420p"
        for number in range(90):
            grey = np.full((240, 320, 3), 20 + 2 * number, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(grey, format="rgb24")))
        container.mux(stream.encode())
    return path


@pytest.fixture
def client(limn_server):
    """A cvat-sdk client signed in as the admin."""
    with make_client(
        limn_server.url, credentials=(limn_server.username, limn_server.password)
    ) as one:
        one.config = Config(status_check_period=0.2)
        yield one
