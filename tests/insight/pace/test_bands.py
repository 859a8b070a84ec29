"""Bands: as wide as multipliers on every single line's influence make them, and never narrower than an interval."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockgate.insight.pace.bands import band_widths
from lockgate.insight.pace.curves import pace_of
from lockgate.insight.pace.intervals import Z_95
from lockgate.insight.pace.outcome import OUTCOMES, Outcome
from tests.insight.pace.redistribution import STEP, incidence

PENDING, GRANTED, REFUSED, RETURNED, WITHDRAWN = Outcome
LINES = st.lists(st.tuples(st.integers(0, 12), st.sampled_from(Outcome)), min_size=1, max_size=40)


def pace(lines):
    return pace_of([waited for waited, _ in lines], [outcome for _, outcome in lines])


def influences(lines, days, estimate):
    """What each line adds to the estimate on each day: its derivative by the weight of the line."""
    weights = [[1.0 + (STEP * 1j if j == i else 0j) for j in range(len(lines))] for i in range(len(lines))]
    return np.array([[complex(estimate(day, each)).imag / STEP for day in days] for each in weights])


def test_the_widths_are_those_of_multipliers_on_every_single_line():
    chance = np.random.default_rng(4)
    lines = [(int(chance.integers(0, 10)), Outcome(int(chance.integers(0, 5)))) for _ in range(50)]
    curves = pace(lines)
    days = np.flatnonzero((curves.at_risk >= 5) & curves.ended.any(axis=1) & (curves.state[:, 1] > 0)).tolist()
    drawn = np.random.default_rng(5).standard_normal((40_000, len(lines)))
    figures = {
        "incidence": lambda day, w: incidence(lines, day, {GRANTED}, w),
        "share_of_decided": lambda day, w: (
            incidence(lines, day, {GRANTED}, w) / incidence(lines, day, set(OUTCOMES), w)
        ),
    }
    widths = band_widths(curves, draws=40_000)
    for measure, figure in figures.items():
        each = influences(lines, days, figure)
        each = each[:, np.abs(each).max(axis=0) > 1e-12]  # a share of 1 has no influence, and no band
        peaks = np.abs(drawn @ (each / np.sqrt((each**2).sum(axis=0)))).max(axis=1)
        assert getattr(widths, measure)[GRANTED] == pytest.approx(np.quantile(peaks, 0.95), abs=0.04), measure


@given(LINES)
def test_a_band_is_never_narrower_than_an_interval_and_ends_with_five_at_risk(lines):
    curves = pace(lines)
    widths = band_widths(curves, draws=50)
    for measure in widths:
        assert len(measure) == 5
        assert all(np.isnan(width) or width >= Z_95 for width in measure)
    if len(lines) < 5:
        assert np.isnan(widths).all()


@given(LINES, st.randoms(use_true_random=False))
def test_the_same_lines_have_the_same_band_in_whatever_order(lines, shuffled):
    again = list(lines)
    shuffled.shuffle(again)
    assert np.array_equal(band_widths(pace(lines), draws=20), band_widths(pace(again), draws=20), equal_nan=True)


def test_where_every_line_ends_on_one_day_the_band_of_any_end_is_empty_and_that_of_an_outcome_an_interval():
    widths = band_widths(pace([(3, GRANTED)] * 6 + [(3, REFUSED)] * 4))
    assert np.isnan(widths.incidence[0])
    assert widths.incidence[GRANTED] == pytest.approx(Z_95, abs=0.15)


def test_of_no_line_there_is_no_band():
    assert np.isnan(band_widths(pace([]))).all()


def test_draws_in_parts_are_as_many_as_were_asked_for():
    days = np.arange(3000) % 1500
    assert band_widths(pace_of(days, np.ones(3000, int) + days % 4), draws=1200).incidence[GRANTED] > Z_95
