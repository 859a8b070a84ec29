"""`lockgate insight dependence` reads a firm's file and writes two."""

import pytest

from lockgate.cli import main

FLOWS = """\
item,supplier,consignee,quantity,unit,qualify_days
magnet,Ningbo,Stuttgart,600,KGM,60
magnet,Hanau,Stuttgart,200,KGM,none
magnet,,Graz,200,KGM,
magnet,Ningbo,Graz,-5,KGM,
magnet,Ningbo,Graz
"""
OUT = """\
level,name,item,measure,low,high,coverage,exact
all,Hanau,magnet,share,0.2,0.4,0.8,yes
all,Ningbo,magnet,share,0.6,0.8,0.8,yes
all,,magnet,hhi,0.4,0.68,0.8,yes
all,,magnet,suppliers_for_half,1,1,0.8,yes
all,,magnet,single_source,0,0.2,0.8,yes
all,,magnet,substitutable,0.6,0.8,0.8,yes
consignee,Graz,magnet,share,0,1,0,yes
consignee,Graz,magnet,hhi,0,1,0,yes
consignee,Graz,magnet,suppliers_for_half,1,,0,yes
consignee,Graz,magnet,single_source,0,1,0,yes
consignee,Graz,magnet,substitutable,0,1,0,yes
consignee,Stuttgart,magnet,share,0.75,0.75,1,yes
consignee,Stuttgart,magnet,hhi,0.625,0.625,1,yes
consignee,Stuttgart,magnet,suppliers_for_half,1,1,1,yes
consignee,Stuttgart,magnet,single_source,0,0,1,yes
consignee,Stuttgart,magnet,substitutable,0.75,0.75,1,yes
"""
SET_ASIDE = """\
line,id,reason
5,magnet,'-5' is not an amount.
6,,"The row has 3 cells, the header 6: check quotes and separators."
"""


@pytest.fixture
def flows(tmp_path):
    file = tmp_path / "flows.csv"
    file.write_text(FLOWS)
    return file


def test_the_bounds_and_the_rows_set_aside_are_written(flows, tmp_path, capsys):
    out = tmp_path / "out.csv"
    assert main(["insight", "dependence", str(flows), str(out)]) == 0
    assert out.read_text() == OUT
    assert (tmp_path / "out.set_aside.csv").read_text() == SET_ASIDE
    said = capsys.readouterr().out
    assert "16 bounds of 1 item" in said and "2 rows could not count" in said


def test_the_days_in_which_a_substitute_must_be_qualified_may_be_given(flows, tmp_path):
    out = tmp_path / "out.csv"
    assert main(["insight", "dependence", str(flows), str(out), "--within", "30"]) == 0
    assert "all,,magnet,substitutable,0,0.2,0.8,yes\n" in out.read_text()


@pytest.mark.parametrize(
    ("written", "words", "said"),
    [
        ("item,supplier\n", [], "has no column consignee"),
        (FLOWS, ["--within", "-1"], "within -1 days"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(written, words, said, tmp_path, capsys):
    file = tmp_path / "flows.csv"
    file.write_text(written)
    assert main(["insight", "dependence", str(file), str(tmp_path / "out.csv"), *words]) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("out", ["flows.csv", "./flows.csv"])
def test_the_flows_are_never_written_over(flows, out, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["insight", "dependence", flows.name, out]) == 2
    assert "is named for two things" in capsys.readouterr().err
    assert flows.read_text() == FLOWS and list(tmp_path.iterdir()) == [flows]


def test_the_template_is_a_file_that_it_reads(tmp_path, capsys):
    assert main(["insight", "template", "dependence"]) == 0
    file = tmp_path / "flows.csv"
    file.write_text(capsys.readouterr().out)
    assert main(["insight", "dependence", str(file), str(tmp_path / "out.csv")]) == 0
    assert (tmp_path / "out.set_aside.csv").read_text() == "line,id,reason\n"
