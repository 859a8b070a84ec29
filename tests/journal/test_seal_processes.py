"""Several processes on one database, and one that is killed: the chain never forks and no half seal stays."""

import json
import os
import signal
import subprocess
import sys
import time
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
        assert finish(run_python(folder, url, PROCESS, "prepare", ROWS)) == ""
        yield url


@pytest.fixture
def run(prepared, tmp_path):
    """Run a Python program on a copy of that database, which is the test's own."""
    with database_of_its_own(tmp_path, copy_of=prepared) as url:
        yield partial(run_python, tmp_path, url)


@pytest.fixture
def start(run):
    """Start a process of sealer_process.py."""
    return partial(run, PROCESS)


@pytest.fixture
def keep_sealing(run):
    """Start `lockgate journal seal` so that it goes on."""
    return partial(run, "-m", "lockgate", "journal", "seal", "--every", "0.05")


def run_python(folder, url, *words):
    environment = os.environ | {  # noqa: TID251  it is handed on, not read
        "DJANGO_SETTINGS_MODULE": "lockgate.settings.demo",
        "LOCKGATE_DATA_DIR": str(folder),
        "LOCKGATE_DATABASE_URL": url,
        "LOCKGATE_SEAL_KEY_FILE": "",
    }
    command = [sys.executable, *(str(word) for word in words)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, stderr=pipe, text=True)


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


def test_verification_reads_one_moment_while_others_write(start):
    beside = json.loads(finish(start("verify-beside-a-writer")))
    assert (beside["is_whole"], beside["unsealed_rows"], beside["redacted"]) == (True, ROWS, [])
    after = json.loads(finish(start("verify")))
    assert (after["is_whole"], after["unsealed_rows"]) == (True, ROWS + 3)
    assert [redacted["row"] for redacted in after["redacted"]] == [1]


def test_a_sealer_that_goes_on_is_killed_and_another_takes_its_place_without_harm(start, keep_sealing):
    writer = start("record", 290)
    seals = 0
    for kill in (signal.SIGKILL, signal.SIGTERM):
        sealer = keep_sealing()
        seals = seals_beyond(seals, start)
        sealer.send_signal(kill)
        sealer.communicate(timeout=120)
        assert sealer.returncode == -kill
    finish(writer)
    finish(start("record", 10))  # of these nothing is sealed yet, however slow the killed ones were to end
    last = keep_sealing("--while-input-is-open")
    _, errors = last.communicate(timeout=60)
    assert (last.returncode, errors) == (0, "")
    found = json.loads(finish(start("verify")))
    assert (found["is_whole"], found["rows"], found["unsealed_rows"]) == (True, ROWS + 900, 0)
    assert found["seals"] > seals


def seals_beyond(before, start):
    """Wait until the journal has more seals than before; return how many it has."""
    deadline_s = time.monotonic() + 60
    while time.monotonic() < deadline_s:
        found = json.loads(finish(start("verify")))
        assert found["is_whole"], found["faults"]
        if found["seals"] > before:
            return found["seals"]
    raise AssertionError(f"no seal was made after the first {before}")


def test_two_processes_that_number_papers_never_give_one_number_twice_and_leave_no_gap(start, long):
    rounds = 300 if long else 60
    papers = [start("number", rounds) for _ in range(2)]
    given = [json.loads(finish(process)) for process in papers]
    numbers = sorted(int(reference.split("-")[2]) for references in given for reference in references)
    assert numbers == list(range(1, 2 * rounds * 2 // 3 + 1))
    assert all(references == sorted(references) for references in given)
