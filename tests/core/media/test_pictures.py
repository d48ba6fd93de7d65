"""Pictures of every kind are shown in their own colours and as they are meant to be seen."""

import io
import itertools
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from core.media import makers
from limn.media import queries
from limn.media.images import pictures
from limn.media.serving import stills
from limn.media.serving.frames import frame_source
from limn.sdk.errors import BadMedia, TooLarge

SIZE = (160, 96)


def scene() -> Image.Image:
    """Red, green, blue and white quarters."""
    seen = np.zeros((SIZE[1], SIZE[0], 3), np.uint8)
    seen[:48, :80], seen[:48, 80:], seen[48:, :80] = (220, 20, 30), (20, 200, 40), (30, 40, 210)
    seen[48:, 80:] = 255
    return Image.fromarray(seen)


def grey(depth: int = 8) -> np.ndarray:
    """Brighter from left to right, shape (height, width)."""
    return np.tile(np.linspace(0, (1 << depth) - 1, SIZE[0]), (SIZE[1], 1))


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    written = io.BytesIO()
    picture.save(written, kind, **options)
    return written.getvalue()


def many(kind: str) -> bytes:
    """The scene, and another page or moment of it behind."""
    return saved(scene(), kind, save_all=True, append_images=[Image.new("RGB", SIZE, "black")])


def bottom_up_dib() -> bytes:
    return saved(scene(), "BMP")[14:]


COLOURED = {
    "a.jpg": saved(scene(), "JPEG", quality=95),
    "a.jpeg": saved(scene(), "JPEG", quality=95, progressive=True),
    "cmyk.jpg": saved(scene().convert("CMYK"), "JPEG", quality=95),
    "a.png": saved(scene(), "PNG"),
    "palette.png": saved(scene().quantize(16), "PNG"),
    "alpha.png": saved(scene().convert("RGBA"), "PNG"),
    "palette_alpha.png": saved(scene().quantize(16), "PNG", transparency=0),
    "interlaced.png": saved(scene(), "PNG", interlace=1),
    "a.bmp": saved(scene(), "BMP"),
    "a.dib": bottom_up_dib(),
    "a.gif": saved(scene(), "GIF"),
    "moving.gif": many("GIF"),
    "a.webp": saved(scene(), "WEBP", quality=95),
    "moving.webp": many("WEBP"),
    "a.tif": saved(scene(), "TIFF"),
    "lzw.tiff": saved(scene(), "TIFF", compression="tiff_lzw"),
    "jpeg.tiff": saved(scene(), "TIFF", compression="jpeg"),
    "cmyk.tiff": saved(scene().convert("CMYK"), "TIFF"),
    "pages.tiff": many("TIFF"),
    "a.avif": saved(scene(), "AVIF", quality=95),
    "a.ppm": saved(scene(), "PPM"),
    "plain.ppm": b"P3 160 96 255\n" + " ".join(map(str, np.asarray(scene()).ravel())).encode(),
    "a.jp2": saved(scene(), "JPEG2000"),
    "a.j2k": saved(scene(), "JPEG2000", no_jp2=True),
    "a.tga": saved(scene(), "TGA"),
    "packed.tga": saved(scene(), "TGA", compression="tga_rle"),
    "a.ico": saved(scene(), "ICO", sizes=[SIZE]),
    "a.pcx": saved(scene(), "PCX"),
    "a.sgi": saved(scene(), "SGI"),
    "a.qoi": saved(scene(), "QOI"),
}
DEEP = {
    "grey.png": saved(Image.fromarray(grey(16).astype(np.uint16)), "PNG"),
    "dark.png": saved(Image.fromarray((grey(12) + 300).astype(np.uint16)), "PNG"),
    "grey.tiff": saved(Image.fromarray(grey(16).astype(np.uint16)), "TIFF"),
    "float.tiff": saved(Image.fromarray((grey(8) / 255).astype(np.float32)), "TIFF"),
    "whole.tiff": saved(Image.fromarray((grey(16) * 100).astype(np.int32)), "TIFF"),
    "grey.pgm": b"P5 160 96 65535\n" + grey(16).astype(">u2").tobytes(),
    "grey.jpg": saved(Image.fromarray(grey().astype(np.uint8)), "JPEG", quality=95),
}


