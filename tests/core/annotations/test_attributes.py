"""Attributes: defaults are shown and not stored, wrong answers are refused."""

import pytest


def answers(place, item):
    names = {one.id: one.name for one in place.ids.labels["car"].attributes}
    return {names[one["spec_id"]]: one["value"] for one in item["attributes"]}


def test_what_was_not_answered_shows_the_default_and_is_not_stored(place):
    from limn.annotations.models import Shape

    given = [{"spec_id": place.ids.spec("colour"), "value": "green"}]
    place.put({"shapes": [place.box(attributes=given)]})
    assert answers(place, place.get()["shapes"][0]) == {
        "colour": "green", "side": "left", "parked": "false", "doors": "4", "plate": "",
    }  # fmt: skip
    assert (
        Shape.objects.get().attributes == f'[{{"spec_id":{given[0]["spec_id"]},"value":"green"}}]'
    )


def test_a_keyframe_goes_on_with_the_answer_before(place):
    plate = place.ids.spec("plate")
    track = place.track(
        place.key(0), place.key(3, attributes=[{"spec_id": plate, "value": "X1"}]), place.key(6),
        attributes=[{"spec_id": place.ids.spec("side"), "value": "right"}],
    )  # fmt: skip
    place.put({"tracks": [track]})
    [shown] = place.get()["tracks"]
    assert answers(place, shown) == {"side": "right", "colour": "red", "doors": "4"}
    assert [answers(place, one) for one in shown["shapes"]] == [
        {"parked": "false", "plate": ""},
        {"parked": "false", "plate": "X1"},
        {"parked": "false", "plate": "X1"},
    ]


def test_a_deleted_attribute_is_not_shown_any_more(place):
    from limn.tasks.models import AttributeSpec

    spec = place.ids.spec("doors")
    place.put({"shapes": [place.box(attributes=[{"spec_id": spec, "value": "2"}])]})
    AttributeSpec.objects.filter(pk=spec).delete()
    assert "doors" not in answers(place, place.get()["shapes"][0])


@pytest.mark.parametrize(
    ("name", "value", "fits"),
    [
        ("colour", "green", True), ("colour", "blue", False), ("side", "up", False),
        ("parked", "true", True), ("parked", "maybe", False), ("doors", "6", True),
        ("doors", "7", False), ("doors", "nan", False), ("doors", "six", False),
        ("plate", "anything ☂", True), ("plate", "x" * 4097, False),
    ],
)  # fmt: skip
def test_only_allowed_values_are_kept(place, name, value, fits):
    body = {"shapes": [place.box(attributes=[{"spec_id": place.ids.spec(name), "value": value}])]}
    if fits:
        place.put(body)
    else:
        assert list(place.refusal(body)) == ["shapes[0].attributes[0].value"]


def test_tracks_keep_immutable_answers_and_keyframes_mutable_ones(place):
    mutable = [{"spec_id": place.ids.spec("plate"), "value": "x"}]
    fixed = [{"spec_id": place.ids.spec("side"), "value": "left"}]
    on_track = place.refusal({"tracks": [place.track(place.key(0), attributes=mutable)]})
    assert list(on_track) == ["tracks[0].attributes[0].spec_id"]
    on_key = place.refusal({"tracks": [place.track(place.key(0, attributes=fixed))]})
    assert list(on_key) == ["tracks[0].shapes[0].attributes[0].spec_id"]


def test_an_attribute_of_another_label_or_given_twice_is_refused(place):
    side = {"spec_id": place.ids.spec("side"), "value": "left"}
    assert place.refusal({"tags": [place.tag(attributes=[side])]})
    assert list(place.refusal({"shapes": [place.box(attributes=[side, side])]})) == [
        "shapes[0].attributes[1].spec_id"
    ]
