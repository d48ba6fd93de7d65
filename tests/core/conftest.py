"""What the tests of several rooms share."""

import pytest

from core.tasks.door import Door


@pytest.fixture
def door(transactional_db, admin_client, tmp_path, settings) -> Door:
    settings.DATA_ROOT = tmp_path / "data"
    return Door(admin_client)
