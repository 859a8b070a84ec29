"""A reservation is voided and a draw-down reversed, each on a page of its own."""

import pytest

from lockgate.core.permissions import Role
from lockgate.journal.models import Row
from lockgate.licences.ledger.movement import Declared
from lockgate.licences.ledger.services import draw_down, reserve
from lockgate.licences.queries import licence_sheet
from tests.factories.held_licences import imported, row
from tests.factories.people import person
from tests.licences.pages.reading import hidden, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer_at_the_border():
    imported(row())
    return person(Role.CUSTOMS)


@pytest.fixture
def customs(officer_at_the_border, signed_in):
    return signed_in(Role.CUSTOMS)


def page_of(act, verb, by, quantity="40"):
    declared = Declared(quantity, "KGM", "D-1", "Pudong")
    entry = act(by=by, licence="E-2026-17", line=1, declared=declared, key=act.__name__).body["entry"]
    return f"/ledger-entries/{entry}/{verb}/"


def left(by):
    return licence_sheet(by, "E-2026-17").lines[0].balance


def test_a_reversal_of_a_part_gives_it_back_with_its_reason_in_the_journal(customs, officer_at_the_border):
    page = page_of(draw_down, "reversal", officer_at_the_border)
    form = {"quantity": "15", "reason": "Not loaded.", "key": hidden(customs.get(page), "key")}
    assert customs.post(page, form)["Location"] == "/licences/E-2026-17/"
    assert left(officer_at_the_border) == "75"
    assert "Not loaded." in (Row.objects.latest("id").content or "")
    assert "Not reversed yet 25 kg" in words(customs.get(page))


def test_a_reversal_sent_twice_is_done_once(customs, officer_at_the_border):
    page = page_of(draw_down, "reversal", officer_at_the_border)
    form = {"quantity": "15", "reason": "Not loaded.", "key": hidden(customs.get(page), "key")}
    assert [customs.post(page, form).status_code for _ in range(2)] == [302, 302]
    assert left(officer_at_the_border) == "75"


def test_a_reversal_without_a_reason_is_asked_for_it_and_nothing_goes_back(customs, officer_at_the_border):
    page = page_of(draw_down, "reversal", officer_at_the_border)
    answer = customs.post(page, {"quantity": "15", "reason": " ", "key": hidden(customs.get(page), "key")})
    assert answer.status_code == 422
    assert 'href="#reason"' in answer.content.decode() and 'value="15"' in answer.content.decode()
    assert "The reason is missing. Say why it did not leave after all" in words(answer)
    assert left(officer_at_the_border) == "60"


def test_what_is_settled_is_told_in_words(customs, officer_at_the_border):
    assert "Reserved 40 kg" in words(customs.get(page_of(reserve, "void", officer_at_the_border)))


def test_more_than_was_drawn_is_refused_at_the_quantity(customs, officer_at_the_border):
    page = page_of(draw_down, "reversal", officer_at_the_border)
    answer = customs.post(page, {"quantity": "41", "reason": "Not loaded.", "key": hidden(customs.get(page), "key")})
    assert answer.status_code == 409
    assert 'href="#quantity"' in answer.content.decode()
    assert "Refused by the rule “balance exceeded”" in words(answer)


def test_a_reservation_is_voided_once_and_the_second_time_refused(customs, officer_at_the_border):
    page = page_of(reserve, "void", officer_at_the_border)
    assert left(officer_at_the_border) == "60"
    assert customs.post(page, {"reason": "Cancelled.", "key": hidden(customs.get(page), "key")}).status_code == 302
    assert left(officer_at_the_border) == "100"
    again = customs.post(page, {"key": hidden(customs.get(page), "key")})
    assert again.status_code == 409
    assert "The reservation was voided before." in words(again)


@pytest.mark.parametrize("entry", ["x", "0197f3a0-0000-7000-8000-000000000000"])
def test_an_entry_that_is_not_there_is_not_found(customs, entry):
    assert customs.get(f"/ledger-entries/{entry}/reversal/").status_code == 404


def test_a_reservation_is_not_reversed(customs, officer_at_the_border):
    page = page_of(reserve, "reversal", officer_at_the_border)
    assert customs.post(page, {"key": "k", "reason": "Not loaded."}).status_code == 404
