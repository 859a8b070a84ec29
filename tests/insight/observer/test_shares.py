"""Shares of a few in many: their bounds are fractions of whole numbers, however small, and hold the truth."""

from fractions import Fraction

import pytest

from tests.insight.observer.small_worlds import claim, watched

DAY = "2025-09-17"


def share(*claims):
    observed = watched([claim(f"c{place}", DAY, *one) for place, one in enumerate(claims)])
    (row,) = [
        one
        for one in observed.bounds.to_pylist()
        if one["measure"] == "share_approved" and one["counts"] == "applications"
    ]
    return row


@pytest.mark.parametrize(
    ("approved", "applications"),
    [
        (1, 200_000),
        (19, 10_000_000),
        (3, 900_000),
        (7, 5_000_003),
        (1, 150_001),
        (1, 140_000),
        (1, 100_001),
        (1, 999_999_999),
    ],
)
def test_a_few_of_very_many_are_a_share_of_whole_numbers(approved, applications):
    row = share(("approved", "=", approved), ("applications", "<=", applications))
    assert (row["low"], row["high"]) == (float(Fraction(approved, applications)), 1)
    assert (row["binding"], row["note"]) == ("c0;c1", "")


@pytest.mark.parametrize("applications", [9_999_999, 999_999_999])
def test_all_but_one_of_very_many_are_reached(applications):
    row = share(("refused", "=", 1), ("applications", "<=", applications))
    assert (row["low"], row["high"]) == (0, float(Fraction(applications - 1, applications)))
    assert (row["binding"], row["note"]) == ("c0;c1", "")


def test_a_few_of_about_so_many_with_pending_firms_are_bounded():
    claims = [
        claim("a", DAY, "approved", ">=", 19),
        claim("b", DAY, "applications", "about", 2_000_000),
        claim("c", DAY, "pending", "<=", 800_000, counts="firms"),
    ]
    (row,) = [
        one
        for one in watched(claims).bounds.to_pylist()
        if one["measure"] == "share_approved" and one["counts"] == "applications"
    ]
    assert (row["low"], row["high"]) == (19 / 2_400_000, 1)


def test_an_end_that_is_not_reached_is_that_of_the_reals_to_the_last_digit():
    row = share(("approved", ">=", 7), ("share_approved", "<", "0.00001"), ("applications", "<=", 9_000_001))
    assert (row["low"], row["high"]) == (float(Fraction(7, 9_000_001)), 0.00001)
    assert row["note"] == "Its upper end is approached and not reached."


def test_only_so_many_refused_of_those_without_end_is_approached():
    row = share(("refused", ">=", 1), ("applications", ">=", 5_000_000))
    assert (row["low"], row["high"]) == (0, 1)
    assert "Its upper end is approached and not reached." in row["note"]


def test_a_share_is_at_least_what_the_whole_ends_of_its_counts_say():
    claims = [
        claim("a", DAY, "applications", "about", 2000),
        claim("b", DAY, "share_approved", "about", 0.5),
    ]
    (row,) = [
        one
        for one in watched(claims).bounds.to_pylist()
        if one["measure"] == "share_approved" and one["counts"] == "firms"
    ]
    assert (row["low"], row["high"], row["binding"]) == (1 / 2400, 1, "a;b")
    assert row["note"] == "Its lower end may be wider than it must be: no proof was found."
