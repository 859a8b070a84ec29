"""The day by which a share had come to an outcome, and how early and how late it may be."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from lockgate.insight.pace.curves import pace_of
from lockgate.insight.pace.medians import days_to_decision
from lockgate.insight.pace.outcome import Outcome
from lockgate.insight.pace.quantiles import quantile_day

PENDING, GRANTED, REFUSED, RETURNED, WITHDRAWN = Outcome
LINES = st.lists(st.tuples(st.integers(0, 12), st.sampled_from(Outcome)), min_size=1, max_size=40)
SHARES = st.sampled_from([0.1, 0.25, 0.5, 0.75, 0.9])


def pace(lines):
    return pace_of([waited for waited, _ in lines], [outcome for _, outcome in lines])


@given(LINES, SHARES, st.sampled_from([0, 1, 2]))
def test_the_day_lies_in_its_interval_and_is_the_first_that_reaches_the_share(lines, quantile, outcome):
    curves = pace(lines)
    told = quantile_day(curves, outcome, quantile)
    shares, _ = curves.shares(outcome, np.arange((curves.followed_to or 0) + 1))
    if told.day is None:
        assert (shares < quantile).all() and told.note.startswith("Not reached")
        return
    assert shares[told.day] >= quantile - 1e-12
    assert (shares[: told.day] < quantile).all()
    assert told.low is not None and told.low <= told.day
    assert told.high is None or told.day <= told.high
    assert (told.high is None) == bool(told.note)


@given(st.lists(st.integers(0, 60), min_size=1, max_size=40), SHARES)
def test_with_nobody_pending_it_goes_from_one_line_to_another_as_the_binomial_distribution_says(waited, quantile):
    told = quantile_day(pace([(day, GRANTED) for day in waited]), GRANTED, quantile)
    days, n = sorted(waited), len(waited)
    # Fewer than so many of n come before the true day with 2.5 % or less, and more than so many.
    first = next((k for k in range(n + 1) if binom.cdf(k, n, quantile) > 0.025), n)
    last = next((k for k in range(1, n + 1) if binom.sf(k - 1, n, quantile) <= 0.025), None)
    assert told.low == (days[first - 1] if first else 0)
    assert told.high == (None if last is None else days[last - 1])


@pytest.mark.parametrize("outcome", [GRANTED, 0])
def test_where_all_ten_were_granted_it_is_not_told_by_which_day_nine_in_ten_are(outcome):
    # That all ten end before the true day has a chance of 0.9^10 = 35 %.
    told = quantile_day(pace([(day, GRANTED) for day in range(10, 101, 10)]), outcome, 0.9)
    assert (told.day, told.low, told.high) == (90, 70, None)
    assert told.note == "How late it may be is not told: too few had come to it within 100 days of follow-up."


def test_one_line_left_that_is_granted_at_last_tells_little_of_all_others():
    lines = [(10, GRANTED)] * 50 + [(20, PENDING)] * 49 + [(30, GRANTED)]
    told = quantile_day(pace(lines), GRANTED, 0.75)
    assert (told.day, told.high) == (30, None)


@given(LINES)
def test_half_of_any_end_is_the_median_with_pending_lines_counted(lines):
    days, outcomes = zip(*lines, strict=True)
    assert quantile_day(pace(lines), 0, 0.5).day == days_to_decision(days, outcomes).counted


def test_a_single_case_tells_its_day_and_next_to_nothing_about_it():
    told = quantile_day(pace([(7, GRANTED)]), GRANTED, 0.5)
    assert (told.day, told.low, told.high) == (7, 0, None)
    assert told.note == "How late it may be is not told: too few had come to it within 7 days of follow-up."


def test_where_twenty_of_twenty_end_on_one_day_that_day_is_certain():
    # Of 20 lines 19 days without an end leave at most 1 - 0.025^(1/20) = 17 % that may have ended; then at least 83 %.
    told = quantile_day(pace([(20, GRANTED)] * 20), GRANTED, 0.5)
    assert (told.day, told.low, told.high, told.note) == (20, 20, 20, "")


@pytest.mark.parametrize("lines", [[(4, PENDING), (9, PENDING)], [(0, PENDING)]])
def test_where_all_are_pending_no_day_is_told(lines):
    told = quantile_day(pace(lines), GRANTED, 0.1)
    assert told.day is None and told.high is None and told.note.startswith("Not reached within the")


def test_of_no_line_there_is_no_day():
    assert quantile_day(pace([]), 0, 0.5).note == "There is no line."
