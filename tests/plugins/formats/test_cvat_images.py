import numpy as np
import pytest
from lxml import etree

from limn.sdk import SHAPES, BadDataset, Box, Frame, Label, MemoryDataset, Origin, Points, Tag
from limn.sdk.testing.fakes import labels, sample
from limn.sdk.testing.trip import drained, read_back, written
from limn_formats.cvat_images import Cvat, CvatForImages

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<annotations>\n<version>1.1</version>\n'
VIDEO = (
    HEAD
    + """<meta><task>
  <size>20</size><start_frame>100</start_frame><frame_filter>step=2</frame_filter>
  <labels>
    <label><name>car</name><color>#fff</color><type>any</type><attributes>
      <attribute><name>model</name><mutable>False</mutable><input_type>text</input_type>
        <default_value></default_value><values></values></attribute>
      <attribute><name>door</name><mutable>True</mutable><input_type>checkbox</input_type>
        <default_value>false</default_value><values>false</values></attribute>
    </attributes></label>
    <label><name>body</name><type>skeleton</type><attributes/><svg>&lt;circle/&gt;</svg></label>
    <label><name>hand</name><type>points</type><attributes/><parent>body</parent></label>
  </labels>
</task></meta>
<track id="0" label="car" source="file" group_id="4">
  <box frame="100" outside="0" occluded="1" keyframe="1" xtl="1.50" ytl="2" xbr="9" ybr="8"
       z_order="2"><attribute name="model">T</attribute>
    <attribute name="door">false</attribute></box>
  <box frame="102" outside="0" occluded="0" keyframe="0" xtl="2.50" ytl="2" xbr="10" ybr="8"
       z_order="2"><attribute name="model">T</attribute>
    <attribute name="door">false</attribute></box>
  <box frame="104" outside="1" occluded="0" keyframe="1" xtl="2.50" ytl="2" xbr="10" ybr="8"
       z_order="2"><attribute name="model">T</attribute>
    <attribute name="door">true</attribute></box>
</track>
<track id="1" label="body" source="manual">
  <skeleton frame="102" keyframe="1" z_order="0">
    <points label="hand" outside="0" occluded="0" keyframe="1" points="5,6"/>
  </skeleton>
</track>
</annotations>"""
)


def saved(folder, text, name="annotations.xml"):
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text)
    return folder


def image(inside):
    return (
        f'{HEAD}<image id="0" name="a.png" width="9" height="9">\n{inside}\n</image></annotations>'
    )


def test_the_file_is_laid_out_as_cvat_does(tmp_path):
    files = written(CvatForImages(), sample(frames=1, pictures=True), tmp_path)
    assert (files / "images/photo 0.png").is_file()
    root = etree.parse(files / "annotations.xml").getroot()
    assert [child.tag for child in root] == ["version", "meta", "image"]
    assert root.findtext("version") == "1.1"
    assert root.findtext("meta/task/labels/label/name") == "thing"
    assert root.findtext("meta/task/segments/segment/stop") == "0"
    assert dict(root.find("image").attrib) == {
        "id": "0", "name": "photo 0.png", "width": "64", "height": "48",
    }  # fmt: skip
    box = root.find("image/box")
    assert list(box.attrib) == [
        "label", "source", "occluded", "xtl", "ytl", "xbr", "ybr", "rotation", "z_order",
    ]  # fmt: skip
    assert box.findtext("attribute[@name='colour']") == "blue"
    assert root.find("image/mask").get("rle") == "3, 34, 2, 9, 2, 49"
    assert root.find("image/cuboid").get("xbl1") == "4.0"
    assert root.find("image/cuboid").get("ybl1") == "20.0"
    assert [part.get("label") for part in root.find("image/skeleton")] == ["head", "tail"]


def test_coordinates_come_back_exactly(tmp_path, run):
    box = Box(label="thing", x1=1 / 3, y1=np.pi, x2=1e-7, y2=12345.678901234567)
    frame = Frame(index=0, name="a.png", annotations=(box,))
    dataset = MemoryDataset(labels=(Label(name="thing"),), all_frames=(frame,))
    files = written(CvatForImages(), dataset, tmp_path)
    ((back,),) = (frame.annotations for frame in Cvat().read(files, run).frames())
    assert back == box


def test_labels_come_back_with_everything(tmp_path):
    files = written(CvatForImages(), sample(frames=1), tmp_path)
    assert read_back(Cvat(), files, tmp_path).labels == labels()


def test_frames_are_numbered_as_in_the_video(tmp_path):
    frames = tuple(Frame(index=n, name=f"frame_{n:06d}", media_name=f"frame_{n:06d}.png")
                   for n in range(3))  # fmt: skip
    origin = Origin(start_frame=100, frame_filter="step=5")
    dataset = MemoryDataset(media="video", all_frames=frames, origin=origin)
    files = written(CvatForImages(), dataset, tmp_path)
    root = etree.parse(files / "annotations.xml").getroot()
    assert [one.get("id") for one in root.iter("image")] == ["100", "105", "110"]
    assert [frame.index for frame in read_back(Cvat(), files, tmp_path).frames()] == [0, 1, 2]


