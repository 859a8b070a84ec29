"""Held licences come in as a file: all of it or nothing, once, by the authority or by the exporter that holds them."""

from datetime import date

import pytest

from lockgate.core.errors import Invalid, NotAllowed
from lockgate.core.permissions import OPERATOR, STRANGER, Role
from lockgate.journal.acts import Act
from lockgate.journal.models import Row
from lockgate.journal.verify import verify_journal
from lockgate.licences.ledger.queries import totals_of
from lockgate.licences.models import Licence
from lockgate.licences.queries import licence_sheet
from lockgate.licences.services import import_licences, suspend_licence
from lockgate.parties.models import Organisation
from lockgate.parties.services import add_organisation
from tests.factories.held_licences import held_file, row
from tests.factories.people import person

pytestmark = pytest.mark.django_db


def faults_of(by, file):
    rows = Row.objects.count(), Organisation.objects.count(), Licence.objects.count()
    with pytest.raises(Invalid) as refusal:
        import_licences(by=by, file=file)
    assert (Row.objects.count(), Organisation.objects.count(), Licence.objects.count()) == rows
    return dict(refusal.value.fields)


def test_import_licences_makes_each_licence_with_its_lines_and_opens_their_chains(tmp_path):
    officer = person(Role.OFFICER)
    file = held_file(tmp_path, row(), row(line="2", quantity="0.5", value="", currency=""), row(licence="E-18"))
    assert import_licences(by=officer, file=file) == (2, 3, 0)

    licence = Licence.objects.get(number="E-2026-17")
    assert (licence.origin, licence.regime, licence.case, licence.standing) == ("held", "", None, "in_force")
    assert (licence.valid_from, licence.valid_to) == (date(2026, 1, 1), date(2026, 12, 31))
    first, second = licence.lines.all()
    assert (first.amount, first.value_minor, first.currency) == (100 * 10**9, 800000, "USD")
    assert (second.amount, second.value_minor, second.currency) == (5 * 10**8, None, "")
    assert {line: (held.drawn, held.allowed) for line, held in totals_of([first.pk, second.pk]).items()} == {
        first.pk: (0, first.amount),
        second.pk: (0, second.amount),
    }


def test_import_licences_records_one_act_a_licence_and_the_journal_vouches_for_every_row(tmp_path):
    officer = person(Role.OFFICER)
    import_licences(by=officer, file=held_file(tmp_path, row(), row(line="2"), row(licence="E-18")))
    acts = Row.objects.filter(act=Act.LICENCE_IMPORTED)
    assert [act.subject for act in acts.order_by("pk")] == ["licence E-2026-17", "licence E-18"]
    assert not verify_journal().faults


def test_import_licences_adds_the_exporter_and_its_consignees_where_there_are_none(tmp_path):
    officer = person(Role.OFFICER)
    import_licences(by=officer, file=held_file(tmp_path, row(), row(line="2"), row(line="3", destination="DE")))
    exporter = Organisation.objects.get(name="Ganzhou Magnet Works")
    introduced = Organisation.objects.filter(name="Nagoya Motors").order_by("country")
    assert exporter.introduced_by is None
    assert [(one.country, one.introduced_by) for one in introduced] == [("DE", exporter), ("JP", exporter)]


def test_the_same_file_again_is_left_alone_and_counted(tmp_path):
    officer = person(Role.OFFICER)
    import_licences(by=officer, file=held_file(tmp_path, row(), row(line="2", value="", currency="")))
    suspend_licence(by=officer, licence="E-2026-17", reason="The end user is asked about.")
    rows = Row.objects.count()
    again = held_file(
        tmp_path, row(line="2", value="", currency=""), row(exporter=" Ganzhou  Magnet Works ", quantity="100.0")
    )
    assert import_licences(by=officer, file=again) == (0, 0, 1)
    assert Row.objects.count() == rows
    assert Licence.objects.get().standing == "suspended"


