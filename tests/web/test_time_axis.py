"""A time axis places days in percent of its width."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockgate.web.time_axis import LEAST_WIDTH, Span, TimeAxis

AXIS = TimeAxis(date(2024, 1, 1), date(2024, 12, 31))
DAYS = st.dates(date(2023, 1, 1), date(2026, 1, 1))


def drawn(first: date, last: date) -> tuple[float, float]:
    bar = AXIS.bar(Span(first, last, "licence", "in force"))
    assert bar is not None
    return float(bar.x.rstrip("%")), float(bar.width.rstrip("%"))


def test_a_span_of_the_whole_axis_fills_it():
    assert drawn(date(2020, 1, 1), date(2030, 1, 1)) == (0, 100)


def test_both_ends_of_a_span_are_drawn():
    left, width = drawn(date(2024, 1, 1), date(2024, 1, 31))
    assert left == 0
    assert width == pytest.approx(100 * 31 / 366, abs=0.001)


def test_neighbours_touch():
    left, width = drawn(date(2024, 2, 1), date(2024, 2, 29))
    assert left + width == pytest.approx(drawn(date(2024, 3, 1), date(2024, 3, 31))[0], abs=0.002)


def test_a_single_day_can_be_seen_also_on_the_last_day():
    assert drawn(date(2024, 12, 31), date(2024, 12, 31)) == (100 - LEAST_WIDTH, LEAST_WIDTH)


def test_a_span_outside_is_not_drawn():
    assert AXIS.bar(Span(date(2025, 1, 1), date(2025, 2, 1), "licence", "")) is None


@given(DAYS, st.integers(0, 900))
def test_no_bar_leaves_the_axis(first, days):
    bar = AXIS.bar(Span(first, first + timedelta(days=days), "licence", ""))
    if bar:
        x, width = float(bar.x.rstrip("%")), float(bar.width.rstrip("%"))
        assert x >= 0
        assert width >= LEAST_WIDTH - 0.001
        assert x + width <= 100.001


def test_years_are_labelled_and_quarters_are_not():
    labels = [tick.label for tick in TimeAxis(date(2023, 7, 3), date(2025, 4, 30)).years()]
    assert labels == ["2023", "", "2024", "", "", "", "2025", ""]


def test_a_first_year_that_is_nearly_over_leaves_its_place_to_the_next():
    labels = [tick.label for tick in TimeAxis(date(2023, 12, 20), date(2025, 1, 10)).years()]
    assert labels == ["", "2024", "", "", "", ""], "nor does a last one that has hardly begun run over the edge"
