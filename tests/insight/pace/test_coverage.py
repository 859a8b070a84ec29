"""How often intervals, bands, quantiles and forecasts hold the truth, in a world whose truth is known."""

import csv

import pytest
from scipy.stats import binom

from tools.simulate_pace import TABLE, Row, coverage_rows, written

ONCE = pytest.mark.only_on("sqlite", reason="no database is asked: once is enough")


def told_by(count, rows):
    for row in rows:
        count(f"{row.figure}, n = {row.n}, {row.at}: {row.coverage:.4f} ({row.low:.4f} to {row.high:.4f})")


def test_in_few_simulations_nothing_is_far_from_95_percent(count):
    rows = list(coverage_rows(sizes=(200,), simulations=300, band_simulations=60))
    told_by(count, rows)
    for row in rows:
        # One run in a million falls below by chance.
        assert row.coverage >= binom.ppf(1e-6, row.simulations, 0.95) / row.simulations, row


@pytest.mark.long
@ONCE
def test_in_many_simulations_all_lie_within_what_chance_allows_and_are_as_documented(count):
    rows = list(coverage_rows())
    told_by(count, rows)
    for row in rows:
        assert row.coverage >= row.low, row
        if row.judged == "within":
            assert row.coverage <= row.high, row
    with TABLE.open(encoding="utf-8", newline="") as stream:
        documented = list(csv.DictReader(stream))
    place = Row._fields.index("coverage")
    for held, now in zip(documented, written(iter(rows)), strict=True):
        assert list(held.values())[:place] == now[:place]
        # On another processor a limit may round to the other side of the truth, once or twice.
        assert float(held["coverage"]) == pytest.approx(float(now[place]), abs=0.001)
