"""A database URL is read, or refused in a sentence."""

from contextlib import closing
from pathlib import Path

import pytest
from django.db.utils import ConnectionHandler

from lockgate.settings.database import database
from lockgate.settings.environment import SettingInvalid


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///lockgate.sqlite3", Path.cwd() / "lockgate.sqlite3"),
        ("sqlite:////srv/lockgate/l%20g.sqlite3", Path("/srv/lockgate/l g.sqlite3")),
    ],
)
def test_sqlite_is_named_by_a_path(url, path):
    assert database(url)["NAME"] == path


def test_postgresql_is_named_by_user_host_and_name(monkeypatch):
    monkeypatch.setattr("lockgate.settings.database.find_spec", lambda name: "the driver is there")
    found = database("postgresql://gate:p%40ss@db.example:5433/lockgate?sslmode=require")
    assert found["ENGINE"] == "django.db.backends.postgresql"
    named = [found[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME", "OPTIONS")]
    assert named == ["gate", "p@ss", "db.example", "5433", "lockgate", {"sslmode": "require"}]


def test_postgresql_without_its_driver_says_how_to_install_it(monkeypatch):
    monkeypatch.setattr("lockgate.settings.database.find_spec", lambda name: None)
    with pytest.raises(SettingInvalid, match=r"pip install 'lockgate\[postgres\]'"):
        database("postgresql://db.example/lockgate")


@pytest.mark.parametrize(
    ("url", "what"),
    [
        ("mysql://db.example/lockgate", "begins with 'mysql'"),
        ("lockgate.sqlite3", "begins with 'no scheme'"),
        ("sqlite:///", "names no file"),
        ("sqlite://lockgate.sqlite3", "names no file"),
        ("postgresql://db.example", "names no database"),
        ("postgresql://db.example:port/lockgate", "cannot be read"),
        ("postgresql://[db/lockgate", "cannot be read"),
    ],
)
def test_what_names_no_database_is_refused(url, what):
    with pytest.raises(SettingInvalid, match=f"LOCKGATE_DATABASE_URL {what}.*Write sqlite:///PATH"):
        database(url)


def test_sqlite_is_opened_so_that_a_commit_is_on_the_disk_and_keys_hold(db, tmp_path):
    opened = ConnectionHandler({"default": database(f"sqlite:///{tmp_path}/lockgate.sqlite3")})["default"]
    with closing(opened), opened.cursor() as cursor:
        pragmas = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        }
    assert pragmas == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2, "busy_timeout": 20_000}
    assert opened.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
