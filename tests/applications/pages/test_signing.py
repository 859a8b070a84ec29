"""The end user signs by a link, once, in its language, and sees nothing but the statement."""

import re
from datetime import timedelta
from http import HTTPStatus

import pytest

from lockgate.applications.services import add_line, request_statement, withdraw_application
from lockgate.applications.signing_words import SENTENCES
from lockgate.applications.statement import LINK_LIVES
from lockgate.core import clock
from lockgate.core.clock import FrozenClock, use_clock
from lockgate.core.incident import UtcFormatter
from tests.factories.applications import MAGNETS, drafted_application, submitted_application
from tests.front.reading import Reading

SIGNED = {"signer_name": "Sato Keiko", "signer_position": "Head of purchasing"}


@pytest.fixture
def held(exporter):
    return submitted_application(exporter)


@pytest.fixture
def link(exporter, held):
    made = request_statement(by=exporter, application=held.reference, party="Nagoya Motors")
    return f"/end-use/{made.token}/"


def page_of(answer, status: int = HTTPStatus.OK) -> Reading:
    assert answer.status_code == status
    page = Reading(answer.content.decode())
    assert not page.faults
    return page


def test_the_link_shows_who_asks_and_what_is_signed_without_an_account(client, link):
    answer = client.get(link)
    page = page_of(answer)
    assert "Ganzhou Magnet Works asks you to sign" in page.text("main")
    assert "1200 KGM of Sintered neodymium magnets with terbium" in page.text("p")
    assert "no-store" in answer["Cache-Control"]
    assert "Self-check" not in page.text("header") and "/sign-in/" not in page.links


def test_a_signature_is_kept_and_shown_and_signs_once(client, link, held):
    page = page_of(client.post(link, SIGNED, follow=True))
    assert page.text("h1") == "This statement is signed"
    assert "Signed by: Sato Keiko" in page.text("p") and not page.values("signer_name")
    again = page_of(client.post(link, {**SIGNED, "signer_name": "Somebody Else"}, follow=True))
    assert "Signed by: Sato Keiko" in again.text("p") and "Somebody Else" not in again.text("p")
    assert held.statements.get().signer_name == "Sato Keiko"


@pytest.mark.parametrize("language", SENTENCES)
def test_a_missing_name_is_told_in_the_language_of_the_page(client, link, language):
    answer = client.post(f"{link}?lang={language}", {"signer_name": " ", "signer_position": "Buyer"})
    page = page_of(answer, HTTPStatus.UNPROCESSABLE_ENTITY)
    said = SENTENCES[language]
    assert f'<html lang="{language}">' in answer.content.decode()
    assert page.text("title").startswith(said["error"]) and said["fault_signer_name"] in page.text("a")
    assert page.values("signer_position") == ["Buyer"]


def test_after_signing_the_page_stays_in_its_language(client, link):
    page = page_of(client.post(f"{link}?lang=zh", SIGNED, follow=True))
    assert page.text("h1") == SENTENCES["zh"]["signed"]


def test_the_translated_page_says_that_the_english_text_is_signed_and_tells_the_undertaking(client, link):
    page = page_of(client.get(f"{link}?lang=zh"))
    assert SENTENCES["zh"]["undertaking"] in page.text("blockquote")
    assert "以英文文本为准" in page.text("main") and "END-USE STATEMENT" in page.text("main")


def test_a_forged_an_expired_and_a_withdrawn_link_each_say_one_sentence(client, link, exporter, held):
    said = SENTENCES["en"]
    altered = link.replace("/end-use/", "/end-use/x")
    assert page_of(client.get(altered), HTTPStatus.NOT_FOUND).text("p").startswith(said["unknown"])
    with use_clock(FrozenClock(clock.now() + LINK_LIVES + timedelta(seconds=1))):
        assert page_of(client.get(link), HTTPStatus.CONFLICT).text("p").startswith(said["expired"])
        assert page_of(client.post(link, SIGNED), HTTPStatus.CONFLICT).text("p").startswith(said["expired"])
    withdraw_application(by=exporter, application=held.reference)
    assert page_of(client.get(link), HTTPStatus.CONFLICT).text("p").startswith(said["withdrawn"])
    assert page_of(client.post(link, SIGNED), HTTPStatus.CONFLICT).text("p").startswith(said["withdrawn"])
    zh = page_of(client.get(f"{altered}?lang=zh"), HTTPStatus.NOT_FOUND)
    assert zh.text("p").startswith(SENTENCES["zh"]["unknown"])


def test_a_link_is_shown_once_and_sending_the_form_again_makes_no_other(read, held, client):
    address = f"/applications/{held.reference}/statements/"
    sent = {"party": "Nagoya Motors", "seen": held.version}
    shown = read(address, sent).text("p")
    link = re.findall(r"/end-use/[\w:-]+/", shown)[0]
    assert "has changed since you read it" in read(address, sent, status=409).text("main")
    assert link not in read(address).text("main")
    assert "waiting for the signature" in read(address).text("span")
    client.post(link, SIGNED)
    assert "Sato Keiko, Head of purchasing" in read(address).text("p")


def test_a_link_that_lapsed_by_a_change_says_so_to_both(read, client, exporter):
    draft = drafted_application(exporter)
    made = request_statement(by=exporter, application=draft.reference, party="Nagoya Motors")
    add_line(by=exporter, application=draft.reference, line=MAGNETS)
    for language in SENTENCES:
        closed = page_of(client.get(f"/end-use/{made.token}/?lang={language}"), HTTPStatus.CONFLICT)
        assert closed.text("p").startswith(SENTENCES[language]["lapsed"])
    assert "changed since it was asked" in read(f"/applications/{draft.reference}/").text("main")
    shown = read(f"/applications/{draft.reference}/statements/")
    assert "link lapsed" in shown.text("span") and "so the link opens nothing" in shown.text("p")


def test_the_log_tells_no_link_that_still_signs(client, link, caplog):
    page_of(client.post(link, {}), HTTPStatus.UNPROCESSABLE_ENTITY)
    written = [UtcFormatter("%(message)s").format(record) for record in caplog.records]
    assert "Unprocessable Entity: /end-use/[token]/" in written
