"""`lockgate insight run-out` reads a firm's files and writes its table and what it set aside."""

import pytest

from lockgate.cli import main

STOCK = "site,item,stock,unit,usage_per_day\nRiga,magnet,10,KGM,1\nRiga,magnet,9,KGM,1\nOulu,magnet,,KGM,1\n"
PENDING = (
    "id,site,item,quantity,unit,submitted_on,transit_days,destination\n"
    "c1,Riga,magnet,4500,GRM,2025-05-28,2,LV\n"
    "c2,Riga,magnet,5,LTR,2025-05-28,2,LV\n"
)
PACE = (
    "destination,measure,outcome,day,n,at_risk,incidence,se,low,high,band_low,band_high,note\n"
    "LV,incidence,granted,10,80,40,0.25,,,,,,\n"
    "LV,incidence,any,10,80,40,0.5,,,,,,\n"
    "LV,share_of_decided,granted,10,80,40,0.5,,,,,,\n"
    "LV,incidence,granted,500,80,1,,,,,,,Beyond follow-up.\n"
)
GRANTED = "site,item,quantity,unit,arrives_on\nRiga,magnet,2,KGM,2025-06-05\n"


@pytest.fixture
def files(tmp_path):
    for name, written in (("stock", STOCK), ("pending", PENDING), ("pace", PACE), ("granted", GRANTED)):
        (tmp_path / f"{name}.csv").write_text(written)
    return tmp_path


def run(files, *words):
    given = [str(files / name) for name in ("stock.csv", "pending.csv", "out.csv")]
    return main(["insight", "run-out", *given, "--pace", str(files / "pace.csv"), *words])


def test_the_table_and_what_was_set_aside_are_written(files, capsys):
    words = ["--granted", str(files / "granted.csv"), "--as-of", "2025-06-02", "--by-date", "2025-06-15"]
    assert run(files, *words) == 0
    assert (files / "out.csv").read_text().splitlines() == [
        (
            "site,item,cover_days,stop_p05,stop_p50,stop_p95,chance_stop_by,chance_no_stop,help_first,part_quantity,"
            "part_by,method,note"
        ),
        (
            'Riga,magnet,12,2025-06-14,2025-06-14,2025-06-18,0.75,0,c1,2,2025-06-14,exact,"PACE ends before the horizon'
            ": a grant later than it tells of counts as not coming, so a stop may be less likely than told. Another "
            'row of it in STOCK cannot be used: set aside. What 1 row would bring is not counted: set aside."'
        ),
        "Oulu,magnet,,,,,,,,,,,The stock is unknown.",
    ]
    assert (files / "out.set_aside.csv").read_text().splitlines() == [
        "line,id,reason",
        "3,Riga / magnet,STOCK: The item stands at this site in an earlier row.",
        "3,c2,PENDING: The unit cannot be converted into that of the site's stock.",
    ]
    assert "2 items at sites" in capsys.readouterr().out


def test_a_file_that_lacks_the_groups_of_the_pace_changes_nothing(files, capsys):
    (files / "pending.csv").write_text(PENDING.replace(",destination", "").replace(",LV", ""))
    assert run(files, "--as-of", "2025-06-02") == 2
    said = capsys.readouterr().err
    assert "PENDING has no column destination, by which PACE is grouped." in said
    assert "the header needs id, site, item, quantity, unit, submitted_on, transit_days, destination." in said
    assert not list(files.glob("out*"))


def test_an_answer_is_not_written_over_a_question(files, capsys):
    (files / "out.csv").symlink_to(files / "stock.csv")
    assert run(files, "--as-of", "2025-06-02") == 2
    assert "is named for two things" in capsys.readouterr().err
    assert (files / "stock.csv").read_text() == STOCK


def test_a_day_that_is_none_is_told(files, capsys):
    assert run(files, "--as-of", "soon") == 2
    assert "'soon' is no date such as 2025-04-30" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["-", "=sum", "@home", "+"])
def test_a_group_that_a_spreadsheet_would_take_for_a_formula_is_found_again(files, name, capsys):
    lines = f"id,submitted_on,decided_on,outcome,destination\n1,2025-05-01,2025-05-21,granted,{name}\n"
    (files / "lines.csv").write_text(lines)
    words = [str(files / "lines.csv"), str(files / "pace.csv"), "--by", "destination"]
    assert main(["insight", "pace", *words]) == 0
    assert f"'{name},incidence" in (files / "pace.csv").read_text()
    (files / "pending.csv").write_text(PENDING.replace(",LV", f",{name}"))
    assert run(files, "--as-of", "2025-06-02") == 0
    assert "tells of no grants" not in (files / "out.csv").read_text()
    for written in (name, f"'{name}"):
        capsys.readouterr()
        where = ["--where", f"destination={written}"]
        assert main(["insight", "forecast", str(files / "pace.csv"), "--waited", "3", *where]) == 0
        assert "by the pace of 1 submitted" in capsys.readouterr().out


def test_a_pace_of_plain_shares_or_of_no_row_is_refused(files, capsys):
    (files / "lines.csv").write_text("id,outcome,destination\n1,granted,LV\n")
    words = [str(files / "lines.csv"), str(files / "pace.csv"), "--by", "destination"]
    assert main(["insight", "pace", *words]) == 0
    assert run(files, "--as-of", "2025-06-02") == 2
    assert "PACE has shares without days" in capsys.readouterr().err
    (files / "pace.csv").write_text(PACE.splitlines()[0] + "\n")
    assert run(files, "--as-of", "2025-06-02") == 2
    assert "PACE has no row" in capsys.readouterr().err
    assert not (files / "out.csv").exists()


@pytest.mark.parametrize("name", ["stock", "pending", "granted"])
def test_each_file_has_a_template_and_a_dictionary(name, capsys):
    assert main(["insight", "template", "run-out", name]) == 0
    assert capsys.readouterr().out.startswith(("site,item,", "id,site,item,"))
    assert main(["insight", "template", "run-out", name, "--dictionary"]) == 0
    assert "| quantity |" in capsys.readouterr().out or name == "stock"


def test_a_pace_file_of_working_days_is_refused_because_a_stock_is_used_on_all_days(files, capsys):
    lines = "id,submitted_on,decided_on,outcome,destination\n1,2025-04-30,2025-05-07,granted,LV\n"
    (files / "lines.csv").write_text(lines)
    words = [str(files / "lines.csv"), str(files / "pace.csv"), "--by", "destination", "--calendar", "cn-dual-use"]
    assert main(["insight", "pace", *words]) == 0
    assert run(files, "--as-of", "2025-06-02") == 2
    assert "PACE counts working days" in capsys.readouterr().err
    assert not (files / "out.csv").exists()
