"""Each kind of installation starts as it should, in a process of its own, and keeps its secrets."""

import json
import os
import stat
import subprocess
import sys

import pytest

TELL = """
import json, sys, django
from lockgate.core.errors import LockgateError
try:
    django.setup()
except LockgateError as error:
    sys.exit(str(error))
from django.conf import settings
from django.core.management import call_command
from django.db import connection
call_command("check", "--deploy" if "production" in settings.SETTINGS_MODULE else "--verbosity=0", fail_level="WARNING")
with connection.cursor() as cursor:
    mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
print(json.dumps({
    "debug": settings.DEBUG, "secret": settings.SECRET_KEY, "hosts": settings.ALLOWED_HOSTS, "mode": mode,
    "database": str(settings.DATABASES["default"]["NAME"]), "may_make_key": settings.LOCKGATE_SEAL_KEY_MAY_BE_MADE,
}))
"""
SECRET = "s3cret-" * 10


def start(kind, folder, **variables):
    """Start an installation with these variables and no others of ours; give back what it tells of itself."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("LOCKGATE_")}  # noqa: TID251
    environment = inherited | {"DJANGO_SETTINGS_MODULE": f"lockgate.settings.{kind}"} | variables
    command = [sys.executable, "-c", TELL]
    return subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, timeout=60, check=False)


def told(done):
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_the_demo_starts_with_nothing_set_and_keeps_its_secret(tmp_path):
    first, second = told(start("demo", tmp_path)), told(start("demo", tmp_path))
    assert first["secret"] == second["secret"] and len(first["secret"]) > 60
    assert stat.S_IMODE((tmp_path / "var" / "secret-key").stat().st_mode) == 0o600
    assert (first["debug"], first["mode"], first["may_make_key"]) == (False, "wal", True)
    assert first["database"] == str(tmp_path / "var" / "lockgate.sqlite3")
    assert first["hosts"] == ["127.0.0.1", "localhost", "[::1]"]


def test_development_shows_traces_and_is_else_like_the_demo(tmp_path):
    found = told(start("development", tmp_path, LOCKGATE_SECRET_KEY=SECRET))
    assert (found["debug"], found["secret"]) == (True, SECRET)


def test_production_does_not_start_without_its_secrets(tmp_path):
    done = start("production", tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("Production does not start: LOCKGATE_DATA_DIR, LOCKGATE_SECRET_KEY")
    assert not list(tmp_path.iterdir())


def test_production_starts_with_its_secrets_and_passes_the_checks_for_deployment(tmp_path):
    found = told(
        start(
            "production",
            tmp_path,
            LOCKGATE_DATA_DIR=str(tmp_path / "kept"),
            LOCKGATE_SECRET_KEY=SECRET,
            LOCKGATE_ALLOWED_HOSTS="gate.example",
            LOCKGATE_SEAL_KEY_FILE=str(tmp_path / "seal-key.pem"),
            LOCKGATE_BEHIND_PROXY="yes",
        )
    )
    assert (found["debug"], found["may_make_key"], found["hosts"]) == (False, False, ["gate.example"])
    assert [each.name for each in tmp_path.iterdir()] == ["kept"]


@pytest.mark.parametrize("kind", ["demo", "production"])
def test_a_wrong_variable_stops_the_start_with_its_name(tmp_path, kind):
    done = start(kind, tmp_path, LOCKGATE_LOG_LEVEL="loud")
    assert done.returncode == 1
    assert done.stderr.startswith("LOCKGATE_LOG_LEVEL is 'loud'. Set it to one of: DEBUG")
