"""Everything that locks jobs, tasks and media of one task at once: nobody waits for each other.

A wrong order of locks shows on PostgreSQL as a deadlock, which costs one of the two their request;
SQLite has one lock for everything.
"""

import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import orjson
import pytest
from django.db import connections
from django.test import Client

from core.tasks.door import Door
from core.tasks.test_layouts import POOL
from limn.identity import actions as identity

ROUNDS = 12
Deed = Callable[[Client, random.Random], int]


@pytest.fixture
def token(whole_deployment) -> str:
    user = identity.create_user("ada", password="clear-water-9", privilege="admin")
    return identity.create_key(user)


def client_with(token: str) -> Client:
    return Client(headers={"authorization": f"Token {token}"}, raise_request_exception=False)


def sent(client: Client, method: str, path: str, body: object) -> int:
    answer = client.generic(method, path, orjson.dumps(body), content_type="application/json")
    return answer.status_code


def either(one: Deed, other: Deed) -> Deed:
    return lambda client, chance: (one if chance.random() < 0.5 else other)(client, chance)


def deeds_on(door: Door, task: int) -> list[Deed]:
    jobs = [one["id"] for one in door.jobs(task)]
    truth = door.jobs(task, "ground_truth")[0]["id"]
    pool = door.get(f"tasks/{task}/validation_layout")["validation_frames"]
    label = door.get(f"labels?task_id={task}")["results"][0]["id"]

    def shapes(frame: int) -> dict[str, object]:
        box = {"type": "rectangle", "frame": frame, "label_id": label, "points": [1, 1, 5, 5]}
        return {"version": 0, "tags": [], "shapes": [box], "tracks": []}

    def save(client: Client, chance: random.Random) -> int:
        job = chance.choice(jobs)
        start = next(one["start_frame"] for one in door.jobs(task) if one["id"] == job)
        return sent(client, "PUT", f"/api/jobs/{job}/annotations", shapes(start))

    def save_all(client: Client, _chance: random.Random) -> int:
        return sent(client, "PUT", f"/api/tasks/{task}/annotations", shapes(0))

    def shuffle(client: Client, _chance: random.Random) -> int:
        body = {"frame_selection_method": "random_uniform"}
        return sent(client, "PATCH", f"/api/tasks/{task}/validation_layout", body)

    def shuffle_one(client: Client, chance: random.Random) -> int:
        body = {"frame_selection_method": "random_uniform"}
        return sent(client, "PATCH", f"/api/jobs/{chance.choice(jobs)}/validation_layout", body)

    def disable(client: Client, chance: random.Random) -> int:
        body = {"disabled_frames": chance.sample(pool, 1)}
        return sent(client, "PATCH", f"/api/tasks/{task}/validation_layout", body)

    def take_out(client: Client, chance: random.Random) -> int:
        body = {"deleted_frames": chance.sample(range(4), 2)}
        return sent(client, "PATCH", f"/api/tasks/{task}/data/meta", body)

    def take_truth_out(client: Client, chance: random.Random) -> int:
        body = {"deleted_frames": chance.sample(pool, 1)}
        return sent(client, "PATCH", f"/api/jobs/{truth}/data/meta", body)

    def state(client: Client, chance: random.Random) -> int:
        body = {"state": chance.choice(["in progress", "completed"])}
        return sent(client, "PATCH", f"/api/jobs/{chance.choice(jobs)}", body)

    # Fewer than there are connections to the database in one process.
    return [save, save_all, shuffle, shuffle_one, either(disable, take_truth_out),
            either(take_out, state)]  # fmt: skip


@pytest.mark.parametrize("whole_deployment", ["server"], indirect=True)
def test_changes_of_layout_frames_and_drawings_do_not_wait_for_each_other(token: str):
    door = Door(client_with(token))
    task = door.make(12, {"segment_size": 3, "overlap": 0}, **POOL)
    deeds = deeds_on(door, task)
    together = threading.Barrier(len(deeds))

    def keep_on(place: int) -> list[tuple[int, int]]:
        client, chance, deed = client_with(token), random.Random(place), deeds[place]
        told: list[tuple[int, int]] = []
        try:
            for _ in range(ROUNDS):
                together.wait(60)
                told.append((place, deed(client, chance)))
        finally:
            connections.close_all()
        return told

    with ThreadPoolExecutor(len(deeds)) as threads:
        told = [one for some in threads.map(keep_on, range(len(deeds))) for one in some]
    assert len(told) == ROUNDS * len(deeds)
    assert {one for one in told if one[1] not in (200, 409)} == set()
