"""Writes CVAT's XML a frame at a time."""

from lxml import etree

from limn.sdk import Archive, Dataset, Frame, Run
from limn_formats.cvat_images.elements import Element, element_of, fit_for_xml
from limn_formats.cvat_images.header import Numbering, meta_of


def write(dataset: Dataset, archive: Archive, run: Run) -> None:
    """Put the dataset into the archive as CVAT's XML for images."""
    spool = run.scratch / "annotations.xml"
    origin = dataset.origin
    numbering = Numbering.of(origin.start_frame, origin.frame_filter)
    several = len(dataset.subsets) > 1 or origin.kind == "project"
    with etree.xmlfile(str(spool), encoding="utf-8") as file:
        file.write_declaration()
        with file.element("annotations"):
            version = etree.Element("version")
            version.text = "1.1"
            file.write(version)
            file.write("\n")
            file.write(meta_of(dataset), pretty_print=True)
            for done, frame in enumerate(dataset.frames(), start=1):
                file.write(_image(frame, numbering, several=several), pretty_print=True)
                archive.add_media(_path(frame, several=several), frame)
                run.progress(done, dataset.size)
    with spool.open("rb") as content:
        archive.copy("annotations.xml", content)
    spool.unlink()


def _name(frame: Frame) -> str:
    return frame.media_name or frame.name


def _path(frame: Frame, *, several: bool) -> str:
    return f"images/{frame.subset}/{_name(frame)}" if several else f"images/{_name(frame)}"


def _image(frame: Frame, numbering: Numbering, *, several: bool) -> Element:
    fields = {"id": str(numbering.absolute(frame.index)), "name": fit_for_xml(_name(frame))}
    if several:
        fields["subset"] = fit_for_xml(frame.subset)
    if frame.width and frame.height:
        fields |= {"width": str(frame.width), "height": str(frame.height)}
    image = etree.Element("image", fields)
    image.extend(element_of(one) for one in frame.annotations)
    return image
