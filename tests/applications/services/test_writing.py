"""A draft is written act by act: lines, parties, end use, dependence; by its exporter, on the version that was read."""

from dataclasses import replace
from typing import Any

import pytest

from lockgate.applications.completeness import missing
from lockgate.applications.end_use import EndUse
from lockgate.applications.models import Application
from lockgate.applications.queries import application_shown, draft_of
from lockgate.applications.services import (
    add_line,
    add_party,
    change_party,
    declare_dependence,
    remove_dependence,
    remove_line,
    remove_party,
    request_statement,
    sign_statement,
    start_application,
    state_end_use,
    submit_application,
    withdraw_application,
)
from lockgate.core.errors import Conflict, Invalid, NotFound, NotPossibleNow
from lockgate.core.permissions import OPERATOR, STRANGER, Role
from lockgate.journal.models import Row
from tests.factories.applications import CIVIL, DEPENDENCE, END_USER, MAGNETS, MOTOR_MAKER, drafted_application
from tests.factories.people import person

pytestmark = pytest.mark.django_db


def acts_on(reference, by):
    """Every act on an application that changes it, ready to be tried."""
    on: dict[str, Any] = {"by": by, "application": reference}
    return [
        lambda: add_line(**on, line=MAGNETS),
        lambda: remove_line(**on, number=1),
        lambda: add_party(**on, party=replace(MOTOR_MAKER, name="Another")),
        lambda: change_party(**on, party=replace(MOTOR_MAKER, facts=())),
        lambda: remove_party(**on, role="consignee", name="Nagoya Motors"),
        lambda: state_end_use(**on, end_use=CIVIL),
        lambda: declare_dependence(**on, number=1, declared=DEPENDENCE),
        lambda: remove_dependence(**on, number=1, party="Nagoya Motors", site="Nagoya plant 2"),
        lambda: request_statement(**on, party="Nagoya Motors"),
        lambda: submit_application(**on),
        lambda: withdraw_application(**on),
    ]


def test_an_application_grows_act_by_act_until_nothing_is_missing():
    exporter = person(Role.EXPORTER)
    reference = start_application(by=exporter, regime="cn-dual-use", destination="jp").reference
    assert len(application_shown(exporter, reference).missing or ()) == 5
    add_party(by=exporter, application=reference, party=MOTOR_MAKER)
    add_party(by=exporter, application=reference, party=END_USER)
    line = add_line(by=exporter, application=reference, line=MAGNETS)
    declare_dependence(by=exporter, application=reference, number=line.number, declared=DEPENDENCE)
    state_end_use(by=exporter, application=reference, end_use=CIVIL)
    assert application_shown(exporter, reference).missing == []
    assert submit_application(by=exporter, application=reference).state == "submitted"


def test_remove_line_takes_its_declarations_and_leaves_the_other_numbers():
    exporter = person(Role.EXPORTER)
    drafted = drafted_application(exporter)
    add_line(by=exporter, application=drafted.reference, line=MAGNETS)
    remove_line(by=exporter, application=drafted.reference, number=1)
    assert set(draft_of(drafted.pk).lines) == {2}
    assert add_line(by=exporter, application=drafted.reference, line=MAGNETS).number == 3
    with pytest.raises(NotFound, match="no line 1"):
        remove_line(by=exporter, application=drafted.reference, number=1)


def test_a_line_in_another_currency_than_those_before_it_is_refused():
    exporter = person(Role.EXPORTER)
    drafted = drafted_application(exporter)
    in_euro = replace(MAGNETS, currency="EUR")
    with pytest.raises(Invalid, match="valued in EUR, and those before it in USD") as refusal:
        add_line(by=exporter, application=drafted.reference, line=in_euro)
    assert list(refusal.value.fields) == ["currency"]
    assert set(draft_of(drafted.pk).lines) == {1}
    remove_line(by=exporter, application=drafted.reference, number=1)
    assert add_line(by=exporter, application=drafted.reference, line=in_euro).currency == "EUR"


def test_remove_party_takes_it_from_one_role_only():
    exporter = person(Role.EXPORTER)
    drafted = drafted_application(exporter)
    remove_party(by=exporter, application=drafted.reference, role="consignee", name=" Nagoya  Motors")
    assert [party.role for party in draft_of(drafted.pk).parties] == ["end_user"]
    assert [one.where for one in missing(draft_of(drafted.pk), {})] == ["parties.consignee"]


