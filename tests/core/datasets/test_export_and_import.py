import io
import json
import zipfile

import pytest
from django.test import Client

from compat import drawings
from compat.labels import LABELS
from core.datasets.conftest import work
from limn.sdk.dataset import StreamedDataset
from limn.tasks import actions, label_queries
from limn.tasks.actions import delete_frames

CVAT = ("CVAT for images 1.1", "CVAT 1.1")


def plain(desk) -> dict:
    """What is drawn, without ids and in an order of its own."""

    def bare(one):
        if isinstance(one, dict):
            return {k: bare(v) for k, v in one.items() if k not in ("id", "score", "version")}
        return [bare(part) for part in one] if isinstance(one, list) else one

    found = bare(desk.get())
    names = {}
    for label in label_queries.labels_of_task(desk.task):
        for node in (label, *label.sublabels):
            names[node.id] = node.name
            names |= {("spec", spec.id): spec.name for spec in node.attributes}

    def named(one):
        if isinstance(one, dict):
            return {
                key: names[value] if key == "label_id"
                else names["spec", value] if key == "spec_id" else named(value)
                for key, value in one.items()
            }  # fmt: skip
        return [named(part) for part in one] if isinstance(one, list) else one

    return {
        kind: sorted(map(named, found[kind]), key=lambda one: json.dumps(one, sort_keys=True))
        for kind in ("tags", "shapes", "tracks")
    }


def drawn(desk, *, frame=1):
    desk.set(tags=drawings.tags(desk.ids, frame), shapes=drawings.shapes(desk.ids, frame))
    return desk


def test_every_kind_survives_cvats_xml(make_desk):
    first, second = drawn(make_desk()), make_desk()
    run = second.load(first.export(CVAT[0]).content(), CVAT[1])
    assert (run.state, run.message, run.warnings) == ("finished", "", [])
    assert plain(second) == plain(first)
    assert len(plain(second)["shapes"]) == 9


def test_coco_keeps_what_it_holds_and_tells_the_rest(make_desk):
    first, second = drawn(make_desk()), make_desk()
    export = first.export("COCO 1.0")
    assert export.run.warnings == [
        "1 cuboid is left out: COCO 1.0 has no place for it",
        "1 ellipse becomes polygons",
        "1 object loses its group: COCO 1.0 has no place for that",
        "1 set of points is left out: COCO 1.0 has no place for it",
        "1 polyline is left out: COCO 1.0 has no place for it",
        "1 skeleton is left out: COCO 1.0 has no place for it",
        "1 tag is left out: COCO 1.0 has no place for it",
        "1 object loses its z-order: COCO 1.0 has no place for that",
    ]
    second.load(export.content(), "COCO 1.0", conv_mask_to_poly="false")
    shapes = plain(second)["shapes"]
    assert sorted(one["type"] for one in shapes) == [
        "mask", "polygon", "polygon", "rectangle", "rectangle",
    ]  # fmt: skip
    turned = next(one for one in shapes if one["rotation"])
    assert turned["rotation"] == 33.5
    kept = [one for one in plain(first)["shapes"] if one["type"] == "mask"]
    assert [one for one in shapes if one["type"] == "mask"] == kept


def test_masks_become_polygons_unless_asked_to_stay(make_desk):
    first, second = drawn(make_desk()), make_desk()
    second.load(first.export("COCO 1.0").content(), "COCO 1.0")
    assert "mask" not in {one["type"] for one in second.get()["shapes"]}


def test_tracks_survive_coco(make_desk):
    first, second = make_desk(6), make_desk(6)
    first.set(tracks=drawings.tracks(first.ids, last=4))
    second.load(first.export("COCO 1.0").content(), "COCO 1.0")
    (before,), (after,) = plain(first)["tracks"], plain(second)["tracks"]
    assert after["attributes"] == before["attributes"]
    keys = ("frame", "outside", "points", "attributes")
    assert [[one[key] for key in keys] for one in after["shapes"]] == [
        [one[key] for key in keys] for one in before["shapes"]
    ]
    assert [one["occluded"] for one in after["shapes"][:2]] == [False, True]
    assert second.get()["shapes"] == []


