"""A JPEG made coarser without decoding it shows what decoding and encoding it shows."""

import io
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import simplejpeg
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

import limn_jpeg
from core.media import makers
from limn.media.images import jpegs, pictures
from limn.media.serving import stills


def scene(width=331, height=205, seed=3):
    """Soft colours, hard edges and noise, shape (height, width, 3)."""
    noise = np.random.default_rng(seed)
    soft = Image.fromarray(noise.integers(0, 255, (4, 5, 3), np.uint8))
    pixels = np.array(soft.resize((width, height), Image.Resampling.BICUBIC), np.int16)
    pixels += noise.integers(-9, 9, pixels.shape, np.int16)
    pixels[height // 3 : height // 2, width // 4 : width // 2] = (250, 20, 30)
    return np.clip(pixels, 0, 255).astype(np.uint8)


def stored(pixels=None, kind="JPEG", mode="RGB", **options):
    buffer = io.BytesIO()
    picture = Image.fromarray(scene() if pixels is None else pixels).convert(mode)
    picture.save(buffer, kind, **{"quality": 92, "subsampling": "4:2:0"} | options)
    return buffer.getvalue()


def seen(content):
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGB"), np.int16)


def by_pixels(path, quality):
    """What the general road makes of it."""
    with pictures.opened(path, path.name) as picture:
        pixels = pictures.as_seen(picture, path, repeat_colour=jpegs.averages_colour(quality))
    return jpegs.jpeg(pixels, quality)


def error(one, other):
    return float(np.sqrt(np.mean((one - other) ** 2, dtype=np.float64)))


def test_it_was_compiled_where_that_can_be():
    compiler = shutil.which("cc")
    source = b"""
        #include <stdio.h>
        #include <jpeglib.h>
        #ifndef LIBJPEG_TURBO_VERSION
        #error
        #endif
    """
    can = (
        bool(compiler)
        and not subprocess.run(
            [compiler, "-E", "-x", "c", "-"], input=source, capture_output=True, check=False
        ).returncode
    )
    assert limn_jpeg.works() or not can


@pytest.mark.parametrize("quality", [10, 50, 70, 90])
@pytest.mark.parametrize("size", [(331, 205), (64, 48), (17, 33), (1, 1), (640, 8)])
def test_it_shows_what_decoding_and_encoding_shows(tmp_path, size, quality):
    path = tmp_path / "a.jpg"
    path.write_bytes(stored(scene(*size)))
    mime, made = stills.compressed(path, "a.jpg", quality)
    long, original = by_pixels(path, quality), seen(path.read_bytes())
    assert mime == "image/jpeg"
    assert limn_jpeg.requantised(path.read_bytes(), quality) == (
        made if limn_jpeg.works() else None
    )
    short_way, long_way = Image.open(io.BytesIO(made)), Image.open(io.BytesIO(long))
    assert (short_way.size, short_way.quantization) == (long_way.size, long_way.quantization)
    assert simplejpeg.decode_jpeg_header(made) == simplejpeg.decode_jpeg_header(long)
    # As near to the upload as the long way is, and off from it by no more than both are.
    assert error(seen(made), original) <= error(seen(long), original) * 1.05 + 0.5
    assert error(seen(made), seen(long)) <= 1.5 * error(seen(long), original) + 0.5
    shift = float((seen(made) - seen(long)).mean())
    assert abs(shift) < 0.5 + 40 / np.sqrt(size[0] * size[1])
    assert len(made) <= len(long) * 1.05


def test_tables_that_are_nobodys_standard_are_followed(tmp_path):
    path = tmp_path / "a.jpg"
    tables = [[3 + (7 * place) % 11 for place in range(64)], [5 + place % 9 for place in range(64)]]
    path.write_bytes(stored(qtables=tables))
    made, long = stills.compressed(path, "a.jpg", 70)[1], by_pixels(path, 70)
    assert (limn_jpeg.requantised(path.read_bytes(), 70) is not None) == limn_jpeg.works()
    original = seen(path.read_bytes())
    assert error(seen(made), original) <= error(seen(long), original) * 1.05


def middle_spoiled(content):
    half = len(content) // 2
    return content[:half] + b"\xff\xd5\xaa" * 40 + content[half + 120 :]


def taller(content):
    """It says that it has more rows than there are."""
    at = content.index(b"\xff\xc0") + 5
    return content[:at] + (900).to_bytes(2, "big") + content[at + 2 :]


OTHERS = {
    "grey": lambda: stored(mode="L", subsampling=-1),
    "cmyk": lambda: stored(mode="CMYK", subsampling=-1),
    "4:4:4": lambda: stored(subsampling="4:4:4"),
    "4:2:2": lambda: stored(subsampling="4:2:2"),
    "rgb": lambda: stored(keep_rgb=True, subsampling="4:4:4"),
    "progressive": lambda: stored(progressive=True),
    "truncated": lambda: stored()[:-900],
    "without its end": lambda: stored()[:-2],
    "spoiled": lambda: middle_spoiled(stored()),
    "lying": lambda: taller(stored()),
    "coarse already": lambda: stored(qtables=[[200] * 64, [200] * 64]),
}


@pytest.mark.parametrize("kind", OTHERS)
def test_other_kinds_and_damaged_ones_go_the_general_road(tmp_path, kind):
    path = tmp_path / "a.jpg"
    path.write_bytes(OTHERS[kind]())
    assert limn_jpeg.requantised(path.read_bytes(), 70) is None
    if kind != "coarse already":
        assert stills.compressed(path, "a.jpg", 70)[1] == by_pixels(path, 70)


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff", b"\xff\xd8\xff\xd9", makers.png(1)])
def test_what_is_no_jpeg_is_not_taken(content):
    assert limn_jpeg.requantised(content, 70) is None


def test_turned_ones_and_those_with_colours_of_their_own_go_the_general_road(tmp_path):
    turned, coloured = tmp_path / "turned.jpg", tmp_path / "coloured.jpg"
    turned.write_bytes(makers.jpeg(5, orientation=6))
    display = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for name in ("ascii", "utf-16-be"):
        display = display.replace("sRGB".encode(name), "mine".encode(name))
    coloured.write_bytes(stored(icc_profile=display))
    for path in (turned, coloured):
        assert stills.compressed(path, path.name, 60)[1] == by_pixels(path, 60)


def test_from_95_on_colour_is_kept_at_full_size(tmp_path):
    path = tmp_path / "a.jpg"
    path.write_bytes(stored(quality=100))
    assert stills.compressed(path, "a.jpg", 96)[1] == by_pixels(path, 96)


def test_without_its_library_it_takes_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(limn_jpeg, "_library", None)
    path = tmp_path / "a.jpg"
    path.write_bytes(stored())
    assert not limn_jpeg.works()
    assert limn_jpeg.requantised(path.read_bytes(), 70) is None
    assert stills.compressed(path, "a.jpg", 70)[1] == by_pixels(path, 70)


def test_many_at_once_are_as_many_one_by_one():
    given = [stored(scene(200, 120, seed)) for seed in range(8)] * 8
    one_by_one = [limn_jpeg.requantised(jpeg, 70) for jpeg in given]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda jpeg: limn_jpeg.requantised(jpeg, 70), given)) == one_by_one


SOUND = stored(scene(96, 64))


@settings(max_examples=150, deadline=None)
@given(
    changes=st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.integers(0, 255)), max_size=6),
    end=st.integers(0, len(SOUND)),
)
def test_whatever_the_bytes_are_it_is_none_or_a_jpeg(changes, end):
    content = bytearray(SOUND)
    for place, value in changes:
        content[place] = value
    made = limn_jpeg.requantised(bytes(content[: end or None]), 70)
    if made is not None:
        height, width, space, sampling = simplejpeg.decode_jpeg_header(made)
        assert (space, sampling) == ("YCbCr", "420")
        assert simplejpeg.decode_jpeg(made).shape == (height, width, 3)
