"""Forecasts made again on past days: calibrated where the world does not change, and found out where it does."""

import numpy as np
import pytest

from lockgate.core.errors import Invalid
from lockgate.insight.pace.back_test import back_test
from lockgate.insight.pace.outcome import Outcome

LAST_DAY = 400
ORIGINS = range(120, 340, 20)


def a_world(n, hazard, seed=7):
    """Cases submitted over 400 days; each day one that waits ends with `hazard(day)`, seven of ten by a grant."""
    chance = np.random.default_rng(seed)
    submitted = chance.integers(0, LAST_DAY, n)
    ended, codes = np.full(n, LAST_DAY), np.zeros(n, np.int64)
    for day in range(LAST_DAY + 1):
        ends = (codes == 0) & (submitted < day) & (chance.random(n) < hazard(day))
        ended[ends] = day
        codes[ends] = np.where(chance.random(int(ends.sum())) < 0.7, Outcome.GRANTED, Outcome.REFUSED)
    return submitted, ended, codes


def test_where_the_world_stays_as_it_is_forecasts_are_calibrated():
    told = back_test(*a_world(6000, lambda _: 0.02), origins=ORIGINS, horizon=60, known_to=LAST_DAY)
    assert told.n > 3000 and 0.78 < (told.coverage or 0) < 0.9
    for one in told.calibration:
        if one.n > 500:
            assert one.granted == pytest.approx(one.forecast, abs=0.05)
    assert sum(one.expected for one in told.origins) == pytest.approx(sum(one.granted for one in told.origins), rel=0.1)


def test_a_standstill_that_nobody_foresaw_shows():
    told = back_test(
        *a_world(6000, lambda day: 0.03 if day <= 190 else 0.002), origins=[190], horizon=60, known_to=LAST_DAY
    )
    [origin] = told.origins
    assert origin.expected > 3 * origin.granted
    assert (told.brier or 0) > (told.brier_of_one_chance or 1)


def test_an_origin_knows_nothing_of_what_came_later():
    submitted, ended, codes = a_world(800, lambda _: 0.02)
    later = submitted > 150
    told = back_test(submitted, ended, codes, origins=[150], horizon=30, known_to=LAST_DAY)
    without = back_test(submitted[~later], ended[~later], codes[~later], origins=[150], horizon=30, known_to=LAST_DAY)
    assert told == without


def test_the_interval_of_a_case_that_can_only_be_granted_on_one_day_is_that_day():
    # Ten cases granted after 10 days each; then one that waits 5 days on the origin, granted 5 days later.
    submitted, ended = [*range(10), 25], [*range(10, 20), 35]
    told = back_test(submitted, ended, [1] * 11, origins=[30], horizon=20, known_to=60)
    assert (told.n, told.coverage, told.width, told.brier) == (1, 1.0, 0.0, 0.0)


def test_where_nobody_waits_nothing_is_told():
    told = back_test([1], [2], [1], origins=[5], horizon=3, known_to=10)
    assert told.coverage is None and told.note.startswith("On none of these days")
    assert back_test([], [], [], origins=[5], horizon=3, known_to=10).n == 0


def test_an_origin_whose_horizon_has_not_passed_is_refused():
    with pytest.raises(Invalid, match="within 30 days of day 80 is not known on day 100"):
        back_test([1], [2], [1], origins=[80], horizon=30, known_to=100)


def test_arrays_of_different_lengths_are_refused():
    with pytest.raises(Invalid, match="not of one length"):
        back_test([1, 2], [2], [1], origins=[5], horizon=3, known_to=10)
