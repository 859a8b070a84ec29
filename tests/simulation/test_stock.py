"""A site's stock by hand: it is used, saved, runs out, and fills again."""

from dataclasses import replace
from datetime import date, timedelta

from lockgate.simulation.happenings import Firm
from lockgate.simulation.items import INDUSTRIES
from lockgate.simulation.parameters import FITTED
from lockgate.simulation.relations import Site
from lockgate.simulation.stock import Stock, leaving_share

MONDAY = date(2025, 5, 5)
CHANGE = date(2025, 4, 4)
WASTEFUL = replace(FITTED, thrift_days=0, restart_days=2)
MAGNETS, OXIDE = "1C905.a.4", "1C908.b"


def stock(days: float, **usage: float) -> Stock:
    firm = Firm("site", "Somewhere Motors", "DE", "consignee", 1, "vehicles")
    entries = {"magnets": MAGNETS, "oxide": OXIDE}
    used = {entries[name]: kg for name, kg in usage.items()}
    return Stock(Site(firm, INDUSTRIES["vehicles"], "motors", [], used, []), days)


def on(number: int) -> date:
    return MONDAY + timedelta(days=number)


def test_a_site_uses_its_need_of_a_day_until_it_lacks_it_and_then_nothing():
    held = stock(2.5, magnets=10)
    assert [held.live(on(day), WASTEFUL) for day in range(4)] == [None] * 4
    assert held.held[MAGNETS] == 5 and held.used[MAGNETS] == 20
    ongoing = held.unended()
    assert ongoing is not None and ongoing.since == on(2) and ongoing.until is None and MAGNETS in ongoing.wanting


def test_a_site_starts_again_with_stock_for_some_days_and_not_with_less():
    held = stock(0, magnets=10)
    held.live(on(0), WASTEFUL)
    held.send(MAGNETS, 15, arrives=on(1))
    held.send(MAGNETS, 5, arrives=on(2))
    assert held.live(on(1), WASTEFUL) is None and held.held[MAGNETS] == 15
    ended = held.live(on(2), WASTEFUL)
    assert ended is not None and (ended.since, ended.until) == (on(0), on(2))
    assert held.held[MAGNETS] == 10 and held.unended() is None


def test_what_is_on_its_way_is_counted_until_it_arrives():
    held = stock(1, magnets=10)
    held.send(MAGNETS, 30, arrives=on(1))
    held.live(on(0), WASTEFUL)
    assert (held.held[MAGNETS], held.coming[MAGNETS]) == (0, 30)
    held.live(on(1), WASTEFUL)
    assert (held.held[MAGNETS], held.coming[MAGNETS]) == (20, 0)


def test_a_site_stands_for_want_of_one_item_and_keeps_the_other():
    held = stock(3, magnets=10, oxide=1)
    held.held[OXIDE] = 0.5
    held.live(on(0), WASTEFUL)
    assert held.held == {MAGNETS: 30, OXIDE: 0.5}
    assert held.wanting == OXIDE


def test_with_little_left_a_site_is_thrifty():
    held = stock(10, magnets=10)
    held.live(on(0), replace(FITTED, thrift_days=10, thrift=0.5))
    assert held.used[MAGNETS] == 10
    held.live(on(1), replace(FITTED, thrift_days=10, thrift=0.5))
    assert held.used[MAGNETS] == 15


def test_what_was_cleared_leaves_for_some_days_after_the_change_fewer_each_day():
    shares = [leaving_share(CHANGE + timedelta(days=day), CHANGE, 4) for day in (-1, 0, 1, 2, 3, 4, 5)]
    assert shares == [1, 1, 0.75, 0.5, 0.25, 0, 0]
    assert leaving_share(CHANGE, CHANGE, 0) == 0
