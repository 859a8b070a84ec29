"""The curves of a pace table as run-out reads them are those of the forecast, for all groups at once."""

import numpy as np
import pyarrow as pa
import pytest

from lockgate.core.errors import Invalid
from lockgate.insight.pace.forecast import ForecastTable
from lockgate.insight.pace.table import pace_table
from lockgate.insight.run_out.arrivals import Arrivals
from lockgate.insight.run_out.pace_curves import curves_of
from lockgate.regimes.shelf import law_of
from lockgate.regimes.working_calendar import WorkingCalendar


def table(*rows):
    """Rows of destination, outcome, day, incidence."""
    names = ("destination", "outcome", "day", "incidence")
    told = {name: pa.array([str(row[place]) for row in rows], pa.string()) for place, name in enumerate(names)}
    return pa.table(
        {**told, "measure": ["incidence"] * len(rows), "n": ["9"] * len(rows), "at_risk": ["5"] * len(rows)}
    )


PACE = table(
    ("DE", "granted", 3, 0.2),
    ("DE", "granted", 9, 0.5),
    ("DE", "granted", 30, ""),
    ("DE", "any", 3, 0.3),
    ("DE", "any", 9, 0.8),
    ("DE", "any", 30, ""),
    ("US", "any", 20, 0.4),
    ("US", "granted", 20, 0.1),
    ("US", "granted", 5, 0.05),
    ("US", "any", 5, 0.2),
)


@pytest.mark.parametrize("destination", ["DE", "US"])
def test_the_chance_of_an_arrival_is_that_of_the_forecast_of_its_group(destination):
    paces, forecast = curves_of(PACE), ForecastTable.from_pace_table(PACE, {"destination": destination})
    place = paces.keys.to_pylist().index(destination)
    for waited in range(forecast.followed_to):
        one = Arrivals(paces.curves, np.array([place]), np.array([waited]), np.array([4]))
        for day in range(40):
            granted = forecast.chance_within(waited, max(day - 4, 0))
            assert one.by(np.array([day]))[0] == pytest.approx(float(granted), abs=1e-15)


def test_a_group_of_which_only_a_part_is_told_has_no_curve():
    only_some = table(
        ("DE", "granted", 3, 0.2), ("DE", "any", 3, 0.3), ("US", "any", 3, 0.3), ("FR", "refused", 3, 0.1)
    )
    assert curves_of(only_some).keys.to_pylist() == ["DE"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("DE", "granted", "soon", 0.2)], "Line 2 of PACE has no day"),
        ([("DE", "any", 3, 0.2), ("DE", "granted", 3, 1.2)], "Line 3 of PACE has no day"),
        ([("DE", "any", 3, 0.2), ("DE", "granted", 3, 0.3)], "more was granted than had ended"),
        ([("DE", "any", 3, 0.2), ("DE", "approved", 3, 0.1)], "no outcome granted; it has approved"),
    ],
)
def test_a_table_that_is_none_of_pace_is_refused(rows, said):
    with pytest.raises(Invalid, match=said):
        curves_of(table(*rows))


def test_a_table_that_tells_of_no_line_has_no_curves_and_one_without_a_row_is_refused():
    columns = {name: pa.array([], pa.string()) for name in ("submitted_on", "decided_on", "outcome")}
    assert curves_of(pace_table(pa.table(columns)).pace).keys.to_pylist() == []
    with pytest.raises(Invalid, match="PACE has no row"):
        curves_of(table())


def test_a_group_in_which_nothing_ended_has_no_curve():
    assert curves_of(table(("DE", "granted", 3, 0), ("DE", "any", 3, 0))).keys.to_pylist() == []


def test_a_pace_in_working_days_is_refused_because_a_stock_is_used_on_all_days():
    calendar = WorkingCalendar(law_of("cn-dual-use").pack.calendar)
    lines = pa.table(
        {"id": ["1"], "submitted_on": ["2025-04-30"], "decided_on": ["2025-05-07"], "outcome": ["granted"]}
    )
    with pytest.raises(Invalid, match="PACE counts working days"):
        curves_of(pace_table(lines, calendar=calendar).pace)
    assert curves_of(pace_table(lines).pace).keys.to_pylist() == [""]
