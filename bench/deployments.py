"""Live servers, embedded and with PostgreSQL and Valkey, started as the tests start theirs."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.client import Client
from servers.databases import own_database, own_valkey, start_postgres
from servers.live import own_server, share_of
from servers.sharing import end

DATABASES = ("sqlite", "postgresql")


@dataclass(frozen=True)
class Server:
    """A server with a client signed in to it."""

    client: Client
    pid: int
    database_pid: int | None
    share: Path
    """The folder it shows as its mounted share."""
    environment: dict[str, str]
    """Where its data is, for programs that work on it directly."""

    def processes(self) -> dict[str, list[psutil.Process]]:
        """The processes at work: `limn` for web and workers, `database` where it has its own."""
        trees = {"limn": tree(self.pid)}
        if self.database_pid is not None:
            trees["database"] = tree(self.database_pid)
        return trees

    def memory(self) -> int:
        """Bytes the server's processes hold; what several share counts once."""
        return sum(process.memory_full_info().pss for process in tree(self.pid))

    def largest(self) -> int:
        """Bytes that the largest of them has held at most."""
        told = [Path(f"/proc/{process.pid}/status").read_text() for process in tree(self.pid)]
        return max(int(one.partition("VmHWM:")[2].split()[0]) for one in told) << 10


def tree(pid: int) -> list[psutil.Process]:
    """A process and all that it started."""
    parent = psutil.Process(pid)
    return [parent, *parent.children(recursive=True)]


@contextmanager
def deployed(database: str) -> Iterator[Server]:
    """A server of its own on that kind of database, with a new data folder."""
    data = Path(tempfile.mkdtemp(prefix="limn-bench-"))
    with ExitStack() as held:
        held.callback(shutil.rmtree, data, ignore_errors=True)
        held.callback(shutil.rmtree, share_of(data), ignore_errors=True)
        environment, database_pid = {"LIMN_DATABASE": "", "LIMN_QUEUE": ""}, None
        if database == "postgresql":
            postgres = start_postgres()
            held.callback(shutil.rmtree, postgres["folder"], ignore_errors=True)
            held.callback(end, postgres["pid"], postgres["signal"])
            database_pid = postgres["pid"]
            environment = {
                "LIMN_DATABASE": held.enter_context(own_database(postgres["url"])),
                "LIMN_QUEUE": f"{held.enter_context(own_valkey())}/0",
            }
        live = held.enter_context(own_server(data, **environment))
        client = held.enter_context(Client(live.url, live.username, live.password))
        where = environment | {
            "LIMN_DATA": str(data), "DJANGO_SETTINGS_MODULE": "limn.config.settings",
        }  # fmt: skip
        yield Server(client, live.pid, database_pid, share_of(data), where)
