"""Firms over time and along nesting, held against every history of a few applications of a few firms."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings

from lockgate.insight.observer.quantity import Counts, Measure
from lockgate.insight.observer.system import System
from tests.insight.observer.small_worlds import DAYS, MEASURES, POPULATIONS, claim, ends, left_by, watched, worlds
from tests.insight.observer.test_sharpness import assert_sharp, claims_on

few = settings(max_examples=min(settings().max_examples, 200))
BOTH = ("applications", "firms")


@pytest.mark.parametrize(
    ("most", "days", "nested"), [(4, 2, False), (3, 3, False), (2, 2, True)], ids=["two days", "three days", "nested"]
)
def test_what_must_hold_of_counts_holds_in_every_history(most, days, nested):
    dates = [dt.date(2025, 1 + month, 1) for month in range(days)]
    names = list(POPULATIONS) if nested else ["all"]
    system = System(names, dates, [("some", "all")] if nested else [], [])
    known = worlds(most, days=days, nested=nested, with_firms=True)
    values = np.zeros((len(known), system.size), dtype=np.int64)
    for quantity in system.quantities():
        kind, measure = BOTH.index(quantity.counts), MEASURES.index(quantity.measure)
        place = names.index(quantity.population), dates.index(quantity.date)
        values[:, system.variable(quantity)] = known[:, place[0], place[1], kind, measure]
    assert len(known) > 1_000 and any(row.seldom for row in system.rows)
    for row in system.rows:
        told = sum(coefficient * values[:, variable] for variable, coefficient in row.terms)
        assert np.all(told <= row.whole_upper), row


def assert_held(claims, known, *, nested=False):
    these = left_by(known, claims)
    if not len(these):
        return
    observed = watched(claims, nested=nested)
    assert observed.conflicts.num_rows == 0, "all are true in some history"
    for row in observed.bounds.to_pylist():
        if str(row["date"]) in DAYS:
            least, most = ends(these, row)
            assert least is None or row["low"] <= least + 1e-9, row
            assert most is None or row["high"] is None or most - 1e-9 <= row["high"], row


@few
@given(claims_on(3, counts=BOTH))
def test_bounds_of_firms_over_time_hold_every_history_in_which_the_claims_are_true(claims):
    assert_held(claims, worlds(3, with_firms=True))


@few
@given(claims_on(2, counts=BOTH, populations=POPULATIONS))
def test_bounds_of_firms_over_time_and_along_nesting_hold_every_history_in_which_the_claims_are_true(claims):
    assert_held(claims, worlds(2, nested=True, with_firms=True), nested=True)


@few
@given(claims_on(3, counts=BOTH, populations=POPULATIONS, days=DAYS[:1]))
def test_bounds_of_firms_along_nesting_are_those_of_all_histories_in_which_the_claims_are_true(claims):
    known = worlds(3, days=1, nested=True, with_firms=True)
    if len(left_by(known, claims)):
        assert_sharp(claims, known, nested=True, kinds=BOTH)


BEFORE = [
    claim("a", DAYS[0], "applications", "=", 10),
    claim("f", DAYS[0], "applications", "=", 3, counts="firms"),
]
ONE_MORE = claim("one-more", DAYS[1], "applications", "=", 11)


def firms(claims, day, population="all", measure=Measure.APPLICATIONS, *, nested=False):
    (row,) = [
        one
        for one in watched(claims, nested=nested).bounds.to_pylist()
        if (str(one["date"]), one["population"], one["counts"], one["measure"])
        == (day, population, Counts.FIRMS, measure)
    ]
    return row["low"], row["high"]


def test_a_firm_that_was_not_there_needs_an_application_that_was_not_there():
    assert firms([*BEFORE, ONE_MORE], DAYS[1]) == (3, 4)


def test_more_new_firms_than_new_applications_contradict():
    eight = claim("eight", DAYS[1], "applications", "=", 8, counts="firms")
    observed = watched([*BEFORE, ONE_MORE, eight])
    assert observed.conflicts["ids"].to_pylist() == ["a;f;one-more;eight"]


def test_a_firm_outside_a_population_needs_an_application_outside_of_it():
    inside = [{**one, "population": "some"} for one in BEFORE]
    assert firms([*inside, {**ONE_MORE, "date": DAYS[0]}], DAYS[0], nested=True) == (3, 4)


def test_a_firm_is_newly_approved_by_an_application_that_is():
    approved = [{**one, "measure": "approved"} for one in (*BEFORE, ONE_MORE)]
    assert firms(approved, DAYS[1], measure=Measure.APPROVED) == (3, 4)


def test_firms_are_newly_pending_only_with_applications_that_are_new():
    pending = {**BEFORE[1], "measure": "pending"}
    assert firms([BEFORE[0], pending, ONE_MORE], DAYS[1], measure=Measure.PENDING) == (0, 4)


def test_a_firm_that_is_no_longer_pending_has_had_a_decision():
    decided = [claim(f"{measure}-{day}", day, measure, "=", 0) for day in DAYS for measure in MEASURES[1:5]]
    pending = {**BEFORE[1], "measure": "pending"}
    assert firms([BEFORE[0], pending, ONE_MORE, *decided], DAYS[1], measure=Measure.PENDING) == (3, 4)
