"""How a database URL becomes what Django wants to know. Called by base.py only.

SQLite is set so that one machine can be trusted with it: a write-ahead log, one writer at a time who
takes the lock when the transaction begins and waits for it, and every commit on the disk before it is
acknowledged.
"""

from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from lockgate.settings.environment import SettingInvalid

VARIABLE = "LOCKGATE_DATABASE_URL"
LOCK_WAIT_S = 20
CONNECTION_AGE_S = 60


def database(url: str) -> dict[str, Any]:
    """Read sqlite:///PATH or postgresql://…; raise SettingInvalid where it is neither."""
    mend = "Write sqlite:///PATH or postgresql://USER:PASSWORD@HOST:PORT/NAME."
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise SettingInvalid(f"{VARIABLE} cannot be read: {error}.", mend=mend) from None
    name = unquote(parts.path).removeprefix("/")
    if parts.scheme not in ("sqlite", "postgresql"):
        raise SettingInvalid(f"{VARIABLE} begins with {parts.scheme or 'no scheme'!r}.", mend=mend)
    if not name or (parts.scheme == "sqlite" and parts.netloc):
        raise SettingInvalid(f"{VARIABLE} names no {'file' if parts.scheme == 'sqlite' else 'database'}.", mend=mend)
    return sqlite_file(Path(name).absolute()) if parts.scheme == "sqlite" else _postgresql(parts, port, name)


def sqlite_file(path: Path) -> dict[str, Any]:
    """Say how a SQLite file is opened."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": CONNECTION_AGE_S,
        "OPTIONS": {
            "timeout": LOCK_WAIT_S,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }


def _postgresql(parts: SplitResult, port: int | None, name: str) -> dict[str, Any]:
    if find_spec("psycopg") is None:
        raise SettingInvalid(
            f"{VARIABLE} names PostgreSQL, and its driver is not installed.",
            mend="Install it: pip install 'lockgate[postgres]'.",
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "CONN_MAX_AGE": CONNECTION_AGE_S,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
