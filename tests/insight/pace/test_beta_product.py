"""Limits that hold with few lines: those of the binomial distribution, and with pending lines of the beta product."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta

from lockgate.insight.pace.beta_product import beta_product_limits
from lockgate.insight.pace.curves import pace_of
from lockgate.insight.pace.outcome import Outcome

ENDS = st.tuples(st.integers(0, 12), st.sampled_from([one for one in Outcome if one]))


@given(st.lists(ENDS, min_size=1, max_size=40), st.sampled_from([0, 1, 2]))
def test_with_nobody_pending_they_are_those_of_clopper_and_pearson(lines, outcome):
    days, outcomes = (np.array(each) for each in zip(*lines, strict=True))
    low, high = beta_product_limits(pace_of(days, outcomes), outcome)
    came = (outcomes == outcome) | (outcome == 0)
    count, n = np.cumsum(np.bincount(days[came], minlength=days.max() + 1)), len(lines)
    rest = n - count
    assert low == pytest.approx(np.where(count, beta.ppf(0.025, np.maximum(count, 1), rest + 1), 0), abs=1e-9)
    assert high == pytest.approx(np.where(rest, beta.ppf(0.975, count + 1, np.maximum(rest, 1)), 1), abs=1e-9)


@pytest.mark.parametrize("outcome", [0, 1, 2])
def test_with_pending_lines_they_are_nearly_the_quantiles_of_curves_drawn_day_by_day(outcome):
    chance = np.random.default_rng(5)
    curves = pace_of(chance.integers(0, 9, 25), chance.choice(3, 25, p=[0.4, 0.4, 0.2]), kinds=2)
    low, high = beta_product_limits(curves, outcome)
    kinds = np.column_stack([curves.at_risk + 1 - curves.ended.sum(axis=1), curves.ended])
    for day in range(len(low)):
        # One line more: for the lower limit it waits on, for the upper one it comes to the outcome at the day's end.
        lower = _drawn(kinds[: day + 1], outcome, chance)
        more = kinds[: day + 1].copy()
        more[day, [0, outcome or 1]] += [-1, 1]
        upper = _drawn(more, outcome, chance)
        assert low[day] == pytest.approx(np.quantile(lower, 0.025), abs=0.02)
        assert high[day] == pytest.approx(np.quantile(upper, 0.975), abs=0.02)


def _drawn(kinds, outcome, chance, draws=40_000):
    waits, came = np.ones(draws), np.zeros(draws)
    for counts in kinds:
        shares = chance.gamma(np.broadcast_to(counts.astype(float), (draws, 3)))
        shares /= shares.sum(axis=1, keepdims=True)
        came += waits * (shares[:, outcome] if outcome else 1 - shares[:, 0])
        waits *= shares[:, 0]
    return came
