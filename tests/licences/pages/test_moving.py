"""Customs draws down on a page: once for each form, and every refusal is told at its field."""

import pytest

from lockgate.core.permissions import Role
from lockgate.journal.models import Row
from lockgate.journal.verify import verify_journal
from lockgate.licences.models import LedgerEntry
from lockgate.licences.services import suspend_licence
from tests.factories.held_licences import imported, row
from tests.factories.licences import licence
from tests.factories.people import person
from tests.licences.pages.reading import hidden, words

pytestmark = pytest.mark.django_db
LINE = "/licences/E-2026-17/lines/1/"
LICENCE = "/licences/E-2026-17/"


@pytest.fixture
def customs(signed_in):
    imported(row())
    return signed_in(Role.CUSTOMS)


def sent(client, act="draw_down", **typed):
    """Open the form and send it; return the answer and what was sent."""
    form = {"quantity": "40", "unit": "KGM", "declaration": "D-1", "office": "Pudong", **typed, "act": act}
    form["key"] = hidden(client.get(LINE), "key")
    return client.post(LINE, form), form


def entries():
    return list(LedgerEntry.objects.order_by("sequence").values_list("kind", "amount")[1:])


def test_a_draw_down_leads_back_to_the_licence_which_says_what_is_left(customs):
    answer, _ = sent(customs)
    assert (answer.status_code, answer["Location"]) == (302, LICENCE)
    said = words(customs.get(LICENCE))
    assert "Line 1: 40 kg drawn down. 60 kg left." in said
    assert "D-1 Pudong" in said
    assert verify_journal().is_whole


def test_the_same_form_sent_twice_draws_once_and_says_so(customs):
    _, form = sent(customs)
    again = customs.post(LINE, form)
    assert again.status_code == 302
    assert "had been drawn down on line 1, and nothing was written again" in words(customs.get(LICENCE))
    assert entries() == [("draw_down", 40_000_000_000)]


def test_a_form_sent_again_with_other_figures_is_not_done_and_says_so(customs):
    _, form = sent(customs)
    again = customs.post(LINE, {**form, "quantity": "41"})
    assert again.status_code == 409
    assert "This form was sent before with other figures." in words(again)
    assert hidden(again, "key") != form["key"]
    assert len(entries()) == 1


def test_each_form_has_a_key_of_its_own(customs):
    assert hidden(customs.get(LINE), "key") != hidden(customs.get(LINE), "key")


@pytest.mark.parametrize(
    ("typed", "status", "field", "said"),
    [
        ({"quantity": "100.5"}, 409, "quantity", "100.5 KGM is more than the 100 KGM left on line 1"),
        ({"quantity": "1,5"}, 422, "quantity", "1,5"),
        ({"quantity": ""}, 422, "quantity", "quantity"),
        ({"quantity": "0"}, 422, "quantity", "A quantity of zero moves nothing."),
        ({"unit": "LTR"}, 422, "unit", "LTR is a unit of volume"),
        ({"declaration": "x" * 101}, 422, "declaration", "longer than 100 characters"),
    ],
)
def test_a_refusal_stands_at_its_field_and_keeps_what_was_typed(customs, typed, status, field, said):
    answer, form = sent(customs, **typed)
    page = answer.content.decode()
    assert answer.status_code == status
    assert f'href="#{field}"' in page and f'id="{field}"' in page
    assert said in words(answer)
    assert f'value="{form["office"]}"' in page and "<title>Error:" in page
    assert entries() == []


def test_a_refusal_names_the_rule_and_the_form_can_be_sent_again(customs):
    refused, form = sent(customs, quantity="101")
    assert "Refused by the rule “balance exceeded”. Nothing was written." in words(refused)
    mended = customs.post(LINE, {**form, "quantity": "100", "key": hidden(refused, "key")})
    assert mended.status_code == 302
    assert entries() == [("draw_down", 100_000_000_000)]


def test_a_suspended_licence_is_refused_first_of_all_and_the_page_says_why(customs):
    suspend_licence(by=person(Role.SENIOR_OFFICER), licence="E-2026-17", reason="The end user was named in a notice.")
    answer, _ = sent(customs, quantity="no amount")
    said = words(answer)
    assert answer.status_code == 409
    assert "Refused by the rule “licence suspended”. Nothing was written." in said
    assert "Why: The end user was named in a notice." in said


def test_trying_writes_nothing_and_says_what_would_be_left(customs):
    rows = Row.objects.count()
    answer, _ = sent(customs, "try")
    assert answer.status_code == 200
    assert "It would be possible now: 60 kg would be left." in words(answer)
    assert (entries(), Row.objects.count()) == ([], rows)


def test_a_reservation_is_made_shown_with_its_end_and_confirmed_for_less(customs):
    sent(customs, "reserve")
    page = customs.get(LICENCE)
    assert "until 9 June 2026, 08:30 UTC" in words(page)
    confirm = next(link for link in page.content.decode().split('"') if link.endswith("/confirmation/"))
    form = {"quantity": "30", "key": hidden(customs.get(confirm), "key")}
    assert customs.post(confirm, form)["Location"] == LICENCE
    said = words(customs.get(LICENCE))
    assert "30 kg confirmed." in said and "70 kg left" in said
    assert "until 9 June" not in said


def test_the_office_is_kept_for_the_next_form(customs):
    sent(customs)
    assert 'value="Pudong"' in customs.get(LINE).content.decode()


def test_a_line_that_is_not_there_is_not_found(customs):
    assert customs.get("/licences/E-2026-17/lines/2/").status_code == 404
    assert customs.get("/licences/E-2026-18/lines/1/").status_code == 404


def test_an_exporter_draws_down_what_it_holds_from_elsewhere_and_nothing_that_was_granted_here(signed_in):
    imported(row())
    licence("LI-1", origin="granted")
    exporter = signed_in(Role.EXPORTER)
    assert sent(exporter)[0].status_code == 302
    refused = exporter.get("/licences/LI-1/lines/1/")
    assert refused.status_code == 403
    assert "it is customs that draws down" in words(refused)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.ANALYST])
def test_who_sees_the_licence_but_draws_nothing_down_has_no_form(signed_in, role):
    imported(row())
    client = signed_in(role)
    assert client.get(LINE).status_code == 403
    assert "Draw down" not in words(client.get(LICENCE))


def test_a_stranger_is_led_to_the_sign_in_and_another_exporter_learns_nothing(client, signed_in):
    imported(row())
    assert client.get(LINE)["Location"].startswith("/sign-in/")
    other = signed_in(Role.EXPORTER, "other", "Baotou Alloys")
    assert [other.get(path).status_code for path in (LINE, LICENCE, f"{LICENCE}ledger.csv")] == [404, 404, 404]


def test_a_declaration_that_drew_on_the_line_before_is_told_when_it_is_tried_and_when_it_is_done(customs):
    sent(customs)
    tried, _ = sent(customs, act="try", quantity="1")
    told = "Declaration D-1 stands in the ledger of this line already: 40 kg, entry 2, drawn down."
    assert told in words(tried)
    sent(customs, quantity="1")
    assert told in words(customs.get(LICENCE))
    assert "stands in the ledger" not in words(sent(customs, act="try", declaration="D-2", quantity="1")[0])


def test_a_line_on_which_nothing_is_left_says_so_and_refuses_in_these_words(customs):
    _, form = sent(customs, quantity="100")
    assert "Nothing is left on this line." in words(customs.get(LINE))
    refused = customs.post(LINE, {**form, "key": "another", "quantity": "1"})
    assert refused.status_code == 409
    assert "Nothing is left on line 1 of licence E-2026-17." in words(refused)