def test_the_tracks_of_cvats_video_xml_arrive(make_desk):
    desk = make_desk(6)
    xml = """<annotations><version>1.1</version><meta><task><id>1</id></task></meta>
    <track id="0" label="car" source="manual">
      <box frame="1" outside="0" occluded="0" keyframe="1" xtl="1" ytl="2" xbr="30" ybr="40">
        <attribute name="colour">green</attribute><attribute name="plate">X</attribute></box>
      <box frame="2" outside="0" occluded="0" keyframe="0" xtl="2" ytl="2" xbr="30" ybr="40"/>
      <box frame="4" outside="1" occluded="0" keyframe="1" xtl="3" ytl="2" xbr="30" ybr="40"/>
    </track></annotations>"""
    run = desk.load(xml.encode(), "CVAT 1.1")
    assert run.state == "finished", run.message
    (track,) = plain(desk)["tracks"]
    assert [(one["frame"], one["outside"]) for one in track["shapes"]] == [(1, False), (4, True)]
    assert {"spec_id": "colour", "value": "green"} in track["attributes"]
    assert {"spec_id": "plate", "value": "X"} in track["shapes"][0]["attributes"]


def test_an_import_replaces_or_appends(make_desk):
    desk = drawn(make_desk())
    content = desk.export(CVAT[0]).content()
    desk.load(content, CVAT[1], import_mode="append")
    assert len(desk.get()["shapes"]) == 18
    desk.load(content, CVAT[1])
    assert len(desk.get()["shapes"]) == 9


def test_an_unknown_label_changes_nothing_and_is_named(make_desk):
    desk = drawn(make_desk())
    before = desk.get()
    other = make_desk(labels=[{"name": "bicycle"}])
    other.set(shapes=[drawings.shape("rectangle", 2, other.ids.label("bicycle"), [1, 2, 3, 4])])
    run = desk.load(other.export(CVAT[0]).content(), CVAT[1])
    assert run.state == "failed"
    assert "no label 'bicycle'" in run.message
    assert "the uploaded file" in run.message
    assert desk.get() == before


def test_a_fault_in_the_middle_changes_nothing(make_desk):
    desk = drawn(make_desk())
    before = desk.get()
    content = json.loads(coco(desk, 3))
    content["annotations"][2]["attributes"] = {"colour": "no such colour"}
    run = desk.load(json.dumps(content).encode(), "COCO 1.0")
    assert run.state == "failed"
    assert "no such colour" in run.message
    assert desk.get() == before


def test_a_fault_on_the_last_picture_of_cvats_xml_changes_nothing(make_desk):
    desk = drawn(make_desk())
    before = desk.get()
    with desk.export(CVAT[0]).archive() as archive:
        text = archive.read("annotations.xml").decode()
    good, box = '<box label="car" xtl="1" ytl="2" xbr="3" ybr="4"/>', '<box label="car" xtl="1"/>'
    last = f'<image id="3" name="photo 3.png">{good * 3000}\n{box}</image></annotations>'
    broken = text.replace("</annotations>", last)
    run = desk.load(broken.encode(), CVAT[1])
    assert (run.state, run.error_code) == ("failed", "bad_dataset")
    line = broken[: broken.index(box)].count("\n") + 1
    assert f"annotations.xml:{line}" in run.message
    assert desk.get() == before


def test_a_dataset_without_tracks_is_walked_once(desk, monkeypatch):
    walk, walks = StreamedDataset.frames, []

    def counted(dataset):
        walks.append(dataset)
        return walk(dataset)

    content = desk.export(CVAT[0]).content()
    monkeypatch.setattr(StreamedDataset, "frames", counted)
    assert desk.load(content, CVAT[1]).state == "finished"
    assert len(walks) == 1


