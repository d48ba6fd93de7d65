"""Tasks from files of the share and from addresses, by an unmodified cvat-sdk."""

import functools
import http.server
import threading

import pytest
from cvat_sdk.core.proxies.tasks import ResourceType

from compat.labels import LABELS
from servers.live import share_of


@pytest.fixture
def made(client):
    """Makes a task of these resources; removed at the end."""
    tasks = []

    def make(kind, resources, **data):
        task = client.tasks.create_from_data(
            {"name": "elsewhere", "labels": LABELS},
            resource_type=kind, resources=resources, data_params={"image_quality": 70} | data,
        )  # fmt: skip
        tasks.append(task)
        return task

    yield make
    for task in tasks:
        task.remove()


@pytest.fixture
def site(pictures):
    """The address of a server of the pictures."""
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=pictures[0].parent)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_folder_of_the_share_becomes_a_task(limn_server, client, made, pictures):
    folder = share_of(limn_server.data) / "street"
    folder.mkdir()
    for path in pictures[:4]:
        (folder / path.name).write_bytes(path.read_bytes())
    listed, _ = client.api_client.server_api.list_share(directory="street")
    assert [one.name for one in listed] == [path.name for path in pictures[:4]]
    excluded = [f"street/{pictures[3].name}"]
    task = made(ResourceType.SHARE, ["street/"], server_files_exclude=excluded)
    names = [one.name for one in task.get_frames_info()]
    assert names == [f"street/{path.name}" for path in pictures[:3]]
    assert task.get_frame(1, quality="original").read() == pictures[1].read_bytes()
    assert task.get_meta().storage == "share"


def test_pictures_at_addresses_become_a_task(made, site, pictures):
    task = made(ResourceType.REMOTE, [f"{site}/{path.name}" for path in pictures[:3]])
    assert [one.name for one in task.get_frames_info()] == [path.name for path in pictures[:3]]
    assert task.get_frame(2, quality="original").read() == pictures[2].read_bytes()