def test_remove_party_takes_what_the_party_was_asked_and_did_not_sign():
    exporter = person(Role.EXPORTER)
    drafted = drafted_application(exporter)
    request_statement(by=exporter, application=drafted.reference, party="Nagoya Motors")
    remove_party(by=exporter, application=drafted.reference, role="end_user", name="Nagoya Motors")
    shown = application_shown(exporter, drafted.reference)
    assert [party.role for party in shown.draft.parties] == ["consignee"] and shown.statements == []


def test_a_party_that_has_signed_a_statement_stays():
    exporter = person(Role.EXPORTER)
    drafted = drafted_application(exporter)
    token = request_statement(by=exporter, application=drafted.reference, party="Nagoya Motors").token
    sign_statement(by=STRANGER, token=token, signer_name="Aiko Sato", signer_position="Director")
    with pytest.raises(NotPossibleNow, match="Nagoya Motors has signed an end-use statement"):
        remove_party(by=exporter, application=drafted.reference, role="end_user", name="Nagoya Motors")


def test_change_party_changes_what_is_said_of_it_in_that_role_only():
    exporter = person(Role.EXPORTER)
    drafted = drafted_application(exporter)
    changed = replace(END_USER, address="", facts=("military", "unlisted"))
    change_party(by=exporter, application=drafted.reference, party=changed)
    consignee, end_user = draft_of(drafted.pk).parties
    assert consignee == MOTOR_MAKER
    assert end_user == replace(END_USER, facts=("military", "unlisted"))


def test_change_party_gives_an_address_where_none_was_known_and_no_other():
    exporter = person(Role.EXPORTER)
    without = replace(END_USER, name="Elbe Motors", address="")
    drafted = drafted_application(exporter, parties=(MOTOR_MAKER, without))
    on: dict[str, Any] = {"by": exporter, "application": drafted.reference}
    change_party(**on, party=replace(without, address="Hafen 1, Hamburg"))
    assert draft_of(drafted.pk).parties[1].address == "Hafen 1, Hamburg"
    with pytest.raises(Invalid, match="known with another address") as raised:
        change_party(**on, party=replace(without, address="Hafen 2, Hamburg"))
    assert set(raised.value.fields) == {"address"}


def test_change_party_tells_every_fault_at_once_and_finds_no_party_that_is_not_named():
    exporter = person(Role.EXPORTER)
    drafted = drafted_application(exporter)
    on: dict[str, Any] = {"by": exporter, "application": drafted.reference}
    with pytest.raises(Invalid) as raised:
        change_party(**on, party=replace(END_USER, address="Elsewhere", facts=("friendly",)))
    assert set(raised.value.fields) == {"facts", "address"}
    for other in (replace(END_USER, name="Kobe Motors"), replace(END_USER, country="KR")):
        with pytest.raises(NotFound, match="names no such end_user"):
            change_party(**on, party=other)


def test_remove_dependence_leaves_the_line_not_declared_and_the_site_known():
    exporter = person(Role.EXPORTER)
    drafted = drafted_application(exporter)
    named: dict[str, Any] = {"by": exporter, "application": drafted.reference, "number": 1, "party": "Nagoya Motors"}
    remove_dependence(**named, site="Nagoya plant 2")
    assert draft_of(drafted.pk).lines[1].dependence == ()
    with pytest.raises(NotFound, match="declared anything of line 1"):
        remove_dependence(**named, site="Nagoya plant 2")
    declare_dependence(by=exporter, application=drafted.reference, number=1, declared=DEPENDENCE)
    assert submit_application(by=exporter, application=drafted.reference).state == "submitted"


def test_what_a_site_declared_of_a_party_that_was_removed_has_to_be_removed_too():
    exporter = person(Role.EXPORTER)
    drafted = drafted_application(exporter)
    on: dict[str, Any] = {"by": exporter, "application": drafted.reference}
    for role in ("consignee", "end_user"):
        remove_party(**on, role=role, name="Nagoya Motors")
        add_party(**on, party=replace(MOTOR_MAKER, role=role, name="Kobe Motors", address=""))
    (left,) = [one for one in application_shown(exporter, drafted.reference).missing or () if "lines" in one.where]
    assert left.sentence == "Line 1, Nagoya plant 2: Nagoya Motors takes no part any more."
    remove_dependence(**on, number=1, party="Nagoya Motors", site="Nagoya plant 2")
    assert "lines" not in str(application_shown(exporter, drafted.reference).missing)


def test_a_party_stands_once_in_a_role():
    exporter = person(Role.EXPORTER)
    drafted = drafted_application(exporter)
    with pytest.raises(Conflict, match="consignee of AP-"):
        add_party(by=exporter, application=drafted.reference, party=MOTOR_MAKER)


