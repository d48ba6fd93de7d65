"""Drawn streets for the demo, with the truth about what is in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 960, 540  # px
_HORIZON, _CURB = 250, 300
_PAINTS = ("#c0392b", "#2471a3", "#d4ac0d", "#7d3c98", "#ecf0f1", "#1e8449")


@dataclass(frozen=True, slots=True)
class Car:
    """A car: its left edge at second 0, its lane's height, its speed, its length; px and px/s."""

    left: float
    bottom: float
    speed: float
    length: float
    paint: str

    def box(self, second: float) -> list[float]:
        """Where it is then: x1, y1, x2, y2, cut at the borders of the picture."""
        left = self.left + self.speed * second
        x1, x2 = max(0.0, left), min(float(WIDTH), left + self.length)
        return [round(v, 2) for v in (x1, self.bottom - self.length * 0.42, x2, self.bottom)]

    def is_in(self, second: float) -> bool:
        """Whether enough of it is in the picture then to be seen."""
        x1, _, x2, _ = self.box(second)
        return x2 - x1 > 12


@dataclass(frozen=True, slots=True)
class Scene:
    """A street: cars that move, trees and houses that do not."""

    cars: tuple[Car, ...]
    trees: tuple[tuple[int, int], ...]
    sky: str

    def draw(self, second: float) -> Image.Image:
        """The street as it looks then."""
        picture = Image.new("RGB", (WIDTH, HEIGHT), self.sky)
        pen = ImageDraw.Draw(picture)
        pen.rectangle((0, _HORIZON, WIDTH, _CURB), "#6d8b5f")
        pen.polygon(self.road(), "#55585c")
        for x in range(-40, WIDTH, 120):
            pen.rectangle((x, 404, x + 60, 410), "#f4f6f6")
        for x, size in self.trees:
            pen.rectangle((x - 5, _CURB - 50, x + 5, _CURB - 4), "#6e4b2a")
            pen.ellipse((x - size, _CURB - 60 - size, x + size, _CURB - 60 + size), "#2d6a3f")
        for car in sorted(self.cars, key=lambda one: one.bottom):
            _draw_car(pen, car, car.left + car.speed * second)
        return picture

    def road(self) -> list[tuple[float, float]]:
        """The road's outline."""
        return [(0, _CURB), (WIDTH, _CURB), (WIDTH, HEIGHT - 20), (0, HEIGHT - 20)]


def scenes(count: int, seed: int) -> Iterator[Scene]:
    """Streets, each another, the same for the same seed."""
    chance = Random(seed)  # noqa: S311 (a drawing, not a secret)
    for _ in range(count):
        yield _scene(chance)


def _scene(chance: Random) -> Scene:
    lanes = (365, 445, 505)
    return Scene(
        cars=tuple(
            Car(
                left=chance.uniform(-60, WIDTH - 160),
                bottom=lane,
                speed=chance.choice((-1, 1)) * chance.uniform(60, 160),
                length=chance.uniform(120, 190),
                paint=chance.choice(_PAINTS),
            )
            for lane in lanes
        ),
        trees=tuple((chance.randrange(40, WIDTH - 40), chance.randrange(22, 44)) for _ in range(5)),
        sky=chance.choice(("#a9cce3", "#d6dbdf", "#fad7a0", "#85929e")),
    )


def _draw_car(pen: ImageDraw.ImageDraw, car: Car, left: float) -> None:
    height = car.length * 0.42
    top, right = car.bottom - height, left + car.length
    wheel = height * 0.22
    pen.rounded_rectangle((left, top + height * 0.4, right, car.bottom - wheel), 8, car.paint)
    pen.polygon(
        [
            (left + car.length * 0.2, top + height * 0.42),
            (left + car.length * 0.32, top),
            (left + car.length * 0.7, top),
            (left + car.length * 0.84, top + height * 0.42),
        ],
        car.paint,
    )
    for middle in (0.22, 0.78):
        x = left + car.length * middle
        pen.ellipse((x - wheel, car.bottom - 2 * wheel, x + wheel, car.bottom), "#1b1b1b")
