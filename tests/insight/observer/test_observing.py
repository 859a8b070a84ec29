"""What the four tables say, on claims that somebody could have made."""

import datetime as dt
import re

import pyarrow as pa
import pytest

from lockgate.core.errors import Invalid
from lockgate.insight.observer.observing import observe
from tests.insight.observer.small_worlds import claim, table, watched

DAY, LATER = "2025-09-17", "2025-11-05"


def bound(observed, measure, *, date=DAY, population="all", counts="applications"):
    (row,) = [
        one
        for one in observed.bounds.to_pylist()
        if (str(one["date"]), one["population"], one["counts"], one["measure"]) == (date, population, counts, measure)
    ]
    return row


def ends(row):
    return row["low"], row["high"]


def test_the_bounds_of_a_share_come_from_the_two_counts_together():
    observed = watched([claim("a", DAY, "applications", "=", 141), claim("b", DAY, "approved", "=", 19)])
    row = bound(observed, "share_approved")
    assert ends(row) == (19 / 141, 19 / 141) and row["binding"] == "a;b" and row["note"] == ""
    assert observed.bounds.column_names == ["date", "population", "counts", "measure", "low", "high", "binding", "note"]


def test_a_rounded_share_of_a_known_number_is_one_of_its_fractions():
    observed = watched([claim("a", DAY, "applications", "=", 141), claim("b", DAY, "share_approved", "=", "0.135")])
    assert ends(bound(observed, "approved")) == (19, 19)
    assert ends(bound(observed, "share_approved")) == (19 / 141, 19 / 141)


def test_a_share_with_three_digits_says_how_many_applications_it_takes():
    observed = watched([claim("c1", DAY, "share_approved", "=", "0.998")])
    # 398 of 399 is 0.99749, which is not rounded to 0.998.
    assert bound(observed, "applications")["low"] == 400
    assert bound(observed, "approved")["low"] == 399


def test_pending_is_the_rest():
    outcomes = zip(("approved", "refused", "returned", "withdrawn"), (5, 2, 1, 1), strict=True)
    observed = watched(
        [claim("a", DAY, "applications", "=", 20), *(claim(name, DAY, name, "=", n) for name, n in outcomes)]
    )
    assert ends(bound(observed, "pending")) == (11, 11)


def test_counts_rise_with_time_and_pending_need_not():
    observed = watched(
        [
            claim("early", DAY, "approved", "=", 10),
            claim("late", LATER, "applications", "=", 30),
            claim("waits", DAY, "pending", "=", 15),
        ]
    )
    assert ends(bound(observed, "approved", date=LATER)) == (10, 30)
    assert ends(bound(observed, "pending", date=LATER)) == (0, 20)
    assert ends(bound(observed, "applications")) == (25, 30)


def test_a_population_has_no_more_than_one_that_holds_it():
    claims = [claim("a", DAY, "applications", "=", 50), claim("b", DAY, "approved", ">=", 7, population="some")]
    observed = watched(claims, nested=True)
    assert ends(bound(observed, "applications", population="some")) == (7, 50)
    assert ends(bound(observed, "approved")) == (7, 50)


def test_firms_are_no_more_than_their_applications_and_none_where_there_is_none():
    observed = watched([claim("a", DAY, "applications", "=", 141), claim("b", DAY, "approved", "=", 0, counts="firms")])
    assert ends(bound(observed, "applications", counts="firms")) == (1, 141)
    assert ends(bound(observed, "approved")) == (0, 0)


def test_a_firm_may_have_an_approved_and_a_pending_application():
    observed = watched(
        [
            claim("a", DAY, "applications", "=", 10, counts="firms"),
            claim("b", DAY, "approved", "=", 10, counts="firms"),
        ]
    )
    assert ends(bound(observed, "pending", counts="firms")) == (0, 10)


def test_no_bound_is_null_with_a_note():
    row = bound(watched([claim("a", DAY, "applications", ">=", 200)]), "applications")
    assert ends(row) == (200, None) and row["note"] == "No claim bounds it from above."


