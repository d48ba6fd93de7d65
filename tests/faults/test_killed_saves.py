"""A save that is cut off leaves what was there, or what it was to put there; a retry does it once.

Cut off is the process that saves, with SIGKILL at each stage, or the database server under it.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest
from django.db import connection

from core.annotations.conftest import Place, settled
from limn.annotations.models import Answer, Change
from limn.events.models import Event
from limn.identity import actions as identity
from limn.identity.queries import get_user
from servers.databases import NOBODY, start_postgres
from servers.sharing import end, kill_all, tree, wait_for
from servers.workers import TESTS, Deployment, deployed

BEFORE = ["save:emptied", "save:inserted", "save:before-commit"]
BOXES = 300


def state(place: Place) -> list[Any]:
    return [place.call("get", place.job_url(index)) for index in range(len(place.jobs))]


def traces() -> dict[str, int]:
    """Everything a save leaves behind besides its rows."""
    models = {"history": Change, "answers": Answer, "events": Event}
    return {name: model.objects.count() for name, model in models.items()}


@dataclass
class Save:
    """A request that changes much: rows go, rows come, rows are written again."""

    method: str
    address: str
    body: bytes

    @classmethod
    def change(cls, place: Place) -> "Save":
        old = place.put({"shapes": [place.box(i % 10) for i in range(BOXES)]})["shapes"]
        body = {
            "create": {"shapes": [place.box(1), place.skeleton(2)], "tags": [place.tag()]},
            "update": {"shapes": [one | {"points": [0, 0, 9, 9]} for one in old[:100]]},
            "delete": {"shapes": [one["id"] for one in old[200:]]},
        }
        return cls("POST", f"{place.job_url()}/changes", json.dumps(body).encode())

    @classmethod
    def put(cls, place: Place) -> "Save":
        place.put({"shapes": [place.box(i % 10) for i in range(BOXES)]})
        body = {"tracks": [place.track(place.key(0), place.key(3)) for _ in range(50)]}
        return cls("PUT", place.job_url(), json.dumps(body).encode())

    @classmethod
    def put_task(cls, place: Place) -> "Save":
        boxes = [place.box(i % 10) for i in range(BOXES)]
        place.call("put", place.task_url, {"shapes": boxes})
        return cls("PUT", place.task_url, json.dumps({"shapes": boxes[::2]}).encode())

    def send(self, place: Place) -> Any:
        return place.client.generic(
            self.method, self.address, self.body, content_type="application/json",
            headers={"idempotency-key": "k"},
        )  # fmt: skip


@pytest.mark.parametrize("what", ["change", "put", "put_task"])
def test_a_killed_save_leaves_the_old_or_the_new_and_a_retry_does_it_once(
    whole_deployment: Deployment, what: str
):
    place = settled(10, segment_size=5, overlap=0) if what == "put_task" else settled()
    save = getattr(Save, what)(place)
    old, left = state(place), traces()
    for point in [*(BEFORE if what == "change" else BEFORE[1:2]), "save:committed"]:
        killed(whole_deployment, place, save, point)
        if point in BEFORE:
            assert state(place) == old, point
            assert traces() == left, point
    new, done = state(place), traces()
    assert new != old
    assert done["answers"] == left["answers"] + 1
    first, second = save.send(place), save.send(place)
    assert (first.status_code, first.content) == (200, second.content)
    assert (state(place), traces()) == (new, done)


def killed(deployment: Deployment, place: Place, save: Save, point: str) -> None:
    """Send the save from another process, which dies at that point."""
    file = deployment.root / "body.json"
    file.write_bytes(save.body)
    done = subprocess.run(
        [sys.executable, "-m", "faults.saving", save.method, save.address, token_of(place), "k",
         str(file)],
        env=os.environ | deployment.environment | {"LIMN_FAILPOINT": point},
        cwd=TESTS, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL, (point, done.stdout[:500], done.stderr[-2000:])


def token_of(place: Place) -> str:
    return identity.create_key(get_user(place.admin_id))


class OwnPostgres:
    """A PostgreSQL server that may be killed, and started again on the same folder."""

    def __init__(self) -> None:
        self.server = start_postgres()
        self._command = psutil.Process(self.server["pid"]).cmdline()

    def database(self) -> str:
        """Address of a new database."""
        with psycopg.connect(f"{self.server['url']}/postgres", autocommit=True) as connection:
            connection.execute("CREATE DATABASE limn")
        return f"{self.server['url']}/limn"

    def kill(self) -> None:
        """Kill all of its processes at once, as a power cut would."""
        kill_all(tree(self.server["pid"]))

    def restarting_at(self, point: str) -> Callable[[str], None]:
        """In place of `pass_by`: kills the server at this point; it is back some time later."""

        def pass_by(here: str) -> None:
            if here == point:
                self.kill()
                self._starting = threading.Timer(0.3, self.start)
                self._starting.start()

        return pass_by

    def wait(self) -> None:
        """Until it is back."""
        self._starting.join(60)

    def start(self) -> None:
        folder = Path(self.server["folder"])
        (folder / "data" / "postmaster.pid").unlink(missing_ok=True)
        user: dict[str, Any] = {"user": NOBODY, "group": NOBODY} if os.geteuid() == 0 else {}
        with (folder / "log").open("ab") as log:
            process = subprocess.Popen(
                self._command, stdout=log, stderr=log, cwd=folder, start_new_session=True, **user
            )
        self.server["pid"] = process.pid
        wait_for(self._accepts, "PostgreSQL is back", 30)

    def _accepts(self) -> bool:
        try:
            psycopg.connect(f"{self.server['url']}/postgres", connect_timeout=1).close()
        except psycopg.OperationalError:
            return False
        return True


@contextmanager
def own_postgres() -> Iterator[OwnPostgres]:
    postgres = OwnPostgres()
    try:
        yield postgres
    finally:
        end(postgres.server["pid"], signal.SIGINT)
        shutil.rmtree(postgres.server["folder"], ignore_errors=True)


def test_a_save_survives_the_death_of_the_database_server(
    tmp_path: Path, django_db_blocker, monkeypatch
):
    from limn.annotations.actions import writing

    with (
        own_postgres() as postgres,
        deployed(tmp_path, database=postgres.database(), blocker=django_db_blocker),
    ):
        place = settled()
        place.client.raise_request_exception = False
        save = Save.change(place)
        old, left = state(place), traces()
        for point in BEFORE:
            with monkeypatch.context() as patch:
                patch.setattr(writing, "pass_by", postgres.restarting_at(point))
                refused = save.send(place)
                assert refused.status_code == 503, (point, refused.content)
                assert int(refused["Retry-After"]) > 0
            postgres.wait()
            connection.close()
            assert state(place) == old, point
            assert traces() == left, point
        first = save.send(place)
        assert first.status_code == 200
        new, done = state(place), traces()
        postgres.restarting_at("now")("now")
        postgres.wait()
        connection.close()
        assert (state(place), traces()) == (new, done)
        again = save.send(place)
        assert (again.status_code, again.content) == (200, first.content)
        assert (state(place), traces()) == (new, done)
