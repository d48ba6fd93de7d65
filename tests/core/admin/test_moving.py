"""Moving in from CVAT: everything comes with its ids, or nothing changes.

`LIMN_CVAT_DATA` names a folder with a dump and a data volume of a real installation, and what
its API answered; without it a small dump of our own covers the same paths.
"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from core.admin import cvat_dump
from limn.admin.moving.arrival import import_cvat
from limn.identity import actions, queries
from limn.sdk.errors import BadInput, Conflict
from servers.databases import own_database
from servers.workers import deployed

DATA = os.environ.get("LIMN_CVAT_DATA")
Place = Callable[[Path], AbstractContextManager[Any]]


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path, django_db_blocker) -> Iterator[Path]:
    """An empty installation, which this process works on."""
    if request.param == "sqlite":
        with deployed(tmp_path, blocker=django_db_blocker):
            yield tmp_path
    else:
        with (
            own_database(request.getfixturevalue("postgres")) as address,
            deployed(tmp_path, database=address, blocker=django_db_blocker),
        ):
            yield tmp_path


@pytest.fixture
def sqlite_place(tmp_path: Path, django_db_blocker) -> Iterator[Path]:
    with deployed(tmp_path, blocker=django_db_blocker):
        yield tmp_path


def move_in(dump: Path, volume: Path | None) -> list[str]:
    return import_cvat(dump, volume, replace=False, say=lambda _line: None)


def client_of(name: str) -> Client:
    key = actions.create_key(queries.user_named(name))
    return Client(headers={"authorization": f"Token {key}", "host": "localhost:8080"})


def test_everything_of_a_small_installation_comes(place, tmp_path):
    left = move_in(*cvat_dump.write(tmp_path))
    assert left == ["1 × webhooks.webhook: nothing here keeps these"]
    ada = client_of("ada")

    def get(path: str) -> Any:
        answer = ada.get(path)
        assert answer.status_code == 200, answer.content
        return answer.json()

    task = get("/api/tasks/30")
    assert (task["name"], task["project_id"], task["size"], task["data"]) == ("Pictures", 20, 2, 7)
    assert task["owner"]["username"] == "bob"
    storage = get("/api/projects/20")["source_storage"]
    assert (storage["location"], storage["cloud_storage_id"]) == ("cloud_storage", 9)
    assert get("/api/tasks/30/data/meta")["deleted_frames"] == [1]
    ground_truth = get("/api/jobs/52")
    assert (ground_truth["type"], ground_truth["frame_count"]) == ("ground_truth", 2)
    labels = {one["id"]: one for one in get("/api/labels?project_id=20")["results"]}
    assert {one["id"] for one in labels[2]["sublabels"]} == {3, 4}
    assert 'data-label-id="3"' in labels[2]["svg"]
    assert labels[1]["attributes"][0]["values"] == ["red", "blue"]
    assert get("/api/issues/8")["position"] == [1, 2]
    assert get("/api/comments?issue_id=8")["results"][0]["message"] == "Look again"
    assert get("/api/guides/4")["markdown"].startswith("![plan]")
    assert ada.get(f"/api/assets/{cvat_dump.ASSET}").status_code == 200
    (bucket,) = get("/api/cloudstorages")["results"]
    assert (bucket["id"], bucket["manifests"]) == (9, ["sub/manifest.jsonl"])
    assert "the-secret" not in json.dumps(bucket)
    assert [one["key"] for one in get("/api/invitations?org=acme")["results"]] == ["k" * 64]


def test_annotations_come_with_their_attributes_and_go_on_being_edited(place, tmp_path):
    move_in(*cvat_dump.write(tmp_path))
    ada = client_of("ada")
    drawn = ada.get("/api/jobs/51/annotations").json()
    box, skeleton = drawn["shapes"]
    assert (box["id"], box["points"]) == (1, [1.5, 2, 10, 12.25])
    assert box["attributes"] == [{"spec_id": 1, "value": "blue"}]
    assert [one["points"] for one in skeleton["elements"]] == [[3, 4], [5, 6]]
    (tag,) = drawn["tags"]
    assert tag["id"] not in {1, 3, 4, 5}, "ids are unique over all kinds"
    (track,) = ada.get("/api/jobs/53/annotations").json()["tracks"]
    assert [(one["frame"], one["outside"]) for one in track["shapes"]] == [(0, False), (5, True)]
    assert track["shapes"][0]["attributes"] == [{"spec_id": 2, "value": "true"}]

    more = {"shapes": [{k: box[k] for k in ("type", "frame", "label_id", "points")}]}
    answer = ada.patch("/api/jobs/51/annotations?action=create", more, "application/json")
    assert answer.status_code == 200, answer.content
    assert answer.json()["shapes"][0]["id"] > tag["id"]


def test_pictures_and_videos_are_shown(place, tmp_path):
    move_in(*cvat_dump.write(tmp_path))
    ada = client_of("ada")
    for task, frame in ((30, 0), (30, 1), (31, 0), (31, 9)):
        url = f"/api/tasks/{task}/data?type=frame&number={frame}&quality=original"
        assert ada.get(url).status_code == 200, (task, frame)


def test_passwords_and_tokens_keep_working(place, tmp_path):
    move_in(*cvat_dump.write(tmp_path))
    signed = Client().post(
        "/api/auth/login", {"username": "bob", "password": cvat_dump.PASSWORD}, "application/json"
    )
    assert signed.status_code == 200, signed.content
    for credentials in (f"Token {cvat_dump.LOGIN_KEY}", f"Bearer {cvat_dump.ACCESS_TOKEN}"):
        answer = Client(headers={"authorization": credentials}).get("/api/users/self")
        assert answer.status_code == 200, (credentials, answer.content)
        assert answer.json()["username"] == "bob"


def test_a_second_time_is_refused(sqlite_place, tmp_path):
    dump, volume = cvat_dump.write(tmp_path)
    move_in(dump, volume)
    with pytest.raises(Conflict, match="--replace"):
        move_in(dump, volume)


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        (lambda rows: rows[2]["fields"].pop("email"), "auth.user 5 of the dump has no field 'emai"),
        (lambda rows: rows[4]["fields"].update(user=["eve"]), "names the user 'eve'"),
        (lambda rows: rows.append({"model": "engine.task"}), r"row \d+ of dump.json is not a row"),
        (lambda rows: rows.append(rows[2]), "has a row twice"),
        (
            lambda rows: next(
                one for one in rows if one["model"] == "engine.labeledshape"
            )["fields"].update(points="1.0, none"),
            "engine.labeledshape 1 of the dump has points that are no numbers",
        ),
    ],
)  # fmt: skip
def test_a_broken_dump_is_named_and_changes_nothing(sqlite_place, tmp_path, broken, sentence):
    rows = cvat_dump.rows()
    broken(rows)
    dump, volume = cvat_dump.write(tmp_path)
    dump.write_text(json.dumps(rows))
    with pytest.raises(BadInput, match=sentence):
        move_in(dump, volume)
    assert queries.user_named("ada") is None
    assert not (sqlite_place / "restore").exists()


def test_a_dump_or_volume_that_ends_early_is_named(sqlite_place, tmp_path):
    dump, volume = cvat_dump.write(tmp_path)
    whole = volume.read_bytes()
    volume.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BadInput, match=r"volume.tar.gz cannot be read as a data volume"):
        move_in(dump, volume)
    dump.write_text(dump.read_text()[:-100])
    with pytest.raises(BadInput, match=r"dump.json is not whole JSON"):
        move_in(dump, None)
    assert queries.user_named("ada") is None


def test_files_that_are_not_there_are_told(sqlite_place, tmp_path):
    dump, _ = cvat_dump.write(tmp_path)
    told = move_in(dump, None)
    assert "task 30 (data 7): street/1.png and 1 more not in the data volume" in told


EXPLAINED = {
    "jobs .status": "derived from stage and state, as CVAT does when it writes; old rows differ",
    "labels .svg": "drawn anew from nodes and edges; the same picture in other characters",
    "projects .source_storage.id": "a place has no id of its own here",
    "projects .target_storage.id": "a place has no id of its own here",
    "tasks .source_storage.id": "a place has no id of its own here",
    "tasks .target_storage.id": "a place has no id of its own here",
    "jobs .source_storage.id": "a place has no id of its own here",
    "jobs .target_storage.id": "a place has no id of its own here",
    "annotations .tags[].id": "ids are unique over all kinds here",
    "annotations .tracks[].id": "ids are unique over all kinds here",
    "annotations .tracks[].shapes[].id": "keyframes are numbered with the shapes here",
    "annotations .tracks[].elements[].id": "ids are unique over all kinds here",
    "annotations .tracks[].elements[].shapes[].id": "keyframes are numbered with the shapes here",
    "annotations .intervals[].id": "ids are unique over all kinds here",
}


@pytest.mark.skipif(not DATA, reason="LIMN_CVAT_DATA names no folder of CVAT's data")
def test_a_real_installation_answers_as_before(sqlite_place):
    folder = Path(DATA or "")
    move_in(folder / "data.json", folder / "cvat_data.tar.bz2")
    admin = client_of("admin1")
    different: dict[str, Any] = {}
    for name in ("users", "organizations", "memberships", "invitations", "projects", "tasks",
                 "jobs", "labels", "issues", "comments", "cloudstorages"):  # fmt: skip
        before = json.loads((folder / "api-dumps" / f"{name}.json").read_text())["results"]
        after = admin.get(f"/api/{name}?page_size=1000").json()["results"]
        different |= compared(name, before, after)
    kept = json.loads((folder / "api-dumps" / "annotations.json").read_text())
    for number, before in kept["job"].items():
        after = admin.get(f"/api/jobs/{number}/annotations").json()
        different |= compared("annotations", in_one_order(before), in_one_order(after))
    strange = {where: pair for where, pair in different.items() if where not in EXPLAINED}
    assert not strange
    assert different.keys() == EXPLAINED.keys(), "explained, but no longer different"


def in_one_order(drawn: dict[str, Any]) -> dict[str, Any]:
    """Annotations sorted by what they are, whatever they are numbered."""

    def without_ids(thing: Any) -> Any:
        if isinstance(thing, dict):
            return {key: without_ids(one) for key, one in thing.items() if key != "id"}
        return [without_ids(one) for one in thing] if isinstance(thing, list) else thing

    def by_content(thing: Any) -> str:
        return json.dumps(without_ids(thing), sort_keys=True)

    def in_order(thing: Any) -> Any:
        if isinstance(thing, dict):
            return {key: in_order(one) for key, one in thing.items()}
        if isinstance(thing, list) and thing and isinstance(thing[0], dict):
            return sorted(map(in_order, thing), key=by_content)
        return thing

    return in_order(drawn)


def compared(name: str, before: Any, after: Any) -> dict[str, tuple[Any, Any]]:
    """Where the two differ, the path, and one pair of values."""
    found: dict[str, tuple[Any, Any]] = {}

    def look(old: Any, new: Any, path: str) -> None:
        if isinstance(old, dict) and isinstance(new, dict):
            for key in sorted(old.keys() | new.keys()):
                look(old.get(key, "absent"), new.get(key, "absent"), f"{path}.{key}")
        elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
            for one, other in zip(old, new, strict=True):
                look(one, other, f"{path}[]")
        elif old != new:
            found[f"{name} {path.removeprefix('[]')}"] = (old, new)

    look(before, after, "")
    return found
