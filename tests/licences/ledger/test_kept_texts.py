"""What the ledger keeps of the texts of an act: nothing that could deceive its reader, and a repeat is still found."""

import pytest

from lockgate.accounts.idempotency import Answer, answered_once
from lockgate.core.errors import Invalid
from lockgate.journal.acts import Act
from lockgate.licences.ledger.movement import Declared
from lockgate.licences.ledger.services import draw_down, reserve, void_reservation
from lockgate.licences.ledger.tables import LedgerEntry
from tests.factories.licences import licence

pytestmark = pytest.mark.django_db


def kinds(held):
    return list(LedgerEntry.objects.filter(chain__line__licence=held).values_list("kind", flat=True))


DECEIVING = {
    "declaration": Declared("1", "KGM", "D-1\u202e7", ""),
    "office": Declared("1", "KGM", "", "Pudong\x1b[2K"),
    "unit": Declared("1", "KG\x00M"),
}


@pytest.mark.parametrize("field", DECEIVING)
def test_a_text_that_could_deceive_whoever_reads_the_ledger_is_refused_with_what_it_may_not_hold(customs, field):
    held = licence()
    with pytest.raises(Invalid, match=rf"The {field} holds U\+.*Write plain text") as refused:
        draw_down(by=customs, licence="HELD-1", line=1, declared=DECEIVING[field], key="k")
    assert set(refused.value.fields) == {field}
    entry = reserve(by=customs, licence="HELD-1", line=1, declared=Declared("1", "KGM"), key="r").body["entry"]
    with pytest.raises(Invalid, match=r"The reason holds U\+001B"):
        void_reservation(by=customs, entry=entry, reason="Done.\x1b[2K", key="v")
    assert kinds(held) == ["amount", "reserve"]


def test_the_ledger_keeps_a_declaration_and_an_office_in_one_line_without_blanks_around_it(customs):
    licence()
    forged = Declared("1", "KGM", " D-1\nline 1, 9: draw_down 0 KGM ", "\tPudong ")
    body = draw_down(by=customs, licence="HELD-1", line=1, declared=forged, key="k").body
    kept = LedgerEntry.objects.get(pk=body["entry"])
    assert (kept.declaration, kept.office) == ("D-1 line 1, 9: draw_down 0 KGM", "Pudong")


def test_a_repeat_of_a_request_with_blanks_around_its_texts_is_given_the_answer_that_was_kept_before(customs):
    """What a key stands for is the request as it came, so that answers kept by an earlier release are found again."""
    held = licence()
    asked = {"licence": "HELD-1", "line": 1, "quantity": "1", "unit": "KGM", "declaration": " D-1 ", "office": ""}
    first = Answer(201, '{"entry": "that of the earlier release"}')
    answered_once(account=customs.account, act=Act.DRAWN_DOWN.value, key="k", asked=asked, do=lambda: first)
    again = draw_down(by=customs, licence="HELD-1", line=1, declared=Declared("1", "KGM", " D-1 "), key="k")
    assert (again.repeated, again.body["entry"]) == (True, "that of the earlier release")
    assert kinds(held) == ["amount"]
