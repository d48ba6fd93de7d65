import pytest

from limn.sdk.testing.fakes import ScratchRun


@pytest.fixture
def run(tmp_path):
    return ScratchRun(tmp_path / "run")
