"""Pictures worth labelling: a road under a low sun, with cars, trees and a house."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import av
import numpy as np
from PIL import Image, ImageDraw

Colour = tuple[int, int, int]
Polygon = tuple[tuple[float, float], ...]

SKY = ((28, 48, 92), (120, 140, 178), (246, 196, 150))
"""From the top of the picture down to the horizon."""
HILLS = ((104, 112, 140), (78, 96, 108), (58, 82, 74))
CARS = ((192, 57, 43), (241, 196, 15), (52, 120, 198), (236, 240, 241))
SMOOTH = 2
"""How much larger than wanted it is drawn, to be scaled down."""


@dataclass(frozen=True)
class Thing:
    """Something in the picture: what it is and its outline in px."""

    name: str
    outline: Polygon

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom, px."""
        xs, ys = zip(*self.outline, strict=True)
        return min(xs), min(ys), max(xs), max(ys)


def road(width: int, height: int, seed: int = 0) -> tuple[Image.Image, list[Thing]]:
    """A picture of that size in px, and what can be labelled on it, the farthest first."""
    painter = _Painter(width, height, seed)
    painter.sky()
    painter.hills()
    painter.lane()
    painter.trees()
    painter.house()
    painter.cars()
    return painter.finished(), painter.things


def jpeg(width: int, height: int, seed: int = 0) -> bytes:
    """The same as the bytes of a JPEG file."""
    file = BytesIO()
    road(width, height, seed)[0].save(file, "JPEG", quality=92)
    return file.getvalue()


def write_jpegs(folder: Path, sizes: list[tuple[int, int]]) -> list[Path]:
    """A JPEG of each size in px: `road_00.jpg`, `road_01.jpg`, …"""
    paths = []
    for number, (width, height) in enumerate(sizes):
        paths.append(folder / f"road_{number:02d}.jpg")
        paths[-1].write_bytes(jpeg(width, height, number))
    return paths


def write_clip(path: Path) -> Path:
    """An H.264 mp4 of 40 frames at 25 frames/s that grows lighter from frame to frame."""
    picture = road(640, 360)[0]
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=25, options={"g": "12", "bf": "2"})
        stream.width, stream.height, stream.pix_fmt = 640, 360, "yuv420p"
        for number in range(40):
            lit = picture.point(lambda value, light=0.3 + number * 0.017: int(value * light))
            container.mux(stream.encode(av.VideoFrame.from_image(lit)))
        container.mux(stream.encode())
    return path


