"""Histories are simulated, true things are said of them, and the bounds must hold the truth every time."""

import datetime as dt

import numpy as np
import pyarrow as pa

from lockgate.insight.observer.observing import observe
from lockgate.insight.observer.quantity import COUNTED, OUTCOMES
from tests.insight.observer.small_worlds import claim, table

DAYS = [dt.date(2025, 5, 1) + dt.timedelta(days=40 * number) for number in range(4)]
POPULATIONS = ("all", "members", "makers")
NESTING = pa.table({"population": ["members", "makers"], "within": ["all", "all"]})
MEASURES = [measure.value for measure in COUNTED]


def history(rng, applications, days=DAYS):
    """Return the truth by (day, population, counts) and measure: who applied when, and what became of it when."""
    firm = rng.integers(0, max(applications // 3, 1), applications)
    came = rng.integers(0, 160, applications)
    ended = came + rng.integers(1, 150, applications)
    outcome = rng.choice(len(OUTCOMES), applications, p=[0.5, 0.25, 0.15, 0.1])
    member = rng.random(firm.max() + 1) < 0.4
    belongs = {"all": np.ones(applications, bool), "members": member[firm], "makers": rng.random(applications) < 0.3}
    truth = {}
    for day in days:
        today = (day - days[0]).days
        state = np.where(ended <= today, outcome, len(OUTCOMES))
        for name, inside in belongs.items():
            here = inside & (came <= today)
            counted = [here, *(here & (state == one) for one in range(len(OUTCOMES) + 1))]
            truth[day, name, "applications"] = [int(one.sum()) for one in counted]
            truth[day, name, "firms"] = [len(np.unique(firm[one])) for one in counted]
    return truth


def true_claim(rng, truth, name, days=DAYS):
    """Return something true, said exactly, rounded, or from one side."""
    day, population = days[rng.integers(len(days))], POPULATIONS[rng.integers(len(POPULATIONS))]
    counts = "firms" if rng.random() < 0.2 else "applications"
    told = truth[day, population, counts]
    measure = str(rng.choice([*MEASURES, "applications", "approved", "share_approved", "share_approved"]))
    if measure == "share_approved":
        if not told[0]:
            measure = "applications"
        else:
            return share_claim(rng, told[1] / told[0], name, day, population, counts)
    value, off = told[MEASURES.index(measure)], int(rng.integers(0, 6))
    relation = str(rng.choice(["=", "<", "<=", ">", ">=", "about", "between"]))
    said = {
        "=": value,
        "<": value + off + 1,
        "<=": value + off,
        ">": value - off - 1,
        ">=": value - off,
        "about": round(value * rng.uniform(0.9, 1.1)),
        "between": max(value - off, 0),
    }[relation]
    if said < 0:
        relation, said = ">=", 0
    high = value + off if relation == "between" else ""
    return claim(name, str(day), measure, relation, said, population=population, counts=counts, high=high)


def share_claim(rng, share, name, day, population, counts):
    relation = str(rng.choice(["=", "<", ">=", "about"]))
    digits = int(rng.integers(1, 4))
    said = {
        "=": f"{np.floor(share * 10**digits + 0.5) / 10**digits:.{digits}f}",
        "<": f"{min(share + 0.07, 1.0):.4f}",
        ">=": f"{max(share - 0.05, 0.0):.4f}",
        "about": f"{share * 0.97:.6f}",
    }[relation]
    if relation == "<" and float(said) <= share:
        relation = "<="
    return claim(name, str(day), "share_approved", relation, said, population=population, counts=counts)


def assert_true(observed, truth):
    for row in observed.bounds.to_pylist():
        told = truth[row["date"], row["population"], row["counts"]]
        if row["measure"] == "share_approved":
            if not told[0]:
                continue
            value = told[1] / told[0]
        else:
            value = told[MEASURES.index(row["measure"])]
        assert row["low"] is not None and row["low"] <= value + 1e-9, (row, value)
        assert (row["high"] is None and row["measure"] != "share_approved") or value - 1e-9 <= row["high"], (row, value)


def test_the_bounds_hold_the_truth_in_every_simulation(long, count):
    histories = 400 if long else 4
    rows = 0
    for seed in range(histories):
        rng = np.random.default_rng(seed)
        truth = history(rng, int(rng.integers(1, 1500 if seed % 5 == 4 else 120)))
        claims = [true_claim(rng, truth, f"c{number}") for number in range(int(rng.integers(1, 9)))]
        observed = observe(table(claims), NESTING)
        assert observed.conflicts.num_rows == 0 and observed.unread.num_rows == 0, (seed, observed)
        assert_true(observed, truth)
        rows += observed.bounds.num_rows
    count(f"the observer: {rows:,} bounds of {histories:,} simulated histories, all of which hold the truth")


def test_a_year_of_true_claims_is_bounded_and_the_bounds_hold_the_truth(long, count):
    number, number_of_days = (200, 40) if long else (16, 6)
    days = [DAYS[0] + dt.timedelta(days=160 * place // number_of_days) for place in range(number_of_days)]
    rng = np.random.default_rng(7)
    truth = history(rng, 1500, days)
    observed = observe(table([true_claim(rng, truth, f"c{place}", days) for place in range(number)]), NESTING)
    assert observed.conflicts.num_rows == 0 and observed.unread.num_rows == 0
    assert_true(observed, truth)
    count(f"the observer: {observed.bounds.num_rows:,} bounds from {number} claims, all of which hold the truth")


def test_one_more_true_claim_widens_no_bound(long):
    for seed in range(200 if long else 3):
        rng = np.random.default_rng(10_000 + seed)
        truth = history(rng, 60)
        claims = [claim("day", str(day), "applications", ">=", 0) | {"id": f"d{day}"} for day in DAYS]
        claims += [true_claim(rng, truth, f"c{number}") for number in range(4)]
        before = observe(table(claims[:-1]), NESTING).bounds.to_pylist()
        after = observe(table(claims), NESTING).bounds.to_pylist()
        for wide, narrow in zip(before, after, strict=True):
            assert narrow["low"] is None or wide["low"] <= narrow["low"] + 1e-9, (wide, narrow)
            assert wide["high"] is None or narrow["high"] is None or narrow["high"] <= wide["high"] + 1e-9, (
                wide,
                narrow,
            )
            assert wide["high"] is None or narrow["high"] is not None or narrow["low"] is None
