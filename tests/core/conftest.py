"""What the tests of several rooms share."""

import os
from types import SimpleNamespace

import pytest

from core.tasks.door import Door
from limn.storage import space


@pytest.fixture
def door(transactional_db, admin_client, tmp_path, settings) -> Door:
    settings.DATA_ROOT = tmp_path / "data"
    return Door(admin_client)


@pytest.fixture
def small_disk(monkeypatch):
    """Each file finds room for 1 MiB above the reserve, however much there was when it began."""

    def left(file):
        return SimpleNamespace(
            f_bavail=space.RESERVE + (1 << 20) - os.fstat(file).st_size, f_frsize=1
        )

    monkeypatch.setattr(os, "fstatvfs", left)
