"""Declarations and what has left are put together site by site: when each ran out, and what it has now."""

from datetime import date
from typing import Any

from lockgate.insight.facts.rows import DeclaredFact, LeftFact, LicensedFact
from lockgate.insight.sites import SiteItem, site_standings, supplies_of

AS_OF = date(2025, 6, 30)
SITE = SiteItem("Talheim Motor Parts", "DE", "Talheim plant", "1C905.a.4")


def declared(
    application: str = "A-1", on: date = date(2025, 4, 10), supplier: str = "Weishan", **facts: Any
) -> DeclaredFact:
    said: dict[str, Any] = {
        "stock": 300,
        "usage_a_day": 10,
        "share_permille": 1000,
        "alternatives": (),
        "product": "motors",
        **facts,
    }
    return DeclaredFact(application, 1, SITE.entry, on, supplier, SITE.consignee, SITE.country, SITE.site, **said)


def licensed(application: str = "A-1", licence: str = "LI-1", **said: Any) -> LicensedFact:
    held: dict[str, Any] = {
        "valid_to": date(2025, 12, 1),
        "standing": "in_force",
        "allowed": 500,
        "drawn": 0,
        "reserved": 0,
    } | said
    return LicensedFact(
        licence, application, 1, SITE.entry, SITE.consignee, SITE.country, issued_on=date(2025, 5, 1), **held
    )


def test_a_site_without_deliveries_runs_out_when_its_stock_is_used() -> None:
    [standing] = site_standings([declared()], [], [], AS_OF)
    assert standing.at == SITE
    assert standing.on == date(2025, 5, 10)
    assert standing.standstills[0].last == AS_OF


def test_a_share_from_elsewhere_goes_on_and_the_stock_lasts_longer() -> None:
    [standing] = site_standings([declared(share_permille=500)], [], [], AS_OF)
    assert standing.on == date(2025, 6, 9)


def test_what_left_for_the_consignee_puts_the_day_off() -> None:
    left = [LeftFact("LI-1", 1, date(2025, 5, 5), 200)]
    [standing] = site_standings([declared()], [licensed(drawn=200)], left, AS_OF)
    assert standing.on == date(2025, 5, 30)


def test_what_was_taken_back_never_arrived() -> None:
    left = [LeftFact("LI-1", 1, date(2025, 5, 5), 200), LeftFact("LI-1", 1, date(2025, 5, 6), -150)]
    [standing] = site_standings([declared()], [licensed(drawn=50)], left, AS_OF)
    assert standing.on == date(2025, 5, 15)


def test_what_left_for_a_consignee_counts_though_its_application_declared_nothing() -> None:
    left = [LeftFact("LI-9", 1, date(2025, 5, 5), 200)]
    [standing] = site_standings([declared()], [licensed("A-9", "LI-9", drawn=200)], left, AS_OF)
    assert standing.on == date(2025, 5, 30)


def test_an_unknown_share_usage_or_stock_gives_no_day_and_says_why() -> None:
    unknown: tuple[tuple[dict[str, Any], str], ...] = (
        ({"share_permille": None}, "usage unknown"),
        ({"usage_a_day": None}, "usage unknown"),
        ({"stock": None}, "stock unknown"),
    )
    for facts, why in unknown:
        [standing] = site_standings([declared(**facts)], [], [], AS_OF)
        assert standing.on is None
        assert str(standing.why_none) == why


def test_a_later_declaration_counts_from_its_day_and_the_first_running_out_is_told() -> None:
    later = declared("A-2", date(2025, 6, 1), stock=1000)
    [standing] = site_standings([declared(), later], [], [], AS_OF)
    assert (standing.declared_on, standing.on) == (date(2025, 4, 10), date(2025, 5, 10))
    assert standing.standstills[-1].last == date(2025, 5, 31), "from then on the new declaration speaks"


def test_every_standstill_is_told_also_that_after_a_later_declaration() -> None:
    later = declared("A-2", date(2025, 6, 1), stock=100)
    [standing] = site_standings([declared(), later], [], [], AS_OF)
    told = [(span.first, span.last) for span in standing.standstills]
    assert told == [(date(2025, 5, 10), date(2025, 5, 31)), (date(2025, 6, 11), AS_OF)]


def test_the_stock_of_now_is_what_was_declared_less_use_with_what_came() -> None:
    left = [LeftFact("LI-1", 1, date(2025, 5, 5), 700)]
    [supply] = supplies_of([declared()], [licensed(drawn=700, allowed=900)], left, AS_OF)
    assert supply.stock == 300 + 700 - 81 * 10
    assert (supply.licence, supply.balance, supply.qualify_days) == ("LI-1", 200, ())


def test_a_day_without_enough_uses_nothing_up() -> None:
    left = [LeftFact("LI-1", 1, date(2025, 6, 29), 100)]
    [supply] = supplies_of([declared(stock=0)], [licensed(drawn=100)], left, AS_OF)
    assert supply.stock == 90


def test_an_older_licence_with_a_balance_counts_beside_a_newer_application() -> None:
    newer = declared("A-2", date(2025, 6, 1))
    [supply] = supplies_of([declared(), newer], [licensed(drawn=100)], [], AS_OF)
    assert (supply.licence, supply.balance) == ("LI-1", 400)


def test_a_licence_that_is_used_up_suspended_or_expired_carries_nothing() -> None:
    unusable: tuple[dict[str, Any], ...] = ({"drawn": 500}, {"standing": "suspended"}, {"valid_to": date(2025, 6, 1)})
    for said in unusable:
        [supply] = supplies_of([declared()], [licensed(**said)], [], AS_OF)
        assert (supply.licence, supply.balance) == ("", None)


def test_of_two_suppliers_both_deliver_and_both_are_used_up() -> None:
    facts = [
        declared(share_permille=500),
        declared("A-2", supplier="Longhe", share_permille=500),
    ]
    left = [LeftFact("LI-1", 1, date(2025, 6, 29), 405), LeftFact("LI-2", 1, date(2025, 6, 29), 405)]
    granted = [licensed(drawn=405), licensed("A-2", "LI-2", drawn=405)]
    # 300 were there for 30 days of 10, then it stood still for 50; on the 29th 810 came, and one day was used.
    assert [supply.stock for supply in supplies_of(facts, granted, left, AS_OF)] == [800, 800]


def test_a_stock_that_cannot_be_told_stays_unknown() -> None:
    [supply] = supplies_of([declared(usage_a_day=None)], [], [], AS_OF)
    assert supply.stock is None
    assert (supply.licence, supply.balance) == ("", None)
