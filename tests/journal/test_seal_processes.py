"""Several processes on one database, and one that is killed: the chain never forks and no half seal stays."""

import json
import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from tests.databases import database_of_its_own

PROCESS = Path(__file__).with_name("sealer_process.py")
ROWS = 1200  # more leaves than one statement writes, on either database


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A database that holds ROWS rows and no seal."""
    folder = tmp_path_factory.mktemp("prepared")
    with database_of_its_own(folder) as url:
        assert finish(start_process(folder, url, "prepare", ROWS)) == ""
        yield url


@pytest.fixture
def start(prepared, tmp_path):
    """Start a process on a copy of that database, which is the test's own."""
    with database_of_its_own(tmp_path, copy_of=prepared) as url:
        yield partial(start_process, tmp_path, url)


def start_process(folder, url, verb, argument=""):
    environment = os.environ | {  # noqa: TID251  it is handed on, not read
        "DJANGO_SETTINGS_MODULE": "lockgate.settings.demo",
        "LOCKGATE_DATA_DIR": str(folder),
        "LOCKGATE_DATABASE_URL": url,
        "LOCKGATE_SEAL_KEY_FILE": "",
    }
    command = [sys.executable, str(PROCESS), verb, str(argument)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(process):
    output, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    return output


def test_processes_that_record_and_seal_at_once_make_one_chain_over_every_row(start, long):
    rounds = 200 if long else 15
    sealers = [start("record-and-seal", rounds) for _ in range(4 if long else 2)]
    for sealer in sealers:
        finish(sealer)
    found = json.loads(finish(start("verify")))
    assert found["is_whole"], found["faults"]
    assert (found["rows"], found["unsealed_rows"]) == (ROWS + 3 * rounds * len(sealers), 0)
    assert rounds <= found["seals"] == found["head"]["sequence"] <= rounds * len(sealers)


@pytest.mark.parametrize("statement", [1, 2, 3], ids=["before the seal", "before the leaves", "among the leaves"])
def test_a_sealer_that_is_killed_leaves_no_half_seal(start, statement):
    killed = start("die-sealing", statement)
    killed.communicate(timeout=120)
    assert killed.returncode == -signal.SIGKILL
    found = json.loads(finish(start("verify")))
    assert (found["is_whole"], found["seals"], found["rows"], found["unsealed_rows"]) == (True, 0, 0, ROWS)
    found = json.loads(finish(start("seal-and-verify")))
    assert (found["is_whole"], found["seals"], found["rows"], found["unsealed_rows"]) == (True, 1, ROWS, 0)


def test_verification_reads_one_moment_while_others_write(folder):
    beside = json.loads(finish(start(folder, "verify-beside-a-writer")))
    assert (beside["is_whole"], beside["unsealed_rows"]) == (True, ROWS)
    after = json.loads(finish(start(folder, "verify")))
    assert (after["is_whole"], after["unsealed_rows"]) == (True, ROWS + 2)
