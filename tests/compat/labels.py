"""The labels of the journeys: attributes of each kind, and a skeleton."""

ATTRIBUTES = [
    {"name": "colour", "mutable": False, "input_type": "select", "values": ["red", "green"],
     "default_value": "red"},
    {"name": "side", "mutable": False, "input_type": "radio", "values": ["left", "right"],
     "default_value": "left"},
    {"name": "parked", "mutable": True, "input_type": "checkbox", "values": ["false"],
     "default_value": "false"},
    {"name": "doors", "mutable": False, "input_type": "number", "values": ["0", "6", "1"],
     "default_value": "4"},
    {"name": "plate", "mutable": True, "input_type": "text", "values": [""],
     "default_value": ""},
]  # fmt: skip

SVG = (
    '<line x1="20" y1="20" x2="50" y2="80" data-type="edge" data-node-from="1" data-node-to="2">'
    "</line>"
    '<line x1="50" y1="80" x2="80" y2="20" data-type="edge" data-node-from="2" data-node-to="3">'
    "</line>"
    '<circle r="1.5" cx="20" cy="20" data-type="element node" data-element-id="1"'
    ' data-node-id="1" data-label-name="head"></circle>'
    '<circle r="1.5" cx="50" cy="80" data-type="element node" data-element-id="2"'
    ' data-node-id="2" data-label-name="knee"></circle>'
    '<circle r="1.5" cx="80" cy="20" data-type="element node" data-element-id="3"'
    ' data-node-id="3" data-label-name="foot"></circle>'
)

LABELS = [
    {"name": "car", "color": "#2080c0", "type": "any", "attributes": ATTRIBUTES},
    {"name": "scene", "type": "tag", "attributes": []},
    {
        "name": "person",
        "type": "skeleton",
        "attributes": [],
        "svg": SVG,
        "sublabels": [
            {"name": "head", "type": "points", "attributes": []},
            {"name": "knee", "type": "points", "attributes": []},
            {"name": "foot", "type": "points", "attributes": []},
        ],
    },
]


class Ids:
    """Ids of labels and attributes by name."""

    def __init__(self, labels) -> None:
        self.labels = {one.name: one for one in labels}

    def label(self, name: str) -> int:
        return self.labels[name].id

    def part(self, name: str) -> int:
        return next(one.id for one in self.labels["person"].sublabels if one.name == name)

    def spec(self, name: str) -> int:
        return next(one.id for one in self.labels["car"].attributes if one.name == name)
