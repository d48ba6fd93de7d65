"""What every dataset format must do. Run by `pytest -p limn.sdk.testing --plugin NAME`."""

import gc
import shutil
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

import limn.sdk
from limn.sdk.archive import Archive
from limn.sdk.dataset import Dataset, MemoryDataset
from limn.sdk.errors import BadDataset, BadInput, Cancelled
from limn.sdk.formats import Carries, DatasetFormat
from limn.sdk.shapes import SHAPES, Annotation, Box, Cuboid3D, Interval, Polygon, Shape, Tag
from limn.sdk.testing import compare
from limn.sdk.testing.fakes import ScratchRun, followed, large, picture, sample
from limn.sdk.testing.lookup import formats_of
from limn.sdk.testing.trip import drained, read_back, reader_of, written

MEMORY = 4 << 20
"""Bytes that writing ten times as many frames may cost more, at most."""
UNICODE_NAMES = "Straße 東京 \N{GRINNING FACE} ’{}’.png"
UNICODE_LABEL = "Größe-漢字 \N{GRINNING FACE} "
PICTURES = {".png", ".jpg", ".jpeg", ".bmp"}


class Case:
    """One format of one plugin, with what its tests need of it."""

    def __init__(self, plugin: Any, format: DatasetFormat, folder: Path) -> None:
        self.format = format
        self.folder = folder
        self._others = formats_of(plugin)

    @property
    def carries(self) -> Carries:
        return self.format.carries

    def sample(self, **more: Any) -> MemoryDataset:
        """A dataset of just what the format carries."""
        return sample(
            self.carries.kinds,
            attributes=self.carries.attributes,
            rotation=self.carries.rotation,
            **more,
        )

    def written(self, dataset: Dataset) -> Path:
        if not self.format.exports:
            pytest.skip(f"{self.format.name} does not export")
        return written(self.format, dataset, self.folder)

    def reader(self, files: Path) -> DatasetFormat:
        found = reader_of(files, self._others, self.format)
        if found is None:
            pytest.skip(f"nothing of this plugin reads {self.format.name}")
        return found

    def back(self, dataset: Dataset) -> Dataset:
        """The dataset after a round trip."""
        files = self.written(dataset)
        return read_back(self.reader(files), files, self.folder)

    def files(self) -> Path:
        """Files to read: what the format, or another of its plugin, writes of a sample."""
        writers = [one for one in [self.format, *self._others] if one.exports]
        for one in writers:
            files = written(one, sample(one.carries.kinds), self.folder)
            if self.format.imports and (one is self.format or self.format.recognises(files)):
                return files
        pytest.skip(f"nothing of this plugin writes what {self.format.name} reads")


@pytest.fixture
def case(kit_format: tuple[Any, DatasetFormat], tmp_path: Path) -> Case:
    """The format under test."""
    return Case(*kit_format, tmp_path)


def test_the_plugin_states_the_contract_it_was_written_for(plugin: Any) -> None:
    assert getattr(plugin, "LIMN_API", None) == limn.sdk.API, (
        f"put LIMN_API = {limn.sdk.API} into the plugin's module"
    )


def test_the_plugin_offers_something(plugin: Any) -> None:
    offers = [name for name in dir(plugin) if name.startswith("offer_")]
    assert offers, "the plugin implements no offer_… hook"


def test_the_format_says_what_it_is(case: Case) -> None:
    one = case.format
    assert isinstance(one, DatasetFormat)
    assert one.name.strip() == one.name != ""
    assert one.exports or one.imports
    assert one.extensions
    assert all(not ending.startswith(".") for ending in one.extensions)
    known = {"2d": {Tag, *SHAPES}, "3d": {Tag, Cuboid3D}, "1d": {Interval}}[one.dimension]
    assert one.carries.kinds
    assert one.carries.kinds <= known


def test_annotations_survive_a_round_trip(case: Case) -> None:
    before = case.sample()
    after = case.back(before)
    assert compare.content(after, case.carries) == compare.content(before, case.carries)


def test_each_kind_survives_alone(case: Case) -> None:
    for kind in case.carries.kinds:
        before = sample([kind], attributes=case.carries.attributes, rotation=False)
        after = case.back(before)
        assert compare.content(after, case.carries) == compare.content(before, case.carries)


def test_labels_survive_a_round_trip(case: Case) -> None:
    before = case.sample()
    used = {one.label for one in _annotations(before)}
    assert used <= {label.name for label in case.back(before).labels}


