"""Whatever is sent, it is refused by the path of a value or kept, never a failure."""

import json

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from limn.annotations.checks import check
from limn.annotations.codec import LabeledData, encoded
from limn.annotations.geometry import shape_of
from limn.annotations.preparing import prepare, trim
from limn.annotations.rows import count_new, forget_ids, rows_of
from limn.annotations.slicing import sliced
from limn.annotations.vocabulary import Labels
from limn.sdk import BadInput
from limn.sdk.geometry import rle
from limn.tasks.label_queries import LabelNode, SpecNode
from limn.wire.bodies import decode_bytes

SPECS = (
    SpecNode(1, "still", False, "number", "", ("0", "9", "1")),
    SpecNode(2, "moving", True, "select", "a", ("a", "b")),
)
PARTS = tuple(LabelNode(number, f"part {number}", "", "points", "") for number in (11, 12))
LABELS = Labels([
    LabelNode(1, "thing", "", "any", "", attributes=SPECS, specs={one.id: one for one in SPECS}),
    LabelNode(2, "body", "", "skeleton", "", sublabels=PARTS),
])  # fmt: skip
VALID = {
    "rectangle": [0, 0, 9, 9], "polygon": [0, 0, 9, 0, 9, 9], "polyline": [0, 0, 1, 1],
    "points": [3, 4], "ellipse": [5, 5, 8, 2], "cuboid": list(range(16)),
    "mask": [1, 3, 2, 10, 20, 12, 21], "skeleton": [],
}  # fmt: skip
JUNK = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.just(1e308), st.text(max_size=3),
    st.lists(st.one_of(st.integers(0, 40), st.floats()), max_size=20), st.just({}),
)  # fmt: skip


def mostly(good):
    """`good`, and once in a while something else altogether."""
    return st.integers(0, 60).flatmap(lambda chance: good if chance else JUNK)


def item(label_ids, frame, **more):
    wanted = {"frame": mostly(frame), "label_id": mostly(st.sampled_from(label_ids))} | more
    return st.fixed_dictionaries(wanted, optional={
        "id": mostly(st.integers(1, 5)), "group": mostly(st.integers(0, 3)),
        "source": mostly(st.sampled_from(["manual", "auto"])), "version": mostly(st.just(1)),
    })  # fmt: skip


def geometry(kind):
    vector = st.lists(st.floats(-1e3, 1e3), min_size=len(VALID[kind]), max_size=len(VALID[kind]))
    points = st.just(VALID[kind]) if kind in ("mask", "skeleton") else vector
    return {
        "type": mostly(st.just(kind)), "points": mostly(points),
        "rotation": mostly(st.floats(0, 360)), "occluded": mostly(st.booleans()),
        "outside": mostly(st.booleans()), "z_order": mostly(st.integers(-3, 3)),
    }  # fmt: skip


def answers(spec, values):
    one = st.fixed_dictionaries({"spec_id": mostly(st.just(spec)), "value": mostly(values)})
    return mostly(st.lists(one, max_size=1))


STILL, MOVING = answers(1, st.sampled_from(["", "5"])), answers(2, st.sampled_from(["a", "b"]))
FRAMES = st.integers(0, 9)
SCORE = {"score": mostly(st.floats(0, 1))}
LONE = st.sampled_from([kind for kind in VALID if kind != "skeleton"])


def bodies_at(frame):
    parts = item([11, 12], st.just(frame), **geometry("points"), **SCORE)
    elements = mostly(st.lists(parts, min_size=1, max_size=2))
    return item([2], st.just(frame), **geometry("skeleton"), **SCORE, elements=elements)


def keyframes(kind, attributes):
    one = st.fixed_dictionaries(
        {"frame": mostly(FRAMES), "attributes": attributes, **geometry(kind)}
    )
    return mostly(st.lists(one, max_size=4, unique_by=lambda it: repr(it["frame"])))


SHAPE = st.one_of(
    LONE.flatmap(lambda kind: item([1], FRAMES, **geometry(kind), **SCORE, attributes=STILL)),
    FRAMES.flatmap(bodies_at),
)
TRACK = st.one_of(
    st.sampled_from(["rectangle", "polygon", "polyline", "points", "ellipse"]).flatmap(
        lambda kind: item([1], FRAMES, shapes=keyframes(kind, MOVING), attributes=STILL)
    ),
    item([2], FRAMES, shapes=keyframes("skeleton", st.just([])), elements=mostly(
        st.lists(item([11, 12], FRAMES, shapes=keyframes("points", st.just([]))), max_size=2)
    )),
)  # fmt: skip
BODIES = st.fixed_dictionaries({}, optional={
    "tags": mostly(st.lists(item([1, 2], FRAMES), max_size=2)),
    "shapes": mostly(st.lists(SHAPE, max_size=2)), "tracks": mostly(st.lists(TRACK, max_size=2)),
})  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(BODIES)
def test_what_passes_the_door_can_be_kept_cut_and_drawn(body):
    try:
        data = decode_bytes(json.dumps(body).encode(), LabeledData)
        trim(data, 9)
        check(data, LABELS, range(10))
    except BadInput:
        return
    prepare(data)
    again = msgspec.json.decode(encoded(data), type=LabeledData)
    check(again, LABELS, range(10))
    for start, stop in ((0, 4), (5, 9)):
        part = sliced(data, start, stop)
        prepare(part)
        check(part, LABELS, range(start, stop + 1))
    forget_ids(data)
    count = count_new(data)
    batch = rows_of(data, 1, 1, iter(range(count)))
    assert len(batch.tag) + len(batch.track) + len(batch.shape) == count
    for row in batch.shape:
        shape = shape_of(row[10], json.loads(row[16]), row[14])
        if row[10] == "mask":
            rle.check(shape)


def test_the_body_that_is_meant_to_pass_does():
    """The strategies above reach the other side of the door."""
    passed = 0

    @settings(max_examples=200, deadline=None, database=None)
    @given(BODIES)
    def count(body):
        nonlocal passed
        try:
            data = decode_bytes(json.dumps(body).encode(), LabeledData)
            check(data, LABELS, range(10))
        except BadInput:
            return
        passed += bool(data.tags or data.shapes or data.tracks)

    count()
    assert passed > 20
