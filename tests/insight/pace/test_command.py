"""`lockgate insight pace` and `forecast` as somebody types them: files in, files and sentences out."""

import csv
import json

import pytest

from lockgate.cli import main

LINES = """id,submitted_on,decided_on,outcome,country
a,2025-01-01,2025-01-11,granted,DE
b,2025-01-01,2025-01-16,refused,DE
c,2025-01-05,,,DE
d,2025-01-05,2025-01-01,granted,JP
e,2025-01-05,2025-01-25,granted,JP
f,2025-01-05,2025-03-25,granted,JP
"""


@pytest.fixture
def given(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in.csv").write_text(LINES)
    return tmp_path


def read(path):
    with path.open(newline="") as stream:
        return list(csv.DictReader(stream))


def pace(*words):
    return main(["insight", "pace", "in.csv", "out.csv", *words])


def test_pace_writes_its_table_and_what_was_set_aside(given, capsys):
    assert pace("--until", "2025-02-28", "--by", "country", "--at", "10", "20") == 0
    assert "5 rows were counted, 1 set aside (out.set_aside.csv)" in capsys.readouterr().out
    rows = read(given / "out.csv")
    assert (given / "out.csv").read_text().splitlines()[0] == (
        "country,measure,outcome,day,n,at_risk,incidence,se,low,high,band_low,band_high,note"
    )
    told = {(row["country"], row["measure"], row["outcome"], row["day"]): row["incidence"] for row in rows}
    assert told["DE", "incidence", "granted", "10"] == "0.333333333333"
    assert told["DE", "share_of_decided", "granted", "20"] == "0.5"
    assert told["JP", "incidence", "any", "20"] == "0.5"
    assert read(given / "out.set_aside.csv") == [
        {"line": "5", "id": "d", "reason": "Decided on 2025-01-01, before its submission on 2025-01-05."}
    ]


def test_without_the_last_day_a_pending_row_stops_it_and_nothing_is_written(given, capsys):
    assert pace() == 2
    assert "Line 4 is pending" in capsys.readouterr().err
    assert sorted(path.name for path in given.iterdir()) == ["in.csv"]


def test_quantiles_go_into_a_file_of_their_own(given):
    assert pace("--until", "2025-02-28", "--quantiles", "days.csv") == 0
    assert (given / "days.csv").read_text().splitlines()[:2] == [
        "outcome,quantile,n,day,low,high,note",
        "granted,0.1,5,10,0,,How late it may be is not told: too few had come to it within 54 days of follow-up.",
    ]


def test_a_table_without_days_of_submission_has_shares(given):
    (given / "in.csv").write_text("id,outcome\n1,granted\n2,refused\n")
    assert pace() == 0
    assert (given / "out.csv").read_text().splitlines()[1].startswith("share,granted,,2,,0.5,")


@pytest.mark.parametrize("words", [["--at", "10"], ["--quantiles", "days.csv"]])
def test_without_days_of_submission_what_asks_for_days_is_refused(given, capsys, words):
    (given / "in.csv").write_text("id,outcome\n1,granted\n2,refused\n")
    assert pace(*words) == 2
    assert f"no days, of which {words[0]} would tell" in capsys.readouterr().err
    assert sorted(path.name for path in given.iterdir()) == ["in.csv"]


def test_working_days_are_those_of_the_regime(given):
    (given / "in.csv").write_text("id,submitted_on,decided_on,outcome\n1,2025-04-30,2025-05-07,granted\n")
    assert pace("--calendar", "cn-dual-use") == 0
    rows = read(given / "out.csv")
    assert rows[0]["day"] == "2"
    assert all(row["note"].startswith("In working days.") for row in rows), "nobody takes them for all days"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--calendar", "us-ear", "--until", "2025-02-28"], "The pack us-ear has no working calendar"),
        (["--calendar", "nowhere"], "There is no regime 'nowhere'"),
        (["--until", "spring"], "'spring' is no date"),
        (["--by", "planet"], "has no column planet"),
        (["--by", "line"], "'line' is a column of the answer"),
        (["--until", "2025-02-28", "--quantiles", "nowhere/days.csv"], "nowhere/days.csv cannot be written"),
        (["--quantiles", "out.csv"], "out.csv is named for two things"),
        (["--quantiles", "in.csv"], "in.csv is named for two things"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence_and_nothing_is_written(given, capsys, words, said):
    assert pace(*words) == 2
    assert said in capsys.readouterr().err
    assert sorted(path.name for path in given.iterdir()) == ["in.csv"]


def test_a_header_alone_is_a_table_that_tells_of_no_line(given):
    (given / "in.csv").write_text("id,submitted_on,decided_on,outcome\n")
    assert pace() == 0
    assert {row["note"] for row in read(given / "out.csv")} == {"There is no line."}


def test_forecast_reads_what_pace_wrote(given, capsys):
    assert pace("--until", "2025-02-28") == 0
    capsys.readouterr()
    assert main(["insight", "forecast", "out.csv", "--waited", "10", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    # Of five one was granted on day 10; of the four that waited longer one was refused on day 15, one granted on 20.
    assert (told["within"], told["granted"], told["not_within"]) == (44, pytest.approx(0.25), pytest.approx(0.75))
    assert told["by_day"][9] == {
        "more_days": 10,
        "day": 20,
        "granted": pytest.approx(0.25),
        "low": pytest.approx(told["low"]),
        "high": pytest.approx(told["high"]),
        "otherwise": pytest.approx(0.25),
        "pending": pytest.approx(0.5),
    }
    assert told["likely"][0] == {"quantile": 0.1, "more_days": 10}
    assert told["likely"][2] == {"quantile": 0.5, "more_days": None}


def test_forecast_says_in_sentences_what_is_left(given, capsys):
    assert pace("--until", "2025-02-28", "--by", "country") == 0
    capsys.readouterr()
    assert main(["insight", "forecast", "out.csv", "--waited", "0", "--where", "country=JP", "--horizon", "400"]) == 0
    told = capsys.readouterr().out
    assert "A case that has waited 0 days, by the pace of 2 submitted:" in told
    assert "not granted within 54 days: 50%, of which 0% end otherwise" in told
    assert "The table tells of 54 days of waiting; what comes after is not known." in told


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--waited", "3"], "The table has 2 groups, such as country=DE; country=JP"),
        (["--waited", "3", "--where", "JP"], "Write COLUMN=VALUE"),
        (["--waited", "-3", "--where", "country=JP"], "cannot have waited -3 days"),
        (["--waited", "3", "--where", "country=JP", "--horizon", "0"], "A horizon of 0 days cannot be"),
    ],
)
def test_a_forecast_that_cannot_be_made_is_refused(given, capsys, words, said):
    assert pace("--until", "2025-02-28", "--by", "country") == 0
    assert main(["insight", "forecast", "out.csv", *words]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("day", "n", "at_risk", "share"),
    [
        ("soon", "5", "5", "0.2"),
        ("-3", "5", "5", "0.2"),
        ("", "5", "5", "0.2"),
        ("999999999999999", "5", "5", "0.2"),
        ("3", "5", "many", "0.2"),
        ("3", "5", "", "0.2"),
        ("3", "5.5", "5", "0.2"),
        ("3", "5", "5", "nan"),
        ("3", "5", "5", "inf"),
        ("3", "5", "5", "-0.1"),
    ],
)
def test_a_table_with_a_number_that_is_none_is_refused_and_the_line_named(given, capsys, day, n, at_risk, share):
    header = "measure,outcome,day,n,at_risk,incidence"
    rows = [f"incidence,{word},{day},{n},{at_risk},{share}" for word in ("any", "granted")]
    (given / "pace.csv").write_text("\n".join([header, *rows]))
    assert main(["insight", "forecast", "pace.csv", "--waited", "0"]) == 2
    assert "Line 2 of the table has no day from 0 to 36525" in capsys.readouterr().err


def test_a_table_in_which_more_was_granted_than_ended_is_refused(given, capsys):
    rows = ["measure,outcome,day,n,at_risk,incidence", "incidence,any,3,5,5,0.2", "incidence,granted,3,5,5,0.9"]
    (given / "pace.csv").write_text("\n".join(rows))
    assert main(["insight", "forecast", "pace.csv", "--waited", "0"]) == 2
    assert "more was granted than had ended" in capsys.readouterr().err


def test_a_case_that_waited_longer_than_anybody_is_told_nothing(given, capsys):
    assert pace("--until", "2025-02-28") == 0
    capsys.readouterr()
    assert main(["insight", "forecast", "out.csv", "--waited", "60"]) == 0
    assert capsys.readouterr().out == (
        "Nothing can be told of a case that has waited 60 days. "
        "No line of the table was followed for more than 54 days.\n"
    )


def test_another_file_is_no_table_of_pace(given, capsys):
    assert main(["insight", "forecast", "in.csv", "--waited", "3"]) == 2
    assert "has no column measure" in capsys.readouterr().err


def test_the_template_is_a_file_that_pace_reads(given, capsys):
    assert main(["insight", "template", "pace"]) == 0
    (given / "in.csv").write_text(capsys.readouterr().out)
    assert pace() == 0
    assert read(given / "out.csv")[0]["day"] == "43"


def test_a_forecast_from_working_days_says_so(given, capsys):
    (given / "in.csv").write_text(
        "id,submitted_on,decided_on,outcome\n1,2025-04-30,2025-05-07,granted\n2,2025-04-30,2025-05-12,granted\n"
    )
    assert pace("--calendar", "cn-dual-use") == 0
    capsys.readouterr()
    assert main(["insight", "forecast", "out.csv", "--waited", "1"]) == 0
    told = capsys.readouterr().out
    assert "A case that has waited 1 working day, by the pace of 2 submitted:" in told
    assert "a chance of 50% is reached after 1 working day" in told
    assert "The table tells of 5 working days of waiting" in told
    assert main(["insight", "forecast", "out.csv", "--waited", "1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["working_days"] is True


def test_a_pace_in_which_nothing_has_ended_tells_nothing_and_never_a_chance_of_0(given, capsys):
    (given / "in.csv").write_text("id,submitted_on,decided_on,outcome\n1,2025-01-05,,\n2,2025-02-01,,\n")
    assert pace("--until", "2025-06-02") == 0
    capsys.readouterr()
    assert main(["insight", "forecast", "out.csv", "--waited", "10"]) == 0
    assert capsys.readouterr().out == (
        "Nothing can be told of a case that has waited 10 days. "
        "No line of the table had ended within 148 days, the longest wait.\n"
    )


def test_how_many_grants_with_conditions_are_told_as_grants_is_said(given, capsys):
    (given / "in.csv").write_text(LINES.replace("refused", "granted_with_conditions"))
    assert pace("--until", "2025-02-28") == 0
    assert "granted_with_conditions, in 1 row, counts as granted." in capsys.readouterr().out
    assert {row["outcome"] for row in read(given / "out.csv")} == {"granted", "any"}
