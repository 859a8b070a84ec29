"""A licence is suspended by an officer, reinstated and revoked by a senior officer, each with a reason that is kept."""

import pytest

from lockgate.core.errors import Invalid, NotAllowed, NotFound, NotPossibleNow
from lockgate.core.permissions import STRANGER, Role
from lockgate.journal.acts import Act
from lockgate.journal.models import Row
from lockgate.journal.verify import verify_journal
from lockgate.licences.errors import LicenceChanged
from lockgate.licences.models import Licence, StandingChange
from lockgate.licences.services import reinstate_licence, revoke_licence, suspend_licence
from tests.factories.held_licences import imported, row
from tests.factories.licences import licence
from tests.factories.people import person

pytestmark = pytest.mark.django_db
REASON = "The end user was named in a notice."
CHANGES = {
    "suspended": (suspend_licence, Act.LICENCE_SUSPENDED, ["in_force"]),
    "in_force": (reinstate_licence, Act.LICENCE_REINSTATED, ["suspended"]),
    "revoked": (revoke_licence, Act.LICENCE_REVOKED, ["in_force", "suspended"]),
}
EVERY_STEP = [(before, after) for before in ("in_force", "suspended", "revoked") for after in CHANGES]


@pytest.fixture
def senior():
    return person(Role.SENIOR_OFFICER)


def brought_to(standing, senior):
    made = licence("E-17")
    if standing != "in_force":
        CHANGES[standing][0](by=senior, licence=made.number, reason=REASON)


@pytest.mark.parametrize(("before", "after"), EVERY_STEP)
def test_a_standing_changes_along_the_table_with_its_journal_row_or_not_at_all(before, after, senior):
    brought_to(before, senior)
    change, act, possible_from = CHANGES[after]
    rows, changes = Row.objects.count(), StandingChange.objects.count()
    if before in possible_from:
        made = change(by=senior, licence="E-17", reason=REASON)
        assert (made.standing, Licence.objects.get().standing) == (after, after)
        assert Row.objects.count() == rows + 1 and Row.objects.latest("pk").act == act
        assert StandingChange.objects.count() == changes + 1
    else:
        with pytest.raises(NotPossibleNow):
            change(by=senior, licence="E-17", reason=REASON)
        assert Licence.objects.get().standing == before
        assert (Row.objects.count(), StandingChange.objects.count()) == (rows, changes)


def test_suspend_licence_keeps_the_reason_who_and_when_and_the_journal_vouches_for_it(senior):
    imported(row(licence="E-17"))
    suspend_licence(by=senior, licence=" E-17 ", reason="  The end user\r\nwas named.  ")
    held = StandingChange.objects.get()
    assert (held.standing, held.reason, held.by) == ("suspended", "The end user\nwas named.", senior.account)
    assert Row.objects.latest("pk").subject == "licence E-17"
    assert not verify_journal().faults


def test_an_officer_suspends_and_neither_reinstates_nor_revokes(senior):
    officer = person(Role.OFFICER)
    licence("E-17")
    for change in (reinstate_licence, revoke_licence):
        with pytest.raises(NotAllowed, match="It is for: senior officer"):
            change(by=officer, licence="E-17", reason=REASON)
    assert suspend_licence(by=officer, licence="E-17", reason=REASON).standing == "suspended"


@pytest.mark.parametrize("role", [Role.EXPORTER, Role.CUSTOMS, Role.ANALYST, Role.ADMINISTRATOR])
@pytest.mark.parametrize("change", [suspend_licence, reinstate_licence, revoke_licence])
def test_whoever_sees_a_licence_but_has_no_say_is_refused(role, change):
    licence("E-17")
    with pytest.raises(NotAllowed):
        change(by=person(role), licence="E-17", reason=REASON)
    assert Licence.objects.get().standing == "in_force"


@pytest.mark.parametrize("change", [suspend_licence, reinstate_licence, revoke_licence])
def test_whoever_does_not_see_a_licence_learns_nothing_of_it(change):
    licence("E-17")
    strangers = [STRANGER, person(Role.ADVISER), person(Role.EXPORTER, "other", "Baotou Alloys")]
    for somebody in strangers:
        said = set()
        for number in ("E-17", "E-18"):
            with pytest.raises(NotFound) as refusal:
                change(by=somebody, licence=number, reason=REASON)
            said.add(str(refusal.value).replace(number, "N"))
        assert len(said) == 1


@pytest.mark.parametrize("reason", ["", "  \n ", "x" * 2001, "a\x00b"])
def test_a_standing_is_not_changed_without_a_reason_that_can_be_kept(reason, senior):
    licence("E-17")
    with pytest.raises(Invalid, match="The reason"):
        suspend_licence(by=senior, licence="E-17", reason=reason)
    assert Licence.objects.get().standing == "in_force"


def test_a_licence_that_changed_since_it_was_read_is_left_as_it_is(senior):
    made = licence("E-17")
    suspend_licence(by=senior, licence="E-17", reason=REASON, seen=made.version)
    with pytest.raises(LicenceChanged, match="has changed since you read it"):
        revoke_licence(by=senior, licence="E-17", reason=REASON, seen=made.version)
    assert Licence.objects.get().standing == "suspended"
    assert revoke_licence(by=senior, licence="E-17", reason=REASON, seen=made.version + 1).standing == "revoked"
