"""The pages of a PDF become pictures."""

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from core.media import makers
from limn.media import queries
from limn.media.serving.frames import frame_source
from limn.media.unpacking import papers
from limn.sdk.errors import BadMedia, TooLarge

A5 = (420, 595)


@pytest.fixture
def paper(folder):
    """Writes a PDF of pages that show their number, each of this size in points."""

    def write(pages, name="report.pdf", size=A5):
        shown = [Image.fromarray(makers.painted(number, *size)) for number in range(pages)]
        shown[0].save(folder / name, "PDF", save_all=True, append_images=shown[1:])
        return folder / name

    return write


def test_pages_are_frames_in_their_order(paper, ingested):
    paper(3)
    data = ingested()
    assert queries.frame_names(data) == [f"report/{number:06d}.jpg" for number in (1, 2, 3)]
    assert queries.frame_size(data) == (round(420 / 72 * 200), round(595 / 72 * 200))
    source = frame_source(data)
    assert [makers.number_in(source.pixels(number)) for number in range(3)] == [0, 1, 2]


def test_a_poster_gets_fewer_dots_not_more_pixels(paper, ingested, monkeypatch):
    width, height = queries.frame_size(ingested()) if paper(1, size=(8000, 6000)) else (0, 0)
    assert width * height <= papers.MAX_PAGE_PIXELS * 1.01
    assert width / height == pytest.approx(8 / 6, rel=0.01)


def test_too_many_pages_are_refused_before_one_is_drawn(paper, folder, run, monkeypatch):
    monkeypatch.setattr(papers, "MAX_PAGES", 2)
    with pytest.raises(TooLarge, match=r"report.pdf has 3 pages; at most 2"):
        papers.render(paper(3), "report.pdf", folder / "out", run)
    assert not (folder / "out").exists()


def test_a_page_count_that_lies_is_refused(folder, ingested):
    document = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Count 1000000/Kids[3 0 R]>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>endobj
trailer<</Root 1 0 R>>
"""
    (folder / "a.pdf").write_bytes(document)
    with pytest.raises((BadMedia, TooLarge), match=r"a.pdf"):
        ingested()


@pytest.mark.parametrize("content", [b"%PDF-1.7\nnothing", b"%PDF-"])
def test_a_broken_pdf_is_named(put, ingested, content):
    put({"a.pdf": content})
    with pytest.raises(BadMedia, match=r"a.pdf is a broken PDF"):
        ingested()


def test_colours_of_a_page_are_right(folder, ingested):
    Image.new("RGB", (300, 300), (200, 30, 60)).save(folder / "a.pdf", "PDF")
    seen = frame_source(ingested()).pixels(0)
    assert np.abs(seen[200, 200].astype(int) - (200, 30, 60)).max() < 8
    assert pypdfium2.PdfDocument(folder / "a.pdf")[0].get_size() == (300, 300)
