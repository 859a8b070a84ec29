"""The authority suspends, reinstates and revokes: a reason, then once more all of it, then it is done."""

import pytest

from lockgate.core.permissions import Role
from lockgate.licences.models import Licence
from lockgate.licences.services import suspend_licence
from tests.factories.held_licences import imported, row
from tests.factories.people import person
from tests.licences.pages.reading import hidden, words

pytestmark = pytest.mark.django_db
LICENCE = "/licences/E-2026-17/"
SUSPENSION = f"{LICENCE}suspension/"


@pytest.fixture
def senior(signed_in):
    imported(row())
    return signed_in(Role.SENIOR_OFFICER)


def standing():
    return Licence.objects.get().standing


def test_nothing_is_done_before_it_is_confirmed_and_then_the_licence_says_why(senior):
    form = {"reason": "Asked about.\nTwice.", "seen": hidden(senior.get(SUSPENSION), "seen")}
    asked = senior.post(SUSPENSION, form)
    assert asked.status_code == 200 and "Suspend licence E-2026-17?" in words(asked)
    assert standing() == "in_force"
    done = senior.post(SUSPENSION, {**form, "reason": hidden(asked, "reason"), "confirmed": "yes"})
    assert (done.status_code, done["Location"], standing()) == (302, LICENCE, "suspended")
    said = words(senior.get(LICENCE))
    assert "Suspended since 10 May 2026, 08:30 UTC" in said and "Why: Asked about. Twice." in said


def test_a_reason_is_asked_for_before_anything_else(senior):
    answer = senior.post(SUSPENSION, {"reason": " ", "seen": "1"})
    assert answer.status_code == 422
    assert 'href="#reason"' in answer.content.decode()


@pytest.mark.parametrize("seen", ["", "x", "٣", "9" * 10])
def test_a_form_that_does_not_say_what_was_read_changes_nothing(senior, seen):
    answer = senior.post(SUSPENSION, {"reason": "Asked about.", "seen": seen, "confirmed": "yes"})
    assert (answer.status_code, standing()) == (422, "in_force")


def test_a_licence_that_changed_since_it_was_read_is_shown_as_it_is_now(senior):
    seen = hidden(senior.get(f"{LICENCE}revocation/"), "seen")
    suspend_licence(by=person(Role.SENIOR_OFFICER, "other"), licence="E-2026-17", reason="Somebody was faster.")
    answer = senior.post(f"{LICENCE}revocation/", {"reason": "Forged.", "seen": seen, "confirmed": "yes"})
    said = words(answer)
    assert (answer.status_code, standing()) == (409, "suspended")
    assert "has changed since you read it" in said and "Why: Somebody was faster." in said
    assert hidden(answer, "seen") == "2" and "Forged." in said


@pytest.mark.parametrize(
    ("role", "offered"),
    [(Role.SENIOR_OFFICER, {"suspension", "revocation"}), (Role.OFFICER, {"suspension"}), (Role.CUSTOMS, set())],
)
def test_the_licence_offers_what_is_possible_now_to_whom_may(signed_in, role, offered):
    imported(row())
    client = signed_in(role)
    page = client.get(LICENCE).content.decode()
    acts = ("suspension", "reinstatement", "revocation")
    assert {act for act in acts if f"{LICENCE}{act}/" in page} == offered
    allowed = {act for act in acts if client.get(f"{LICENCE}{act}/").status_code == 200}
    assert allowed == (offered | {"reinstatement"} if role is Role.SENIOR_OFFICER else offered)


def test_a_second_suspension_is_refused_in_words(senior):
    suspend_licence(by=person(Role.SENIOR_OFFICER, "other"), licence="E-2026-17", reason="Asked about.")
    answer = senior.post(SUSPENSION, {"reason": "Again.", "seen": "2", "confirmed": "yes"})
    assert answer.status_code == 409
    assert "Licence E-2026-17 is suspended. Reinstate it, or revoke it." in words(answer)
