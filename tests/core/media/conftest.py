"""A data folder of its own for each test, and runs that only remember."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.db import transaction

from limn.media import actions
from limn.media.models import Data
from limn.media.options import DataOptions
from limn.sdk.errors import Cancelled


@dataclass
class QuietRun:
    """Fulfils `limn.sdk.runs.Run` outside of a worker."""

    scratch: Path
    warnings: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    stopped: bool = False

    def progress(self, done: float, total: float = 1.0, message: str = "") -> None:
        assert 0 <= done <= total or not total
        self.messages.append(message)
        self.check()

    def warn(self, message: str) -> None:
        self.warnings.append(message)

    def check(self) -> None:
        if self.stopped:
            raise Cancelled("stopped")


@pytest.fixture(autouse=True)
def own_data_root(settings, tmp_path) -> Path:
    settings.DATA_ROOT = tmp_path / "data"
    return settings.DATA_ROOT


@pytest.fixture
def run(tmp_path) -> QuietRun:
    return QuietRun(tmp_path / "scratch")


@pytest.fixture
def folder(tmp_path) -> Path:
    """Where uploaded files lie."""
    path = tmp_path / "uploaded"
    path.mkdir()
    return path


@pytest.fixture
def put(folder):
    """Put files into the upload folder: `put(a=b"…", **{"b.jpg": b"…"})`."""

    def write(files: dict[str, bytes]) -> Path:
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        return folder

    return write


@pytest.fixture
def ingested(db, run, folder):
    """The data made from the files in the upload folder."""

    def make(names=None, **options) -> Data:
        chosen = DataOptions(**options)
        data = actions.create_data(chosen)
        found = actions.ingest(data.pk, run, folder, names, chosen)
        with transaction.atomic():
            return actions.save(data, found)

    return make
