"""What is there on the data's date is the declared stock, walked on as run-out walks it, with what came since."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lockgate.insight.hanging.site_items import site_items
from lockgate.insight.run_out.walk import Delivery, stock_on
from tests.insight.facts.told import told

DECLARED = date(2025, 4, 10)
LEFT = st.lists(st.tuples(st.integers(-5, 120), st.integers(1, 60)), max_size=6)


def at_noon(day: date) -> str:
    return f"{day} 04:00:00"


def pool_of(flows, left=(), **licence):
    """Return what is there of one item, given what left so many days after the declaration, or was taken back."""
    moved = [
        {"sequence": n, "moved_at": at_noon(DECLARED + timedelta(days=after)), "amount": abs(amount)}
        | {"kind": "draw_down" if amount > 0 else "reverse"}
        for n, (after, amount) in enumerate(left, 2)
    ]
    facts = told(flows=flows, draw_downs=moved, licences=[{"allowed": 9000, "drawn": 9000, **licence}])
    items, _ = site_items(facts.flows, facts.licences, facts.draw_downs, facts.data_date)
    return items.pool.tolist()


@given(stock=st.integers(0, 300), usage=st.integers(0, 20), share=st.sampled_from([200, 500, 1000]), left=LEFT)
def test_a_stock_goes_on_as_the_walk_through_a_sites_days_says(stock, usage, share, left):
    need = -(-usage * share // 1000)
    came = [Delivery(DECLARED + timedelta(days=after), amount) for after, amount in left]
    there = stock_on(declared_on=DECLARED, stock=stock, usage_a_day=need, deliveries=came, on=date(2025, 10, 1))
    flow = {"stock": stock, "usage_a_day": usage, "share_permille": share}
    assert pool_of([flow], left) == [there]


def test_a_reversal_takes_from_what_left_last():
    flow = {"stock": 0, "usage_a_day": 1}
    assert pool_of([flow], [(1, 500), (2, 300), (3, -400)]) == [500 - 100 - (date(2025, 10, 1) - DECLARED).days + 1]


def test_of_two_declarations_the_newer_tells_the_stock_and_both_suppliers_their_shares():
    older = {"supplier": "Longhe", "share_permille": 300, "stock": 7}
    newer = {"application": "AP-2", "submitted_at": "2025-09-30 16:00:00", "share_permille": 500, "stock": 90}
    facts = told(flows=[older, newer])
    items, of_flow = site_items(facts.flows, facts.licences, facts.draw_downs, facts.data_date)
    assert (items.share.tolist(), items.need.tolist(), items.pool.tolist()) == ([800], [8.0], [90.0])
    assert of_flow.tolist() == [0, 0]


def test_what_a_usable_licence_still_allows_may_come_at_once():
    flow = {"stock": 0, "usage_a_day": 0}
    assert pool_of([flow], allowed=1000, drawn=400, valid_to="2025-10-01") == [600]
    assert pool_of([flow], allowed=1000, drawn=400, valid_to="2025-09-30") == [0]
    assert pool_of([flow], allowed=1000, drawn=400, standing="suspended", valid_to="2025-12-31") == [0]


def test_a_licence_that_is_not_valid_yet_allows_nothing_before_its_first_day():
    licence = {"allowed": 1000, "drawn": 400, "valid_to": "2026-03-01"}
    for first, pool, later in (("2025-10-01", [600], []), ("2025-10-02", [0], [(0, 600, 1)])):
        facts = told(flows=[{"stock": 0, "usage_a_day": 0}], licences=[{**licence, "valid_from": first}])
        items, _ = site_items(facts.flows, facts.licences, facts.draw_downs, facts.data_date)
        assert items.pool.tolist() == pool
        assert [tuple(one) for one in zip(*(each.tolist() for each in items.granted), strict=True)] == later


def test_the_newest_declaration_is_that_of_the_latest_moment_in_whatever_order_they_come():
    older = {"stock": 7, "share_permille": 300}
    newer = {"application": "AP-2", "submitted_at": "2025-09-30 16:00:00", "share_permille": 500, "stock": 90}
    facts = told(flows=[older, newer])
    items, of_flow = site_items(facts.flows.take([1, 0]), facts.licences, facts.draw_downs, facts.data_date)
    assert (items.share.tolist(), items.pool.tolist(), of_flow.tolist()) == ([500], [90.0], [0, 0])


def test_amounts_of_different_dimensions_are_different_items():
    facts = told(flows=[{}, {"declaration": 2, "dimension": "count"}])
    items, of_flow = site_items(facts.flows, facts.licences, facts.draw_downs, facts.data_date)
    assert (len(items.need), of_flow.tolist()) == (2, [0, 1])
    assert items.site.tolist() == [0, 0]