def test_another_address_of_a_party_is_not_dropped_in_silence():
    exporter = person(Role.EXPORTER)
    drafted = drafted_application(exporter)
    moved = replace(MOTOR_MAKER, role="intermediate_consignee", address="2-2 Naka, Nagoya")
    with pytest.raises(Invalid, match="1-1 Nakamura, Nagoya") as raised:
        add_party(by=exporter, application=drafted.reference, party=moved)
    assert set(raised.value.fields) == {"address"}


def test_declare_dependence_again_takes_the_place_of_what_the_site_declared_before():
    exporter = person(Role.EXPORTER)
    drafted = drafted_application(exporter)
    changed = replace(DEPENDENCE, stock="", unknown=("stock",))
    declare_dependence(by=exporter, application=drafted.reference, number=1, declared=changed)
    (held,) = draft_of(drafted.pk).lines[1].dependence
    assert (held.stock, held.unknown) == ("", ("stock",))


@pytest.mark.parametrize(("field", "other"), [("country", "KR"), ("address", "3-3 Minato")])
def test_another_place_of_a_site_is_not_dropped_in_silence(field, other):
    exporter = person(Role.EXPORTER)
    drafted = drafted_application(exporter)
    moved = replace(DEPENDENCE, **{field: other})
    with pytest.raises(Invalid, match=f"Nagoya plant 2 is known with another {field}") as raised:
        declare_dependence(by=exporter, application=drafted.reference, number=1, declared=moved)
    assert set(raised.value.fields) == {field}


def test_a_dependence_without_a_party_needs_a_single_consignee():
    exporter = person(Role.EXPORTER)
    drafted = drafted_application(exporter)
    add_party(by=exporter, application=drafted.reference, party=replace(MOTOR_MAKER, name="Kobe Motors", address=""))
    with pytest.raises(Invalid, match="no single consignee") as raised:
        declare_dependence(by=exporter, application=drafted.reference, number=1, declared=DEPENDENCE)
    assert set(raised.value.fields) == {"party"}


def test_an_act_on_a_version_that_has_passed_is_a_conflict_and_writes_nothing():
    exporter = person(Role.EXPORTER)
    drafted = drafted_application(exporter)
    state_end_use(by=exporter, application=drafted.reference, end_use=EndUse(), seen=drafted.version)
    rows = Row.objects.count()
    with pytest.raises(Conflict, match="changed since you read it"):
        submit_application(by=exporter, application=drafted.reference, seen=drafted.version)
    assert Row.objects.count() == rows


def test_a_line_more_than_a_hundred_is_refused(django_assert_max_num_queries):
    exporter = person(Role.EXPORTER)
    drafted = drafted_application(exporter)
    for _ in range(99):
        add_line(by=exporter, application=drafted.reference, line=MAGNETS)
    with pytest.raises(Invalid, match="at most 100 lines"):
        add_line(by=exporter, application=drafted.reference, line=MAGNETS)
    with django_assert_max_num_queries(8):
        application_shown(exporter, drafted.reference)


def test_once_submitted_nothing_of_it_can_be_written():
    exporter = person(Role.EXPORTER)
    reference = drafted_application(exporter).reference
    submitted = submit_application(by=exporter, application=reference)
    rows = Row.objects.count()
    for act in acts_on(reference, exporter)[:8]:
        with pytest.raises(NotPossibleNow, match="submitted already"):
            act()
    with pytest.raises(NotPossibleNow):
        submit_application(by=exporter, application=reference)
    assert Row.objects.count() == rows
    assert Application.objects.get().version == submitted.version


def test_whoever_does_not_see_an_application_cannot_tell_it_from_one_that_never_was():
    drafted = drafted_application(person(Role.EXPORTER))
    rows = Row.objects.count()
    others = [STRANGER, OPERATOR, person(Role.EXPORTER, "other", "Baotou Alloys")]
    others += [person(role) for role in (Role.OFFICER, Role.ADVISER, Role.CUSTOMS, Role.ANALYST, Role.ADMINISTRATOR)]
    rows = Row.objects.count()
    for somebody in others:
        for act, of_none in zip(
            acts_on(drafted.reference, somebody), acts_on("AP-2026-000009-9", somebody), strict=True
        ):
            with pytest.raises(NotFound) as refused:
                act()
            with pytest.raises(NotFound) as unknown:
                of_none()
            assert str(refused.value).replace(drafted.reference, "") == str(unknown.value).replace(
                "AP-2026-000009-9", ""
            )
    assert Row.objects.count() == rows