def test_a_project_keeps_its_subsets_apart(tmp_path):
    frames = tuple(Frame(index=n, name="same.png", subset=s) for n, s in enumerate(("a", "b")))
    dataset = MemoryDataset(all_frames=frames, origin=Origin(kind="project"))
    files = written(CvatForImages(), dataset, tmp_path)
    assert read_back(Cvat(), files, tmp_path).subsets == ("a", "b")


def test_tracks_of_a_video_are_read(tmp_path, run):
    dataset = Cvat().read(saved(tmp_path / "files", VIDEO), run)
    assert (dataset.media, dataset.size) == ("video", 20)
    assert [label.name for label in dataset.labels] == ["car", "body"]
    assert dataset.labels[1].sublabels[0].name == "hand"
    car, body = dataset.tracks()
    assert (car.label, car.group, car.source) == ("car", 4, "file")
    assert car.attributes == {"model": "T"}
    assert [(one.frame, one.outside) for one in car.keyframes] == [(0, False), (2, True)]
    assert car.keyframes[0].shape.occluded
    assert car.keyframes[1].shape.attributes["door"] == "true"
    (hand,) = body.elements
    assert hand.label == "hand"
    assert hand.keyframes[0].frame == 1


def test_frames_of_a_video_show_what_is_visible(tmp_path, run):
    first, second = Cvat().read(saved(tmp_path / "files", VIDEO), run).frames()
    assert (first.index, first.name) == (0, "")
    assert [one.keyframe for one in first.annotations] == [True]
    car, body = second.annotations
    assert (car.track, car.keyframe, car.x1) == (0, False, 2.5)
    assert isinstance(body.elements[0], Points)


@pytest.mark.parametrize(
    "inside",
    [
        '<box label="x" xtl="1" ytl="2" xbr="3"/>',
        '<box label="x" xtl="1" ytl="2" xbr="3" ybr="nan"/>',
        '<box xtl="1" ytl="2" xbr="3" ybr="4"/>',
        '<box label="x" xtl="1" ytl="2" xbr="3" ybr="4" z_order="high"/>',
        '<box label="x" xtl="1" ytl="2" xbr="3" ybr="4"><attribute>1</attribute></box>',
        '<polygon label="x" points="1,2;3,4"/>',
        '<polygon label="x" points="1,2;3,4;5"/>',
        '<points label="x"/>',
        '<mask label="x" rle="1, 2" left="0" top="0" width="2" height="2"/>',
        '<mask label="x" rle="1, -2" left="0" top="0" width="2" height="2"/>',
        '<mask label="x" rle="1, 3" left="0" top="0" width="2"/>',
        '<ellipse label="x" cx="1" cy="1" rx="1"/>',
        '<cuboid label="x" xtl1="1"/>',
        '<skeleton label="x"><points label="y" points="1"/></skeleton>',
    ],
)
def test_the_line_of_a_fault_is_told(tmp_path, run, inside):
    with pytest.raises(BadDataset, match=r"annotations\.xml:5"):
        drained(Cvat().read(saved(tmp_path / "files", image(inside)), run))


def test_the_line_where_the_file_breaks_is_told(tmp_path, run):
    with pytest.raises(BadDataset, match=r"annotations\.xml:5"):
        Cvat().read(saved(tmp_path / "files", image("<box label=></box>")), run)


def test_a_frame_the_task_does_not_have_is_told(tmp_path, run):
    broken = VIDEO.replace('frame="102"', 'frame="101"')
    with pytest.raises(BadDataset, match="frame 101"):
        Cvat().read(saved(tmp_path / "files", broken), run)


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE a [<!ENTITY x "y">]><annotations>&x;</annotations>',
        '<!DOCTYPE a SYSTEM "file:///etc/passwd"><annotations/>',
        "<html/>",
        "",
        "<annotations>" + "<a>" * 5000,
    ],
)
def test_what_is_not_cvats_xml_is_refused(tmp_path, run, text):
    with pytest.raises(BadDataset, match=r"annotations\.xml"):
        Cvat().read(saved(tmp_path / "files", text), run)


def test_a_file_of_any_name_is_read(tmp_path, run):
    folder = saved(tmp_path / "files", image('<tag label="x"/>'), name="task 5.xml")
    assert Cvat().recognises(folder) == 0.9
    (frame,) = Cvat().read(folder, run).frames()
    assert frame.annotations == (Tag(label="x"),)


def test_characters_xml_cannot_hold_are_replaced(tmp_path):
    tag = Tag(label="x", attributes={"note": "a\x00b\x1bc"})
    dataset = MemoryDataset(
        labels=(Label(name="x"),), all_frames=(Frame(index=0, name="a.png", annotations=(tag,)),)
    )
    files = written(CvatForImages(), dataset, tmp_path)
    (frame,) = read_back(Cvat(), files, tmp_path).frames()
    assert frame.annotations[0].attributes == {"note": "a\ufffdb\ufffdc"}


def test_every_kind_is_carried():
    assert CvatForImages.carries.kinds == {Tag, *SHAPES}