def coco(desk, boxes: int, **changes) -> bytes:
    return json.dumps({
        "categories": [{"id": 1, "name": "car"}],
        "images": [{"id": n, "file_name": f"photo {n}.png"} for n in range(desk.task.data.size)],
        "annotations": [
            {"id": n, "image_id": n % 4, "category_id": 1, "bbox": [n, n, 10, 10]}
            for n in range(boxes)
        ],
        **changes,
    }).encode()  # fmt: skip


@pytest.mark.parametrize(
    ("known_as", "told_as"),
    [
        ("photo {}.png", "photo {}.jpg"),
        ("left/photo {}.png", "photo {}.png"),
        ("left/photo {}.png", "set/left/photo {}.png"),
        ("v1.5 {}.png", "v1.5 {}"),
    ],
)
def test_pictures_are_found_by_their_names(make_desk, known_as, told_as):
    desk = make_desk(names=known_as)
    images = [{"id": n, "file_name": told_as.format(n)} for n in range(4)]
    run = desk.load(coco(desk, 4, images=images), "COCO 1.0")
    assert run.state == "finished", run.message
    assert [one["frame"] for one in desk.get()["shapes"]] == [0, 1, 2, 3]


def test_a_picture_the_task_does_not_have_is_named(desk):
    images = [{"id": n, "file_name": f"other {n}.png"} for n in range(4)]
    desk.set(shapes=drawings.shapes(desk.ids, 1))
    before = desk.get()
    run = desk.load(coco(desk, 1, images=images), "COCO 1.0")
    assert "'other 0.png'" in run.message
    assert desk.get() == before


def test_unknown_attributes_are_left_out_and_told(desk):
    annotations = [{"image_id": 0, "category_id": 1, "bbox": [1, 2, 3, 4],
                    "attributes": {"colour": "green", "weight": 5}}]  # fmt: skip
    run = desk.load(coco(desk, 0, annotations=annotations), "COCO 1.0")
    assert run.warnings == ["1 values of 'weight' are left out: 'car' has no such attribute"]


def test_objects_of_another_type_than_their_labels_are_told_of(make_desk):
    """No save refuses them; who imports them is told which they are."""
    desk = make_desk(8)
    car = desk.ids.label("car")
    keyframe = {"type": "rectangle", "frame": 3, "points": [1, 1, 9, 9]}
    desk.set(
        shapes=[
            drawings.shape("rectangle", frame, car, [1, 2, 3, 4]) for frame in (7, 5, 4, 2, 1, 0, 0)
        ]
        + [drawings.shape("polygon", 6, car, [1, 2, 9, 4, 5, 8])],
        tracks=[{"frame": 3, "label_id": car, "shapes": [keyframe]}],
    )
    for_polygons = {"car": {"type": "polygon"}}
    typed = make_desk(8, labels=[one | for_polygons.get(one["name"], {}) for one in LABELS])
    # The one format has tracks, the other a shape on each frame that shows them.
    for (out, back), count in ((CVAT, 12), (("COCO 1.0", "COCO 1.0"), 8)):
        run = typed.load(desk.export(out).content(), back)
        assert run.state == "finished", run.message
        what = f"{count} objects of type rectangle have the label 'car', which is for type polygon"
        assert run.warnings == [f"{what}; first on frame 0, 1, 2, 3, 4"]
        assert run.warnings[0] in typed.client.get(f"/api/requests/{run.key}").json()["message"]
    assert len(typed.get()["shapes"]) == 8


def test_a_job_is_exported_and_imported_alone(make_desk):
    desk = make_desk(6, segment_size=3)
    second = desk.jobs[1]
    desk.set(shapes=[drawings.shape("rectangle", frame, desk.ids.label("car"), [1, 2, 30, 40])
                     for frame in range(6)])  # fmt: skip
    url = f"/api/jobs/{second.id}"
    content = desk.export(CVAT[0], url=url).content()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read("annotations.xml").decode()
    assert "photo 3.png" in xml
    assert "photo 2.png" not in xml
    assert '<image id="3"' in xml
    whole = desk.export(CVAT[0]).content()
    desk.set(shapes=[])
    desk.load(whole, CVAT[1], url=url)
    assert [one["frame"] for one in desk.get()["shapes"]] == [3, 4, 5]


