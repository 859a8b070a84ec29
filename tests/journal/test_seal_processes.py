"""Several processes on one SQLite file, and one that is killed: the chain never forks and no half seal stays."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

PROCESS = Path(__file__).with_name("sealer_process.py")


ROWS = 700


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A folder whose database holds ROWS rows and no seal."""
    folder = tmp_path_factory.mktemp("prepared")
    assert finish(start(folder, "prepare", ROWS)) == ""
    return folder


@pytest.fixture
def folder(prepared, tmp_path):
    """A copy of that folder for one test."""
    return Path(shutil.copytree(prepared, tmp_path / "data"))


def start(folder, verb, argument=""):
    """Start a process on the database in a folder."""
    environment = os.environ | {  # noqa: TID251  it is handed on, not read
        "DJANGO_SETTINGS_MODULE": "lockgate.settings.demo",
        "LOCKGATE_DATA_DIR": str(folder),
        "LOCKGATE_DATABASE_URL": "",
        "LOCKGATE_SEAL_KEY_FILE": "",
    }
    command = [sys.executable, str(PROCESS), verb, str(argument)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(process):
    output, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    return output


def test_processes_that_record_and_seal_at_once_make_one_chain_over_every_row(folder, long):
    rounds = 200 if long else 15
    sealers = [start(folder, "record-and-seal", rounds) for _ in range(4 if long else 2)]
    for sealer in sealers:
        finish(sealer)
    found = json.loads(finish(start(folder, "verify")))
    assert found["is_whole"], found["faults"]
    assert (found["rows"], found["unsealed_rows"]) == (ROWS + 3 * rounds * len(sealers), 0)
    assert rounds <= found["seals"] == found["head"]["sequence"] <= rounds * len(sealers)


@pytest.mark.parametrize("statement", [1, 2, 3], ids=["before the seal", "before the leaves", "among the leaves"])
def test_a_sealer_that_is_killed_leaves_no_half_seal(folder, statement):
    killed = start(folder, "die-sealing", statement)
    killed.communicate(timeout=120)
    assert killed.returncode == -signal.SIGKILL
    found = json.loads(finish(start(folder, "verify")))
    assert (found["is_whole"], found["seals"], found["rows"], found["unsealed_rows"]) == (True, 0, 0, ROWS)
    found = json.loads(finish(start(folder, "seal-and-verify")))
    assert (found["is_whole"], found["seals"], found["rows"], found["unsealed_rows"]) == (True, 1, ROWS, 0)
