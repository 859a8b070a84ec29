"""What a site has sent, by hand: as much as it lacks, from those of its suppliers who may."""

from dataclasses import replace
from datetime import date, timedelta

from lockgate.simulation.agenda import Agenda
from lockgate.simulation.border import Border
from lockgate.simulation.chronicle import Chronicle
from lockgate.simulation.parameters import FITTED
from lockgate.simulation.relations import Site
from lockgate.simulation.setting import Setting
from lockgate.simulation.stock import Stock
from tests.simulation.lawful import CHINA
from tests.simulation.relations_by_hand import MAGNETS, application, site

MONDAY = date(2025, 6, 2)
LOT_KG = 200
LOTS_OF_TWENTY_DAYS = replace(FITTED, wanted_stock=1.0, lot_days=20, lot_gap_days=14, mistake_share=0)


def sent_on_a_day(to: Site, *, licensed: list[int], lacking_kg: float) -> dict[int, int]:
    """Let the site lack so much, some of its relations having licences; return what leaves by relation."""
    for number in licensed:
        case = application(to.links[number], MONDAY - timedelta(days=50))
        case.decided_on = case.leaves_from = MONDAY
        case.granted = {1: 5000}
    held = Stock(to, 100)
    held.held[MAGNETS] -= lacking_kg
    setting = Setting(1, 1, LOTS_OF_TWENTY_DAYS, Chronicle(), Agenda(CHINA.is_working_day))
    Border(setting, stocks={to.firm.key: held}).supply(MONDAY)
    return {link.number: kg for link in to.links if (kg := sum(case.drawn.get(1, 0) for case in link.cases))}


def test_a_site_that_lacks_one_lot_has_one_lot_sent_though_two_suppliers_may():
    assert sent_on_a_day(site(suppliers=2), licensed=[0, 1], lacking_kg=1.5 * LOT_KG) == {0: LOT_KG}


def test_a_site_that_lacks_two_lots_has_both_suppliers_send_one():
    assert sent_on_a_day(site(suppliers=2), licensed=[0, 1], lacking_kg=2 * LOT_KG) == {0: LOT_KG, 1: LOT_KG}


def test_another_supplier_makes_up_for_one_that_waits_for_its_licence():
    assert sent_on_a_day(site(suppliers=2), licensed=[1], lacking_kg=1.5 * LOT_KG) == {1: LOT_KG}


def test_a_site_that_lacks_less_than_a_lot_has_nothing_sent():
    assert sent_on_a_day(site(), licensed=[0], lacking_kg=0.9 * LOT_KG) == {}
