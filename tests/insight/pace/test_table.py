"""The table of pace on Arrow tables: which rows it has, what stands in them, lines and cases, shares without days."""

import math
from datetime import date, timedelta

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockgate.core.errors import Invalid
from lockgate.insight.pace.curves import pace_of
from lockgate.insight.pace.table import PACE, QUANTILE, pace_table
from lockgate.regimes.shelf import law_of
from lockgate.regimes.working_calendar import WorkingCalendar

UNTIL = date(2025, 1, 31)
CALENDAR = WorkingCalendar(law_of("cn-dual-use").pack.calendar)
WORDS = ("", "granted", "lapsed", "refused")
"""In the order of their codes."""
LINES = st.lists(st.tuples(st.integers(0, 12), st.sampled_from(WORDS)), min_size=1, max_size=25)


def line(days, word, name="", **groups):
    """A row that waited so many days: to UNTIL, where it is pending or ended."""
    return {
        "id": name,
        "submitted_on": str(UNTIL - timedelta(days)),
        "decided_on": str(UNTIL) if word else "",
        "outcome": word,
        **groups,
    }


def tables(rows, **options):
    return pace_table(pa.Table.from_pylist(rows), **{"until": UNTIL, "draws": 50, **options})


def rows_of(table, **where):
    for name, value in where.items():
        table = table.filter(pc.equal(table[name], value))
    return table.to_pylist()


@given(LINES)
def test_each_row_is_the_estimate_of_its_outcome_on_its_day(cases):
    curves = pace_of([days for days, _ in cases], [WORDS.index(word) for _, word in cases], kinds=3)
    for row in tables([line(*case) for case in cases]).pace.to_pylist():
        code, of_decided = (
            (WORDS.index(row["outcome"]) if row["outcome"] != "any" else 0),
            row["measure"] != "incidence",
        )
        if code:
            one = (curves.share_of_decided if of_decided else curves.incidence)(code, row["day"])
        else:
            one = curves.incidence_of_any(row["day"])
        assert (row["n"], row["at_risk"]) == (len(cases), one.at_risk)
        if code or not of_decided:
            expected = [one.share, one.se, one.low, one.high]
            assert [row[name] for name in ("incidence", "se", "low", "high")] == pytest.approx(expected, abs=1e-12)


@given(LINES, st.lists(st.integers(0, 15), min_size=1, max_size=4, unique=True))
def test_what_is_empty_has_a_note_and_what_is_told_is_a_number_between_its_limits(cases, at):
    for row in tables([line(*case) for case in cases], at=at).pace.to_pylist():
        numbers = [row[name] for name in ("band_low", "low", "incidence", "high", "band_high")]
        assert row["note"] or None not in numbers
        known = [number for number in numbers if number is not None]
        assert not any(math.isnan(number) for number in known)
        assert known == sorted(known)


def test_the_columns_are_those_of_the_groups_and_then_the_same_everywhere():
    found = tables([line(3, "granted", country="DE", item="x")], by=["item", "country"])
    assert found.pace.column_names == ["item", "country", *PACE]
    assert found.quantiles.column_names == ["item", "country", *QUANTILE]
    assert ",".join(PACE) == "measure,outcome,day,n,at_risk,incidence,se,low,high,band_low,band_high,note"
    assert found.set_aside.column_names == ["line", "id", "reason"]


def test_without_days_it_tells_of_every_day_with_an_end_and_of_the_longest_wait():
    found = tables([line(3, "granted"), line(5, "refused"), line(9, "")]).pace
    assert [row["day"] for row in rows_of(found, measure="incidence", outcome="any")] == [3, 5, 9]


def test_each_group_is_told_by_itself_with_the_outcomes_of_the_whole_file():
    found = tables([line(3, "granted", country="JP"), line(4, "lapsed", country="DE")], by=["country"], at=[3]).pace
    assert [row["outcome"] for row in rows_of(found, country="DE", measure="incidence")] == ["granted", "lapsed", "any"]
    assert [row["incidence"] for row in rows_of(found, measure="incidence", outcome="granted")] == [0.0, 1.0]
    assert found["country"].to_pylist() == sorted(found["country"].to_pylist())


def test_beyond_follow_up_it_is_empty_and_says_so():
    [row] = rows_of(tables([line(3, "granted"), line(9, "")], at=[10]).pace, measure="incidence", outcome="granted")
    assert (row["n"], row["at_risk"], row["incidence"], row["se"]) == (2, 0, None, None)
    assert row["note"] == "No line was followed for 10 days: the longest wait is 9 days."


