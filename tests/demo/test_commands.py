"""`lockgate demo` from the command line: the same seed the same report, and what it refuses before it plays."""

import json
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from lockgate.demo.episode_file import NAME

SIZE = "8"


def demo(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lockgate", "demo", *arguments]
    settings = {"PATH": "/usr/bin:/bin", "LOCKGATE_DATA_DIR": str(folder), **environment}
    return subprocess.run(command, env=settings, capture_output=True, text=True, timeout=180)


def lockgate(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lockgate", *arguments]
    settings = {"PATH": "/usr/bin:/bin", "LOCKGATE_DATA_DIR": str(folder)}
    return subprocess.run(command, env=settings, capture_output=True, text=True, timeout=60)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("played")
    said = demo(folder, "--no-serve", "--size", SIZE, "--seed", "3", "--report", str(folder / "report.json"))
    assert said.returncode == 0, said.stderr
    assert "Everything that follows is synthetic." in said.stdout
    assert "acts, " in said.stdout
    assert "Fitted, never predicted" in said.stdout
    return folder


def test_the_same_seed_gives_the_same_report_to_the_byte_over_an_earlier_play(played: Path) -> None:
    first = (played / "report.json").read_bytes()
    assert demo(played, "--no-serve", "--size", SIZE, "--seed", "4").returncode == 0
    again = demo(played, "--no-serve", "--size", SIZE, "--seed", "3", "--report", str(played / "again.json"))
    assert again.returncode == 0, again.stderr
    assert (played / "again.json").read_bytes() == first


def test_the_report_holds_what_is_promised_of_it(played: Path) -> None:
    report = json.loads((played / "report.json").read_text(encoding="utf-8"))
    assert sum(report["applications_by_state"].values()) == report["applications"] >= int(SIZE)
    assert set(report["median_days"]) >= {"counted", "naive"}
    assert {"destination", "civil", "by_day", "incidence", "low", "high"} <= set(report["share_approved"][0])
    assert [row["reported"] for row in report["fit"]][-6:] == [2626, 1238, 3188, 5577, 6146, 5774]
    assert all({"date", "what", "reported", "model", "error"} <= set(row) for row in report["fit"])
    assert set(report["draw_downs"]) == {"accepted", "refused_by_reason"}
    assert all({"site", "date"} <= set(row) for row in report["run_out"])
    assert (len(report["days"]), report["days"][0]["day"]) == (214, "2025-03-01")


def test_what_was_played_is_vouched_for_and_lives_in_the_time_of_the_episode(played: Path) -> None:
    verified = lockgate(played, "journal", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert lockgate(played, "licences", "reconcile").returncode == 0
    with closing(sqlite3.connect(played / "lockgate.sqlite3")) as database:
        acts = list(database.execute("SELECT at, act FROM journal_row ORDER BY at"))
    assert acts[0][0] >= "2025-02-28"
    assert acts[-2][0] < "2025-10-01"
    assert acts[-1] == ("2025-10-01 01:00:00", "supply_risk.noted"), "what the gate saw when the site opens"


def test_a_play_that_was_broken_off_is_started_over(played: Path) -> None:
    (played / NAME).unlink()
    assert demo(played, "--no-serve", "--size", "2").returncode == 0
    assert (played / NAME).exists()


def test_a_database_with_other_accounts_is_left_alone(tmp_path: Path) -> None:
    assert lockgate(tmp_path, "init").returncode == 0
    added = lockgate(
        tmp_path, "user", "add", "somebody@example.org", "--role", "officer", "--organisation", "An Office"
    )
    assert added.returncode == 0, added.stderr
    before = (tmp_path / "lockgate.sqlite3").read_bytes()
    refused = demo(tmp_path, "--no-serve", "--size", "2")
    assert refused.returncode == 2
    assert "has other accounts than a demo's" in refused.stderr
    assert "LOCKGATE_DATA_DIR" in refused.stderr
    assert (tmp_path / "lockgate.sqlite3").read_bytes() == before


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "lockgate.sqlite3").write_text("my notes, nobody's database\n" * 100)
    refused = demo(tmp_path, "--no-serve", "--size", "2")
    assert refused.returncode == 2
    assert (tmp_path / "lockgate.sqlite3").read_text().startswith("my notes")


@pytest.mark.parametrize("size", ["0", "-1", "1000000", "many", "1.5"])
def test_a_size_that_cannot_be_played_is_refused_in_one_sentence(size: str, tmp_path: Path) -> None:
    refused = demo(tmp_path, "--no-serve", f"--size={size}")
    assert refused.returncode == 2
    assert len(refused.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "lockgate.sqlite3").exists()


def test_a_taken_port_and_a_report_that_cannot_be_written_are_told_before_the_play(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        refused = demo(tmp_path, "--size", "2", "--port", str(taken.getsockname()[1]))
    assert refused.returncode == 2
    assert "cannot be listened at" in refused.stderr
    unwritable = demo(tmp_path, "--no-serve", "--size", "2", "--report", str(tmp_path / "nowhere" / "report.json"))
    assert unwritable.returncode == 2
    assert "cannot be written" in unwritable.stderr
    assert not (tmp_path / "lockgate.sqlite3").exists()


def test_a_disk_that_fills_up_is_told_in_a_sentence_and_the_next_play_starts_over(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "lockgate", "demo", "--no-serve", "--size", "2"]
    settings = {"PATH": "/usr/bin:/bin", "LOCKGATE_DATA_DIR": str(tmp_path)}

    def may_not_grow() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, 1_500_000))

    full = subprocess.run(command, env=settings, capture_output=True, text=True, timeout=180, preexec_fn=may_not_grow)
    assert full.returncode == 2, full.stderr
    assert "The database does not answer, is full or is too busy." in full.stderr.replace("\n", " ")
    assert not (tmp_path / NAME).exists()
    assert demo(tmp_path, "--no-serve", "--size", "2").returncode == 0


def test_the_demo_does_not_play_into_postgresql(tmp_path: Path) -> None:
    url = "postgresql://nobody@127.0.0.1:1/nothing"
    refused = demo(tmp_path, "--no-serve", "--size", "2", LOCKGATE_DATABASE_URL=url)
    assert refused.returncode == 2
    assert "a SQLite file of its own" in refused.stderr
