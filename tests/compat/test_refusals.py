"""What a live server refuses: a clear 4xx that names the culprit, and nothing half-made."""

import io
import json
import subprocess
import sys
import time

import httpx
import pytest
from PIL import Image


@pytest.fixture(scope="module")
def http(limn_server):
    with httpx.Client(base_url=limn_server.url, timeout=60) as anonymous:
        login = {"username": limn_server.username, "password": limn_server.password}
        key = anonymous.post("/api/auth/login", json=login).json()["key"]
    with httpx.Client(
        base_url=limn_server.url, timeout=60, headers={"Authorization": f"Token {key}"}
    ) as client:
        yield client


@pytest.fixture(scope="module")
def stranger(limn_server):
    """A second person, who has nothing to do with anybody's tasks."""
    name, password = "stranger", "quite-secret-7"
    command = [sys.executable, "-m", "limn_hostctl.main", "users", "create", name, "--password"]
    done = subprocess.run(
        [*command, "--data", str(limn_server.data)],
        input=f"{password}\n{password}\n",
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,  # no terminal to ask: the password comes from standard input
    )
    assert done.returncode == 0, done.stderr
    with httpx.Client(base_url=limn_server.url, timeout=60, auth=(name, password)) as client:
        yield client


@pytest.fixture
def task(http):
    """An empty task, removed at the end."""
    labels = [{"name": "car", "attributes": []}]
    made = http.post("/api/tasks", json={"name": "refusals", "labels": labels}).json()
    yield made["id"]
    http.delete(f"/api/tasks/{made['id']}")


def jpeg(size=(64, 48), color="teal") -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def upload(http, task, files, **options):
    """The answer to one multipart upload of all files."""
    parts = [(f"client_files[{n}]", (name, content)) for n, (name, content) in enumerate(files)]
    return http.post(f"/api/tasks/{task}/data/", data={"image_quality": 70, **options}, files=parts)