def test_where_nothing_was_decided_yet_there_is_no_share_of_decided():
    [row] = rows_of(tables([line(9, "granted")], at=[4]).pace, measure="share_of_decided", outcome="granted")
    assert row["incidence"] is None and row["note"] == "No line was decided within 4 days."


def test_a_band_reaches_as_far_as_five_are_at_risk():
    cases = [line(day, ("granted", "refused")[day % 2]) for day in range(1, 21)]
    told = rows_of(tables(cases).pace, measure="incidence", outcome="granted")
    assert [row["day"] for row in told if row["band_low"] is not None] == list(range(2, 17))
    assert {row["note"] for row in told if row["at_risk"] < 5} == {"A band ends where fewer than 5 are at risk."}


@pytest.mark.parametrize("cases", [[], [line(4, ""), line(6, "")], [line(5, "granted")], [line(5, "refused")] * 7])
def test_an_empty_table_a_single_case_all_pending_and_ties_everywhere_are_told(cases):
    rows = pa.Table.from_pylist(cases, schema=pa.schema([(name, pa.string()) for name in line(0, "")]))
    found = pace_table(rows, until=UNTIL)
    assert found.pace.num_rows and found.quantiles.num_rows
    assert all(row["note"] or row["low"] is not None for row in found.pace.to_pylist())


def test_an_empty_table_has_no_groups():
    rows = pa.Table.from_pylist([], schema=pa.schema([(name, pa.string()) for name in line(0, "", country="")]))
    found = pace_table(rows, by=["country"])
    assert (found.pace.num_rows, found.pace.column_names) == (0, ["country", *PACE])


def test_a_case_is_granted_when_any_of_its_lines_is_on_the_day_of_the_first():
    rows = [
        *(line(days, word, "granted") for days, word in [(2, "refused"), (6, "granted"), (9, "granted"), (30, "")]),
        *(line(days, word, "pending") for days, word in [(3, "refused"), (12, ""), (5, "")]),
        *(line(days, word, "ended") for days, word in [(3, "refused"), (8, "lapsed"), (8, "refused")]),
    ]
    found = tables(rows, unit="case").pace
    assert [row["day"] for row in rows_of(found, measure="incidence", outcome="any")] == [6, 8, 12]
    assert rows_of(found, measure="incidence", outcome="granted", day=6)[0]["incidence"] == pytest.approx(1 / 3)
    assert rows_of(found, measure="incidence", outcome="lapsed", day=8)[0]["incidence"] == pytest.approx(1 / 3)
    assert {row["n"] for row in found.to_pylist()} == {3}


def test_a_case_with_a_line_that_cannot_be_used_is_set_aside_whole():
    rows = [line(2, "refused", "A"), {**line(3, "granted", "A"), "submitted_on": "soon"}, line(4, "granted", "B")]
    found = tables(rows, unit="case")
    assert {row["n"] for row in found.pace.to_pylist()} == {1}
    assert [(row["line"], row["id"]) for row in found.set_aside.to_pylist()] == [(1, "A"), (2, "A")]
    assert found.set_aside["reason"][0].as_py() == "Another line of its case was set aside."


def test_a_line_without_an_id_is_set_aside_where_cases_are_counted_for_nobody_knows_of_which_case_it_is():
    rows = [line(2, "refused", ""), line(3, "granted", ""), line(4, "granted", "B")]
    found = tables(rows, unit="case")
    assert {row["n"] for row in found.pace.to_pylist()} == {1}
    assert [(row["line"], row["id"]) for row in found.set_aside.to_pylist()] == [(1, ""), (2, "")]
    assert found.set_aside["reason"][0].as_py() == "It has no id, which would say of which case it is a line."
    assert tables(rows).set_aside.num_rows == 0


@given(LINES)
def test_where_every_case_has_one_line_lines_and_cases_are_told_alike(cases):
    rows = [line(days, word, f"C{number}") for number, (days, word) in enumerate(cases)]
    assert tables(rows, unit="case").pace == tables(rows).pace


