"""A stranger writes a format, installs it, and uses it: no restart, no change to ours."""

import io
import json
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import httpx
import pytest
from PIL import Image

from limn.admin.skeleton import write_skeleton
from limn.sdk import BadInput
from servers.live import own_server


@pytest.fixture
def server(tmp_path):
    """A server that looks for packages in `tmp_path/site` too, as another machine's pip would."""
    data, site = tmp_path / "data", tmp_path / "site"
    data.mkdir()
    site.mkdir()
    with own_server(data, PYTHONPATH=str(site)) as running:
        yield running


def hostctl(server, site: Path, *words: str, ok: bool = True) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "limn_hostctl.main", *words, "--data", str(server.data)],
        env={**_environment(), "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode == 0) is ok, done.stdout + done.stderr
    return done.stdout + done.stderr


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("LIMN_")}


def follow(http: httpx.Client, rq_id: str) -> dict:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        request = http.get(f"/api/requests/{rq_id}").json()
        if request["status"] in ("finished", "failed"):
            return request
        time.sleep(0.1)
    raise TimeoutError(rq_id)


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(out, "JPEG")
    return out.getvalue()


def exporters(http: httpx.Client) -> list[str]:
    return [one["name"] for one in http.get("/api/server/annotation/formats").json()["exporters"]]


def test_a_third_party_format_is_written_installed_used_and_switched_off(server, tmp_path):
    site = tmp_path / "site"
    written = hostctl(server, site, "plugins", "new", "formats", "acme", "--folder", str(tmp_path))
    assert "limn-acme" in written
    login = (server.username, server.password)
    with httpx.Client(base_url=server.url, auth=login, timeout=60) as http:
        made = http.post("/api/tasks", json={"name": "t", "labels": [{"name": "cat"}]}).json()
        files = [("client_files[0]", ("a.jpg", picture()))]
        upload = http.post(
            f"/api/tasks/{made['id']}/data/", data={"image_quality": 70}, files=files
        )
        assert follow(http, upload.json()["rq_id"])["status"] == "finished"
        label = http.get("/api/labels", params={"task_id": made["id"]}).json()["results"][0]["id"]
        box = {"type": "rectangle", "frame": 0, "label_id": label, "points": [1, 2, 30, 40]}
        http.put(f"/api/tasks/{made['id']}/annotations/", json={"shapes": [box]})
        export = f"/api/tasks/{made['id']}/dataset/export"
        wanted = {"format": "Acme 1.0", "save_images": "false"}
        assert http.post(export, params=wanted).status_code == 400

        install = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--no-deps"]
        subprocess.run([*install, "--target", str(site), str(tmp_path / "limn-acme")], check=True)
        assert "off" in hostctl(server, site, "plugins", "list").split("acme", 1)[1].split("\n")[0]
        assert "Acme 1.0" not in exporters(http)

        hostctl(server, site, "plugins", "enable", "acme")
        assert "Acme 1.0" in exporters(http)
        done = follow(http, http.post(export, params=wanted).json()["rq_id"])
        assert done["status"] == "finished", done["message"]
        archive = zipfile.ZipFile(io.BytesIO(http.get(done["result_url"]).content))
        lines = [json.loads(one) for one in archive.read("annotations.jsonl").splitlines()]
        assert lines[1]["objects"] == [{"label": "cat", "box": [1.0, 2.0, 30.0, 40.0]}]

        hostctl(server, site, "plugins", "disable", "acme")
        assert "Acme 1.0" not in exporters(http)
        refused = http.post(export, params=wanted)
        assert refused.status_code == 405
        assert "acme" in refused.json()["detail"]
        missing = hostctl(server, site, "plugins", "enable", "no_such", ok=False)
        assert "no_such" in missing


@pytest.mark.parametrize("kind", ["formats", "storages"])
def test_the_written_skeleton_passes_the_conformance_kit(tmp_path, kind):
    folder = write_skeleton(kind, "acme_kit", tmp_path)
    site = tmp_path / "site"
    install = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--no-deps"]
    subprocess.run([*install, "--target", str(site), str(folder)], check=True)
    kit = [sys.executable, "-m", "pytest", "-q", "-p", "limn.sdk.testing", "--plugin", "acme_kit"]
    done = subprocess.run(
        kit,
        env={**_environment(), "PYTHONPATH": str(site)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
    assert "passed" in done.stdout


def test_the_written_panels_pass_the_tests_written_with_them(tmp_path):
    folder, site = write_skeleton("panels", "acme_view", tmp_path), tmp_path / "site"
    install = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--no-deps"]
    subprocess.run([*install, "--target", str(site), str(folder)], check=True)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(folder / "tests")],
        env={**_environment(), "PYTHONPATH": str(site)},
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
    assert "3 passed" in done.stdout


@pytest.mark.parametrize("name", ["Acme", "1st", "a", "a-b", "../x"])
def test_a_name_that_cannot_be_a_module_is_refused(tmp_path, name):
    with pytest.raises(BadInput):
        write_skeleton("formats", name, tmp_path)
    assert not list(tmp_path.iterdir())
