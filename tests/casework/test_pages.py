"""The forms on a case: who gets which, what a mistake looks like, and that nothing is done on an older version."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from lockgate.casework.models import Case
from lockgate.casework.queries import case_sheet
from lockgate.casework.services import ask_query, propose_decision, request_review, send_back_proposal
from lockgate.core.permissions import Person, Role
from lockgate.journal.verify import verify_journal
from tests.factories.applications import MAGNETS, magnets
from tests.factories.cases import GRANT, REVIEWERS, assigned_case, case_in, days_ahead, opened_case, proposed_case
from tests.factories.people import person
from tests.front.reading import Reading

pytestmark = pytest.mark.django_db
LINE = {
    "lines.1.outcome": "granted",
    "lines.1.assessment": "civil",
    "lines.1.evidence": "Motors of cars.",
    "reasons": "A civil use.",
    "valid_months": "12",
}


def as_(somebody: Person) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(email=somebody.actor.label))
    return client


def read(response) -> Reading:
    page = Reading(response.content.decode())
    assert not page.faults, page.faults
    return page


def url(case: Case, word: str = "") -> str:
    return f"/cases/{case.reference}/{word}"


def test_a_case_goes_from_queue_to_decision_by_forms(held):
    case = opened_case(held.exporter)
    officer, senior = as_(held.officer), as_(held.senior)
    assert officer.post(url(case, "assignment/"), {"seen": "1"}).status_code == 302
    assert officer.post(url(case, "proposal/"), LINE | {"seen": "2"})["Location"] == url(case)
    assert senior.post(url(case, "confirmation/"), {"seen": "3"})["Location"] == url(case)
    case.refresh_from_db()
    assert case.state == "decided" and case.lines.get().outcome == "granted"
    assert verify_journal().is_whole


@pytest.mark.parametrize(
    ("state", "who", "word", "typed"),
    [
        ("in_review", "officer", "query/", {"text": "Which plant?"}),
        ("queried", "exporter", "answer/", {"text": "Plant 2."}),
        ("in_review", "officer", "review/", {"body": REVIEWERS, "due_on": "2026-03-09"}),
        ("in_review", "officer", "refusal/", {"text": "Diversion is likely."}),
        ("intent_to_refuse", "exporter", "refusal/answer/", {"text": "It is for cars."}),
        ("in_review", "senior", "assignment/", {"to": "officer@example.org"}),
        ("decided", "exporter", "appeal/", {"text": "It is for cars."}),
    ],
)
def test_each_form_is_shown_and_does_its_act(held, state, who, word, typed):
    case = case_in(state, held)
    client = as_(getattr(held, who))
    form = read(client.get(url(case, word)))
    assert form.values("seen") == [str(case.version)]
    assert client.post(url(case, word), typed | {"seen": form.values("seen")[0]})["Location"] == url(case)
    case.refresh_from_db()
    assert case.version == int(form.values("seen")[0]) + 1
    assert read(client.get(url(case))).text("h1") == case.reference


def test_an_adviser_recommends_once(held):
    case = assigned_case(held)
    request_review(by=held.officer, case=case.reference, body=REVIEWERS, due_on=days_ahead(9))
    client = as_(held.adviser)
    typed = {"recommendation": "grant_with_conditions", "reasons": "With reports."}
    assert client.post(url(case, "recommendation/"), {"reasons": "With reports."}).status_code == 422
    assert client.post(url(case, "recommendation/"), typed).status_code == 302
    assert case.reviews.get().recommendation == "grant_with_conditions"
    assert client.get(url(case, "recommendation/")).status_code == 409
    assert "grant with conditions" in read(client.get(url(case))).text("main")


def test_a_proposal_is_sent_back_with_its_reason(held):
    case = proposed_case(held)
    assert as_(held.senior).post(url(case, "return/"), {"text": "Which plant?"}).status_code == 302
    assert case.proposals.get().settled_reason == "Which plant?"


def test_a_mistake_is_named_at_its_field_and_what_was_typed_is_kept(held):
    case = assigned_case(held)
    response = as_(held.officer).post(url(case, "review/"), {"body": REVIEWERS, "due_on": "soon"})
    page = read(response)
    assert response.status_code == 422 and "#due_on" in page.links
    assert page.values("due_on") == ["soon"]
    empty = as_(held.officer).post(url(case, "query/"), {"text": " "})
    assert empty.status_code == 422 and "#text" in read(empty).links
    assert not case.queries.exists()


def test_every_fault_of_a_proposal_stands_at_its_line(held):
    case = assigned_case(held, lines={1: magnets().lines[1], 2: magnets().lines[1]})
    client = as_(held.officer)
    typed = {**LINE, "lines.1.evidence": "", "lines.2.outcome": "refused", "lines.2.assessment": "undetermined"}
    page = read(client.post(url(case, "proposal/"), typed))
    assert {"#lines.1.evidence", "#lines.2.refusal_reasons"} <= set(page.links)
    page = read(client.post(url(case, "proposal/"), {"reasons": "A civil use.", "valid_months": "many"}))
    assert {"#lines.1.outcome", "#lines.2.outcome", "#lines.2.assessment", "#valid_months"} <= set(page.links)
    page = read(client.post(url(case, "proposal/"), {"lines.1.outcome": "refused"}))
    assert {"#reasons", "#valid_months", "#lines.1.refusal_reasons", "#lines.1.evidence"} <= set(page.links)
    assert "Evidence, line 2: The evidence is missing." in page.text("a")
    assert not case.proposals.exists()


def test_the_empty_lines_are_filled_like_the_first_without_scripts(held):
    case = assigned_case(held, lines={number: magnets().lines[1] for number in (1, 2, 3)})
    client = as_(held.officer)
    typed = {**LINE, "lines.1.quantity": "7", "lines.3.outcome": "returned", "lines.3.assessment": "mixed", "fill": "1"}
    page = read(client.post(url(case, "proposal/"), typed))
    chosen = {(field["name"], field["value"]) for field in page.fields if "checked" in field}
    assert {("lines.2.outcome", "granted"), ("lines.2.assessment", "civil")} <= chosen
    assert {("lines.3.outcome", "returned"), ("lines.3.assessment", "mixed")} <= chosen
    assert page.values("lines.2.quantity") == [""] and not case.proposals.exists()


def test_less_and_conditions_are_proposed_in_the_unit_that_was_asked(held):
    case = assigned_case(held)
    typed = {
        **LINE,
        "lines.1.outcome": "granted_with_conditions",
        "lines.1.quantity": "800",
        "lines.1.conditions": "Report each delivery.\n\nKeep the records.",
    }
    assert as_(held.officer).post(url(case, "proposal/"), typed).status_code == 302
    line = case.proposals.get().lines.get()
    assert (line.quantity, line.unit) == ("800", MAGNETS.unit)
    assert line.conditions == ["Report each delivery.", "Keep the records."]
    page = read(as_(held.senior).get(url(case, "confirmation/"))).text("main")
    assert "less than asked: 800 kg of 1200 kg; bound to 2 conditions" in page
    assert "Report each delivery." in page and "Motors of cars." in page


def test_who_proposed_has_no_button_and_cannot_confirm_all_the_same(held):
    case = opened_case(held.exporter)
    propose_decision(by=held.senior, case=case.reference, reasons="A civil use.", lines=[GRANT])
    client = as_(held.senior)
    page = read(client.get(url(case, "confirmation/")))
    assert "You proposed this decision yourself." in page.text("main")
    assert "the case is decided" not in page.text("button")
    refused = client.post(url(case, "confirmation/"), {"seen": "2"})
    assert refused.status_code == 403 and "You proposed this decision yourself." in read(refused).text("main")
    case.refresh_from_db()
    assert case.state == "in_review"


def test_what_still_keeps_a_decision_takes_the_button_away(held):
    case = proposed_case(held)
    request_review(by=held.officer, case=case.reference, body=REVIEWERS, due_on=days_ahead(9))
    page = read(as_(held.senior).get(url(case, "confirmation/")))
    assert f"A review of this case is still awaited from {REVIEWERS}" in page.text("main")
    assert "the case is decided" not in page.text("button")


def test_a_case_that_changed_gives_the_form_again_with_what_changed(held):
    case = assigned_case(held)
    client = as_(held.officer)
    seen = read(client.get(url(case, "proposal/"))).values("seen")[0]
    request_review(by=held.officer, case=case.reference, body=REVIEWERS, due_on=days_ahead(9))
    refused = client.post(url(case, "proposal/"), LINE | {"seen": seen})
    page = read(refused)
    assert refused.status_code == 409 and not case.proposals.exists()
    assert "A body was asked for a review." in page.text("li")
    assert "Motors of cars." in page.text("textarea") and page.values("seen") == [str(int(seen) + 1)]
    assert client.post(url(case, "proposal/"), LINE | {"seen": page.values("seen")[0]}).status_code == 302


def test_a_proposal_that_was_replaced_is_not_confirmed_by_mistake(held):
    case = proposed_case(held)
    client = as_(held.senior)
    seen = read(client.get(url(case, "confirmation/"))).values("seen")[0]
    send_back_proposal(by=held.officer, case=case.reference, reasons="A slip.")
    propose_decision(
        by=held.officer, case=case.reference, reasons="Less.", lines=[GRANT._replace(quantity="1", unit="KGM")]
    )
    refused = client.post(url(case, "confirmation/"), {"seen": seen})
    assert refused.status_code == 409
    assert "less than asked: 1 kg of 1200 kg" in read(refused).text("main")
    case.refresh_from_db()
    assert case.state == "in_review"


def test_an_applicant_is_not_told_what_the_authority_did_for_itself(held):
    case = case_in("queried", held)
    client = as_(held.exporter)
    seen = read(client.get(url(case, "answer/"))).values("seen")[0]
    request_review(by=held.officer, case=case.reference, body=REVIEWERS, due_on=days_ahead(9))
    refused = client.post(url(case, "answer/"), {"text": "Plant 2.", "seen": seen})
    page = read(refused)
    assert refused.status_code == 409 and "Nothing that you see of it has changed." in page.text("main")
    assert REVIEWERS not in page.text("main") and "review" not in page.text("li")
    assert "Plant 2." in page.text("textarea")


@pytest.mark.parametrize("seen", ["", "none", "9" * 5000, "²", "-1"])
def test_an_odd_version_is_no_fault_of_ours(held, seen):
    case = assigned_case(held)
    assert as_(held.officer).post(url(case, "query/"), {"text": "Which plant?", "seen": seen}).status_code == 302


def test_what_the_state_does_not_admit_is_told_in_a_sentence(held):
    case = assigned_case(held)
    assert as_(held.exporter).get(url(case, "answer/")).status_code == 409
    ask_query(by=held.officer, case=case.reference, question="Which plant?")
    late = as_(held.officer).post(url(case, "query/"), {"text": "And why?"})
    assert late.status_code == 409
    assert "A case that is queried takes no query." in read(late).text("main") and "And why?" in read(late).text(
        "textarea"
    )


def test_every_form_is_for_its_role_alone_and_a_stranger_signs_in_first(held):
    case = case_in("queried", held)
    other = person(Role.EXPORTER, "other", "Another Works")
    customs = person(Role.CUSTOMS)
    for word in ("assignment/", "query/", "proposal/", "confirmation/", "return/", "review/", "refusal/"):
        assert as_(held.exporter).get(url(case, word)).status_code == 403
        for nobody in (other, customs):
            assert as_(nobody).get(url(case, word)).status_code == 404
            assert as_(nobody).post(url(case, word), {"text": "x"}).status_code == 404
        assert Client().get(url(case, word))["Location"].startswith("/sign-in/")
    assert as_(held.officer).get(url(case, "answer/")).status_code == 403
    assert as_(held.officer).put(url(case, "query/")).status_code == 405


def test_the_clock_of_a_queried_case_stands_still_on_its_page(held):
    case = case_in("queried", held)
    assert not case_sheet(held.officer, case.reference).clock.running
    assert "The clock stands still" in read(as_(held.officer).get(url(case))).text("main")