def test_a_file_with_licences_that_are_there_and_new_ones_brings_the_new_ones(tmp_path):
    officer = person(Role.OFFICER)
    import_licences(by=officer, file=held_file(tmp_path))
    assert import_licences(by=officer, file=held_file(tmp_path, row(), row(licence="E-18"))) == (1, 1, 1)


@pytest.mark.parametrize(
    "cells",
    [
        {"quantity": "101"},
        {"unit": "GRM"},
        {"entry": "1C904.a.3"},
        {"goods_code": ""},
        {"destination": "DE"},
        {"consignee": "Osaka Motors"},
        {"exporter": "Baotou Alloys"},
        {"value": "8000.01"},
        {"value": "", "currency": ""},
        {"valid_from": "2026-01-02"},
        {"valid_to": "2027-12-31"},
        {"line": "2"},
    ],
)
def test_a_licence_that_is_there_and_differs_is_refused_with_the_whole_file(tmp_path, cells):
    officer = person(Role.OFFICER)
    import_licences(by=officer, file=held_file(tmp_path))
    faults = faults_of(officer, held_file(tmp_path, row(licence="E-18"), row(**cells)))
    assert list(faults) == ["line 3.licence"]
    assert "is here already, and differs from this row" in faults["line 3.licence"]


def test_a_line_more_or_less_than_before_is_refused(tmp_path):
    officer = person(Role.OFFICER)
    import_licences(by=officer, file=held_file(tmp_path, row(), row(line="2")))
    assert list(faults_of(officer, held_file(tmp_path, row()))) == ["line 2.licence"]


def test_an_exporter_imports_its_own_and_nobody_else_s(tmp_path):
    exporter = person(Role.EXPORTER)
    add_organisation(by=OPERATOR, name="Baotou Alloys")
    foreign = (row(licence="E-18", exporter="Baotou Alloys"), row(licence="E-19", exporter="Nowhere Ltd"))
    faults = faults_of(exporter, held_file(tmp_path, row(), *foreign))
    assert list(faults) == ["line 3.exporter", "line 4.exporter"]
    assert all("no organisation of yours" in sentence for sentence in faults.values())

    assert import_licences(by=exporter, file=held_file(tmp_path)) == (1, 1, 0)
    assert licence_sheet(exporter, "E-2026-17").exporter == "Ganzhou Magnet Works"


def test_an_exporter_learns_of_another_s_licence_only_that_its_number_cannot_be_imported(tmp_path):
    other = person(Role.EXPORTER, "other", "Baotou Alloys")
    file = held_file(tmp_path, row(exporter="Baotou Alloys"))
    import_licences(by=other, file=file)
    mine = faults_of(person(Role.EXPORTER), held_file(tmp_path))
    assert mine == {
        "line 2.licence": "E-2026-17 cannot be imported. Look at the number; where it is right, ask the authority."
    }


@pytest.mark.parametrize("role", [Role.ADVISER, Role.CUSTOMS, Role.ANALYST])
def test_whoever_may_not_import_is_refused_before_the_file_is_read(tmp_path, role):
    for somebody in (person(role), STRANGER, OPERATOR):
        with pytest.raises(NotAllowed, match="You may not import licences"):
            import_licences(by=somebody, file=tmp_path / "nothing.csv")


def test_one_faulty_row_keeps_the_whole_file_out(tmp_path):
    officer = person(Role.OFFICER)
    faults = faults_of(officer, held_file(tmp_path, row(), row(licence="E-18", quantity="0")))
    assert list(faults) == ["line 3.quantity"]


def test_a_file_of_licences_that_are_there_is_compared_in_a_few_queries_however_long(
    tmp_path, django_assert_num_queries
):
    officer = person(Role.OFFICER)
    import_licences(by=officer, file=held_file(tmp_path, row(licence="E-0")))
    rows = [row(licence=f"E-{number}") for number in range(1, 31)]
    file = held_file(tmp_path, *rows)
    import_licences(by=officer, file=file)
    with django_assert_num_queries(6):
        assert import_licences(by=officer, file=file) == (0, 0, 30)
