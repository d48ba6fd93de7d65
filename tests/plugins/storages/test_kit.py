"""Our own kinds of storages pass the conformance kit, each against a server of its own."""

import subprocess
import sys

import pytest

PLUGINS = {"s3": "s3", "gcs": "gcs", "azure": "azure", "webdav": "webdav", "share": "share"}


@pytest.mark.parametrize("plugin", PLUGINS)
def test_our_own_storages_pass(plugin, request, tmp_path):
    bucket = request.getfixturevalue(plugin)
    place = bucket.as_json(tmp_path / "place.json")
    given = [] if plugin == "share" else ["--storage-place", str(place)]
    (tmp_path / "empty").mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "limn.sdk.testing", "--plugin", plugin, "-q",
         "-p", "no:cacheprovider", "-x", "--durations=8", *given],
        cwd=tmp_path / "empty", capture_output=True, text=True, check=False, timeout=170,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    skipped = done.stdout.count("SKIPPED")
    assert "passed" in done.stdout
    assert skipped == 0 or plugin == "share"