def test_names_and_labels_may_hold_any_letter(case: Case) -> None:
    before = case.sample(names=UNICODE_NAMES, prefix=UNICODE_LABEL)
    after = case.back(before)
    assert compare.content(after, case.carries) == compare.content(before, case.carries)


def test_pictures_may_lie_in_folders(case: Case) -> None:
    _skip_without_pictures(case)
    before = case.sample(names="left/camera {}.png", pictures=True)
    after = case.back(before)
    assert compare.content(after, case.carries) == compare.content(before, case.carries)


def test_attribute_values_may_hold_any_text(case: Case) -> None:
    if not case.carries.attributes:
        pytest.skip(f"{case.format.name} does not carry attributes")
    before = _with_notes(case.sample(), '<a href="x">&amp; "quoted", {comma};\ttab\nline</a>')
    after = case.back(before)
    assert compare.content(after, case.carries) == compare.content(before, case.carries)


def test_groups_survive_a_round_trip(case: Case) -> None:
    if not case.carries.groups:
        pytest.skip(f"{case.format.name} does not carry groups")
    before = _grouped(case.sample())
    assert compare.groups(case.back(before)) == compare.groups(before)


def test_tracks_survive_a_round_trip(case: Case) -> None:
    if not (case.carries.tracks and case.format.exports):
        pytest.skip(f"{case.format.name} does not write tracks")
    kinds = case.carries.kinds - {Tag}
    before = followed(kind=Box if Box in kinds else min(kinds, key=str))
    assert compare.tracks(case.back(before)) == compare.tracks(before)


def test_an_empty_dataset_can_be_written_and_read(case: Case) -> None:
    assert list(_annotations(case.back(MemoryDataset()))) == []


def test_frames_without_annotations_can_be_written_and_read(case: Case) -> None:
    assert list(_annotations(case.back(sample([], frames=2)))) == []


def test_pictures_are_kept_as_they_are(case: Case) -> None:
    _skip_without_pictures(case)
    files = case.written(case.sample(pictures=True))
    found = {path.read_bytes() for path in files.rglob("*") if path.suffix.lower() in PICTURES}
    assert {picture(shade=shade) for shade in range(3)} <= found


def test_a_dataset_can_be_walked_twice(case: Case) -> None:
    after = case.back(case.sample())
    first = compare.content(after, case.carries)
    assert first == compare.content(after, case.carries)
    assert first


def test_the_format_knows_its_own_files(case: Case, tmp_path: Path) -> None:
    if not case.format.imports:
        pytest.skip(f"{case.format.name} does not import")
    empty = tmp_path / "empty"
    empty.mkdir()
    assert case.format.recognises(empty) == 0
    assert 0 < case.format.recognises(case.files()) <= 1


def test_writing_stops_when_it_is_told_to(case: Case, tmp_path: Path) -> None:
    if not case.format.exports:
        pytest.skip(f"{case.format.name} does not export")
    run = ScratchRun(tmp_path, cancel_after=2)
    with Archive(tmp_path / "cut.zip") as archive, pytest.raises(Cancelled):
        case.format.write(case.sample(frames=5), archive, run)


def test_reading_stops_when_it_is_told_to(case: Case, tmp_path: Path) -> None:
    files = case.files()
    with pytest.raises(Cancelled):
        drained(case.format.read(files, ScratchRun(tmp_path, cancel_after=1)))


def test_memory_does_not_grow_with_the_dataset(case: Case) -> None:
    if not case.format.exports:
        pytest.skip(f"{case.format.name} does not export")
    kind = Polygon if Polygon in case.carries.kinds else min(case.carries.kinds, key=str)
    small = _peak(case, large(kind, frames=300))
    big = _peak(case, large(kind, frames=3000))
    assert big - small < MEMORY, (
        f"writing 3000 frames took {(big - small) >> 20} MiB more than 300; stream frames into "
        "the archive or to run.scratch instead of keeping them"
    )