def corners(seen: np.ndarray) -> list[list[int]]:
    """The colours in the middle of the four quarters."""
    height, width = seen.shape[:2]
    return [
        seen[y, x].tolist()
        for y in (height // 4, height * 3 // 4)
        for x in (width // 4, width * 3 // 4)
    ]


@pytest.mark.parametrize("name", COLOURED)
def test_colours_are_right_in_every_format(put, ingested, name):
    put({name: COLOURED[name]})
    source = frame_source(ingested(image_quality=95))
    wanted = corners(np.asarray(scene()))
    for seen in (source.pixels(0), makers.read(source.frame(0).read())):
        assert seen.shape == (96, 160, 3)
        assert np.abs(np.array(corners(seen)) - wanted).max() <= 12
    original = source.frame(0, "original")
    assert original.read() == COLOURED[name]
    assert original.mime.startswith("image/")
    assert source.preview().read().startswith(b"\xff\xd8")


@pytest.mark.parametrize("name", DEEP)
def test_deep_greys_are_stretched_to_eight_bits(put, ingested, name):
    put({name: DEEP[name]})
    source = frame_source(ingested(image_quality=95))
    seen = makers.read(source.frame(0).read())[48, :, 0].astype(int)
    assert seen[0] <= 4
    assert seen[-1] >= 251
    assert (np.diff(seen) >= -4).all()
    assert source.frame(0, "original").read() == DEEP[name]


def test_holes_in_a_picture_of_floats_are_dark(put, ingested):
    deep = (grey(8) / 255).astype(np.float32)
    deep[:10] = np.nan
    deep[10:20] = np.inf
    put({"a.tiff": saved(Image.fromarray(deep), "TIFF")})
    seen = frame_source(ingested()).pixels(0)
    assert seen[5, 80].tolist() == [0, 0, 0]
    assert seen[50, -1, 0] >= 250


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_a_picture_is_turned_as_its_exif_says(put, ingested, kind, orientation):
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # Image.Transpose that undoes each
    stored = scene() if orientation == 1 else scene().transpose(Image.Transpose(undo[orientation]))
    exif = Image.Exif()
    exif[0x0112] = orientation
    put({f"a.{kind.lower()}": saved(stored, kind, exif=exif, quality=95)})
    data = ingested(image_quality=95)
    assert queries.frame_size(data) == SIZE
    source = frame_source(data)
    wanted = corners(np.asarray(scene()))
    original = makers.read(source.frame(0, "original").read())
    for seen in (source.pixels(0), makers.read(source.frame(0).read()), original):
        assert seen.shape == (96, 160, 3)
        assert np.abs(np.array(corners(seen)) - wanted).max() <= 20


@pytest.mark.parametrize("size", [(1, 1), (1, 60_000), (60_000, 1)])
def test_thin_and_tiny_pictures_are_pictures(put, ingested, size):
    put({"a.png": saved(Image.new("RGB", size, "red"), "PNG")})
    data = ingested()
    assert queries.frame_size(data) == size
    assert frame_source(data).frame(0).read().startswith(b"\xff\xd8")
    assert frame_source(data).preview().read().startswith(b"\xff\xd8")


@pytest.mark.parametrize("name", [name for name in COLOURED if not name.endswith((".dib", ".ppm"))])
def test_a_picture_cut_short_is_refused_by_name(put, ingested, name):
    noise = Image.effect_noise((400, 300), 90).convert("RGB")
    kind = {"jpg": "JPEG", "tif": "TIFF", "jp2": "JPEG2000", "j2k": "JPEG2000"}
    suffix = name.rpartition(".")[2]
    whole = saved(noise, kind.get(suffix, suffix.upper()))
    put({name: whole[: len(whole) * 2 // 3]})
    with pytest.raises(BadMedia, match=name):
        ingested()


def huge(kind: str) -> bytes:
    """A picture of 60,000×60,000 px that is only a header."""
    if kind == "png":
        header = b"IHDR" + struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
        chunks = [header, b"IDAT", b"IEND"]
        return b"\x89PNG\r\n\x1a\n" + b"".join(
            struct.pack(">I", len(one) - 4) + one + struct.pack(">I", zlib.crc32(one))
            for one in chunks
        )
    if kind == "bmp":
        facts = struct.pack("<IiiHHIIiiII", 40, 60_000, 60_000, 1, 24, 0, 0, 0, 0, 0, 0)
        return b"BM" + struct.pack("<IHHI", 54, 0, 0, 54) + facts
    if kind == "jpg":
        facts = struct.pack(">BHHB", 8, 60_000, 60_000, 3) + bytes(9)
        return b"\xff\xd8\xff\xc0" + struct.pack(">H", 17) + facts + b"\xff\xd9"
    return b"P6 60000 60000 255\n"


@pytest.mark.parametrize("kind", ["png", "bmp", "jpg", "ppm"])
def test_a_picture_of_too_many_pixels_is_refused_by_its_header(put, ingested, kind):
    put({f"bomb.{kind}": huge(kind)})
    with pytest.raises(TooLarge, match=rf"bomb.{kind} is 60000×60000 px; at most 200 megapixels"):
        ingested()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>"),
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>"),
        ("a.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) run\n"),
        ("a.eps", b"%!PS-Adobe-3.0 EPSF-3.0\n"),
        ("a.png", b"push graphic-context\nimage over 0,0 0,0 '/etc/passwd'\npop graphic-context\n"),
        ("a.gif", b"#define x_width 9\n#define x_height 9\nstatic char x_bits[] = {0};"),
        ("a.tif", b"8BPS\0\1" + bytes(200)),
    ],
)  # fmt: skip
def test_drawings_and_scripts_that_pose_as_pictures_are_refused(put, ingested, name, content):
    put({name: content})
    with pytest.raises(BadMedia, match=name):
        ingested()


def test_the_largest_pictures_are_decoded_apart(tmp_path, monkeypatch):
    path = tmp_path / "a.png"
    path.write_bytes(saved(scene(), "PNG"))
    assert pictures.well_known_size(pictures.start_of(path)) == SIZE
    monkeypatch.setattr(stills, "_HERE_PIXELS", 100)
    monkeypatch.setattr(pictures, "opened", lambda *_: pytest.fail("opened in this process"))
    assert corners(stills.as_pixels(path, "a.png")) == corners(np.asarray(scene()))


def wide_profile() -> bytes:
    """An ICC profile of AdobeRGB's primaries and gamma, with the tags that are needed."""

    def xyz(*values: float) -> bytes:
        return b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(v * 65536)) for v in values)

    gamma = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.19921875 * 256)) + b"\0\0"
    return profile(b"mntrRGB XYZ ", {
        b"wtpt": xyz(0.9642, 1, 0.8249),
        b"rXYZ": xyz(0.60974, 0.31111, 0.01947), b"gXYZ": xyz(0.20528, 0.62567, 0.06087),
        b"bXYZ": xyz(0.14919, 0.06322, 0.74457), b"rTRC": gamma, b"gTRC": gamma, b"bTRC": gamma,
    })  # fmt: skip


