"""Organisations, members and sites are made through services, once, and the journal says so."""

from functools import partial

import pytest

from lockgate.accounts.services import add_key, add_user
from lockgate.core.errors import Conflict, Invalid, NotAllowed, NotFound
from lockgate.core.permissions import OPERATOR, STRANGER, Role
from lockgate.journal.acts import Act
from lockgate.journal.models import Row
from lockgate.journal.verify import verify_journal
from lockgate.parties.models import Member, Organisation, Site
from lockgate.parties.queries import person_at, visible_organisations
from lockgate.parties.services import (
    add_member,
    add_organisation,
    add_site,
    introduce_organisation,
    remove_member,
)
from tests.factories.people import organisation_of, person

pytestmark = pytest.mark.django_db


def test_add_member_gives_a_role_and_is_recorded():
    exporter = person(Role.EXPORTER)
    assert exporter.roles == {Role.EXPORTER}
    assert person_at("EXPORTER@example.org") == exporter
    assert Row.objects.filter(act=Act.MEMBER_ADDED).count() == 1


def test_add_member_twice_in_one_role_is_a_conflict():
    person(Role.OFFICER)
    with pytest.raises(Conflict, match="officer of Licensing Department already"):
        add_member(by=OPERATOR, email="officer@example.org", organisation="Licensing Department", role="officer")


@pytest.mark.parametrize("role", ["operator", "king", ""])
def test_add_member_in_a_role_that_cannot_be_granted_is_refused(role):
    add_organisation(by=OPERATOR, name="Licensing Department")
    add_user(by=OPERATOR, email="a@example.org")
    with pytest.raises(Invalid, match="is no role"):
        add_member(by=OPERATOR, email="a@example.org", organisation="Licensing Department", role=role)
    assert not Member.objects.exists()


def test_remove_member_takes_the_role():
    person(Role.CUSTOMS)
    remove_member(by=OPERATOR, email="customs@example.org", organisation="Customs, Shanghai", role="customs")
    assert person_at("customs@example.org").roles == frozenset()


@pytest.mark.parametrize("role", [Role.EXPORTER, Role.OFFICER, Role.SENIOR_OFFICER, Role.CUSTOMS, Role.ANALYST])
def test_nobody_but_an_administrator_adds_organisations_members_and_keys(role):
    somebody = person(role)
    before = Row.objects.count()
    for act in (
        lambda: add_organisation(by=somebody, name="Another"),
        lambda: add_member(by=somebody, email="a@example.org", organisation="Another", role="exporter"),
        lambda: add_key(by=somebody, email="exporter@example.org"),
        lambda: add_user(by=somebody, email="a@example.org"),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert Row.objects.count() == before


def test_introduce_organisation_again_is_the_same_party_and_records_nothing():
    exporter = person(Role.EXPORTER)
    home = organisation_of(exporter).pk
    first = introduce_organisation(by=exporter, introduced_by=home, name="Rhein Motoren", country="DE")
    rows = Row.objects.count()
    again = introduce_organisation(by=exporter, introduced_by=home, name=" Rhein  Motoren ", country="DE")
    assert again == first and Row.objects.count() == rows


def test_introduce_organisation_fills_in_an_address_that_was_not_known_and_leaves_one_that_is():
    exporter = person(Role.EXPORTER)
    introduce = partial(introduce_organisation, by=exporter, introduced_by=organisation_of(exporter).pk, country="DE")
    introduce(name="Rhein Motoren")
    introduce(name="Rhein Motoren", address="Bonn")
    assert Organisation.objects.get(name="Rhein Motoren").address == "Bonn"
    assert Row.objects.latest("id").act == "address.stated"
    rows = Row.objects.count()
    for address in ("", "Bonn", "Berlin"):
        assert introduce(name="Rhein Motoren", address=address).address == "Bonn"
    assert Row.objects.count() == rows
    assert verify_journal().is_whole


def test_an_exporter_does_not_see_the_parties_of_another():
    one, other = person(Role.EXPORTER), person(Role.EXPORTER, "other", "Baotou Alloys")
    introduce_organisation(by=one, introduced_by=organisation_of(one).pk, name="Rhein Motoren", country="DE")
    assert {held.name for held in visible_organisations(one)} == {"Ganzhou Magnet Works", "Rhein Motoren"}
    assert {held.name for held in visible_organisations(other)} == {"Baotou Alloys"}
    assert not visible_organisations(STRANGER).exists()


def test_introduce_organisation_for_somebody_else_is_not_found():
    one, other = person(Role.EXPORTER), person(Role.EXPORTER, "other", "Baotou Alloys")
    with pytest.raises(NotFound, match="no such organisation"):
        introduce_organisation(by=one, introduced_by=organisation_of(other).pk, name="X", country="DE")
    assert Organisation.objects.count() == 2


def test_add_site_of_a_party_that_somebody_else_introduced_is_not_found():
    one, other = person(Role.EXPORTER), person(Role.EXPORTER, "other", "Baotou Alloys")
    home = organisation_of(one).pk
    party = introduce_organisation(by=one, introduced_by=home, name="Rhein Motoren", country="DE")
    site = add_site(by=one, organisation=party.pk, name="Bonn", country="DE")
    assert add_site(by=one, organisation=party.pk, name="Bonn", country="DE") == site
    with pytest.raises(NotFound):
        add_site(by=other, organisation=party.pk, name="Köln", country="DE")
    assert Site.objects.count() == 1


@pytest.mark.parametrize(("name", "country"), [("", "DE"), ("x" * 201, "DE"), ("a\x00b", "DE"), ("Rhein", "Germany")])
def test_a_party_without_a_name_or_country_is_refused(name, country):
    exporter = person(Role.EXPORTER)
    with pytest.raises(Invalid):
        introduce_organisation(by=exporter, introduced_by=organisation_of(exporter).pk, name=name, country=country)
    assert Organisation.objects.count() == 1
