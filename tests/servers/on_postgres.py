"""Runs a command with a PostgreSQL of its own: `python tests/servers/on_postgres.py pytest …`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from servers.databases import made_database, start_postgres
from servers.sharing import end


def main(command: list[str]) -> int:
    server = start_postgres()
    try:
        database = made_database(server["url"], "limn")
        return subprocess.call(command, env=os.environ | {"LIMN_DATABASE": database})
    finally:
        end(server["pid"], server["signal"])
        shutil.rmtree(server["folder"], ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