def press_profile() -> bytes:
    """An ICC profile of a press whose paper is a little grey and whose inks are dull."""
    inks = {"": (96, 0, 0), "c": (60, -15, -20), "m": (50, 55, 0), "y": (85, 0, 60)}
    mixed = ["".join(pair) for pair in itertools.product(*[("", ink) for ink in "cmyk"])]
    nodes = [inks.get(ink, (18, 0, 0)) for ink in mixed]
    grid = bytes(n for ell, a, b in nodes for n in (round(ell * 2.55), a + 128, b + 128))
    unit = struct.pack(">9i", 65536, 0, 0, 0, 65536, 0, 0, 0, 65536)
    straight = bytes(range(256))
    table = b"mft1\0\0\0\0\4\3\2\0" + unit + straight * 4 + grid + straight * 3
    white = b"XYZ \0\0\0\0" + struct.pack(">3i", 63190, 65536, 54061)
    return profile(b"prtrCMYKLab ", {b"wtpt": white, b"A2B0": table})


def profile(kind: bytes, tags: dict[bytes, bytes]) -> bytes:
    """An ICC profile: class, space and connection in 12 bytes, then its tags."""
    text = b"mine\0"
    named = b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + b"\0" * 79
    tags = {b"desc": named, b"cprt": b"text\0\0\0\0none\0\0\0\0", **tags}
    at, table, body = 132 + 12 * len(tags), b"", b""
    for name, content in tags.items():
        table += name + struct.pack(">II", at + len(body), len(content))
        body += content + b"\0" * (-len(content) % 4)
    head = struct.pack(">I4xI", at + len(body), 0x02100000) + kind
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + b"\0" * 28
    head += struct.pack(">3i", round(0.9642 * 65536), 65536, round(0.8249 * 65536)) + b"\0" * 48
    return head + struct.pack(">I", len(tags)) + table + body


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_colours_are_those_of_the_pictures_own_profile(put, ingested, kind):
    picture = Image.new("RGB", (64, 48), (200, 60, 60))
    picture.paste((128, 128, 128), (0, 24, 64, 48))
    buffer = io.BytesIO()
    picture.save(buffer, kind, icc_profile=wide_profile(), quality=98)
    put({f"wide.{kind.lower()}": buffer.getvalue()})
    source = frame_source(ingested(image_quality=95))
    for seen in (source.pixels(0), makers.read(source.frame(0).read())):
        red, grey = seen[8, 32].astype(int), seen[40, 32].astype(int)
        # Worked out by the formulas of both: AdobeRGB (200, 60, 60) is this in sRGB.
        assert np.abs(red - (231, 57, 57)).max() <= 4
        assert np.abs(grey - 128).max() <= 3


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_inks_are_those_of_the_press_a_picture_was_made_for(put, ingested, kind):
    cyan = Image.new("CMYK", (64, 48), (255, 0, 0, 0))
    cyan.paste((0, 0, 0, 0), (0, 24, 64, 48))
    put({f"press.{kind.lower()}": saved(cyan, kind, icc_profile=press_profile(), quality=98)})
    source = frame_source(ingested(image_quality=95))
    for seen in (source.pixels(0), makers.read(source.frame(0).read())):
        ink, paper = seen[8, 32].astype(int), seen[40, 32].astype(int)
        # CIELAB (60, -15, -20) is (93, 153, 179) in sRGB by the formulas; the blackest ink is made
        # as black as a screen is, which takes up to 10 off. Paper is white on screens.
        assert np.abs(ink - (93, 153, 179)).max() <= 12
        assert paper.min() >= 253