def test_a_share_that_nothing_narrows_lies_between_none_and_all():
    row = bound(watched([claim("a", DAY, "applications", ">=", 0)]), "share_approved")
    assert ends(row) == (0, 1) and row["binding"] == ""
    assert row["note"] == "Where there is at least one, for of none there is no share. No claim narrows it."


def test_of_no_applications_there_is_no_share():
    row = bound(watched([claim("a", DAY, "applications", "=", 0)]), "share_approved")
    assert ends(row) == (None, None) and "no share" in row["note"]


def test_without_a_firm_that_has_one_no_application_is_approved_whatever_their_number():
    observed = watched([claim("n", DAY, "applications", ">=", 5), claim("f", DAY, "approved", "=", 0, counts="firms")])
    row = bound(observed, "share_approved")
    assert (ends(row), row["binding"], row["note"]) == ((0, 0), "f", "")


def test_with_a_thousand_applications_and_more_a_share_is_bounded_over_the_reals():
    observed = watched([claim("a", DAY, "applications", "about", 2000), claim("b", DAY, "share_approved", ">", "0.5")])
    row = bound(observed, "share_approved")
    assert ends(row) == (0.5, 1) and row["binding"] == "b" and "not reached" in row["note"]
    assert ends(bound(observed, "approved")) == (801, 2400)


def test_a_share_of_two_unknown_counts_is_bounded_as_a_ratio_and_not_by_dividing_bounds():
    # Approved lies from 10 to 90 and applications from 20 to 100, but what is not approved is at most 10.
    observed = watched(
        [
            claim("a", DAY, "applications", "between", 20, high=100),
            claim("b", DAY, "refused", "=", 10),
            claim("c", DAY, "pending", "=", 0),
            claim("d", DAY, "returned", "=", 0),
            claim("e", DAY, "withdrawn", "=", 0),
        ]
    )
    row = bound(observed, "share_approved")
    assert ends(row) == (0.5, 0.9)


def test_a_day_without_a_claim_on_a_population_is_bounded_too():
    claims = [
        claim("a", DAY, "approved", "=", 3),
        claim("b", "2025-10-01", "approved", "=", 1, population="other"),
        claim("c", LATER, "approved", "=", 9),
    ]
    observed = watched(claims)
    assert ends(bound(observed, "approved", date="2025-10-01")) == (3, 9)
    assert ends(bound(observed, "approved", population="other")) == (0, 1)
    assert ends(bound(observed, "approved", date=LATER, population="other")) == (1, None)


def test_claims_that_contradict_are_told_and_the_fewest_are_left_out():
    observed = watched(
        [
            claim("a", DAY, "applications", "=", 140),
            claim("b", DAY, "approved", "=", 150),
            claim("c", DAY, "approved", ">=", 145),
            claim("d", DAY, "refused", "=", 3),
        ]
    )
    told = {(row["ids"], row["left_out"]) for row in observed.conflicts.to_pylist()}
    assert told == {("a;b", "a"), ("a;c", "a")}
    row = bound(observed, "approved")
    assert ends(row) == (150, 150)
    assert row["note"] == "Left out, because claims contradict one another: a."
    assert observed.conflicts["sentence"][0].as_py().endswith("these 2 cannot all be true.")


def test_of_several_ways_to_leave_out_as_few_the_latest_line_is_left_out_and_the_others_are_named():
    observed = watched([claim("a", DAY, "approved", "=", 4), claim("b", DAY, "approved", "=", 5)])
    row = bound(observed, "approved")
    assert ends(row) == (4, 4)
    assert row["note"] == "Left out, because claims contradict one another: b; as few would be left out with a."


def test_a_claim_may_contradict_what_counts_are():
    observed = watched([claim("a", DAY, "approved", "<", 0), claim("b", DAY, "approved", "<=", 3)])
    (row,) = observed.conflicts.to_pylist()
    assert row["ids"] == row["left_out"] == "a" and row["sentence"].endswith("cannot be true by itself.")
    assert ends(bound(observed, "approved")) == (0, 3)


def test_what_falls_with_time_contradicts():
    observed = watched([claim("a", DAY, "approved", "=", 9), claim("b", LATER, "approved", "=", 8)])
    assert observed.conflicts["ids"].to_pylist() == ["a;b"]


