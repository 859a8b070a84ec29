"""Enumeration, convolution and drawing tell the same of one site."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from lockgate.insight.run_out.arrivals import Arrivals, Curves
from lockgate.insight.run_out.chances import Sites, first_stops
from lockgate.insight.run_out.drawing import DRAWS, ERROR, DrawnSite
from lockgate.insight.run_out.part_shipment import smallest_part_shipment

DAYS = 40
CURVES = Curves(
    granted=np.stack([0.7 * (1 - np.exp(-np.arange(200) / 30)), 0.02 * np.minimum(np.arange(200), 20)]),
    ended=np.stack([1 - np.exp(-np.arange(200) / 30), 0.03 * np.minimum(np.arange(200), 20)]),
    last=np.array([199, 199]),
)


def column(*values):
    return np.array(values, np.int64)[:, None]


def site(stock, usage, cases, *, granted=(), counts=None):
    """Put one site together; a case is quantity, curve, days waited, transit."""
    quantity, curve, waited, transit = (column(*values) for values in zip(*cases, strict=True))
    return Sites(
        stock=np.array([stock], np.int64),
        usage=np.array([usage], np.int64),
        granted_on=column(*(on for on, _ in granted)),
        granted=column(*(amount for _, amount in granted)),
        quantity=quantity,
        arrivals=Arrivals(CURVES, curve, waited, transit),
        counts=counts or (1,) * len(cases),
    )


cases = st.tuples(st.integers(1, 30), st.integers(0, 1), st.integers(0, 60), st.integers(0, 20))


@given(st.integers(0, 40), st.integers(1, 4), cases, st.integers(1, 5), st.lists(cases, max_size=2))
def test_alike_cases_that_are_counted_are_the_same_as_each_for_itself(stock, usage, alike, number, others):
    counted = site(stock, usage, [alike, *others], granted=[(3, 2)], counts=(number, *(1 for _ in others)))
    each = site(stock, usage, [alike] * number + others, granted=[(3, 2)])
    for one, other in ((counted, each), (counted.granted_today(0), each.granted_today(0))):
        found, told = first_stops(one, DAYS), first_stops(other, DAYS)
        assert found.none == pytest.approx(told.none, abs=1e-12)
        for day in range(DAYS + 1):
            assert found.by(day) == pytest.approx(told.by(day), abs=1e-12)
    if first_stops(each, DAYS).by(DAYS)[0] > 0.06:
        assert smallest_part_shipment(counted, DAYS) == smallest_part_shipment(each, DAYS)


@given(st.integers(0, 40), st.integers(1, 4), st.lists(cases, min_size=1, max_size=5))
def test_what_is_drawn_lies_within_the_limits_of_what_is_exact(stock, usage, pending):
    exact = site(stock, usage, pending, granted=[(5, 8)])
    drawn = DrawnSite.of(exact, DAYS)
    for one, other in ((exact, drawn), (exact.granted_today(0), drawn.granted_today(0))):
        found, told = first_stops(one, DAYS), other.first_stops()
        for day in range(0, DAYS + 1, 4):
            share = float(np.clip(found.by(day)[0], 0.0, 1.0))
            low, high = binom.ppf([5e-7, 1 - 5e-7], DRAWS, share) / DRAWS
            assert low - 1e-9 <= told.by(day)[0] <= high + 1e-9
        assert abs(told.none[0] - found.none[0]) < 6 * ERROR


@given(st.integers(0, 40), st.integers(1, 4), st.lists(cases, min_size=1, max_size=4))
def test_the_part_shipment_that_is_drawn_makes_a_stop_about_as_unlikely(stock, usage, pending):
    exact = site(stock, usage, pending, granted=[(5, 8)])
    drawn = DrawnSite.of(exact, DAYS)
    if min(first_stops(exact, DAYS).by(DAYS)[0], drawn.first_stops().by(DAYS)[0]) < 0.06:
        return
    amount, by = drawn.smallest_part_shipment(DAYS)
    assert first_stops(exact.with_delivery(by, amount), DAYS).by(DAYS)[0] < 0.05 + 6 * ERROR
    for less, later in ((1, 0), (0, 1)):
        rather = exact.with_delivery(by + later, amount - less)
        assert first_stops(rather, DAYS).by(DAYS)[0] > 0.05 - 6 * ERROR


def test_a_drawn_part_shipment_is_the_least_of_its_own_draws():
    exact = site(20, 1, [(15, 0, 3, 5), (9, 1, 2, 2), (12, 0, 30, 1)], granted=[(5, 8)])
    drawn = DrawnSite.of(exact, DAYS)
    amount, by = drawn.smallest_part_shipment(DAYS)

    def chance(more, on):
        return replace(drawn, site=exact.with_delivery(by + on, amount + more)).first_stops().by(DAYS)[0]

    assert chance(0, 0) < 0.05 <= min(chance(-1, -by), chance(0, 1))


def test_draws_are_the_same_in_every_run():
    one = site(20, 1, [(15, 0, 3, 5), (9, 1, 2, 2)])
    assert np.array_equal(DrawnSite.of(one, DAYS).arriving, DrawnSite.of(one, DAYS).arriving)


@pytest.mark.long
def test_the_more_is_drawn_the_nearer_it_comes_to_what_is_exact(count):
    pending = [(15, 0, 3, 5), (9, 1, 2, 2), (4, 0, 40, 9), (11, 1, 9, 0), (8, 0, 12, 4)]
    one = site(20, 1, pending, granted=[(9, 3)])
    found = first_stops(one, DAYS)
    for draws, limit in ((DRAWS, 3 * ERROR), (200_000, 1e-3 * 3), (4_000_000, 1e-3)):
        told = DrawnSite.of(one, DAYS, draws=draws).first_stops()
        off = max(abs(told.by(day)[0] - found.by(day)[0]) for day in range(DAYS + 1))
        count(f"run-out of five cases: {draws:,} draws are off by {off:.5f} at most")
        assert off < limit
