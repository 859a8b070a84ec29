"""Bounds, contradictions and the number that tells most, held against every world of a few applications."""

from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.insight.observer.small_worlds import (
    DAYS,
    MEASURES,
    claim,
    contradictions,
    counts_of,
    ends,
    fewest_left_out,
    left_by,
    watched,
    worlds,
)

few = settings(max_examples=min(settings().max_examples, 300))
"""A case asks for hundreds of bounds, so that 300 take minutes."""
SHARES = ("0", "0.3", "0.33", "0.5", "0.50", "0.7", "1")


@st.composite
def claims_on(draw, most, *, populations=("all",), counts=("applications",), days=DAYS, up_to=5):
    """Return a few claims, true together or not, the first of which keeps everything within the worlds known."""
    last = [claim(f"cap-{kind}", days[-1], "applications", "<=", most, counts=kind) for kind in counts[:1]]
    for number in range(draw(st.integers(1, up_to))):
        measure = draw(st.sampled_from([*MEASURES, "applications", "approved", "share_approved", "share_approved"]))
        is_share = measure == "share_approved"
        last.append(
            claim(
                f"c{number}",
                draw(st.sampled_from(days)),
                measure,
                draw(st.sampled_from(["=", "=", "<", "<=", ">", ">=", *(() if is_share else ("about",))])),
                draw(st.sampled_from(SHARES)) if is_share else draw(st.integers(0, most)),
                population=draw(st.sampled_from(populations)),
                counts=draw(st.sampled_from(counts)),
            )
        )
    return [one for one in last if one["relation"] != "about" or int(one["value"]) > 0]


def assert_sharp(claims, known, *, nested=False, kinds=("applications",)):
    observed = watched(claims, nested=nested)
    these = left_by(known, [one for one in claims if one["id"] not in left_out(observed)])
    assert len(these)
    for row in observed.bounds.to_pylist():
        if row["counts"] in kinds and str(row["date"]) in DAYS:
            expected = ends(these, row)
            assert (row["low"], row["high"]) == pytest.approx(expected, abs=1e-9) or row["low"] is expected[0], row


def left_out(observed):
    return {name for row in observed.conflicts.to_pylist() for name in row["left_out"].split(";")}


@few
@given(claims_on(4))
def test_bounds_over_time_are_those_of_all_worlds_in_which_the_claims_are_true(claims):
    if len(left_by(worlds(4), claims)):
        assert_sharp(claims, worlds(4))


@few
@given(claims_on(3, populations=("all", "some")))
def test_bounds_along_nesting_are_those_of_all_worlds_in_which_the_claims_are_true(claims):
    if len(left_by(worlds(3, nested=True), claims)):
        assert_sharp(claims, worlds(3, nested=True), nested=True)


@few
@given(claims_on(4, counts=("applications", "firms"), days=DAYS[:1]))
def test_bounds_of_firms_are_those_of_all_worlds_in_which_the_claims_are_true(claims):
    known = worlds(4, days=1, with_firms=True)
    if len(left_by(known, claims)):
        assert_sharp(claims, known, kinds=("applications", "firms"))


# Over the reals no firm need be pending in June, though an application must be: a share speaks of one, and none of it
# was approved.
PENDING_IN_JUNE = [
    claim("cap", DAYS[1], "applications", "<=", "3"),
    claim("c0", DAYS[1], "approved", "=", "3"),
    claim("c1", DAYS[0], "share_approved", "=", "0"),
]


@few
@given(claims_on(3, up_to=2))
@example(PENDING_IN_JUNE)
def test_what_a_bound_rests_on_implies_it_alone_and_not_without_any_one(claims):
    if len(left_by(worlds(3), claims)):
        assert_rests(claims, DAYS)


