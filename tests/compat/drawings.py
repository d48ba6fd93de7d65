"""One annotation of every kind, as a client sends it."""

from typing import Any

from compat.labels import Ids


def attributes(ids: Ids) -> list[dict[str, Any]]:
    values = {"colour": "green", "side": "right", "parked": "true", "doors": "2", "plate": "B-É 7"}
    return [{"spec_id": ids.spec(name), "value": value} for name, value in values.items()]


def shape(type_: str, frame: int, label: int, points: list[float], **more: Any) -> dict[str, Any]:
    return {"type": type_, "frame": frame, "label_id": label, "points": points, **more}


def shapes(ids: Ids, frame: int = 0) -> list[dict[str, Any]]:
    """Every kind of shape, on `frame`."""
    car = ids.label("car")
    parts = [
        shape("points", frame, ids.part(name), [30.5 + 10 * n, 20.25 + 10 * n], occluded=n == 1)
        for n, name in enumerate(("head", "knee", "foot"))
    ]
    return [
        shape("rectangle", frame, car, [10.5, 10, 60.25, 40], attributes=attributes(ids), group=3),
        shape("rectangle", frame, car, [20, 20, 50, 60], rotation=33.5, z_order=2),
        shape("polygon", frame, car, [5, 5, 50, 8.5, 40, 45], occluded=True),
        shape("polyline", frame, car, [5, 5, 50, 8, 40, 45, 12, 13]),
        shape("points", frame, car, [5, 5, 50, 8, 40, 45]),
        shape("ellipse", frame, car, [45, 30, 75, 10], rotation=12),
        shape("mask", frame, car, [2, 3, 4, 3, 10, 10, 13, 12]),
        shape("cuboid", frame, car, [5, 10, 5, 40, 30, 12, 30, 42, 45, 8, 45, 36, 20, 6, 20, 34]),
        shape("skeleton", frame, ids.label("person"), [], elements=parts),
    ]


def tags(ids: Ids, frame: int = 0) -> list[dict[str, Any]]:
    return [{"frame": frame, "label_id": ids.label("scene"), "attributes": []}]


def tracks(ids: Ids, last: int) -> list[dict[str, Any]]:
    """A box that moves, hides and comes back."""
    car, plate = ids.label("car"), ids.spec("plate")

    def key(frame: int, points: list[float], plate_text: str, **more: Any) -> dict[str, Any]:
        given = [{"spec_id": plate, "value": plate_text}]
        return {
            "type": "rectangle", "frame": frame, "points": points, "attributes": given,
            "occluded": False, "outside": False, **more,
        }  # fmt: skip

    return [
        {
            "frame": 0,
            "label_id": car,
            "group": 0,
            "source": "manual",
            "attributes": [{"spec_id": ids.spec("colour"), "value": "green"}],
            "shapes": [
                key(0, [10, 10, 30, 30], "one"),
                key(last // 2, [40, 20, 60, 50], "two", occluded=True),
                key(last, [40, 20, 60, 50], "two", outside=True),
            ],
        }
    ]
