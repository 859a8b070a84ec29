"""`lockgate observe`, as somebody types it."""

import csv

import pytest

from lockgate.cli import main

HEADER = "id,date,speaker,speaker_kind,population,measure,counts,relation,value,high,reading,source\n"
CLAIMS = (
    HEADER
    + "c1,2025-09-18,Chamber,association,members,applications,applications,=,141,,,Reuters\n"
    + "c2,2025-09-18,Chamber,association,members,approved,applications,=,19,,,Reuters\n"
    + "c3,2025-09-18,Ministry,official,members,approved,applications,=,a certain number,,,Xinhua\n"
    + "c4,2025-09-18,Paper,newspaper,members,approved,applications,>,20,,,Paper\n"
)


@pytest.fixture
def claims(tmp_path):
    path = tmp_path / "claims.csv"
    path.write_text(CLAIMS, encoding="utf-8")
    return path


def rows(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_observe_writes_the_bounds_and_three_tables_beside_them(claims, tmp_path, capsys):
    out = tmp_path / "out.csv"
    assert main(["observe", str(claims), str(out)]) == 0
    share = next(row for row in rows(out) if row["measure"] == "share_approved" and row["counts"] == "applications")
    assert (share["low"], share["high"], share["binding"]) == ("0.134751773050", "0.134751773050", "c1;c2") or (
        share["low"] == share["high"] == "0.13475177305"
    )
    assert [row["ids"] for row in rows(tmp_path / "out.conflicts.csv")] == ["c2;c4"]
    assert [(row["line"], row["id"]) for row in rows(tmp_path / "out.unread.csv")] == [("4", "c3")]
    assert (tmp_path / "out.next.csv").read_text(encoding="utf-8").startswith("rank,date,population,counts,measure,")
    assert "3 claims read, 1 not; 1 contradicting set" in capsys.readouterr().out


def test_observe_takes_the_nesting_from_a_second_file(claims, tmp_path):
    nesting = tmp_path / "p.csv"
    nesting.write_text("population,within\nmembers,all\n", encoding="utf-8")
    out = tmp_path / "out.csv"
    assert main(["observe", str(claims), str(out), "--populations", str(nesting)]) == 0
    of_all = {row["measure"]: row for row in rows(out) if (row["population"], row["counts"]) == ("all", "applications")}
    assert (of_all["applications"]["low"], of_all["applications"]["high"]) == ("141", "")
    assert of_all["applications"]["note"].startswith("No claim bounds it from above.")


def test_observe_of_a_file_that_lacks_a_column_writes_nothing(tmp_path, capsys):
    path, out = tmp_path / "claims.csv", tmp_path / "out.csv"
    path.write_text("id,date\nc1,2025-09-18\n", encoding="utf-8")
    assert main(["observe", str(path), str(out)]) == 2
    assert "no column population" in capsys.readouterr().err and not out.exists()


def test_the_claims_are_never_written_over(claims, capsys):
    before = claims.read_text()
    assert main(["observe", str(claims), str(claims)]) == 2
    assert "is named for two things" in capsys.readouterr().err
    assert claims.read_text() == before


def test_the_template_can_be_observed(tmp_path, capsys):
    assert main(["insight", "template", "observe"]) == 0
    path, out = tmp_path / "claims.csv", tmp_path / "out.csv"
    path.write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["observe", str(path), str(out)]) == 0
    assert not rows(tmp_path / "out.unread.csv")
