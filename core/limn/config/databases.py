"""Which database: `LIMN_DATABASE=postgres://…`, or SQLite in the data folder."""

from pathlib import Path
from typing import Any

from limn.config.env import env

_SQLITE = """
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    PRAGMA busy_timeout = 20000;
    PRAGMA cache_size = -32768;
    PRAGMA temp_store = MEMORY;
"""


def configured(root: Path) -> dict[str, Any]:
    """Django's `DATABASES["default"]` for this deployment."""
    if url := env.str("LIMN_DATABASE", default=""):
        named = env.db_url_config(url)
        return {
            **named,
            "ENGINE": "limn.config.postgresql",
            "CONN_MAX_AGE": 0,
            # A connection that died with the server is not lent to a request.
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {
                **named.get("OPTIONS", {}),
                "pool": {"min_size": 1, "max_size": env.int("LIMN_POOL", default=8)},
                "server_side_binding": True,
                "prepare": env.bool("LIMN_PREPARE", default=True),
            },
        }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": root / "limn.sqlite3",
        "CONN_MAX_AGE": None,
        # A write transaction takes its lock at once, so that it waits instead of failing later.
        "OPTIONS": {"init_command": _SQLITE, "transaction_mode": "IMMEDIATE", "timeout": 20},
        "TEST": {"NAME": None},
    }
