"""The core is whole without any plugin."""

import io
import time
from importlib.metadata import entry_points

import httpx
from PIL import Image

from servers.live import own_server


def test_the_core_starts_and_makes_a_task_with_no_plugin(tmp_path):
    every = ",".join(point.name for point in entry_points(group="limn.plugins"))
    picture = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(picture, "JPEG")
    with (
        own_server(tmp_path, LIMN_WITHOUT=every) as server,
        httpx.Client(
            base_url=server.url, auth=(server.username, server.password), timeout=60
        ) as http,
    ):
        formats = http.get("/api/server/annotation/formats").json()
        assert formats == {"importers": [], "exporters": []}
        task = http.post("/api/tasks", json={"name": "t", "labels": [{"name": "cat"}]}).json()["id"]
        sent = http.post(
            f"/api/tasks/{task}/data/",
            data={"image_quality": 70},
            files=[("client_files[0]", ("a.jpg", picture.getvalue()))],
        )
        until = time.monotonic() + 60
        while time.monotonic() < until:
            state = http.get(f"/api/requests/{sent.json()['rq_id']}").json()["status"]
            if state in ("finished", "failed"):
                break
            time.sleep(0.1)
        assert state == "finished"
        assert http.get(f"/api/tasks/{task}").json()["size"] == 1
