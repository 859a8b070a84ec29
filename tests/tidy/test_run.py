"""./run is the first thing that a newcomer types: it explains itself, and it fails in sentences."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    surroundings = {"PATH": "/usr/bin:/bin", **environment}
    return subprocess.run([ROOT / "run", *words], env=surroundings, capture_output=True, text=True)


def test_run_alone_explains_every_verb():
    verbs = re.findall(r"^  (\w+)\)$", (ROOT / "run").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(verbs) >= 6
    explained = run().stdout
    assert all(f"./run {verb} " in explained for verb in verbs)


def test_an_unknown_verb_is_told_with_the_verbs_that_there_are():
    said = run("tset")
    assert said.returncode == 1
    assert "./run test" in said.stderr
    assert "there is no verb 'tset'" in said.stderr


def test_a_machine_without_a_new_python_is_told_what_to_do():
    said = run("lockgate", "--version", PYTHON="/bin/false")
    assert said.returncode == 1
    assert "no Python 3.11 or newer was found as /bin/false" in said.stderr


def test_an_unknown_benchmark_is_told_with_those_that_there_are():
    said = run("bench", "nothing")
    assert said.returncode == 1
    assert "which benchmark?" in said.stderr


def test_the_rooms_that_the_second_half_of_the_long_run_leaves_out_ask_no_database():
    rooms = re.search(r'^WITHOUT_DATABASE="([^"]*)"', (ROOT / "run").read_text(encoding="utf-8"), re.MULTILINE)
    assert rooms
    files = [file for room in rooms[1].split() for file in sorted((ROOT / "tests" / room).rglob("*.py"))]
    assert len(files) > 50
    asks = re.compile(
        r"django_db|own_database|database_of_its_own|transactional_db|private_cluster|only_on\(.postgresql"
    )
    assert not [file for file in files if asks.search(file.read_text(encoding="utf-8"))]
