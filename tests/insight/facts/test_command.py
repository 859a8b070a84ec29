"""`lockgate insight export` and `figures`, as somebody types them."""

import csv

import pytest

from lockgate.cli import main
from lockgate.core.permissions import Role
from lockgate.insight.facts.export import read_export
from tests.factories.cases import opened_case
from tests.factories.people import person


@pytest.mark.django_db(transaction=True)
def test_what_was_submitted_is_exported_and_counted(tmp_path, capsys):
    case = opened_case(person(Role.EXPORTER))
    assert main(["insight", "export", str(tmp_path / "facts")]) == 0
    assert "        1  lines" in capsys.readouterr().out
    facts = read_export(tmp_path / "facts")
    assert facts.lines["case"].to_pylist() == [case.reference]
    assert facts.flows["usage_a_day"].to_pylist() == [15_500_000_000]
    assert main(["insight", "figures", str(tmp_path / "facts"), str(tmp_path / "out")]) == 0
    with (tmp_path / "out" / "lines_by_outcome.csv").open() as stream:
        [row] = csv.DictReader(stream)
    assert (row["destination"], row["outcome"], row["lines"]) == ("JP", "pending", "1")
    (tmp_path / "file").write_text("mine")
    for place in ("file", "nowhere/out"):
        assert main(["insight", "figures", str(tmp_path / "facts"), str(tmp_path / place)]) == 2
        assert f"{tmp_path / place} cannot be written" in capsys.readouterr().err
    next((tmp_path / "facts" / "lines").rglob("*.parquet")).unlink()
    assert main(["insight", "figures", str(tmp_path / "facts"), str(tmp_path / "fewer")]) == 2
    assert "are not as they were exported" in capsys.readouterr().err and not (tmp_path / "fewer").exists()


@pytest.mark.django_db(transaction=True)
def test_a_folder_of_somebody_else_is_refused_and_stays(tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("mine")
    assert main(["insight", "export", str(tmp_path)]) == 2
    assert "neither empty nor an earlier export" in capsys.readouterr().err
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]


def test_figures_of_no_export_are_refused(tmp_path, capsys):
    assert main(["insight", "figures", str(tmp_path), str(tmp_path / "out")]) == 2
    assert "holds no facts" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
