"""Which cases are brought to the chamber, by hand: members bring every open case on the first day on which they can."""

from dataclasses import replace
from datetime import date, timedelta

from lockgate.simulation.chamber import GATHERS_FROM, brought
from lockgate.simulation.parameters import FITTED
from lockgate.simulation.relations import Case
from tests.simulation.relations_by_hand import application, site

AT_ONCE = replace(FITTED, member_share=1.0, chamber_hazard=1e6)


def waiting() -> Case:
    return application(site().links[0], date(2025, 5, 5))


def is_brought(case: Case) -> bool:
    return case.key in brought([case], 1, AT_ONCE)


def test_a_case_that_waits_is_brought():
    assert is_brought(waiting())


def test_a_case_that_was_withdrawn_or_decided_before_the_chamber_gathers_is_not():
    withdrawn, decided = waiting(), waiting()
    withdrawn.withdrawn_on = decided.decided_on = GATHERS_FROM
    assert not is_brought(withdrawn) and not is_brought(decided)


def test_a_case_that_was_brought_and_is_withdrawn_later_stays_brought():
    case = waiting()
    case.withdrawn_on = GATHERS_FROM + timedelta(days=2)
    assert is_brought(case)