def test_five_claims_that_contradict_only_together_are_left_out_though_no_set_is_listed():
    states = ("approved", "refused", "returned", "withdrawn", "pending")
    observed = watched(
        [claim("a", DAY, "applications", "<=", 4), *(claim(name, DAY, name, ">=", 1) for name in states)]
    )
    assert observed.conflicts.num_rows == 0
    assert "pending" in bound(observed, "pending")["note"] and "more than four" in bound(observed, "pending")["note"]


def test_the_number_that_would_tell_most_stands_first():
    observed = watched(
        [
            claim("a", DAY, "applications", "=", 100),
            claim("b", DAY, "approved", ">=", 10),
            claim("c", DAY, "refused", "=", 5),
        ]
    )
    rows = observed.next.to_pylist()
    assert [rows[0]["rank"], rows[0]["measure"], rows[0]["width_worst"]] == [1, "approved", 0]
    assert rows[0]["width_now"] == pytest.approx(0.85)
    assert {row["date"] for row in rows} == {dt.date.fromisoformat(DAY)}


def test_a_value_at_which_a_number_would_tell_nothing_is_one_at_which_it_does():
    observed = watched(
        [
            claim("a", DAY, "share_approved", "=", "0.25"),
            claim("b", DAY, "applications", "between", 2000, high=4000),
            claim("c", LATER, "share_approved", "<", "0.2"),
        ]
    )
    [row] = [one for one in observed.next.to_pylist() if one["measure"] == "applications"]
    told = re.fullmatch("Where it is ([0-9]+), the share is no better known than now.", row["note"])
    assert told
    value = int(told[1])
    assert 490 / value < 1e-6, "490 were approved at least, so only of very many can the share still be as good as 0"


def test_what_is_unread_has_its_line_and_its_reason():
    observed = watched(
        [claim("a", DAY, "approved", "=", 4), claim("b", DAY, "approved", "=", ""), claim("a", DAY, "approved", "=", 5)]
    )
    assert observed.unread.to_pylist() == [
        {"line": 3, "id": "b", "reason": "It gives no number."},
        {"line": 4, "id": "a", "reason": "Line 2 has the same id."},
    ]
    assert ends(bound(observed, "approved")) == (4, 4)


def test_without_a_claim_that_can_be_read_nothing_is_bounded():
    observed = watched([claim("a", "soon", "approved", "=", 4)])
    assert (observed.bounds.num_rows, observed.unread.num_rows, observed.next.num_rows) == (0, 1, 0)


def test_populations_within_one_another_are_refused():
    circle = pa.table({"population": ["a", "b"], "within": ["b", "a"]})
    with pytest.raises(Invalid, match="within one another"):
        observe(table([claim("a", DAY, "approved", "=", 4)]), circle)


def test_a_population_of_the_second_file_alone_is_bounded_by_what_holds_it():
    nesting = pa.table({"population": ["members"], "within": ["all"]})
    observed = observe(table([claim("a", DAY, "approved", "=", 4)]), nesting)
    assert ends(bound(observed, "approved", population="members")) == (0, 4)


def test_more_claims_than_can_be_compared_are_refused():
    with pytest.raises(Invalid, match="no more than 5,000"):
        watched([claim(f"c{n}", DAY, "approved", "=", 4) for n in range(5_001)])


def test_numbers_may_be_numbers_and_days_days():
    rows = [{**claim("a", DAY, "approved", "=", 4), "value": 4.0, "date": dt.date(2025, 9, 17)}]
    assert ends(bound(observe(pa.Table.from_pylist(rows)), "approved")) == (4, 4)


@pytest.mark.parametrize(
    ("share", "low", "high"), [(1.0, 0.95, 1), (0.5, 0.45, 0.55), (0.0, 0, 0.05), (0.00001, 0.000005, 0.000015)]
)
def test_a_share_that_is_a_float_is_rounded_to_the_decimals_that_the_float_has(share, low, high):
    rows = [{**claim("a", DAY, "share_approved", "=", ""), "value": share}]
    observed = observe(pa.Table.from_pylist(rows))
    assert observed.unread.num_rows == 0 and ends(bound(observed, "share_approved")) == pytest.approx((low, high))