def test_a_picture_in_cielab_is_seen_in_colours(put, ingested):
    put({"lab.tiff": saved(Image.new("LAB", (64, 48), (153, 113, 108)), "TIFF")})
    seen = frame_source(ingested()).pixels(0)[8, 32].astype(int)
    assert np.abs(seen - (93, 153, 179)).max() <= 6


def test_colours_of_a_picture_written_again_stay_what_they_were(put, ingested):
    """One sample of colour for four pixels, repeated and averaged again, is the same sample."""
    fine = np.random.default_rng(3).integers(0, 255, (48, 80, 3), np.uint8)
    picture = Image.fromarray(fine).resize((160, 96), Image.Resampling.BICUBIC)
    stored = saved(picture, "JPEG", quality=98, subsampling="4:2:0")
    put({"a.jpg": stored})
    again = frame_source(ingested(image_quality=94)).frame(0).read()
    assert again != stored
    was, now = (
        np.asarray(Image.open(io.BytesIO(one)).convert("YCbCr"), np.int16)
        for one in (stored, again)
    )
    # Smooth ways between the samples, averaged, would be 6.6 off.
    assert np.abs(was - now)[:, :, 1:].mean() < 2.0


@pytest.mark.parametrize("profile", [b"x" * 200, b"\0" * 16 + b"RGB " + b"\0" * 500])
def test_a_profile_without_sense_is_passed_over(put, ingested, profile):
    buffer = io.BytesIO()
    Image.new("RGB", (64, 48), (200, 60, 60)).save(buffer, "PNG", icc_profile=profile)
    put({"odd.png": buffer.getvalue()})
    assert frame_source(ingested()).pixels(0)[8, 32].tolist() == [200, 60, 60]
