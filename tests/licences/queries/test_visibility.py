"""Who sees which licences: the authority and customs all, an exporter its own, everybody else none."""

import pytest

from lockgate.core.errors import NotFound
from lockgate.core.permissions import LOCKGATE, OPERATOR, STRANGER, Role
from lockgate.licences.queries import visible_licence, visible_licences
from tests.factories.held_licences import imported, row
from tests.factories.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def licences():
    imported(row(licence="G-1"), row(licence="B-1", exporter="Baotou Alloys"))


def seen_by(somebody):
    return {licence.number for licence in visible_licences(somebody)}


@pytest.mark.parametrize("role", [Role.OFFICER, Role.SENIOR_OFFICER, Role.ANALYST, Role.ADMINISTRATOR, Role.CUSTOMS])
def test_the_authority_and_customs_see_every_licence(role):
    assert seen_by(person(role)) == {"G-1", "B-1"}


def test_an_exporter_sees_its_own(licences):
    exporter = person(Role.EXPORTER)
    assert seen_by(exporter) == {"G-1"}
    assert visible_licence(exporter, " G-1 ").number == "G-1"


def test_an_adviser_a_stranger_and_the_machine_itself_see_none():
    for somebody in (person(Role.ADVISER), STRANGER, OPERATOR, LOCKGATE):
        assert seen_by(somebody) == set()


def test_whoever_is_an_adviser_in_an_exporting_firm_sees_nothing_of_it():
    assert seen_by(person(Role.ADVISER, organisation="Ganzhou Magnet Works")) == set()


def test_a_licence_that_is_not_seen_reads_like_one_that_is_not_there():
    exporter = person(Role.EXPORTER)
    said = []
    for number in ("B-1", "B-2"):
        with pytest.raises(NotFound, match="or you may not know of it") as refusal:
            visible_licence(exporter, number)
        said.append(str(refusal.value).replace(number, "N"))
    assert said[0] == said[1]
