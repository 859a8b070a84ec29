"""How often the interval of a quantile holds the true day, from 2 lines to 200, with pending lines and without."""

import csv

import pytest
from scipy.stats import binom

from tools.simulate_quantiles import TABLE, quantile_coverage_rows


def test_in_few_simulations_of_few_lines_no_quantile_misses_too_often(count):
    for row in quantile_coverage_rows(simulations=200):
        count(f"{row.figure}, n = {row.n}, {row.at}: {row.coverage:.4f}")
        # One run in a million falls below by chance.
        assert row.coverage >= binom.ppf(1e-6, row.simulations, 0.95) / row.simulations, row


@pytest.mark.long
@pytest.mark.only_on("sqlite", reason="no database is asked: once is enough")
def test_in_many_simulations_quantiles_of_few_lines_hold_as_often_as_documented(count):
    with TABLE.open(encoding="utf-8", newline="") as stream:
        documented = list(csv.DictReader(stream))
    for held, row in zip(documented, quantile_coverage_rows(), strict=True):
        count(f"{row.figure}, n = {row.n}, {row.at}: {row.coverage:.4f} ({row.low:.4f} or more)")
        assert row.coverage >= row.low, row
        assert (held["figure"], int(held["n"]), held["at"]) == (row.figure, row.n, row.at)
        # On another processor a limit may round to the other side of the truth, once or twice.
        assert float(held["coverage"]) == pytest.approx(row.coverage, abs=0.001)
