"""The list of licences: in one state, by the beginning of a number, page after page, in two queries."""

from datetime import UTC, date, datetime

import pytest

from lockgate.core.clock import FrozenClock, use_clock
from lockgate.core.errors import Invalid
from lockgate.core.permissions import Role
from lockgate.licences.ledger.movement import Declared
from lockgate.licences.ledger.services import draw_down, reserve, reverse_draw_down
from lockgate.licences.models import Licence
from lockgate.licences.queries import licence_sheet, list_licences
from lockgate.licences.services import revoke_licence, suspend_licence
from lockgate.licences.validity import State
from tests.factories.held_licences import imported, row
from tests.factories.licences import licence
from tests.factories.people import person

pytestmark = pytest.mark.django_db
ALL = Declared("100", "KGM")


@pytest.fixture
def customs():
    return person(Role.CUSTOMS)


@pytest.fixture
def one_of_each(customs):
    """A licence in every state on 2026-06-15, and some that are nearly so; their numbers say what they are."""
    later, over = {"valid_from": "2026-07-01"}, {"valid_to": "2026-06-14"}
    imported(
        row(licence="IN-FORCE-FRESH"),
        row(licence="IN-FORCE-LAST-DAY", valid_from="2026-06-15", valid_to="2026-06-15"),
        row(licence="IN-FORCE-RESERVED"),
        row(licence="IN-FORCE-REVERSED"),
        row(licence="IN-FORCE-ONE-LINE-LEFT"),
        row(licence="IN-FORCE-ONE-LINE-LEFT", line="2"),
        row(licence="EXHAUSTED"),
        row(licence="EXPIRED", **over),
        row(licence="NOT-YET", **later),
        row(licence="SUSPENDED-EXPIRED", **over),
        row(licence="REVOKED-NOT-YET", **later),
    )
    senior = person(Role.SENIOR_OFFICER)
    with use_clock(FrozenClock(datetime(2026, 6, 1, tzinfo=UTC))):
        for number in ("EXHAUSTED", "IN-FORCE-REVERSED", "IN-FORCE-ONE-LINE-LEFT"):
            drawn = draw_down(by=customs, licence=number, line=1, declared=ALL, key=number)
        reserve(by=customs, licence="IN-FORCE-RESERVED", line=1, declared=ALL, key="r")
        drawn = draw_down(by=customs, licence="IN-FORCE-REVERSED", line=1, declared=ALL, key="IN-FORCE-REVERSED")
        reverse_draw_down(by=customs, entry=drawn.body["entry"], quantity="1", key="v")
    suspend_licence(by=senior, licence="SUSPENDED-EXPIRED", reason="Asked about.")
    revoke_licence(by=senior, licence="REVOKED-NOT-YET", reason="Diverted.")
    with use_clock(FrozenClock(datetime(2026, 6, 15, 12, tzinfo=UTC))):
        yield


def numbers(page):
    return [row.licence.number for row in page.licences]


@pytest.mark.parametrize("state", list(State))
def test_a_list_of_one_state_holds_those_that_are_shown_in_it_and_no_others(state, one_of_each, customs):
    listed = list_licences(customs, state=state)
    beginning = {State.NOT_YET_VALID: "NOT-YET"}.get(state, state.value.upper().replace("_", "-"))
    assert numbers(listed) == [number for number in numbers(list_licences(customs)) if number.startswith(beginning)]
    assert listed.licences
    assert {row.state for row in listed.licences} == {state}


def test_what_the_list_shows_is_what_the_licence_itself_shows(one_of_each, customs):
    rows = list_licences(customs).licences
    assert len(rows) == Licence.objects.count()
    assert {row.licence.number: row.state for row in rows} == {
        row.licence.number: licence_sheet(customs, row.licence.number).state for row in rows
    }


def test_a_granted_licence_is_listed_by_the_day_of_its_regime_and_a_held_one_by_that_of_utc(customs):
    days = (date(2026, 7, 1), date(2026, 7, 31))
    licence("GRANTED", origin="granted", regime="cn-dual-use", days=days)
    licence("HELD", days=days)
    with use_clock(FrozenClock(datetime(2026, 6, 30, 17, tzinfo=UTC))):
        assert numbers(list_licences(customs, state="in_force")) == ["GRANTED"]
        assert numbers(list_licences(customs, state="not_yet_valid")) == ["HELD"]
    with use_clock(FrozenClock(datetime(2026, 7, 31, 17, tzinfo=UTC))):
        assert numbers(list_licences(customs, state="expired")) == ["GRANTED"]
        assert numbers(list_licences(customs, state="in_force")) == ["HELD"]


def test_pages_follow_each_other_without_a_gap(customs):
    imported(*(row(licence=f"E-{number:02}") for number in range(7)))
    found: list[str] = []
    cursor, pages = "", 0
    while pages == 0 or cursor:
        page = list_licences(customs, cursor=cursor, limit=3)
        found, cursor, pages = found + numbers(page), page.next_cursor, pages + 1
    assert (found, pages) == ([f"E-{number:02}" for number in range(7)], 3)


def test_the_last_page_that_is_full_has_no_other_after_it(customs):
    imported(*(row(licence=f"E-{number}") for number in range(4)))
    assert list_licences(customs, limit=4).next_cursor == ""
    assert list_licences(customs, limit=3).next_cursor == "E-2"


def test_a_number_is_looked_for_from_its_beginning_whatever_the_case_and_without_wildcards(customs):
    imported(row(licence="Ab-1"), row(licence="xAb-1"), row(licence="A%-1"))
    assert numbers(list_licences(customs, number="aB")) == ["Ab-1"]
    assert numbers(list_licences(customs, number="A%")) == ["A%-1"]


def test_an_exporter_lists_its_own(customs):
    imported(row(licence="G-1"), row(licence="B-1", exporter="Baotou Alloys"))
    assert numbers(list_licences(person(Role.EXPORTER))) == ["G-1"]


def test_a_word_that_is_no_state_is_refused(customs):
    with pytest.raises(Invalid, match="no state of a licence") as refusal:
        list_licences(customs, state="open")
    assert "in_force" in refusal.value.mend and list(refusal.value.fields) == ["state"]


def test_a_list_is_read_in_one_query_however_long(customs, django_assert_num_queries):
    imported(*(row(licence=f"E-{number}") for number in range(30)))
    with django_assert_num_queries(1):
        assert len(list_licences(customs).licences) == 30