def test_a_project_keeps_subsets_and_names_apart(make_desk, admin, actor_of):
    from compat.labels import LABELS

    project = actions.create_project(actor_of(admin), {"name": "p", "labels": LABELS})
    desks = [make_desk(2, project=project, subset=subset) for subset in ("train", "train", "val")]
    for desk in desks:
        drawn(desk)
    export = desks[0].export("COCO 1.0", url=f"/api/projects/{project.pk}", save_images="true")
    assert export.run.state == "finished", export.run.message
    names = export.archive().namelist()
    second = desks[1].task.pk
    assert f"images/train/photo 0_task{second}.png" in names
    assert "images/val/photo 0.png" in names
    train = json.loads(export.archive().read("annotations/instances_train.json"))
    assert len(train["images"]) == 4


def test_a_track_ends_with_its_task_in_a_project(make_desk, admin, actor_of):
    from compat.labels import LABELS
    from limn.datasets.source import ProjectDataset

    project = actions.create_project(actor_of(admin), {"name": "p", "labels": LABELS})
    desks = [make_desk(4, project=project) for _ in range(2)]
    key = {"type": "rectangle", "frame": 0, "points": [1, 2, 30, 40], "outside": False}
    for desk in desks:
        desk.set(tracks=[{"frame": 0, "label_id": desk.ids.label("car"), "shapes": [key]}])
    first, second = ProjectDataset(project).tracks()
    assert [(one.frame, one.outside) for one in first.keyframes] == [(0, False), (4, True)]
    assert [(one.frame, one.outside) for one in second.keyframes] == [(4, False)]


def test_deleted_frames_are_left_out(make_desk):
    desk = drawn(make_desk())
    delete_frames(desk.task, [1])
    desk.task.data.refresh_from_db()
    content = json.loads(desk.export("COCO 1.0").archive().read(
        "annotations/instances_default.json"))  # fmt: skip
    assert [one["file_name"] for one in content["images"]] == [
        "photo 0.png", "photo 2.png", "photo 3.png",
    ]  # fmt: skip
    assert content["annotations"] == []


def test_pictures_come_along_when_asked_for(desk):
    from limn.sdk.testing.fakes import picture

    bare, whole = desk.export("COCO 1.0"), desk.export("COCO 1.0", save_images="true")
    assert bare.archive().namelist() == ["annotations/instances_default.json"]
    assert whole.archive().read("images/default/photo 2.png") == picture(100, 80, shade=2)
    assert "_annotations_" in bare.run.result["filename"]
    assert "_dataset_" in whole.run.result["filename"]


def test_a_download_has_a_name_and_ranges(desk):
    export = desk.export("COCO 1.0", filename="../my\nfile.zip")
    answer = desk.client.get(export.url)
    assert answer["Content-Disposition"] == 'attachment; filename=".. my file.zip"'
    assert desk.client.head(export.url).status_code == 200
    part = desk.client.get(export.url, headers={"range": "bytes=0-1"})
    assert b"".join(part.streaming_content) == b"PK"


def test_a_download_is_its_owners_alone(desk, make_user, client_of):
    url = desk.export("COCO 1.0").url
    other = client_of(make_user("eve", privilege="admin"))
    assert other.get(url).status_code == 403
    assert client_of(make_user("bob")).get(url).status_code == 403


def test_what_cannot_be_downloaded_is_said(desk):
    url = f"{desk.url}/dataset/download"
    assert desk.client.get(url, {"rq_id": "nonsense"}).status_code == 400
    export = desk.export("COCO 1.0")
    wrong = url.replace(str(desk.task.pk), "999")
    assert desk.client.get(wrong, {"rq_id": export.run.key}).status_code == 400
    started = desk.client.post(f"{desk.url}/dataset/export?format=COCO 1.0")
    assert desk.client.get(url, {"rq_id": started.json()["rq_id"]}).status_code == 400


