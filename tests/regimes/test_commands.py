"""`lockgate determine` and `determine-many` as a person types them: what is printed, and the exit status."""

import csv
import json
import signal
import subprocess
import sys
import time

import pytest

from lockgate import cli

MAGNETS = ["--regime", "cn-dual-use", "--entry", "1C904.a.4", "--destination", "JP", "--on", "2025-04-04"]
UKRAINE = ["--regime", "us-ear", "--entry", "EAR99", "--destination", "UA"]
GALLIUM = ["--regime", "cn-dual-use", "--entry", "3C001.a", "--destination", "KR", "--on", "2026-03-01"]


@pytest.fixture
def lockgate(capsys):
    """Run `lockgate …` and return its exit status, what it printed and what it complained of."""

    def run(*words: str) -> tuple[int, str, str]:
        status = cli.main(words)
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ([*MAGNETS, "--end-use", "civil"], "LICENCE REQUIRED · review: case by case"),
        ([*GALLIUM, "--party", "consignee=listed:control_list:CN-2026-11"], "PROHIBITED"),
        (["--regime", "us-ear", "--entry", "0A919", "--destination", "AU"], "NEEDS READING"),
        ([*MAGNETS[:-1], "2025-04-03"], "NOT REQUIRED"),
    ],
)
def test_each_outcome_is_printed_to_be_read_and_is_no_failure(lockgate, question, said):
    status, out, err = lockgate("determine", *question)
    lines = out.splitlines()
    assert (status, err) == (0, "")
    assert lines[1] == said
    assert f"{question[3]} to {question[5]} on 20" in lines[0]
    assert "Law known to" in lines[-1]
    assert max(map(len, lines[2:])) <= 200


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--destination", "ZZ"], "no country"),
        (["--on", "yesterday"], "yesterday"),
        (["--end-use", "peace"], "Known words"),
        (["--regime", "nowhere"], "Known regimes"),
        (["--party", "consignee"], "Write ROLE=FACT"),
        (["--answer", "M-1=perhaps"], "MEASURE=yes or MEASURE=no"),
    ],
)
def test_what_is_given_wrongly_is_one_sentence_and_no_answer(lockgate, words, said):
    status, out, err = lockgate("determine", *MAGNETS, *words)
    assert (status, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def test_json_holds_the_answer_with_its_requirements_and_open_questions(lockgate):
    status, out, _ = lockgate("determine", *MAGNETS, "--json")
    held = json.loads(out)
    assert status == 0
    assert (held["outcome"], held["on"]) == ("licence_required", "2025-04-04")
    assert held["requirements"][0]["citation"]
    assert {"asks", "raises_to", "citation"} <= set(held["open_questions"][0])
    assert "not_applied" not in held


def test_an_open_question_is_answered_by_the_measure_that_it_names(lockgate):
    asked = json.loads(lockgate("determine", *UKRAINE, "--json")[1])["open_questions"]
    region = next(one for one in asked if "746.6" in one["citation"])

    def answered(word):
        answers = [f"--answer={name}={word}" for name in (region["measure"], *region["also"])]
        return json.loads(lockgate("determine", *UKRAINE, *answers, "--json")[1])["outcome"]

    assert (answered("yes"), answered("no")) == (region["raises_to"], "not_required")


def test_another_party_counts_as_much_as_the_end_user(lockgate):
    assert "PROHIBITED" not in lockgate("determine", *GALLIUM)[1]
    assert "PROHIBITED" in lockgate("determine", *GALLIUM, "--party", "broker=listed:control_list:CN-2026-11")[1]


def test_the_trace_shows_the_rules_that_did_not_apply_and_why(lockgate):
    plain, traced = lockgate("determine", *MAGNETS)[1], lockgate("determine", *MAGNETS, "--trace")[1]
    assert "Looked at, and did not apply" not in plain
    assert "Looked at, and did not apply" in traced
    held = json.loads(lockgate("determine", *MAGNETS, "--trace", "--json")[1])["not_applied"]
    assert held
    assert all(row["measure"] in traced for row in held)


def test_a_file_is_answered_row_by_row_and_the_counts_are_said_aside(lockgate, tmp_path):
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("part,entry,destination\n1,1C904.a.4,JP\n2,1C904.a.4,ZZ\n3,3C001.a,US\n")
    status, out, err = lockgate("determine-many", "--regime", "cn-dual-use", str(source), str(target))
    assert (status, out) == (0, "")
    assert "3 rows answered" in err and "1 of them invalid" in err
    with target.open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["part"] for row in rows] == ["1", "2", "3"]
    assert [row["outcome"] == "invalid" for row in rows] == [False, True, False]


def test_a_file_that_is_not_there_leaves_the_target_as_it_was(lockgate, tmp_path):
    target = tmp_path / "out.csv"
    target.write_text("as it was")
    status, out, err = lockgate("determine-many", "--regime", "us-ear", str(tmp_path / "none.csv"), str(target))
    assert (status, out) == (2, "")
    assert "none.csv" in err
    assert target.read_text() == "as it was"
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_a_run_that_is_ended_in_the_middle_leaves_nothing_unfinished(tmp_path):
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    rows = (f"EAR99,{'DE' if number % 2 else 'FR'},{number}\n" for number in range(2_000_000))
    with source.open("w") as stream:
        stream.write("entry,destination,part\n")
        stream.writelines(rows)
    target.write_text("as it was")
    words = [sys.executable, "-m", "lockgate", "determine-many", "--regime", "us-ear", str(source), str(target)]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as running:
        deadline_s = time.monotonic() + 120
        while not any(path.stat().st_size for path in tmp_path.glob("*.part")):
            assert running.poll() is None
            assert time.monotonic() < deadline_s
            time.sleep(0.01)
        running.send_signal(signal.SIGTERM)
        _, err = running.communicate(timeout=120)
    assert running.returncode == 128 + signal.SIGTERM
    assert err == ""
    assert target.read_text() == "as it was"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.csv"]
