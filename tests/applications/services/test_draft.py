"""A draft is written whole or not at all, part by part through the services, and reads back as it was written."""

from dataclasses import replace

import pytest

from lockgate.applications.dependence import DependenceFacts
from lockgate.applications.draft import DraftLine
from lockgate.applications.line import LineFacts
from lockgate.applications.models import Application
from lockgate.applications.party_role import PartyFacts
from lockgate.applications.queries import draft_of
from lockgate.applications.services import apply_at_once, draft_application
from lockgate.core.errors import Invalid, NotAllowed, NotFound, NotPossibleNow
from lockgate.core.permissions import STRANGER, Role
from lockgate.journal.models import Row
from lockgate.parties.models import Organisation
from tests.factories.applications import (
    DEPENDENCE,
    END_USER,
    MAGNETS,
    MOTOR_MAKER,
    drafted_application,
    magnets,
    submitted_application,
)
from tests.factories.people import person

pytestmark = pytest.mark.django_db


def test_draft_application_reads_back_as_it_was_written():
    exporter = person(Role.EXPORTER)
    unknown = DependenceFacts(site="Osaka", party="Nagoya Motors", country="JP", unit="TNE", unknown=("stock", "share"))
    lines = {
        1: DraftLine(MAGNETS, (replace(DEPENDENCE, party="Nagoya Motors", country="JP", unit="KGM"), unknown)),
        2: DraftLine(LineFacts("3", "H87", "0", "USD", goods_code="850511")),
    }
    draft = magnets(lines=lines, exporter="Ganzhou Magnet Works")
    assert draft_of(draft_application(by=exporter, draft=draft).pk) == draft


def test_draft_application_records_each_act_of_it():
    exporter = person(Role.EXPORTER)
    before = Row.objects.count()
    drafted = drafted_application(exporter)
    acts = list(Row.objects.order_by("pk")[before:].values_list("act", flat=True))
    assert acts == [
        "application.started",
        "organisation.added",
        "party.added",
        "party.added",
        "end_use.stated",
        "line.added",
        "site.added",
        "dependence.declared",
    ]
    assert drafted.version == 6


def test_every_fault_is_told_by_its_place_and_nothing_is_kept():
    exporter = person(Role.EXPORTER)
    rows, organisations = Row.objects.count(), Organisation.objects.count()
    faulty = magnets(
        parties=(MOTOR_MAKER, replace(END_USER, country="Japan", role="buyer", facts=("nice",))),
        lines={
            1: DraftLine(replace(MAGNETS, quantity="NaN", unit="kg"), ()),
            2: DraftLine(MAGNETS, (replace(DEPENDENCE, stock="-1"),)),
            3: DraftLine(MAGNETS, (replace(DEPENDENCE, party="Nobody"),)),
        },
        end_use=replace(magnets().end_use, words=("peaceful",)),
    )
    with pytest.raises(Invalid) as raised:
        draft_application(by=exporter, draft=faulty)
    assert set(raised.value.fields) == {
        "parties.2.country",
        "parties.2.role",
        "parties.2.facts",
        "lines.1.quantity",
        "lines.1.unit",
        "lines.2.dependence.1.stock",
        "lines.3.dependence.1.party",
        "end_use.words",
    }
    assert "lines.2.dependence.1.stock: '-1' is not an amount." in str(raised.value)
    assert not Application.objects.exists()
    assert (Row.objects.count(), Organisation.objects.count()) == (rows, organisations)


@pytest.mark.parametrize("party", ["", MOTOR_MAKER.name])
def test_a_fault_of_the_only_consignee_is_told_without_one_of_the_site_that_belongs_to_it(party):
    lines = {1: DraftLine(MAGNETS, (replace(DEPENDENCE, party=party),))}
    faulty = magnets(parties=(replace(MOTOR_MAKER, country="Japan"), END_USER), lines=lines)
    with pytest.raises(Invalid) as raised:
        draft_application(by=person(Role.EXPORTER), draft=faulty)
    assert set(raised.value.fields) == {"parties.1.country"}


def test_a_site_without_a_name_is_told_as_the_site():
    faulty = magnets(lines={1: DraftLine(MAGNETS, (replace(DEPENDENCE, site=" ", stock="-1"),))})
    with pytest.raises(Invalid) as raised:
        draft_application(by=person(Role.EXPORTER), draft=faulty)
    assert set(raised.value.fields) == {"lines.1.dependence.1.site", "lines.1.dependence.1.stock"}


@pytest.mark.parametrize(("field", "most"), [("lines", 100), ("parties", 20)])
def test_a_draft_of_more_than_can_be_kept_is_refused_before_it_is_begun(field, most):
    many = {
        "lines": {number: DraftLine(MAGNETS) for number in range(1, most + 2)},
        "parties": tuple(PartyFacts("consignee", f"Party {number}", "JP") for number in range(most + 1)),
    }
    with pytest.raises(Invalid, match=f"at most {most}"):
        draft_application(by=person(Role.EXPORTER), draft=magnets(**{field: many[field]}))
    assert not Application.objects.exists()


def test_an_exporter_writes_for_its_own_organisation_and_must_say_which_of_several():
    one = person(Role.EXPORTER)
    both = person(Role.EXPORTER, organisation="Baotou Alloys")
    with pytest.raises(Invalid, match="several exporters"):
        drafted_application(both)
    assert draft_application(by=both, draft=magnets(exporter="Baotou Alloys")).exporter.name == "Baotou Alloys"
    with pytest.raises(NotFound, match="no exporter 'Baotou Alloys'"):
        draft_application(by=one, draft=magnets(exporter="Baotou Alloys"))


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.EXPORTER, Role.OPERATOR)])
def test_nobody_but_an_exporter_drafts(role):
    somebody = person(role)
    rows = Row.objects.count()
    for act in (draft_application, apply_at_once):
        with pytest.raises(NotAllowed):
            act(by=somebody, draft=magnets())
    assert Row.objects.count() == rows


def test_a_stranger_drafts_nothing():
    with pytest.raises(NotAllowed):
        draft_application(by=STRANGER, draft=magnets())
    assert not Row.objects.exists()


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"regime": "atlantis"}, "no regime 'atlantis'"),
        ({"destination": "GX"}, "no country or territory"),
        ({"destination": "CN"}, "territory of the regime"),
    ],
)
def test_an_application_to_nowhere_is_refused(facts, message):
    with pytest.raises((Invalid, NotFound), match=message):
        drafted_application(person(Role.EXPORTER), **facts)
    assert not Application.objects.exists()


def test_a_mended_application_names_the_one_that_it_replaces():
    exporter, other = person(Role.EXPORTER), person(Role.EXPORTER, "other", "Baotou Alloys")
    first = submitted_application(exporter)
    assert drafted_application(exporter, replaces=first.reference).replaces == first
    with pytest.raises(NotFound, match="no application"):
        drafted_application(other, replaces=first.reference)


def test_a_draft_is_changed_and_not_replaced():
    exporter = person(Role.EXPORTER)
    with pytest.raises(NotPossibleNow, match="still a draft"):
        drafted_application(exporter, replaces=drafted_application(exporter).reference)


def test_apply_at_once_keeps_no_draft_of_what_cannot_be_submitted():
    exporter = person(Role.EXPORTER)
    rows = Row.objects.count()
    with pytest.raises(Invalid, match="No end user is named"):
        apply_at_once(by=exporter, draft=magnets(parties=(MOTOR_MAKER,)))
    assert not Application.objects.exists() and Row.objects.count() == rows