def outcome(http, rq_id):
    """How the background work ended."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        state = http.get(f"/api/requests/{httpx.URL('/' + rq_id).path[1:]}").json()
        if state["status"] in ("finished", "failed"):
            return state
        time.sleep(0.1)
    raise TimeoutError(rq_id)


@pytest.fixture
def filled(http, task):
    """A task of two pictures; the id of its job."""
    started = upload(http, task, [("a.jpg", jpeg()), ("b.jpg", jpeg())])
    assert outcome(http, started.json()["rq_id"])["status"] == "finished"
    return http.get("/api/jobs", params={"task_id": task}).json()["results"][0]["id"]


def assert_untouched(http, task):
    shown = http.get(f"/api/tasks/{task}").json()
    assert ("size" in shown, shown["jobs"]["count"], shown["data"]) == (False, 0, None)


@pytest.mark.parametrize(
    ("files", "culprit"),
    [
        ([("notes.txt", b"no picture at all")], "notes.txt"),
        ([("a.jpg", jpeg()), ("broken.jpg", jpeg()[:300]), ("c.jpg", jpeg())], "broken.jpg"),
        ([("a.jpg", jpeg()), ("fake.jpg", b"GIF89a but not really"), ("c.jpg", jpeg())],
         "fake.jpg"),
        ([("empty.jpg", b"")], "empty.jpg"),
        ([("clip.mp4", b"ffconcat version 1.0\nfile '/etc/hostname'\n")], "clip.mp4"),
    ],
    ids=["unknown-type", "truncated", "not-a-jpeg", "empty-file", "playlist"],
)  # fmt: skip
def test_media_that_cannot_be_read_is_named_and_nothing_is_made(http, task, files, culprit):
    answer = upload(http, task, files)
    if answer.status_code == 202:
        ended = outcome(http, answer.json()["rq_id"])
        assert ended["status"] == "failed"
        assert culprit in ended["message"]
    else:
        assert 400 <= answer.status_code < 500
        assert culprit in answer.text
    assert_untouched(http, task)


def test_an_upload_of_nothing_is_refused(http, task):
    answer = http.post(f"/api/tasks/{task}/data/", json={"image_quality": 70})
    assert answer.status_code == 400
    assert "client_files" in answer.json()
    assert_untouched(http, task)


def test_two_files_of_one_name_are_refused(http, task):
    answer = upload(http, task, [("a.jpg", jpeg()), ("a.jpg", jpeg((50, 50)))])
    assert 400 <= answer.status_code < 500
    assert "a.jpg" in answer.text
    assert_untouched(http, task)


def test_media_is_given_once(http, task, filled):
    answer = upload(http, task, [("c.jpg", jpeg())])
    assert answer.status_code == 400
    assert "not supported" in answer.text


@pytest.mark.parametrize("option", ["server_files", "remote_files"])
def test_what_this_server_does_not_do_is_said(http, task, option):
    answer = http.post(f"/api/tasks/{task}/data/", json={"image_quality": 70, option: ["x"]})
    assert answer.status_code == 400
    assert option in answer.json()


def shape(label, **more):
    return {"type": "rectangle", "frame": 0, "label_id": label, "points": [1, 2, 30, 40], **more}


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"label_id": 999_999}, "shapes[1].label_id"),
        ({"frame": 7}, "shapes[1].frame"),
        ({"points": [1, 2, 3]}, "shapes[1].points"),
        ({"points": [1, 2, 1e300, 4]}, "shapes[1].points[2]"),
        ({"rotation": 400}, "shapes[1].rotation"),
        ({"type": "blob"}, "shapes[1].type"),
        ({"attributes": [{"spec_id": 12345, "value": "x"}]}, "shapes[1].attributes[0]"),
        ({"type": "mask", "points": [3, 3, 0, 0, 9, 9]}, "shapes[1].points"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_wrong_shape_is_named_by_its_path_and_none_is_saved(http, task, filled, wrong, where):
    label = http.get("/api/labels", params={"task_id": task}).json()["results"][0]["id"]
    body = {"shapes": [shape(label), shape(label) | wrong]}
    answer = http.put(f"/api/jobs/{filled}/annotations/", json=body)
    assert answer.status_code == 400
    assert any(path.startswith(where) for path in answer.json()), answer.text
    assert http.get(f"/api/jobs/{filled}/annotations/").json()["shapes"] == []


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999"])
def test_a_number_that_is_none_is_refused(http, task, filled, number):
    label = http.get("/api/labels", params={"task_id": task}).json()["results"][0]["id"]
    body = json.dumps({"shapes": [shape(label)]}).replace("30", number)
    answer = http.put(
        f"/api/jobs/{filled}/annotations/", content=body,
        headers={"Content-Type": "application/json"},
    )  # fmt: skip
    assert answer.status_code == 400
    assert http.get(f"/api/jobs/{filled}/annotations/").json()["shapes"] == []


def test_a_body_of_five_megabytes_is_taken_for_annotations_and_refused_for_names(
    http, task, filled
):
    label = http.get("/api/labels", params={"task_id": task}).json()["results"][0]["id"]
    many = {"shapes": [shape(label, points=[n / 7, 2, 30, 40]) for n in range(60_000)]}
    body = json.dumps(many).encode()
    assert len(body) > 5_000_000
    headers = {"Content-Type": "application/json"}
    saved = http.put(f"/api/jobs/{filled}/annotations/", content=body, headers=headers)
    assert saved.status_code == 200
    assert len(saved.json()["shapes"]) == 60_000
    named = http.post("/api/tasks", content=json.dumps({"name": "x" * 5_000_000}), headers=headers)
    assert named.status_code == 400
    assert "name" in named.json()
    refused = http.post(
        "/api/tasks", content=json.dumps({"name": "x" * 9_000_000}), headers=headers
    )
    assert refused.status_code == 413


def test_deep_json_is_refused(http):
    body = '{"name":' + "[" * 100_000 + "]" * 100_000 + "}"
    answer = http.post("/api/tasks", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400


@pytest.mark.parametrize("scheme", ["Token", "Bearer", "Basic"])
def test_a_wrong_token_is_refused_everywhere(limn_server, scheme):
    headers = {"Authorization": f"{scheme} d3Jvbmc6d3Jvbmc="}
    for path in ("/api/tasks", "/api/users/self", "/api/requests"):
        answer = httpx.get(limn_server.url + path, headers=headers)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"]
        assert answer.json()["detail"]


def test_a_foreign_task_can_be_neither_seen_nor_touched(http, stranger, task, filled):
    before = http.get(f"/api/tasks/{task}").json()
    for method, path, body in (
        ("GET", f"/api/tasks/{task}", None),
        ("PATCH", f"/api/tasks/{task}", {"name": "mine"}),
        ("DELETE", f"/api/tasks/{task}", None),
        ("GET", f"/api/tasks/{task}/data/meta", None),
        ("GET", f"/api/tasks/{task}/annotations/", None),
        ("GET", f"/api/jobs/{filled}/annotations/", None),
        ("PUT", f"/api/jobs/{filled}/annotations/", {"shapes": []}),
        ("GET", f"/api/jobs/{filled}/preview", None),
        ("GET", f"/api/labels?task_id={task}", None),
        ("POST", f"/api/tasks/{task}/dataset/export?format=COCO%201.0", None),
    ):
        answer = stranger.request(method, path, json=body)
        assert answer.status_code == 403, (method, path, answer.text)
    assert stranger.get("/api/tasks").json()["count"] == 0
    assert stranger.get("/api/jobs").json()["count"] == 0
    assert http.get(f"/api/tasks/{task}").json() == before
