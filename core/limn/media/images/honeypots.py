"""Frames that show the picture of another frame of the same data.

A honeypot's row repeats what it shows: nothing that reads frames has to know of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from limn.media.models import Data, Picture
from limn.media.probing import Probed
from limn.media.queries import get_pictures

_BATCH = 500


def rearranged(probed: Probed, order: Sequence[int], real: Mapping[int, int]) -> Probed:
    """Media whose frames are the used pictures at the places `order`, some of them repeated.

    `real` has for each frame that is a honeypot the frame whose picture it shows. Start, stop
    and step are used up by that.
    """
    used = [probed.pictures[number] for number in probed.numbers]
    options = replace(probed.options, start_frame=0, stop_frame=None, frame_filter="")
    return replace(
        probed,
        pictures=[replace(used[at], real_frame=real.get(n)) for n, at in enumerate(order)],
        numbers=range(len(order)),
        options=options,
    )


def honeypots(data: Data, frames: range | None = None) -> dict[int, int]:
    """The frame shown by each honeypot of the data, or of these frames of it, ascending."""
    rows = Picture.objects.filter(data_id=data.pk, real_frame__isnull=False).order_by("frame")
    if frames is not None:
        rows = rows.filter(frame__range=(frames.start, frames.stop - 1))
    return dict(rows.values_list("frame", "real_frame"))


def repoint(data: Data, real: Mapping[int, int]) -> None:
    """Let honeypots show other frames; call it in a transaction that has locked the data."""
    frames = sorted(real)
    shown = get_pictures(data, [real[frame] for frame in frames])
    changed = get_pictures(data, frames)
    for honeypot, picture in zip(changed, shown, strict=True):
        honeypot.real_frame = picture.frame
        honeypot.path, honeypot.related = picture.path, picture.related
        honeypot.width, honeypot.height = picture.width, picture.height
    fields = ["real_frame", "path", "related", "width", "height"]
    Picture.objects.bulk_update(changed, fields, batch_size=_BATCH)
