"""The production-days that hang on a supplier or a licence, at least and at most."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockgate.core.errors import Invalid
from lockgate.insight.hanging.stopping import Hanging, Supply, hanging_on_licences, hanging_on_suppliers, largest

HORIZON = 20


def supply(item="magnets", site="Site 1", supplier="Supplier 1", **facts):
    known = {"usage_a_day": 10, "stock": 100, "share_permille": 1000, "qualify_days": ()}
    return Supply(supplier=supplier, site=site, item=item, **{**known, **facts})


def days_on_the_supplier(*supplies, horizon=90):
    (one,) = hanging_on_suppliers(supplies, horizon)
    return one.low, one.high


def days_on_the_licence(horizon=90, **facts):
    (one,) = hanging_on_licences([supply(licence="LI-1", **facts)], horizon)
    return one.low, one.high


def test_a_sole_supplier_holds_every_day_after_the_stock():
    assert days_on_the_supplier(supply()) == (80, 80)


def test_a_day_that_the_stock_covers_in_part_is_not_covered():
    assert days_on_the_supplier(supply(stock=99)) == (81, 81)


def test_stock_lasts_longer_where_others_go_on_and_then_their_part_of_the_output_does():
    # 100 / (10 * 0.4) = 25 days; the 65 after them lose 0.4 each.
    assert days_on_the_supplier(supply(share_permille=400)) == pytest.approx((26, 26))


def test_the_gap_ends_when_the_first_alternative_is_qualified():
    assert days_on_the_supplier(supply(qualify_days=(60, 30))) == (20, 20)
    assert days_on_the_supplier(supply(qualify_days=(10,))) == (0, 0)


def test_several_missing_items_at_one_site_count_once_and_at_two_sites_twice():
    early, late = supply(stock=0, qualify_days=(30,)), supply("alloy", stock=200)
    assert days_on_the_supplier(early, late) == (90, 90)  # days 0 to 29 and 20 to 89
    assert days_on_the_supplier(supply(), supply("alloy", stock=200)) == (80, 80)
    assert days_on_the_supplier(supply(), supply("alloy", site="Site 2", stock=200)) == (150, 150)


def test_on_one_day_the_largest_missing_share_counts():
    assert days_on_the_supplier(supply(stock=0, share_permille=300), supply("alloy", share_permille=500)) == (
        pytest.approx((20 * 0.3 + 70 * 0.5,) * 2)
    )


@pytest.mark.parametrize(
    ("facts", "most"),
    [
        ({"stock": None}, 90),
        ({"usage_a_day": None}, 90),
        ({"share_permille": None}, 80),
        ({"qualify_days": None}, 80),
        ({"qualify_days": (40, None)}, 30),
        ({"stock": None, "share_permille": 400}, 36),
    ],
)
def test_what_is_unknown_may_mean_nothing_or_the_most(facts, most):
    assert days_on_the_supplier(supply(**facts)) == pytest.approx((0, most))


def test_what_is_known_counts_at_least_beside_what_is_not():
    assert days_on_the_supplier(supply(), supply("alloy", stock=None)) == (80, 90)


@pytest.mark.parametrize("facts", [{"usage_a_day": 0}, {"share_permille": 0}, {"usage_a_day": 0, "stock": None}])
def test_nothing_hangs_where_nothing_is_used_or_comes_from_there(facts):
    assert hanging_on_suppliers([supply(**facts)]) == [Hanging("Supplier 1", 0, 0, 0, ())]


def test_a_licence_loses_no_more_days_than_its_balance_would_have_covered():
    assert days_on_the_licence(balance=150) == (15, 15)
    assert days_on_the_licence(balance=150, share_permille=500) == pytest.approx((15, 15))  # 30 days, half of each
    assert days_on_the_licence(balance=0, stock=None) == (0, 0)
    assert days_on_the_licence(balance=None) == (0, 80)
    assert days_on_the_licence(balance=10_000) == (80, 80)


def test_what_comes_under_no_licence_hangs_on_none():
    assert hanging_on_licences([supply()]) == []


def test_a_supplier_holds_what_comes_on_all_its_licences_once():
    supplies = [supply(licence="LI-1", balance=50), supply(licence="LI-2", balance=70)]
    assert days_on_the_supplier(*supplies) == (80, 80)
    assert [(one.name, one.high) for one in hanging_on_licences(supplies)] == [("LI-1", 5), ("LI-2", 7)]


def test_sites_and_products_are_those_that_may_lose_a_day():
    supplies = [
        supply(product="motors"),
        supply(site="Site 2", product="pumps", stock=None),
        supply(site="Site 3", product="fans", stock=900),
    ]
    (one,) = hanging_on_suppliers(supplies)
    assert (one.sites, one.products) == (2, ("motors", "pumps"))


def test_the_largest_are_those_that_may_hold_most_so_that_the_unknown_hides_nobody():
    supplies = [supply(supplier=f"Supplier {stock}", stock=stock) for stock in (100, 300, 500, 700, 800, 850)]
    supplies.append(supply(supplier="Unknown", stock=None))
    names = [(one.name, one.low, one.high) for one in largest(hanging_on_suppliers(supplies), 3)]
    assert names == [("Unknown", 0, 90), ("Supplier 100", 80, 80), ("Supplier 300", 60, 60)]


def walked(facts, *, of_licence):
    """Walk day by day through one item: what is there, what others bring, what the licence would have brought."""
    usage, stock, share, wait, balance = facts
    lost, with_it = 0, stock + balance
    need = usage * share
    left, left_with_it = stock * 1000, with_it * 1000
    for day in range(HORIZON):
        short, short_anyway = left < need, of_licence and left_with_it < need
        lost += share if short and not short_anyway and (wait is None or day < wait) else 0
        left, left_with_it = left - need, left_with_it - need
    return lost / 1000


KNOWN = {
    "usage_a_day": (0, 1, 3, 7),
    "stock": (0, 4, 15, 60),
    "share_permille": (0, 250, 1000),
    "qualify_days": (None, 0, 6),
    "balance": (0, 8, 1_000),
}
WHAT_IT_MAY_BE = {**KNOWN, "usage_a_day": (*KNOWN["usage_a_day"], 10**6), "stock": (*KNOWN["stock"], 10**6)}
"""For a fact that is unknown: also what is more than any known stock covers, or any known usage takes."""


@given(st.tuples(*(st.sampled_from([*values, "unknown"]) for values in KNOWN.values())), st.booleans())
def test_the_bounds_hold_whatever_the_unknown_facts_are(facts, of_licence):
    usage, stock, share, wait, balance = (None if fact == "unknown" else fact for fact in facts)
    qualify = None if facts[3] == "unknown" else () if wait is None else (wait,)
    one = supply(
        usage_a_day=usage, stock=stock, share_permille=share, qualify_days=qualify, licence="LI-1", balance=balance
    )
    (told,) = (hanging_on_licences if of_licence else hanging_on_suppliers)([one], HORIZON)
    choices = [
        values if fact == "unknown" else (fact,) for fact, values in zip(facts, WHAT_IT_MAY_BE.values(), strict=True)
    ]
    lost = [walked(each, of_licence=of_licence) for each in product(*choices)]
    assert told.low <= min(lost) and max(lost) <= told.high
    if not of_licence:
        assert told.low == min(lost) and told.high == max(lost)


@pytest.mark.parametrize("facts", [{"stock": -1}, {"share_permille": 1001}, {"qualify_days": (-1,)}])
def test_an_amount_that_cannot_be_is_refused(facts):
    with pytest.raises(Invalid, match="magnets by Supplier 1 to Site 1"):
        hanging_on_suppliers([supply(**facts)])


def test_a_horizon_of_no_day_is_refused():
    with pytest.raises(Invalid, match="Within 0 days"):
        hanging_on_suppliers([supply()], 0)
