"""`lockgate insight hanging`: what hangs on open cases, as a file."""

import csv
from pathlib import Path

import pytest

from lockgate.cli import main
from lockgate.insight.facts.export import write_export
from lockgate.insight.hanging.open_cases import HANGING
from tests.insight.facts.told import told
from tests.insight.hanging.test_open_cases import flow, line


def test_what_hangs_on_each_case_is_written_the_most_first(tmp_path, capsys):
    ended = {"decided_at": "2025-04-20 01:00:00", "case_state": "decided", "outcome": "granted", "granted": 5}
    lines = [line(), *(line(n, **{**ended, "submitted_at": "2025-04-10 01:00:00"}) for n in range(2, 6))]
    write_export(told(lines=lines, flows=[flow()]), tmp_path / "facts")
    assert main(["insight", "hanging", str(tmp_path / "facts"), str(tmp_path / "out.csv")]) == 0
    assert "1 rows as of 2025-10-01" in capsys.readouterr().out
    with (tmp_path / "out.csv").open() as stream:
        [row] = csv.DictReader(stream)
    assert (row["name"], row["refused_low"], row["refused_high"], row["more_days"]) == ("CA-1", "60", "60", "10")
    assert (row["late_low"], row["late_high"]) == ("10", "10"), "on day 40, and the stock ends on day 30"


@pytest.mark.parametrize("words", [["--horizon", "0"], ["--late", "0"]])
def test_days_that_are_none_are_refused_and_no_file_is_written(tmp_path, capsys, words):
    write_export(told(), tmp_path / "facts")
    assert main(["insight", "hanging", str(tmp_path / "facts"), str(tmp_path / "out.csv"), *words]) == 2
    assert "lockgate: " in capsys.readouterr().err
    assert not (tmp_path / "out.csv").exists()


def test_each_column_of_the_file_is_explained():
    page = (Path(__file__).parents[3] / "docs/methods/hanging.md").read_text(encoding="utf-8")
    told_of = page.partition("### The file")[2].partition("###")[0]
    assert [name for name in HANGING.names if f"`{name}`" not in told_of] == []
