"""The pages of a PDF as pictures. Runs in a reader process."""

from pathlib import Path, PurePosixPath

import pypdfium2

from limn.media.images import jpegs
from limn.media.limits import MAX_PAGE_PIXELS, MAX_PAGES
from limn.sdk.errors import BadMedia, TooLarge
from limn.sdk.runs import Run
from limn.storage import space

DPI = 200
"""Dots per inch of a page, unless it would have more than `MAX_PAGE_PIXELS`."""
_QUALITY = 95
_POINTS = 72


def render(path: Path, name: str, folder: Path, run: Run) -> list[str]:
    """Names of the pages, drawn into `folder` one by one: `report/000001.jpg` of `report.pdf`.

    Raises:
        BadMedia: it is broken, encrypted, or has no pages.
        TooLarge: it has more than `MAX_PAGES` pages.
        NoSpace: the disk is full.
    """
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        encrypted = "password" in str(error).lower()
        raise BadMedia(
            f"{name} is protected by a password" if encrypted else f"{name} is a broken PDF"
        ) from error
    pages = len(document)
    if pages > MAX_PAGES:
        raise TooLarge(f"{name} has {pages} pages; at most {MAX_PAGES} are taken")
    if not pages:
        raise BadMedia(f"{name} has no pages")
    home = PurePosixPath(name).with_suffix("").name or "page"
    (folder / home).mkdir(parents=True)
    names: list[str] = []
    for number in range(pages):
        run.progress(0.3 * number, pages, "Drawing pages")
        names.append(f"{home}/{number + 1:06d}.jpg")
        _draw(document, number, folder / names[-1], name)
    return names


def _draw(document: pypdfium2.PdfDocument, number: int, target: Path, name: str) -> None:
    try:
        page = document[number]
        scale = _scale(*page.get_size())
        drawn = page.render(scale=scale, rev_byteorder=True)  # pyright: ignore[reportArgumentType]
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise BadMedia(f"page {number + 1} of {name} cannot be drawn") from error
    with space.told_when_full(f"page {number + 1} of {name}"):
        target.write_bytes(jpegs.jpeg(drawn.to_numpy()[:, :, :3], _QUALITY))
    drawn.close()
    page.close()


def _scale(width: float, height: float) -> float:
    """Pixels for a point, of a page of that many points."""
    fitting = (MAX_PAGE_PIXELS / max(width * height, 1)) ** 0.5
    # One long side of a thin page must not be more than a JPEG can have.
    longest = 65_000 / max(width, height, 1)
    return min(DPI / _POINTS, fitting, longest)
