"""Many clients save to one job at the same time, some with stale knowledge, some twice.

What the server holds is what a simple model holds that does the accepted writes one after the
other, in the order of their versions: nothing doubled, dropped or interleaved.
"""

import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import orjson
import pytest
from django.db import connections
from django.test import Client

from core.annotations.conftest import Place, settled
from limn.identity import actions as identity
from limn.identity.queries import get_user

CLIENTS = 6
KINDS = ("tags", "shapes", "tracks")
State = dict[tuple[str, int], int]
"""The mark of the write that an object is from, by kind and id."""


def objects(data: dict[str, Any]) -> State:
    """Marks are frames' groups: every kind of object has one."""
    return {(kind, one["id"]): one["group"] for kind in KINDS for one in data[kind]}


@dataclass
class Write:
    """One request: what it does to a state once it is accepted, and how it was answered."""

    mark: int
    method: str
    address: str
    body: dict[str, Any]
    headers: dict[str, str]
    status: int = 0
    answer: Any = None

    def send(self, client: Client) -> None:
        answer = client.generic(
            self.method, self.address, orjson.dumps(self.body), content_type="application/json",
            headers=self.headers,
        )  # fmt: skip
        self.status = answer.status_code
        self.answer = orjson.loads(answer.content)

    def applied(self, state: State) -> State:
        """What the model holds after this write."""
        if self.method == "PUT":
            return objects(self.answer)
        if self.method == "PATCH":
            return state | objects(self.answer)
        gone = {(kind, one) for kind in KINDS for one in self.body["delete"].get(kind, ())}
        kept = {key: mark for key, mark in state.items() if key not in gone}
        return kept | objects(self.answer["update"]) | objects(self.answer["create"])

    def is_of(self, shown: dict[str, Any]) -> bool:
        """Whether a write in the history is this one."""
        if self.method == "POST":
            return self.answer["version"] == shown["version"]
        return self.mark in objects(shown["after"]).values()


@dataclass
class Player:
    """A client with a mind of its own, and with an old state of the job in it."""

    place: Place
    client: Client
    chance: random.Random
    marks: Callable[[], int]
    known: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    tag: str = '"v0"'

    def look(self) -> None:
        """Read the job now and then; otherwise go on with what was read before."""
        if not self.known or self.chance.random() < 0.6:
            answer = self.client.get(f"{self.place.job_url()}?versions=true")
            self.known, self.tag = [orjson.loads(answer.content)], answer["ETag"]

    def next(self) -> Write:
        self.look()
        mark, url, place = self.marks(), self.place.job_url(), self.place
        headers = {"idempotency-key": f"key-{mark}"} if self.chance.random() < 0.7 else {}
        if self.chance.random() < 0.3:
            headers["if-match"] = self.tag
        fresh = {
            "shapes": [place.box(frame, group=mark) for frame in range(self.chance.randrange(3))],
            "tracks": [place.track(place.key(0), place.key(4, 9.0), group=mark)],
            "tags": [place.tag(9, group=mark)],
        }
        match self.chance.random():
            case dice if dice < 0.1:
                return Write(mark, "PUT", url, fresh, headers)
            case dice if dice < 0.3:
                return Write(mark, "PATCH", f"{url}?action=create", fresh, headers)
            case _:
                body = {"create": fresh, **self._meddling(mark)}
                return Write(mark, "POST", f"{url}/changes", body, headers)

    def _meddling(self, mark: int) -> dict[str, Any]:
        """Updates and deletions of objects that may be gone or changed by now."""
        update: dict[str, Any] = {}
        delete: dict[str, Any] = {}
        for kind in KINDS:
            known = list(self.known[0][kind])
            self.chance.shuffle(known)
            update[kind] = [one | {"group": mark} for one in known[:1]]
            delete[kind] = [one["id"] for one in known[1 : self.chance.randrange(3)]]
            if self.chance.random() < 0.5:
                for one in update[kind]:
                    one.pop("version", None)
        return {"update": update, "delete": delete}


class Game:
    """Players, the server they play on, and the model."""

    def __init__(self, seed: int) -> None:
        self.place = settled()
        marks = iter(range(1, 1 << 30))
        lock = threading.Lock()

        def mark() -> int:
            with lock:
                return next(marks)

        token = identity.create_key(get_user(self.place.admin_id))
        self.players = [
            Player(
                self.place,
                Client(headers={"authorization": f"Token {token}"}, raise_request_exception=False),
                random.Random(seed * 100 + number),
                mark,
            )
            for number in range(CLIENTS)
        ]
        self.model: State = {}
        self.version = self.accepted = self.refused = self.repeated = 0

    def round(self, pool: ThreadPoolExecutor) -> None:
        writes = [player.next() for player in self.players]
        # The last client repeats the request of the one before, at the same time.
        if "idempotency-key" in writes[-2].headers:
            one = writes[-2]
            writes[-1] = Write(one.mark, one.method, one.address, one.body, one.headers)
        barrier = threading.Barrier(CLIENTS)

        def send(player: Player, write: Write) -> None:
            try:
                barrier.wait(30)
                write.send(player.client)
            finally:
                connections.close_all()

        list(pool.map(send, self.players, writes))
        self.judge(writes)

    def judge(self, writes: list[Write]) -> None:
        assert {one.status for one in writes} <= {200, 409}, [one.answer for one in writes]
        if writes[-1].mark == writes[-2].mark:
            assert writes[-1].status == writes[-2].status
            if writes[-1].status == 200:
                assert writes[-1].answer == writes[-2].answer
            self.repeated += 1
            writes = writes[:-1]
        accepted = [one for one in writes if one.status == 200]
        self.accepted += len(accepted)
        self.refused += len(writes) - len(accepted)
        rows = self.place.history(f"?since={self.version}&sort=version&page_size=all")["results"]
        numbers = [row["version"] for row in rows]
        assert numbers == [self.version + 1 + i for i in range(len(accepted))]
        for number in numbers:
            self.follow(self.place.history(f"/{number}"), accepted)
        self.version += len(accepted)
        assert objects(self.place.get()) == self.model

    def follow(self, shown: dict[str, Any], accepted: list[Write]) -> None:
        """Do in the model what the history says was done next; both must tell the same."""
        [write] = [one for one in accepted if one.is_of(shown)]
        after = write.applied(self.model)
        before, now = objects(shown["before"]), objects(shown["after"])
        assert before.items() <= self.model.items()
        kept = {key: mark for key, mark in self.model.items() if key not in before}
        assert kept | now == after
        self.model = after


def play(rounds: int) -> Game:
    game = Game(seed=rounds)
    with ThreadPoolExecutor(CLIENTS) as pool:
        for _ in range(rounds):
            game.round(pool)
    return game


@pytest.mark.parametrize(
    "rounds",
    [20, pytest.param(200, marks=[pytest.mark.soak, pytest.mark.timeout(1800)])],
)
def test_the_server_holds_what_the_accepted_writes_made_one_after_the_other(
    whole_deployment, rounds
):
    game = play(rounds)
    assert game.accepted > rounds
    assert game.refused > rounds // 4
    assert game.repeated > rounds // 4
    for version in (game.version // 2, game.version):
        game.place.restore({"version": version})
    assert objects(game.place.get()) == game.model