def test_a_broken_file_is_named(case: Case, tmp_path: Path) -> None:
    """A file with annotations that is cut is refused, and the error names it.

    Files of lines cannot tell a cut at the end of one: there is more than one cut.
    """
    files = case.files()
    blamed: dict[str, str] = {}
    for path, part in product(_texts(files), (2, 3)):
        damaged = _copy(files, tmp_path)
        place = path.relative_to(files)
        (damaged / place).write_bytes(path.read_bytes()[: max(path.stat().st_size // part, 1)])
        try:
            drained(read_back(case.format, damaged, tmp_path))
        except BadDataset as error:
            blamed[path.name] = error.where
    assert blamed, "no file was refused when cut to half or a third"
    wrong = {name: where for name, where in blamed.items() if name not in where}
    assert not wrong, f"these errors do not name the file: {wrong}"


def test_a_folder_of_something_else_is_refused(case: Case, tmp_path: Path) -> None:
    if not case.format.imports:
        pytest.skip(f"{case.format.name} does not import")
    folder = tmp_path / "else"
    folder.mkdir()
    (folder / "read me.md").write_text("nothing to see")
    with pytest.raises((BadDataset, BadInput)):
        drained(read_back(case.format, folder, tmp_path))


DAMAGES = st.lists(
    st.tuples(
        st.sampled_from(["flip", "cut", "drop", "double", "zero", "digit", "name"]),
        st.floats(0, 1, exclude_max=True),
        st.integers(0, 255),
    ),
    min_size=1,
    max_size=4,
)


@seed(20)
@settings(
    max_examples=150,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(damages=DAMAGES, place=st.floats(0, 1, exclude_max=True))
def test_damage_is_refused_or_harmless(
    case: Case, damages: list[tuple[str, float, int]], place: float
) -> None:
    """Whatever the bytes, only `BadDataset` and `BadInput` come out."""
    files = case.folder / "fuzzed"
    if not files.exists():
        shutil.copytree(case.files(), files)
    texts = _texts(files)
    path = texts[int(place * len(texts))]
    whole = path.read_bytes()
    try:
        path.write_bytes(damaged(whole, damages))
        drained(read_back(case.format, files, case.folder))
    except (BadDataset, BadInput):
        pass
    finally:
        path.write_bytes(whole)


def damaged(content: bytes, damages: list[tuple[str, float, int]]) -> bytes:
    """The bytes after these damages; positions are parts of the length."""
    broken = bytearray(content)
    for kind, position, value in damages:
        at = int(position * len(broken))
        match kind:
            case "flip" if broken:
                broken[at] ^= 1 << (value % 8)
            case "cut":
                del broken[at:]
            case "drop":
                del broken[at : at + value]
            case "double":
                broken[at:at] = broken[at : at + value]
            case "zero":
                broken[at : at + value] = bytes(min(value, len(broken) - at))
            case "digit":
                places = [n for n, byte in enumerate(broken) if 48 <= byte < 58]
                if places:
                    broken[places[int(position * len(places))]] = 45 + value % 13
            case _:
                broken[at:at] = bytes([value])
    return bytes(broken)


def _skip_without_pictures(case: Case) -> None:
    if case.format.dimension == "1d":
        pytest.skip(f"{case.format.name} is for recordings")


def _texts(files: Path) -> list[Path]:
    """Every file but pictures, in a fixed order."""
    found = [path for path in files.rglob("*") if path.is_file()]
    return sorted(path for path in found if path.suffix.lower() not in PICTURES)


def _copy(files: Path, folder: Path) -> Path:
    target = folder / "damaged"
    shutil.rmtree(target, ignore_errors=True)
    return Path(shutil.copytree(files, target))


def _peak(case: Case, dataset: Dataset) -> int:
    """Bytes of Python's memory at most in use while `dataset` is written."""
    gc.collect()
    tracemalloc.start()
    try:
        with Archive(case.folder / "large.zip") as archive:
            case.format.write(dataset, archive, _Forgetful(case.folder / str(dataset.size)))
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


class _Forgetful(ScratchRun):
    """A run that keeps no list of what it was told, so that only the format is measured."""

    def progress(self, done: float, total: float = 1.0, message: str = "") -> None:
        del done, total, message


def _annotations(dataset: Dataset) -> Iterator[Annotation]:
    for frame in dataset.frames():
        yield from frame.annotations
    yield from dataset.intervals()


def _with_notes(dataset: MemoryDataset, note: str) -> MemoryDataset:
    def noted(one: Annotation) -> Annotation:
        return replace(one, attributes={**one.attributes, "note": note}) if one.attributes else one

    return _mapped(dataset, noted)


def _grouped(dataset: MemoryDataset) -> MemoryDataset:
    def grouped(one: Annotation) -> Annotation:
        group = 1 + len(one.label) % 2
        return replace(one, group=group) if isinstance(one, Shape | Interval) else one

    return _mapped(dataset, grouped)


def _mapped(dataset: MemoryDataset, change: Callable[[Annotation], Annotation]) -> MemoryDataset:
    values = {field.name: getattr(dataset, field.name) for field in fields(dataset)}
    values["all_frames"] = tuple(
        replace(frame, annotations=tuple(map(change, frame.annotations)))
        for frame in dataset.all_frames
    )
    values["all_intervals"] = tuple(map(change, dataset.all_intervals))
    return MemoryDataset(**values)
