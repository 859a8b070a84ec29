"""What a waiting case may expect, from a table of pace: chances given the days waited, and where nothing is known."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockgate.core.errors import Invalid
from lockgate.insight.pace.curves import pace_of
from lockgate.insight.pace.forecast import ForecastTable
from lockgate.insight.pace.outcome import GRANTED, Outcome

PENDING, GRANT, REFUSED, RETURNED, WITHDRAWN = Outcome
LINES = st.lists(st.tuples(st.integers(0, 12), st.sampled_from(Outcome)), min_size=1, max_size=25)


def pace_rows(lines, **groups):
    """The rows of a pace table that a forecast reads, on every day of follow-up."""
    curves = pace_of([waited for waited, _ in lines], [outcome for _, outcome in lines])
    days = range((curves.followed_to or 0) + 1)
    asked = [("any", curves.incidence_of_any(day)) for day in days]
    asked += [(GRANTED, curves.incidence(GRANT, day)) for day in days]
    return [
        {
            **groups,
            "measure": "incidence",
            "outcome": outcome,
            "day": told.day,
            "n": told.n,
            "at_risk": told.at_risk,
            "incidence": told.share,
        }
        for outcome, told in asked
    ]


def forecast_table(lines):
    return ForecastTable.from_pace_table(pa.Table.from_pylist(pace_rows(lines)))


def test_the_chance_is_that_of_those_who_waited_as_long():
    # Of four lines one is granted on day 2, one refused on day 5, one granted on day 8, one is pending on day 10.
    table = forecast_table([(2, GRANT), (5, REFUSED), (8, GRANT), (10, PENDING)])
    assert table.chance_by_day(0, 10) == pytest.approx([0, 0.25, 0.25, 0.25, 0.25, 0.25, 0.25, 0.5, 0.5, 0.5])
    assert table.chance_by_day(5, 4) == pytest.approx([0, 0, 0.5, 0.5])
    assert table.chance_of_an_end_within(2, [3, 6]) == pytest.approx([1 / 3, 2 / 3])


def test_beyond_the_table_the_chance_stays_as_it_was():
    table = forecast_table([(2, GRANT), (5, PENDING)])
    assert table.chance_by_day(0, 400)[-1] == pytest.approx(0.5)


def test_many_cases_are_told_at_once_and_each_as_if_alone():
    table = forecast_table([(2, GRANT), (5, REFUSED), (8, GRANT), (10, PENDING)])
    waited, more = np.array([0, 2, 5, 9, 10]), np.array([2, 6, 3, 1, 5])
    together = table.chance_within(waited, more)
    alone = [table.chance_by_day(int(day), int(ahead))[-1] for day, ahead in zip(waited, more, strict=True)]
    assert together == pytest.approx(alone, nan_ok=True)
    assert np.isnan(together[-1]) and table.why_nothing(10).startswith("No line of the table was followed")


@given(LINES, st.integers(0, 12), st.integers(1, 15))
def test_it_is_the_pace_of_those_lines_that_waited_longer(lines, waited, horizon):
    table = forecast_table(lines)
    if table.why_nothing(waited):
        assert np.isnan(table.chance_by_day(waited, horizon)).all()
        return
    later = pace_of([day for day, _ in lines if day > waited], [one for day, one in lines if day > waited])
    day = min(waited + horizon, later.followed_to)
    told = later.incidence(GRANT, day)
    low, high = (limits[-1] for limits in table.limits_by_day(waited, horizon))
    assert table.chance_by_day(waited, horizon)[-1] == pytest.approx(told.share, abs=1e-12)
    assert (None if np.isnan(low) else low) == pytest.approx(told.low, abs=1e-9)
    assert (None if np.isnan(high) else high) == pytest.approx(told.high, abs=1e-9)


def test_a_group_is_chosen_and_where_it_must_be_the_table_says_which_there_are():
    rows = pace_rows([(2, GRANT), (4, PENDING)], country="DE") + pace_rows([(3, GRANT)], country="JP")
    table = pa.Table.from_pylist(rows)
    assert ForecastTable.from_pace_table(table, {"country": "DE"}).n == 2
    with pytest.raises(Invalid, match=r"2 groups, such as country=DE; country=JP"):
        ForecastTable.from_pace_table(table)
    with pytest.raises(Invalid, match="No row of the table has country=FR"):
        ForecastTable.from_pace_table(table, {"country": "FR"})
    with pytest.raises(Invalid, match="not grouped by 'item'"):
        ForecastTable.from_pace_table(table, {"item": "magnets"})


def test_a_table_read_as_text_tells_the_same():
    rows = pace_rows([(2, GRANT), (5, REFUSED), (8, PENDING)])
    text = pa.Table.from_pylist([{name: str(value) for name, value in row.items()} for row in rows])
    assert ForecastTable.from_pace_table(text).chance_by_day(0, 8) == pytest.approx(
        ForecastTable.from_pace_table(pa.Table.from_pylist(rows)).chance_by_day(0, 8)
    )


def test_another_word_for_granted_is_asked_for_and_never_read_as_no_chance():
    rows = [{**row, "outcome": row["outcome"].replace("granted", "approved")} for row in pace_rows([(2, GRANT)])]
    with pytest.raises(Invalid, match="no outcome 'granted'; it has approved"):
        ForecastTable.from_pace_table(pa.Table.from_pylist(rows))
    assert ForecastTable.from_pace_table(pa.Table.from_pylist(rows), outcome="approved").n == 1


def test_shares_without_days_are_no_ground_for_a_forecast():
    rows = [{**row, "measure": "share"} for row in pace_rows([(2, GRANT)])]
    with pytest.raises(Invalid, match="shares without days"):
        ForecastTable.from_pace_table(pa.Table.from_pylist(rows))


def test_of_a_table_without_lines_nothing_is_told():
    table = ForecastTable.from_pace_table(
        pa.Table.from_pylist(
            [{"measure": "incidence", "outcome": "any", "day": 0, "n": 0, "at_risk": 0}]
        ).append_column("incidence", pa.nulls(1, pa.float64()))
    )
    assert table.why_nothing(0) == "The table tells of no line."
    assert np.isnan(table.chance_by_day(0, 3)).all()