# Firms of which there are none say that there are no applications, which over the reals is not so.
NO_FIRM = [claim("a", DAYS[0], "applications", "<=", "3"), claim("f", DAYS[0], "pending", "=", "0", counts="firms")]
HALF_OF_FIRMS = [
    claim("a", DAYS[0], "applications", ">=", "3"),
    claim("s", DAYS[0], "share_approved", ">=", "0.50", counts="firms"),
    claim("f", DAYS[0], "applications", "=", "2", counts="firms"),
]

# The share of the firms alone says that one is approved, though the upper end of it names that share as well.
ONE_APPROVED = [
    claim("a", DAYS[0], "applications", "<=", "3"),
    claim("one", DAYS[0], "approved", ">", "0"),
    claim("s", DAYS[0], "share_approved", "=", "0.3", counts="firms"),
]


@few
@given(claims_on(3, counts=("applications", "firms"), days=DAYS[:1], up_to=3))
@example(NO_FIRM)
@example(HALF_OF_FIRMS)
@example(ONE_APPROVED)
def test_what_a_bound_of_firms_rests_on_implies_it_alone_and_not_without_any_one(claims):
    if len(left_by(worlds(3, days=1, with_firms=True), claims)):
        assert_rests(claims, DAYS[:1])


def assert_rests(claims, days):
    said_nothing = [claim(f"n{day}", day, "applications", ">=", 0) for day in days]

    @cache
    def ends_by(ids):
        made = [one for one in claims if one["id"] in ids]
        return {key_of(row): (row["low"], row["high"]) for row in watched([*said_nothing, *made]).bounds.to_pylist()}

    for row in watched([*said_nothing, *claims]).bounds.to_pylist():
        ids = frozenset(row["binding"].split(";")) - {""}
        bound = (row["low"], row["high"])
        assert ends_by(ids)[key_of(row)] == bound, row
        # The two ends of a share may name a claim each where one would do for both.
        for one in ids if row["measure"] != "share_approved" else ():
            assert ends_by(ids - {one})[key_of(row)] != bound, (row, one)


def key_of(row):
    return tuple(row[name] for name in ("date", "population", "counts", "measure"))


@few
@given(claims_on(3))
def test_every_smallest_contradicting_set_is_told_and_the_fewest_claims_are_left_out(claims):
    known, cap = worlds(3), claims[0]
    observed = watched(claims)
    told = {frozenset(row["ids"].split(";")) for row in observed.conflicts.to_pylist()}
    assert not any(one < other for one in told for other in told)
    # The worlds known are those in which the cap is true, so a set of others contradicts in them with it or without.
    others = {one - {cap["id"]} for one in told}
    others = {frozenset(one) for one in others if not any(other < one for other in others)}
    expected = {frozenset(names) for names in contradictions(known, claims[1:])}
    assert {one for one in others if len(one) < 4} == {one for one in expected if len(one) < 4}
    if told and cap["id"] not in left_out(observed):
        assert len(left_out(observed)) == fewest_left_out(known, claims)
        assert_sharp(claims, known)


@few
@given(claims_on(4, days=DAYS[:1]))
def test_the_next_number_leaves_the_share_as_wide_as_its_worst_value_would(claims):
    known = worlds(4, days=1)
    if not len(these := left_by(known, claims)):
        return
    observed = watched(claims)
    share = {"population": "all", "date": DAYS[0], "counts": "applications", "measure": "share_approved"}
    expected = {}
    for measure in MEASURES:
        values = counts_of(these, share, measure)
        if len(set(values)) > 1:
            expected[measure] = max(width(these[values == value], share) for value in set(values))
    now = width(these, share)
    rows = observed.next.to_pylist()
    assert {row["measure"]: row["width_worst"] for row in rows} == pytest.approx(expected if now else {}, abs=2e-6)
    assert [row["width_worst"] for row in rows] == sorted(row["width_worst"] for row in rows)
    assert all(row["width_now"] == pytest.approx(now) for row in rows)


def width(these, share):
    low, high = ends(these, share)
    return 0.0 if low is None else high - low
