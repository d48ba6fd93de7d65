"""The form in which tracks are kept."""


def frames(line):
    return [(one["frame"], one["outside"]) for one in line["shapes"]]


def test_a_track_that_begins_before_its_first_keyframe_is_hidden_until_then(place):
    [track] = place.put({"tracks": [place.track(place.key(4), place.key(6), frame=1)]})["tracks"]
    assert track["frame"] == 1
    assert frames(track) == [(1, True), (4, False), (6, False)]
    assert place.get()["tracks"][0]["shapes"][0]["points"] == [0.0, 0.0, 10.0, 10.0]


def test_a_track_begins_no_later_than_its_first_keyframe(place):
    place.put({"tracks": [place.track(place.key(5), place.key(2), frame=5)]})
    [track] = place.get()["tracks"]
    assert track["frame"] == 2
    assert frames(track) == [(2, False), (5, False)]


def test_a_track_without_keyframes_is_dropped(place):
    assert (
        place.put({"tracks": [place.track(), place.track(place.key(1))]})["tracks"][0]["frame"] == 1
    )
    assert len(place.get()["tracks"]) == 1


def test_elements_begin_with_their_skeleton(place):
    def point(frame, **more):
        return {"type": "points", "frame": frame, "points": [1.0, 1.0]} | more

    def element(name, *keys):
        return {"frame": 9, "label_id": place.ids.part(name), "shapes": list(keys)}

    track = {
        "frame": 1, "label_id": place.ids.label("person"),
        "shapes": [{"type": "skeleton", "frame": 3, "points": []}],
        "elements": [element("head", point(2)), element("knee", point(5)), element("foot")],
    }  # fmt: skip
    place.put({"tracks": [track]})
    [kept] = place.get()["tracks"]
    assert (kept["frame"], frames(kept)) == (1, [(1, False)])
    assert [(one["frame"], frames(one)) for one in kept["elements"]] == [
        (1, [(1, True), (2, False)]),
        (1, [(1, True), (5, False)]),
    ]


def test_a_skeleton_whose_elements_alone_move_gets_a_keyframe_of_its_own(place):
    part = {"frame": 2, "label_id": place.ids.part("head"), "shapes": [
        {"type": "points", "frame": 2, "points": [1, 1]}]}  # fmt: skip
    track = {"frame": 2, "label_id": place.ids.label("person"), "shapes": [], "elements": [part]}
    place.put({"tracks": [track]})
    [kept] = place.get()["tracks"]
    assert [(one["type"], one["frame"], one["points"]) for one in kept["shapes"]] == [
        ("skeleton", 2, [])
    ]


def test_hiding_a_track_after_the_last_frame_says_nothing_and_is_dropped(place):
    place.put({"tracks": [place.track(place.key(0), place.key(10, outside=True))]})
    assert frames(place.get()["tracks"][0]) == [(0, False)]
