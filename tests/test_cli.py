"""What every command shares: how it is found, how it fails, and how little it needs to start."""

import os
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from lockgate import cli
from lockgate.core.errors import NotFound


def register(subparsers) -> None:
    """Offer one command, `gate`, that fails as it is told to."""
    parser = subparsers.add_parser("gate")
    parser.add_argument("--fail", choices=FAILURES)
    parser.add_argument("--width", type=int)
    parser.set_defaults(run=_gate)


FAILURES = {
    "not-found": NotFound("There is no gate 7.", mend="Gates 1 to 6 are listed by `lockgate gate`."),
    "interrupted": KeyboardInterrupt(),
    "bug": RuntimeError("the sluice is stuck"),
}


def _gate(parsed: Namespace) -> None:
    if parsed.fail:
        raise FAILURES[parsed.fail]
    sys.stdout.write("open\n")


@pytest.fixture
def gate(monkeypatch, tmp_path):
    """Mount this module as a room, and give its log a folder."""
    monkeypatch.setattr(cli, "VERBS", {"gate": cli.Verb("Open a gate.", __name__)})
    monkeypatch.setenv("LOCKGATE_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data" / "errors.log"


@pytest.mark.parametrize("word", cli.VERBS)
def test_every_command_in_the_help_is_offered_by_its_room(word, capsys):
    assert cli.main([word, "--help"]) == 0
    assert f"usage: lockgate {word}" in capsys.readouterr().out


@pytest.mark.parametrize("asked", [[], ["--help"], ["-h"], ["help"]])
def test_the_help_names_every_command_with_its_sentence(asked, capsys):
    assert cli.main(asked) == 0
    said = capsys.readouterr().out
    assert all(word in said and verb.sentence in said for word, verb in cli.VERBS.items())


def test_a_command_runs_and_its_status_is_0_where_it_says_none(gate, capsys):
    assert cli.main(["gate"]) == 0
    assert capsys.readouterr().out == "open\n"


def test_an_unknown_command_is_told_with_the_nearest_one(gate, capsys):
    assert cli.main(["gaet"]) == 2
    assert "There is no command gaet. Did you mean gate?" in capsys.readouterr().err


def test_a_wrong_option_is_told_in_one_line_and_never_guessed(gate, capsys):
    assert cli.main(["gate", "--fai", "bug"]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "--fai" in said


@pytest.mark.parametrize("word", ["x", "", "1.5", "1e3", "٣", "9" * 19, "9" * 5000])
def test_what_is_no_number_is_told_as_that_and_one_that_no_table_holds_too(gate, capsys, word):
    assert cli.main(["gate", f"--width={word}"]) == 2
    said = capsys.readouterr().err
    assert f"argument --width: {word[:40]!r} is no whole number of up to 18 digits." in said
    assert said.count("\n") == 1
    assert cli.main(["gate", "--width=-7"]) == 0


def test_an_error_of_ours_is_a_sentence_with_its_mend(gate, capsys):
    assert cli.main(["gate", "--fail", "not-found"]) == 2
    said = capsys.readouterr()
    assert said.err == "lockgate: There is no gate 7. Gates 1 to 6 are listed by `lockgate gate`.\n"
    assert said.out == ""


def test_an_interruption_is_silent(gate, capsys):
    assert cli.main(["gate", "--fail", "interrupted"]) == 130
    assert capsys.readouterr().err == ""


def test_an_internal_error_shows_a_reference_under_which_the_log_has_the_trace(gate, capsys):
    assert cli.main(["gate", "--fail", "bug"]) == 70
    said = capsys.readouterr().err
    reference = said.split("reference ")[1].split(".")[0]
    assert "sluice" not in said
    assert gate.read_text().startswith(reference)
    assert "RuntimeError: the sluice is stuck" in gate.read_text()


def test_an_internal_error_is_told_even_where_no_log_can_be_written(gate, capsys):
    gate.parent.write_text("a file where the folder should be")
    assert cli.main(["gate", "--fail", "bug"]) == 70
    assert "could not be written" in capsys.readouterr().err


def test_a_developer_may_ask_for_the_trace(gate, capsys, monkeypatch):
    monkeypatch.setenv("LOCKGATE_DEBUG", "1")
    assert cli.main(["gate", "--fail", "bug"]) == 70
    assert "RuntimeError: the sluice is stuck" in capsys.readouterr().err


def test_a_reader_that_went_away_ends_the_command_in_silence():
    reading, writing = os.pipe()
    os.close(reading)
    run = subprocess.run([sys.executable, "-m", "lockgate", "--help"], stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert run.returncode == 141
    assert run.stderr == b""


def test_the_installed_command_tells_its_version():
    run = subprocess.run([Path(sys.executable).with_name("lockgate"), "--version"], capture_output=True, text=True)
    assert run.stdout.startswith("lockgate ")


def test_finding_a_command_loads_neither_django_nor_an_array_library():
    seen = "import sys, lockgate.cli; print(sorted({'django', 'numpy', 'pyarrow', 'rich'} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
