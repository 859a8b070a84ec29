"""A case that grants a line becomes a licence, in the deciding act itself: from application to licence, as in life."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from lockgate.applications.draft import DraftLine
from lockgate.casework.decision import ProposedLine
from lockgate.casework.models import Case
from lockgate.casework.services import confirm_decision, propose_decision
from lockgate.core import clock
from lockgate.core.clock import FrozenClock, use_clock
from lockgate.core.errors import NotAllowed, NotFound, NotPossibleNow
from lockgate.core.identifiers import Reference
from lockgate.core.permissions import STRANGER, Role
from lockgate.journal.acts import Act
from lockgate.journal.models import Row
from lockgate.journal.verify import verify_journal
from lockgate.licences.ledger.queries import totals_of
from lockgate.licences.models import Licence
from lockgate.licences.queries import licence_sheet
from lockgate.licences.services import GrantedLine, issue_licence
from tests.factories.applications import DEPENDENCE, END_USER, MAGNETS, MOTOR_MAKER
from tests.factories.cases import GRANT, REFUSAL, RETURN, assigned_case, decided_case, people, proposed_case
from tests.factories.held_licences import imported, row
from tests.factories.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def held():
    return people()


def number(running):
    return str(Reference("LI", clock.now().year, running))


def two_lines():
    return {1: DraftLine(MAGNETS, (DEPENDENCE,)), 2: DraftLine(replace(MAGNETS, quantity="3", value="90.01"))}


def test_a_granted_case_becomes_a_licence_for_what_was_asked(held):
    case = decided_case(held)
    licence = Licence.objects.get()
    assert (licence.number, licence.origin, licence.regime) == (number(1), "granted", "cn-dual-use")
    assert (licence.case, licence.exporter.name) == (case, "Ganzhou Magnet Works")
    line = licence.lines.get()
    assert (line.number, line.entry, line.goods_code, line.destination) == (1, "1C904.a.4", "8505111000", "JP")
    assert (line.quantity, line.unit, line.amount) == ("1200", "KGM", 1200 * 10**9)
    assert (line.value_minor, line.currency, line.conditions) == (9600000, "USD", [])
    assert line.consignee.name == "Nagoya Motors"
    assert totals_of([line.pk])[line.pk].free == line.amount


def test_issue_licence_is_recorded_in_the_deciding_act_s_transaction_and_vouched_for(held):
    case = decided_case(held)
    decided, issued = Row.objects.order_by("-pk")[1], Row.objects.latest("pk")
    assert (decided.act, issued.act) == (Act.CASE_DECIDED, Act.LICENCE_ISSUED)
    assert (issued.by_id, issued.subject) == (held.senior.actor.id, f"licence {number(1)}")
    assert issued.content and case.reference in issued.content
    assert not verify_journal().faults


def test_less_is_granted_than_was_asked_with_its_conditions_and_its_share_of_the_value(held):
    less = ProposedLine(1, "granted_with_conditions", "civil", "500.5", "KGM", ("Report each delivery.",), evidence="-")
    decided_case(held, less)
    line = Licence.objects.get().lines.get()
    assert (line.quantity, line.unit, line.amount) == ("500.5", "KGM", 5005 * 10**8)
    assert line.value_minor == 9600000 * 5005 // 12000
    assert line.conditions == ["Report each delivery."]


def test_a_licence_has_the_granted_lines_alone_under_their_numbers(held):
    decided_case(held, REFUSAL, GRANT._replace(line=2), lines=two_lines())
    assert [(line.number, line.quantity) for line in Licence.objects.get().lines.all()] == [(2, "3")]


@pytest.mark.parametrize("line", [REFUSAL, RETURN])
def test_a_case_that_grants_nothing_has_no_licence(held, line):
    decided_case(held, line)
    assert Case.objects.get().state == "decided"
    assert not Licence.objects.exists()
    assert not Row.objects.filter(act=Act.LICENCE_ISSUED).exists()


def test_a_licence_counts_from_the_regime_s_own_day_for_the_months_of_the_decision(held):
    case = assigned_case(held)
    propose_decision(by=held.officer, case=case.reference, reasons="-", lines=[GRANT], valid_months=6)
    with use_clock(FrozenClock(datetime(2026, 11, 30, 17, 0, tzinfo=UTC))):
        confirm_decision(by=held.senior, case=case.reference)
    licence = Licence.objects.get()
    assert (licence.valid_from, licence.valid_to) == (date(2026, 12, 1), date(2027, 5, 31))


def test_every_consignee_of_the_application_stands_on_the_licence(held):
    parties = (MOTOR_MAKER, replace(MOTOR_MAKER, name="Osaka Motors"), END_USER)
    decided_case(held, parties=parties, lines={1: DraftLine(MAGNETS)})
    line = Licence.objects.get().lines.get()
    assert line.consignee.name == "Nagoya Motors"
    assert line.conditions == ["May also go to Osaka Motors (JP)."]


def test_a_number_that_an_imported_licence_has_is_passed_over(held):
    taken = [number(1), number(2)]
    imported(*(row(licence=each, exporter="Elsewhere Ltd") for each in taken))
    decided_case(held)
    (issued,) = Licence.objects.filter(origin="granted")
    assert issued.number == number(3)


def test_a_case_that_is_not_decided_gets_no_licence(held):
    case = proposed_case(held)
    rows = Row.objects.count()
    issue = GrantedLine(1, "1", "KGM", 10**9)
    with pytest.raises(NotPossibleNow, match="is not decided"):
        issue_licence(by=held.senior, case=case.pk, valid_months=12, lines=[issue])
    assert Row.objects.count() == rows and not Licence.objects.exists()


def test_a_case_has_one_licence(held):
    case = decided_case(held)
    with pytest.raises(NotPossibleNow, match="was issued before"):
        issue_licence(by=held.senior, case=case.pk, valid_months=12, lines=[GrantedLine(1, "1", "KGM", 10**9)])
    assert Licence.objects.count() == 1


def test_issue_licence_is_the_senior_officer_s_and_a_stranger_learns_of_no_case(held):
    case = proposed_case(held)
    for somebody in (held.officer, held.exporter):
        with pytest.raises(NotAllowed, match="It is for: senior officer"):
            issue_licence(by=somebody, case=case.pk, valid_months=12, lines=[])
    with pytest.raises(NotFound):
        issue_licence(by=STRANGER, case=case.pk, valid_months=12, lines=[])


def test_the_exporter_reads_its_licence_and_another_exporter_does_not(held):
    case = decided_case(held)
    sheet = licence_sheet(held.exporter, number(1))
    assert (sheet.state, sheet.lines[0].balance, sheet.case) == ("in_force", "1200", case.reference)
    with pytest.raises(NotFound):
        licence_sheet(person(Role.EXPORTER, "other", "Baotou Alloys"), number(1))
