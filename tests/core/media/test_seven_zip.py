"""Archives that 7-Zip itself made (`tests/data/sevens`): read, or told clearly."""

import shutil
from pathlib import Path

import pytest

from core.media import makers
from limn.media.serving.frames import frame_source
from limn.sdk.errors import BadMedia

SEVENS = Path(__file__).parents[2] / "data/sevens"
READ = ["arm", "bcj", "bzip2", "copy", "deflate", "deflate64", "delta", "lzma", "lzma2_solid",
        "plain_header", "ppmd", "separate"]  # fmt: skip


@pytest.fixture
def given(folder, ingested):
    """The data made from these archives."""

    def make(*names):
        for name in names:
            shutil.copy(SEVENS / name, folder)
        return ingested()

    return make


@pytest.mark.parametrize("name", READ)
def test_what_7_zip_packed_is_read(name, given):
    data = given(f"{name}.7z")
    source = frame_source(data)
    assert [source.media_name(n) for n in range(data.size)] == [
        "0.png", "day 1/1.png", "day 1/2.png",
    ]  # fmt: skip
    assert [makers.number_in(source.pixels(n)) for n in range(data.size)] == [0, 1, 2]


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (["arm64.7z"], "arm64.7z is packed with ARM64, which is not read here: use LZMA2"),
        (["bcj2.7z"], "bcj2.7z is packed with BCJ2, which is not read here: use LZMA2"),
        (["riscv.7z"], "riscv.7z is packed with RISCV, which is not read here: use LZMA2"),
        (["swap.7z"], "swap.7z is packed with the method 020304, which is not read here"),
        (["encrypted.7z"], "encrypted.7z is encrypted"),
        (["encrypted_names.7z"], "encrypted_names.7z is encrypted"),
        (["volumes.7z.001", "volumes.7z.002"], "volumes.7z.001: volumes of an archive are not"),
    ],
)
def test_what_is_not_read_is_named_with_what_to_do(names, sentence, given):
    with pytest.raises(BadMedia) as told:
        given(*names)
    assert sentence in str(told.value)


def test_the_first_volume_alone_is_no_archive(folder, ingested):
    shutil.copy(SEVENS / "volumes.7z.001", folder / "set.7z")
    with pytest.raises(BadMedia, match=r"set\.7z is a broken or unsupported archive"):
        ingested()