class _Painter:
    """Draws in shares of the picture's width and height, so that every size looks alike."""

    def __init__(self, width: int, height: int, seed: int) -> None:
        self.size = (width, height)
        self.big = (width * SMOOTH, height * SMOOTH)
        self.chance = np.random.default_rng(seed)
        self.horizon = 0.52
        self.image = Image.new("RGB", self.big)
        self.draw = ImageDraw.Draw(self.image)
        self.things: list[Thing] = []

    def sky(self) -> None:
        rows = int(self.big[1] * self.horizon)
        stops = np.linspace(0, 1, len(SKY))
        share = np.linspace(0, 1, rows)
        ramp = np.stack([np.interp(share, stops, [c[i] for c in SKY]) for i in range(3)], -1)
        band = np.repeat(ramp[:, None, :], self.big[0], 1).astype(np.uint8)
        self.image.paste(Image.fromarray(band), (0, 0))
        x, y, radius = self.chance.uniform(0.55, 0.75), self.horizon - 0.1, 0.035
        self.ellipse(x, y, radius, (255, 232, 200))

    def hills(self) -> None:
        x = np.linspace(0, 1, 80)
        for depth, colour in enumerate(HILLS):
            waves = sum(
                np.sin(x * self.chance.uniform(3, 9) * (k + 1) + self.chance.uniform(0, 6))
                / (k + 1)
                for k in range(3)
            )
            y = self.horizon - 0.07 + depth * 0.035 + waves * 0.02
            self.polygon([*zip(x, y, strict=True), (1, 1), (0, 1)], colour)
        self.polygon([(0, self.horizon), (1, self.horizon), (1, 1), (0, 1)], (88, 104, 66))

    def lane(self) -> None:
        top, middle = self.horizon, 0.5
        edges = [(middle - 0.015, top), (middle + 0.015, top), (0.95, 1.0), (0.05, 1.0)]
        self.polygon(edges, (70, 72, 78))
        self.things.append(self.thing("road", edges))
        for share in (0.02, 0.1, 0.24, 0.46, 0.78):
            long, wide = share * 0.12 + 0.004, share * 0.018 + 0.0016
            y = top + share * (1 - top)
            self.box(middle - wide / 2, y, wide, long, (214, 208, 190))

    def trees(self) -> None:
        for near, size in ((0.09, 0.34), (0.2, 0.22), (0.3, 0.12), (0.91, 0.32)):
            x = near + self.chance.uniform(-0.02, 0.02)
            self.tree(x, self.horizon + size * 0.32, size)

    def tree(self, x: float, foot: float, size: float) -> None:
        trunk = [(x - size * 0.02, foot), (x + size * 0.02, foot), (x, foot - size * 0.6)]
        self.polygon(trunk, (62, 48, 40))
        turns = np.linspace(0, 2 * np.pi, 26, endpoint=False)
        reach = size * (0.3 + self.chance.uniform(-0.035, 0.035, len(turns)))
        crown = [
            (x + r * 0.62 * np.cos(turn), foot - size * 0.66 + r * 1.1 * np.sin(turn))
            for turn, r in zip(turns, reach, strict=True)
        ]
        self.polygon(crown, (46 + int(x * 30), 74, 52))
        self.things.append(self.thing("tree", crown))

    def house(self) -> None:
        left, right, middle = 0.66, 0.82, 0.74
        foot, eaves, ridge = self.horizon + 0.06, self.horizon - 0.09, self.horizon - 0.19
        outline = [(left, foot), (left, eaves), (middle, ridge), (right, eaves), (right, foot)]
        roof = [(left - 0.012, eaves), (middle, ridge - 0.012), (right + 0.012, eaves)]
        self.polygon(outline, (214, 196, 176))
        self.polygon(roof, (142, 68, 58))
        for x in (left + 0.03, right - 0.06):
            self.box(x, eaves + 0.035, 0.03, 0.055, (252, 222, 150))
        self.things.append(self.thing("house", outline))

    def cars(self) -> None:
        for x, y, size in ((0.455, 0.62, 0.07), (0.61, 0.71, 0.13), (0.35, 0.87, 0.24)):
            self.car(x + self.chance.uniform(-0.015, 0.015), y, size)

    def car(self, x: float, y: float, size: float) -> None:
        """`x` is its middle, `y` where it stands, `size` its width."""
        tall = size * self.big[0] / self.big[1]
        paint = CARS[int(self.chance.integers(len(CARS)))]

        def mirrored(*half: tuple[float, float]) -> list[tuple[float, float]]:
            """Points of the left half, in shares of the car, and those of the right one."""
            both = [*half, *((-across, up) for across, up in reversed(half))]
            return [(x + across * size, y - up * tall) for across, up in both]

        for tyre in (-0.36, 0.24):
            self.box(x + tyre * size, y - tall * 0.1, size * 0.12, tall * 0.1, (24, 24, 28))
        body = mirrored((-0.5, 0.06), (-0.5, 0.34), (-0.4, 0.42), (-0.31, 0.7))
        self.polygon(body, paint)
        self.polygon(mirrored((-0.34, 0.43), (-0.27, 0.65)), (58, 72, 88))
        for light in (-0.39, 0.39):
            self.ellipse(x + light * size, y - tall * 0.25, size * 0.045, (235, 70, 60))
        self.things.append(self.thing("car", body))

    def box(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        right, bottom = x + width, y + height
        self.polygon([(x, y), (right, y), (right, bottom), (x, bottom)], colour)

    def polygon(self, points: list[tuple[float, float]], colour: Colour) -> None:
        self.draw.polygon([(x * self.big[0], y * self.big[1]) for x, y in points], fill=colour)

    def ellipse(self, x: float, y: float, radius: float, colour: Colour) -> None:
        x, y, r = x * self.big[0], y * self.big[1], radius * self.big[0]
        self.draw.ellipse([x - r, y - r, x + r, y + r], fill=colour)

    def thing(self, name: str, points: list[tuple[float, float]]) -> Thing:
        width, height = self.size
        return Thing(name, tuple((float(x) * width, float(y) * height) for x, y in points))

    def finished(self) -> Image.Image:
        return self.image.resize(self.size, Image.Resampling.LANCZOS)