def test_without_days_of_submission_it_counts_and_gives_wilsons_interval():
    rows = [{"id": str(n), "outcome": "granted" if n < 8 else "refused"} for n in range(10)]
    found = pace_table(pa.Table.from_pylist(rows)).pace.to_pylist()
    assert [(row["measure"], row["outcome"], row["incidence"], row["n"]) for row in found] == [
        ("share", "granted", 0.8, 10),
        ("share", "refused", 0.2, 10),
        ("share", "any", 1.0, 10),
    ]
    assert (found[0]["low"], found[0]["high"]) == pytest.approx((0.490162, 0.943318), abs=1e-6)
    assert found[2]["high"] == 1.0 and found[2]["low"] == pytest.approx(0.7224672)
    assert all(row["day"] is row["at_risk"] is row["band_low"] is None and not row["note"] for row in found)


def test_pending_rows_count_among_all_of_a_share_and_it_says_so():
    rows = [{"id": "a", "outcome": "granted"}, {"id": "b", "outcome": ""}]
    [row, _] = pace_table(pa.Table.from_pylist(rows)).pace.to_pylist()
    assert row["incidence"] == 0.5 and row["note"] == "1 of 2 are pending: so far."


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"by": ["country"]}, "There is no column 'country'"),
        ({"by": ["outcome"]}, "'outcome' is a column of the answer"),
        ({"by": ["line"]}, "'line' is a column of the answer"),
        ({"by": ["quantile"]}, "'quantile' is a column of the answer"),
        ({"at": [30, -1]}, "Day -1 lies before the submission"),
        ({"unit": "batch"}, "There is no unit 'batch'"),
    ],
)
def test_what_cannot_be_asked_is_refused(options, said):
    with pytest.raises(Invalid, match=said):
        tables([line(3, "granted")], **options)


@pytest.mark.parametrize(("options", "said"), [({"at": [30]}, "--at"), ({"calendar": CALENDAR}, "--calendar")])
def test_what_needs_days_is_refused_where_there_are_none(options, said):
    with pytest.raises(Invalid, match=f"Without a column submitted_on there are no days, of which {said} would tell"):
        pace_table(pa.table({"id": ["a"], "outcome": ["granted"]}), **options)


def test_quantiles_stand_for_every_outcome_and_any_end():
    found = tables([line(3, "granted"), line(5, "refused"), line(9, "")]).quantiles
    assert [(row["quantile"], row["day"]) for row in rows_of(found, outcome="any")] == [
        (0.1, 3),
        (0.25, 3),
        (0.5, 5),
        (0.75, None),
        (0.9, None),
    ]
    assert all(row["note"] or row["high"] is not None for row in found.to_pylist())


def test_a_group_whose_rows_are_all_set_aside_is_told_of_as_one_without_a_line():
    lines = pa.table(
        {
            "id": ["a", "b"],
            "submitted_on": ["2025-01-01", "2025-01-05"],
            "decided_on": ["2025-01-11", "2025-01-01"],
            "outcome": ["granted", "granted"],
            "country": ["US", "DE"],
        }
    )
    for unit in ("line", "case"):
        told = pace_table(lines, by=["country"], at=[10], unit=unit)
        empty = [row for row in told.pace.to_pylist() if row["country"] == "DE"]
        assert {(row["measure"], row["outcome"]) for row in empty} == {
            (measure, word) for measure in ("incidence", "share_of_decided") for word in ("granted", "any")
        }
        assert {(row["n"], row["incidence"], row["low"], row["note"]) for row in empty} == {
            (0, None, None, "There is no line.")
        }
        assert {row["n"] for row in told.quantiles.to_pylist() if row["country"] == "DE"} == {0}
        assert {row["n"] for row in told.pace.to_pylist() if row["country"] == "US"} == {1}


def test_a_grant_with_conditions_is_a_grant_as_in_the_facts():
    words = ["granted", "Granted_with_conditions", "refused", "granted_with_conditions"]
    days = {"submitted_on": ["2025-01-01"] * 4, "decided_on": ["2025-01-11"] * 4}
    told = pace_table(pa.table({**days, "outcome": words})).pace.to_pylist()
    shares = {row["outcome"]: row["incidence"] for row in told if row["measure"] == "incidence"}
    assert shares == {"granted": 0.75, "refused": 0.25, "any": 1.0}
    undecided = pa.table({"submitted_on": ["2025-01-01"], "decided_on": [""], "outcome": words[3:]})
    assert pace_table(undecided).set_aside["reason"].to_pylist() == ["It is granted and has no day of decision."]
