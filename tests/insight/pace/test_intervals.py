"""Intervals for a share: where they end, and how often Wilson's holds, exactly."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from lockgate.insight.pace.intervals import any_end_limits, log_log_limits, wilson_limits


def test_wilsons_interval_is_the_one_of_the_textbook():
    # 8 of 10: Brown, Cai and DasGupta, Statistical Science 16 (2001), their equation (4) with kappa = 1.96.
    low, high = wilson_limits(8, 10)
    assert (float(low), float(high)) == pytest.approx((0.490162, 0.943318), abs=1e-6)


@given(st.integers(1, 5000), st.data())
def test_wilsons_interval_holds_its_share_and_ends_at_0_and_1(n, data):
    count = data.draw(st.integers(0, n))
    low, high = (float(each) for each in wilson_limits(count, n))
    assert 0 <= low <= count / n <= high <= 1
    assert (low == 0) == (count == 0) and (high == 1) == (count == n)


def test_of_nothing_there_is_no_interval():
    assert np.isnan(wilson_limits(0, 0)).all()


def test_at_0_and_1_there_is_no_log_log_interval():
    assert np.isnan(log_log_limits(np.array([0.0, 1.0, np.nan]), np.array([0.0, 0.1, 0.1]))).all()


@pytest.mark.parametrize("n", [20, 50, 200, 1000])
def test_wilsons_exact_coverage_is_near_95_percent_on_average_and_never_far_below(n, count):
    shares = np.arange(0.01, 1.0, 0.01)
    low, high = wilson_limits(np.arange(n + 1), n)
    holds = (low <= shares[:, None]) & (shares[:, None] <= high)
    coverage = (binom.pmf(np.arange(n + 1), n, shares[:, None]) * holds).sum(axis=1)
    least = int(np.argmin(coverage))
    count(f"Wilson, n = {n}: mean coverage {coverage.mean():.4f}, least {coverage[least]:.4f} at {shares[least]:.2f}")
    assert coverage.mean() == pytest.approx(0.95, abs=0.01)
    assert coverage.min() > 0.9


@pytest.mark.parametrize(("n", "told", "exact"), [(50, 0.9417, 0.9703), (200, 0.9409, 0.9669)])
def test_where_nine_in_ten_had_ended_the_exact_coverage_of_log_log_limits_is_as_documented(n, told, exact, count):
    counts = np.arange(n + 1)
    chance, share = binom.pmf(counts, n, 0.9), counts / n
    low, high = any_end_limits(share, np.sqrt(share * (1 - share) / n))
    coverage = chance[(low <= 0.9) & (high >= 0.9)].sum()
    clopper_pearson = (binom.sf(counts - 1, n, 0.9) >= 0.025) & (binom.cdf(counts, n, 0.9) >= 0.025)
    count(f"log-log, n = {n}, 90 % ended: {coverage:.4f}; Clopper and Pearson: {chance[clopper_pearson].sum():.4f}")
    assert coverage == pytest.approx(told, abs=5e-5)
    assert chance[clopper_pearson].sum() == pytest.approx(exact, abs=5e-5)
