"""A case is granted on the median day of its forecast, or not before the pace tells nothing any more."""

from datetime import date, timedelta

from lockgate.insight.hanging.median_days import median_days
from tests.insight.facts.told import told

DATA_DATE = date(2025, 10, 1)


def line(number, submitted, ended=None, outcome="granted", **said):
    fate = {} if ended is None else {"decided_at": f"{ended} 04:00:00", "outcome": outcome, "case_state": "decided"}
    granted = {"granted": 5} if fate and outcome == "granted" else {}
    return {"application": f"AP-{number}", "case": f"CA-{number}", "submitted_at": f"{submitted} 04:00:00"} | {
        **fate,
        **granted,
        **said,
    }


def after(days, **said):
    """Return lines decided after so many days each."""
    begin = date(2025, 1, 1)
    return [line(100 + n, begin, begin + timedelta(days=one), **said) for n, one in enumerate(days)]


def test_the_median_day_is_that_on_which_the_chance_of_a_grant_reaches_one_half():
    waiting = line(1, "2025-09-21")
    found = median_days(told(lines=[*after([5, 20, 30, 40, 50]), waiting]).lines, DATA_DATE).to_pylist()
    # It has waited ten days; of the four that had waited longer, half were granted by day 30.
    assert found == [{"case": "CA-1", "more_days": 20, "not_before": 20}]


def test_where_too_few_are_granted_there_is_no_median_day_within_what_the_pace_tells():
    lines = [*after([20, 30], outcome="refused"), *after([40]), line(1, "2025-09-21")]
    found = median_days(told(lines=lines).lines, DATA_DATE).to_pylist()
    assert found == [{"case": "CA-1", "more_days": None, "not_before": 31}]


def test_where_nothing_ended_each_case_may_be_granted_tomorrow_however_long_another_waits():
    lines = [line(1, "2025-10-01"), line(2, "2025-06-23")]
    found = median_days(told(lines=lines).lines, DATA_DATE).to_pylist()
    assert {one["case"]: (one["more_days"], one["not_before"]) for one in found} == {
        "CA-1": (None, 1),
        "CA-2": (None, 1),
    }


def test_where_only_refusals_ended_that_none_was_granted_so_far_rules_out_no_day():
    lines = [*after([20, 30], outcome="refused"), line(1, "2025-09-21"), line(2, "2025-06-23")]
    found = median_days(told(lines=lines).lines, DATA_DATE).to_pylist()
    assert {one["case"]: (one["more_days"], one["not_before"]) for one in found} == {
        "CA-1": (None, 1),
        "CA-2": (None, 1),
    }


def test_who_has_waited_longer_than_anybody_is_told_nothing():
    found = median_days(told(lines=[*after([5]), line(1, "2025-06-01")]).lines, DATA_DATE).to_pylist()
    assert found == [{"case": "CA-1", "more_days": None, "not_before": 1}]


def test_each_regime_has_its_own_pace_and_a_case_of_several_lines_one_day():
    lines = [
        *after([10]),
        *after([30], regime="us-ear", exporter="Salem"),
        line(1, "2025-09-30"),
        line(1, "2025-09-30", line=2),
        line(2, "2025-09-30", regime="us-ear"),
    ]
    found = median_days(told(lines=lines).lines, DATA_DATE).to_pylist()
    assert {one["case"]: one["more_days"] for one in found} == {"CA-1": 9, "CA-2": 29}


def test_without_lines_there_is_no_day():
    assert median_days(told().lines, DATA_DATE).num_rows == 0
