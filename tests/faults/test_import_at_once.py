"""Two processes import at once: a licence comes in once, and never half, whichever of them is first."""

import os
import subprocess
import sys

import pytest

from tests.databases import database_of_its_own
from tests.factories.held_licences import held_file, row

LICENCES = 40


@pytest.fixture
def lockgate(tmp_path):
    """Start `lockgate …` on a database of its own, which has an officer."""
    with database_of_its_own(tmp_path) as url:
        environment = os.environ | {  # noqa: TID251  it is handed on, not read
            "DJANGO_SETTINGS_MODULE": "lockgate.settings.demo",
            "LOCKGATE_DATA_DIR": str(tmp_path),
            "LOCKGATE_DATABASE_URL": url,
        }

        def start(*words):
            command = [sys.executable, "-m", "lockgate", *map(str, words)]
            pipe = subprocess.PIPE
            return subprocess.Popen(command, env=environment, stdout=pipe, stderr=pipe, text=True)

        for words in (
            ("init",),
            ("user", "add", "officer@example.org", "--role", "officer", "--organisation", "Licensing Department"),
        ):
            assert finished(start(*words)) == 0
        yield start


def finished(process):
    process.communicate(timeout=120)
    return process.returncode


def importing(lockgate, folder, **cells):
    folder.mkdir()
    file = held_file(folder, *(row(licence=f"E-{number}", **cells) for number in range(LICENCES)))
    return lockgate("licence", "import", file, "--as", "officer@example.org")


def test_two_that_import_the_same_or_another_file_at_once_bring_each_licence_once(lockgate, tmp_path):
    started = [
        importing(lockgate, tmp_path / "one"),
        importing(lockgate, tmp_path / "same"),
        importing(lockgate, tmp_path / "other", quantity="101"),
    ]
    said = [process.communicate(timeout=120) for process in started]
    statuses = [process.returncode for process in started]
    brought = [out for out, _ in said if out == f"{LICENCES} licences came in, with {LICENCES} lines.\n"]
    assert len(brought) == 1, said
    refused = [err for _, err in said if err]
    assert sorted(statuses) == [0] * (3 - len(refused)) + [2] * len(refused)
    assert all("is here already, and differs" in err or "at the same time" in err for err in refused), refused

    out, err = lockgate("licence", "list", "--as", "officer@example.org").communicate()
    assert (len(out.splitlines()), err) == (LICENCES, "")
    assert finished(lockgate("licences", "reconcile")) == 0
    assert finished(lockgate("journal", "verify")) == 0
