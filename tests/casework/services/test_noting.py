"""What hangs on open cases is noted on them in one act, and only where it is another figure than before."""

from datetime import date

import pytest

from lockgate.casework.queries import case_sheet, queue, supply_reckoned_on
from lockgate.casework.queues import Order
from lockgate.casework.services import NotedRisks, note_supply_risk
from lockgate.core.errors import Invalid, NotAllowed
from lockgate.core.permissions import STRANGER, Role
from lockgate.journal.models import Row
from lockgate.journal.verify import verify_journal
from tests.factories.cases import decided_case, opened_case
from tests.factories.people import person
from tests.factories.risks import found_risk

pytestmark = pytest.mark.django_db
DAY, LATER = date(2026, 3, 2), date(2026, 3, 9)


@pytest.fixture
def analyst(held):
    return person(Role.ANALYST)


def risk(case, low=0, high=60_000, **said):
    return found_risk(case.reference, low, high, **said)


def noted(somebody, case):
    held = case_sheet(somebody, case.reference).supply_risk
    return held and (held.low, held.high, held.noted_on)


def test_note_supply_risk_writes_one_act_for_all_and_leaves_the_cases_as_they_are(held, analyst):
    cases = [opened_case(held.exporter) for _ in range(3)]
    told = note_supply_risk(by=analyst, noted_on=DAY, risks=[risk(case) for case in cases])
    assert told == NotedRisks(changed=3, unchanged=0, left_out=0, removed=0)
    assert Row.objects.filter(act="supply_risk.noted").count() == 1
    assert noted(held.officer, cases[0]) == (0, 60_000, DAY)
    assert case_sheet(held.officer, cases[0].reference).case.version == cases[0].version
    assert verify_journal().is_whole


def test_only_another_figure_is_written_again(held, analyst):
    first, second = opened_case(held.exporter), opened_case(held.exporter)
    note_supply_risk(by=analyst, noted_on=DAY, risks=[risk(first), risk(second)])
    told = note_supply_risk(by=analyst, noted_on=LATER, risks=[risk(first), risk(second, high=85_000)])
    assert told == NotedRisks(changed=1, unchanged=1, left_out=0, removed=0)
    assert (noted(analyst, first), noted(analyst, second)) == ((0, 60_000, DAY), (0, 85_000, LATER))
    assert verify_journal().is_whole


def test_the_day_of_the_last_reckoning_is_known_also_where_every_figure_stayed(held, analyst):
    case = opened_case(held.exporter)
    assert supply_reckoned_on() is None
    for day in (DAY, LATER):
        note_supply_risk(by=analyst, noted_on=day, risks=[risk(case)])
    assert (noted(analyst, case), supply_reckoned_on()) == ((0, 60_000, DAY), LATER)
    assert verify_journal().is_whole


@pytest.mark.parametrize("said", [{"late_high": 4_000}, {"late_days": 10}, {"lines": 2, "undeclared": 1}])
def test_what_it_costs_late_and_what_is_left_out_is_noted_and_written_again_where_it_is_another(held, analyst, said):
    case = opened_case(held.exporter)
    note_supply_risk(by=analyst, noted_on=DAY, risks=[risk(case)])
    assert note_supply_risk(by=analyst, noted_on=LATER, risks=[risk(case, **said)]).changed == 1
    held_now = case_sheet(analyst, case.reference).supply_risk
    assert {name: getattr(held_now, name) for name in said} == said
    assert verify_journal().is_whole


def test_an_open_case_that_the_reckoning_does_not_name_has_no_note_of_an_older_one(held, analyst):
    first, second = opened_case(held.exporter), opened_case(held.exporter)
    note_supply_risk(by=analyst, noted_on=DAY, risks=[risk(first), risk(second)])
    told = note_supply_risk(by=analyst, noted_on=LATER, risks=[risk(first)])
    assert told == NotedRisks(changed=0, unchanged=1, left_out=0, removed=1)
    assert noted(analyst, second) is None
    assert verify_journal().is_whole


def test_a_case_that_was_closed_meanwhile_is_left_out_and_counted(held, analyst):
    case = decided_case(held)
    assert note_supply_risk(by=analyst, noted_on=DAY, risks=[risk(case)]) == NotedRisks(0, 0, 1, 0)
    assert noted(analyst, case) is None


def test_what_nobody_can_tell_is_noted_as_that(held, analyst):
    case = opened_case(held.exporter)
    note_supply_risk(by=analyst, noted_on=DAY, risks=[risk(case, None, None, undeclared=1, reason="No site declared.")])
    assert noted(analyst, case) == (None, None, DAY)


@pytest.mark.parametrize("said", [{"late_low": 9_000}, {"late_low": None}, {"undeclared": 2}, {"late_days": 0}])
def test_figures_that_cannot_be_are_refused(held, analyst, said):
    case = opened_case(held.exporter)
    with pytest.raises(Invalid, match="that cannot be"):
        note_supply_risk(by=analyst, noted_on=DAY, risks=[risk(case, **said)])


@pytest.mark.parametrize(("low", "high"), [(-1, 5), (6, 5), (None, 5)])
def test_bounds_that_cannot_be_are_refused_and_nothing_is_noted(held, analyst, low, high):
    case, other = opened_case(held.exporter), opened_case(held.exporter)
    with pytest.raises(Invalid, match="bounds that cannot be"):
        note_supply_risk(by=analyst, noted_on=DAY, risks=[risk(other), risk(case, low, high)])
    assert noted(analyst, other) is None


def test_a_case_is_named_once(held, analyst):
    case = opened_case(held.exporter)
    with pytest.raises(Invalid, match="named twice"):
        note_supply_risk(by=analyst, noted_on=DAY, risks=[risk(case), risk(case)])


def test_whoever_is_no_analyst_may_not_note_it(held):
    case = opened_case(held.exporter)
    for somebody in (STRANGER, held.exporter, held.officer, held.senior, held.adviser):
        with pytest.raises(NotAllowed):
            note_supply_risk(by=somebody, noted_on=DAY, risks=[risk(case)])


def test_the_queue_begins_with_what_most_may_hang_on_and_goes_on_by_pages(held, analyst):
    little, unknown, much = (opened_case(held.exporter) for _ in range(3))
    note_supply_risk(by=analyst, noted_on=DAY, risks=[risk(little, 0, 5), risk(much, 0, 90_000)])
    page = queue(held.officer, order=Order.HANGING, limit=2)
    assert [row.case.reference for row in page.rows] == [much.reference, little.reference]
    assert [getattr(row.supply_risk, "high", None) for row in page.rows] == [90_000, 5]
    rest = queue(held.officer, order=Order.HANGING, cursor=page.next_cursor)
    assert [row.case.reference for row in rest.rows] == [unknown.reference]
    assert rest.rows[0].supply_risk is None


def test_what_hangs_on_a_case_is_not_told_to_its_applicant(held, analyst):
    case = opened_case(held.exporter)
    note_supply_risk(by=analyst, noted_on=DAY, risks=[risk(case)])
    assert noted(held.exporter, case) is None
    assert queue(held.exporter).rows[0].supply_risk is None
    with pytest.raises(NotAllowed, match="within the authority"):
        queue(held.exporter, order=Order.HANGING)
