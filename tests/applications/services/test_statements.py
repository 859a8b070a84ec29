"""An end user signs by a link, once, without an account; a link that opens nothing says so and no more."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core.signing import Signer
from django.db import connection

from lockgate.applications.errors import AlreadySigned, LinkExpired, LinkLapsed, LinkUnknown
from lockgate.applications.models import EndUseStatement
from lockgate.applications.queries import application_shown, statement_opened_by
from lockgate.applications.services import (
    add_line,
    change_party,
    remove_line,
    remove_party,
    request_statement,
    sign_statement,
    submit_application,
    withdraw_application,
)
from lockgate.applications.statement import signed_digest
from lockgate.core.clock import FrozenClock, use_clock
from lockgate.core.errors import Invalid, NotAllowed, NotFound, NotPossibleNow
from lockgate.core.permissions import STRANGER, Role
from lockgate.journal.models import Row
from tests.factories.applications import END_USER, MAGNETS, drafted_application, submitted_application
from tests.factories.people import person

pytestmark = pytest.mark.django_db
REQUESTED = datetime(2026, 11, 1, tzinfo=UTC)


def requested(exporter, reference):
    return request_statement(by=exporter, application=reference, party="Nagoya Motors").token


def signed(token, by=STRANGER, name="Aiko Sato", position="Director of purchasing"):
    return sign_statement(by=by, token=token, signer_name=name, signer_position=position)


@pytest.fixture
def exporter():
    return person(Role.EXPORTER)


@pytest.fixture
def drafted(exporter):
    return drafted_application(exporter)


def test_a_link_opens_the_statement_and_signs_it_once(exporter, drafted):
    token = requested(exporter, drafted.reference)
    opened = statement_opened_by(token)
    assert drafted.reference in opened.text and opened.signed_at is None
    statement = signed(token)
    assert statement.signed_text.startswith(opened.text)
    assert "Signed by: Aiko Sato" in statement.signed_text
    assert statement.signed_digest == signed_digest(statement.signed_text)
    assert statement_opened_by(token) == statement
    with pytest.raises(AlreadySigned, match="signed before"):
        signed(token, name="Somebody Else")
    assert EndUseStatement.objects.get().signer_name == "Aiko Sato"


def test_the_signer_stands_in_the_journal_and_the_token_stands_nowhere(exporter, drafted):
    token = requested(exporter, drafted.reference)
    statement = signed(token)
    row = Row.objects.get(act="statement.signed")
    assert (row.by_id, row.by_label) == (f"signer of statement {statement.pk}", "Aiko Sato")
    assert statement.signed_digest in (row.content or "") and '"signed_in_as":"stranger"' in (row.content or "")
    kept = "\n".join(str(value) for values in Row.objects.values_list() for value in values)
    kept += "\n".join(str(value) for values in EndUseStatement.objects.values_list() for value in values)
    assert token not in kept and token.split(":")[0] not in kept


def test_the_journal_says_when_the_exporter_signed_in_place_of_its_end_user(exporter, drafted):
    signed(requested(exporter, drafted.reference), by=exporter)
    assert exporter.actor.id in (Row.objects.get(act="statement.signed").content or "")


def test_a_link_lives_thirty_days(exporter, drafted):
    with use_clock(FrozenClock(REQUESTED)):
        token = requested(exporter, drafted.reference)
    with use_clock(FrozenClock(REQUESTED + timedelta(days=30) - timedelta(seconds=1))):
        assert statement_opened_by(token)
    with use_clock(FrozenClock(REQUESTED + timedelta(days=30))):
        with pytest.raises(LinkExpired, match="has expired"):
            statement_opened_by(token)
        with pytest.raises(LinkExpired):
            signed(token)


def test_a_later_link_ends_the_earlier_one(exporter, drafted):
    first, second = requested(exporter, drafted.reference), requested(exporter, drafted.reference)
    with pytest.raises(LinkExpired):
        signed(first)
    assert signed(second).signed_at


def test_a_later_link_leaves_what_was_signed(exporter, drafted):
    token = requested(exporter, drafted.reference)
    statement = signed(token)
    requested(exporter, drafted.reference)
    assert statement_opened_by(token).signed_digest == statement.signed_digest


def test_a_forged_link_is_known_before_the_tables_are_asked(exporter, drafted, django_assert_num_queries):
    token = requested(exporter, drafted.reference)
    forged = [
        "",
        "x",
        "\x00\ud800",
        "a" * 10_000,
        token[:-1],
        token[:-1] + ("A" if token[-1] != "A" else "B"),
        Signer(salt="another").sign_object(["x"]),
    ]
    with django_assert_num_queries(0):
        for link in forged:
            with pytest.raises(LinkUnknown, match="opens nothing"):
                statement_opened_by(link)


def test_a_genuine_link_of_a_statement_that_is_no_more_opens_nothing(drafted):
    stray = Signer(salt="lockgate.applications.statement").sign_object(["x", "y"])
    with pytest.raises(LinkUnknown):
        signed(stray)


@pytest.mark.parametrize(("name", "position"), [("", "Director"), ("Aiko Sato", ""), ("x" * 201, "D"), ("a\x00", "D")])
def test_a_signature_without_name_or_position_signs_nothing(exporter, drafted, name, position):
    token = requested(exporter, drafted.reference)
    with pytest.raises(Invalid):
        signed(token, name=name, position=position)
    assert statement_opened_by(token).signed_at is None


def test_a_statement_may_be_signed_after_submission_but_not_after_withdrawal(exporter):
    submitted = submitted_application(exporter)
    token = requested(exporter, submitted.reference)
    other = drafted_application(exporter)
    late = requested(exporter, other.reference)
    assert signed(token).signed_at
    withdraw_application(by=exporter, application=other.reference)
    with pytest.raises(NotPossibleNow, match="withdrawn already"):
        signed(late)


def test_a_statement_that_says_something_else_than_the_application_is_told_apart(exporter, drafted):
    signed(requested(exporter, drafted.reference))
    shown = application_shown(exporter, drafted.reference)
    assert shown.statements[0].text in shown.current_statements
    add_line(by=exporter, application=drafted.reference, line=MAGNETS)
    shown = application_shown(exporter, drafted.reference)
    assert shown.statements[0].text not in shown.current_statements


def test_what_was_asked_and_not_signed_lapses_when_the_application_says_something_else(exporter, drafted):
    token = requested(exporter, drafted.reference)
    line = add_line(by=exporter, application=drafted.reference, line=MAGNETS)
    with pytest.raises(LinkLapsed, match="changed after this link was made"):
        statement_opened_by(token)
    with pytest.raises(LinkLapsed):
        signed(token)
    again = requested(exporter, drafted.reference)
    assert "2. 1200 KGM" in signed(again).signed_text
    remove_line(by=exporter, application=drafted.reference, number=line.number)
    assert statement_opened_by(again).signer_name == "Aiko Sato", "what was signed is kept, and still shown"


def test_a_link_stays_open_while_the_statement_says_the_same(exporter, drafted):
    token = requested(exporter, drafted.reference)
    change_party(by=exporter, application=drafted.reference, party=replace(END_USER, facts=("military", "unlisted")))
    assert signed(token).signed_at


def test_the_link_of_a_party_that_was_removed_opens_nothing(exporter, drafted):
    token = requested(exporter, drafted.reference)
    remove_party(by=exporter, application=drafted.reference, role="end_user", name="Nagoya Motors")
    with pytest.raises(LinkUnknown):
        signed(token)


def test_request_statement_is_for_an_end_user_of_ones_own_application(exporter, drafted):
    with pytest.raises(NotFound, match="no end user 'Nobody'"):
        request_statement(by=exporter, application=drafted.reference, party="Nobody")
    submit_application(by=exporter, application=drafted.reference)
    with pytest.raises(NotAllowed):
        requested(person(Role.OFFICER), drafted.reference)
    assert not EndUseStatement.objects.exists()


def test_a_statement_is_signed_wholly_or_not_at_all_whoever_writes(exporter, drafted):
    requested(exporter, drafted.reference)
    with pytest.raises(Exception, match="applications_statement_signed_whole"), connection.cursor() as cursor:
        cursor.execute("UPDATE applications_endusestatement SET signer_name = 'Mallory'")
