"""The chance that a site stops is that of going through every course which its cases may take."""

from datetime import date, timedelta
from fractions import Fraction

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lockgate.insight.run_out.table import run_out_table
from tests.insight.run_out.every_course import Case, Site, chance_by, help_first, part_shipment, quantile, stops

TODAY = date(2025, 6, 2)
DAYS = 9
FOLLOWED_TO = 40
"""A day later than any on which a case is looked at: what lies beyond a table is unknown, and no chance."""


@st.composite
def curves(draw):
    """Shares granted and ended, in twentieths, on some days of waiting."""
    days = sorted(draw(st.sets(st.integers(0, 14), min_size=1, max_size=4)))
    steps = [(draw(st.integers(0, 5)), draw(st.integers(0, 2))) for _ in days]
    granted = np.cumsum([one for one, _ in steps])
    ended = granted + np.cumsum([other for _, other in steps])
    cut = ended <= 20
    return [(day, int(g), int(e)) for day, g, e, kept in zip(days, granted, ended, cut, strict=True) if kept]


waiting = st.tuples(st.integers(1, 9), st.integers(0, 6), st.integers(0, 4))
sites = st.tuples(
    st.integers(0, 20),
    st.integers(1, 4),
    st.lists(st.tuples(st.integers(0, DAYS + 2), st.integers(1, 6)), max_size=2),
    st.lists(waiting, max_size=3),
)


def at(curve, day):
    return max([(0, 0), *((g, e) for on, g, e in curve if on <= day)])


def walked(site, curve):
    """Put a site together for going through every course of it; None where PACE tells nothing of a case."""
    stock, usage, granted, cases = site
    told = []
    for place, (quantity, waited, transit) in enumerate(cases):
        before, ended = at(curve, waited)
        if ended == 20 or not at(curve, FOLLOWED_TO)[1]:
            return None
        shares = [at(curve, waited + day)[0] for day in range(DAYS + 1)]
        grants = {day: Fraction(shares[day] - shares[day - 1], 20 - ended) for day in range(1, DAYS + 1)}
        assert shares[0] == before
        told.append(Case(f"c{place}", quantity, grants, transit))
    return Site(stock, usage, tuple(granted), tuple(told))


def pace_table(curve):
    curve = [*curve, *((FOLLOWED_TO, g, e) for _, g, e in curve[-1:])]
    rows = [("granted", day, g / 20) for day, g, _ in curve] + [("any", day, e / 20) for day, _, e in curve]
    return pa.table(
        {
            "measure": ["incidence"] * len(rows),
            "outcome": [word for word, _, _ in rows],
            "day": [day for _, day, _ in rows],
            "n": [20] * len(rows),
            "at_risk": [20] * len(rows),
            "incidence": [share for _, _, share in rows],
        }
    )


def figures(site, curve, *, by):
    stock, usage, granted, cases = site
    return run_out_table(
        pa.table({"site": ["S"], "item": ["m"], "stock": [stock], "unit": ["H87"], "usage_per_day": [usage]}),
        pa.table(
            {
                "id": [f"c{place}" for place in range(len(cases))],
                "site": ["S"] * len(cases),
                "item": ["m"] * len(cases),
                "quantity": pa.array([quantity for quantity, _, _ in cases], pa.int64()),
                "unit": ["H87"] * len(cases),
                "submitted_on": pa.array([TODAY - timedelta(days=waited) for _, waited, _ in cases], pa.date32()),
                "transit_days": pa.array([transit for _, _, transit in cases], pa.int64()),
            }
        ),
        pace_table(curve),
        pa.table(
            {
                "site": ["S"] * len(granted),
                "item": ["m"] * len(granted),
                "quantity": pa.array([quantity for _, quantity in granted], pa.int64()),
                "unit": ["H87"] * len(granted),
                "arrives_on": pa.array([TODAY + timedelta(days=on) for on, _ in granted], pa.date32()),
            }
        ),
        as_of=TODAY,
        by_date=TODAY + timedelta(days=by),
        horizon=DAYS,
    ).table.to_pylist()[0]


def days(told):
    return None if told is None else (told - TODAY).days


@given(sites, curves(), st.integers(0, DAYS))
def test_the_chances_are_those_of_every_course(site, curve, by):
    course = walked(site, curve)
    if course is None or not curve:
        return
    found, told = figures(site, curve, by=by), stops(course, DAYS)
    assert found["chance_stop_by"] == pytest.approx(float(chance_by(course, by)), abs=1e-12)
    assert found["chance_no_stop"] == pytest.approx(float(told[None]), abs=1e-12)
    shares = {"stop_p05": Fraction(1, 20), "stop_p50": Fraction(1, 2), "stop_p95": Fraction(19, 20)}
    assert {name: days(found[name]) for name in shares} == {name: quantile(told, one) for name, one in shares.items()}


@given(sites, curves(), st.integers(0, DAYS))
def test_the_case_to_help_first_is_found_by_granting_each_of_them(site, curve, by):
    course = walked(site, curve)
    if course is not None and curve:
        assert figures(site, curve, by=by)["help_first"] == help_first(course, by)


@settings(max_examples=25)
@given(sites, curves(), st.integers(0, DAYS))
def test_the_smallest_part_shipment_is_found_by_trying_all_of_them_on_every_day(site, curve, by):
    course = walked(site, curve)
    if course is None or not curve:
        return
    found = figures(site, curve, by=by)
    amount, day = part_shipment(course, by)
    assert (found["part_quantity"], days(found["part_by"])) == (str(amount), day if amount else None)


@given(sites, curves(), st.integers(0, DAYS), st.integers(1, 5))
def test_more_stock_makes_no_stop_more_likely(site, curve, by, more):
    if walked(site, curve) is None or not curve:
        return
    stock, *others = site
    less, richer = figures(site, curve, by=by), figures((stock + more, *others), curve, by=by)
    assert richer["chance_stop_by"] <= less["chance_stop_by"] + 1e-12
    assert richer["chance_no_stop"] >= less["chance_no_stop"] - 1e-12
    assert richer["cover_days"] >= less["cover_days"]