def test_an_export_at_work_is_not_started_again(desk):
    url = f"{desk.url}/dataset/export?format=COCO 1.0"
    first, again = desk.client.post(url), desk.client.post(url)
    assert (first.status_code, again.status_code) == (202, 409)
    assert first.json() == again.json()
    work(first.json()["rq_id"])
    assert desk.client.post(url).status_code == 202


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("dataset/export?format=Nothing 1.0", 400),
        ("dataset/export?format=CVAT 1.1", 400),
        ("dataset/export", 400),
        ("dataset/export?format=COCO 1.0&location=cloud_storage", 400),
        ("annotations?format=Nothing 1.0", 400),
        ("annotations?format=COCO 1.0", 400),
        ("annotations?format=COCO 1.0&filename=nobody", 404),
        ("annotations?format=COCO 1.0&import_mode=mix", 400),
    ],
)
def test_wrong_questions_are_refused(desk, path, status):
    assert desk.client.post(f"{desk.url}/{path}").status_code == status


def test_a_switched_off_format_is_not_allowed(desk):
    from limn.host import switches
    from limn.host.catalogue import catalogue

    switches.switch("coco", enabled=False, offers=catalogue().offers_of("coco"))
    try:
        assert desk.client.post(f"{desk.url}/dataset/export?format=COCO 1.0").status_code == 405
    finally:
        switches.switch("coco", enabled=True)


@pytest.mark.parametrize("path", ["tasks/{}/dataset", "projects/{}/dataset",
                                  "projects/{}/annotations", "jobs/{}/dataset"])  # fmt: skip
def test_the_old_doors_are_closed(desk, admin, actor_of, path):
    project = actions.create_project(actor_of(admin), {"name": "p", "labels": []})
    number = {"t": desk.task.pk, "p": project.pk, "j": desk.jobs[0].id}[path[0]]
    assert desk.client.get(f"/api/{path.format(number)}").status_code == 410


def test_a_stranger_may_do_nothing(desk, make_user, client_of):
    stranger: Client = client_of(make_user("eve"))
    for path in ("dataset/export?format=COCO 1.0", "annotations?format=COCO 1.0"):
        assert stranger.post(f"{desk.url}/{path}").status_code == 403


def test_an_upload_can_be_resumed(make_desk):
    first, second = drawn(make_desk()), make_desk()
    content = first.export(CVAT[0]).content()
    url, client = f"{second.url}/annotations", second.client
    tus = {"Tus-Resumable": "1.0.0"}
    began = client.post(f"{url}/", headers={"Upload-Start": "", **tus})
    assert began.status_code == 202
    created = client.post(
        f"{url}/", headers={"Upload-Length": str(len(content)), **tus,
                            "Upload-Metadata": "filename YS56aXA="},
    )  # fmt: skip
    assert created.status_code == 201
    name, place = created["Upload-Filename"], created["Location"]
    for start in (0, 100):
        piece = content[start : 100 if start == 0 else None]
        sent = client.patch(
            place, piece, content_type="application/offset+octet-stream",
            headers={"Upload-Offset": str(start), **tus},
        )  # fmt: skip
        assert sent.status_code == 204, sent.content
        assert client.head(place, headers=tus)["Upload-Offset"] == str(start + len(piece))
    finished = client.post(
        url, headers={"Upload-Finish": ""}, query_params={"format": CVAT[1], "filename": name}
    )
    assert finished.status_code == 202, finished.content
    assert work(finished.json()["rq_id"]).state == "finished"
    assert plain(second) == plain(first)


def test_people_are_told_beforehand(make_desk):
    desk = drawn(make_desk())
    told = desk.client.get(f"{desk.url}/dataset/fidelity?format=COCO 1.0").json()
    assert told["complete"]
    assert told["changes"] == desk.export("COCO 1.0").run.warnings
    told = desk.client.get(f"{desk.url}/dataset/fidelity?format=CVAT for images 1.1").json()
    assert told["changes"] == []
