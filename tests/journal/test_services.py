"""Redaction: personal content goes, by an act that stays."""

from uuid import UUID

import pytest
from django.db import transaction

from lockgate.core.actor import Actor
from lockgate.core.errors import Invalid, NotAllowed, NotFound, NotPossibleNow
from lockgate.core.permissions import STRANGER, Membership, Person, Role
from lockgate.journal import reactions
from lockgate.journal.acts import Act
from lockgate.journal.models import Row
from lockgate.journal.record import record
from lockgate.journal.services import redact_row


def test_redact_row_removes_content_and_label_and_keeps_what_is_proved(sealed, administrator):
    before = sealed[0][0]
    act = redact_row(by=administrator, row=before.pk, reason=" The exporter asked for it. ")
    row = Row.objects.get(pk=before.pk)
    assert (row.content, row.salt, row.by_label) == (None, None, "")
    kept = ("act", "by_id", "subject", "at", "closed_digest", "digest")
    assert [getattr(row, name) for name in kept] == [getattr(before, name) for name in kept]
    assert (act.act, act.by, act.subject) == (Act.JOURNAL_REDACTED, administrator.actor, f"journal row {before.pk}")
    assert act.content == {"reason": "The exporter asked for it."}


def test_redact_row_without_a_reason_changes_nothing(sealed, administrator):
    with pytest.raises(Invalid, match="needs a reason") as caught:
        redact_row(by=administrator, row=sealed[0][0].pk, reason=" ")
    assert caught.value.fields == {"reason": "is empty"}
    assert not Row.objects.filter(salt=None).exists()
    assert not Row.objects.filter(act=Act.JOURNAL_REDACTED).exists()


def test_redact_row_a_row_that_is_not_there_is_refused(db, administrator):
    with pytest.raises(NotFound, match="no row 12"):
        redact_row(by=administrator, row=12, reason="The exporter asked for it.")


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.ADMINISTRATOR, Role.OPERATOR)])
def test_redact_row_is_for_administrators_and_the_operator(sealed, role):
    somebody = Person(Actor("user 9", "x@example.org"), memberships=frozenset({Membership(UUID(int=1), role)}))
    for person in (somebody, STRANGER):
        with pytest.raises(NotAllowed, match="You may not redact a row"):
            redact_row(by=person, row=sealed[0][0].pk, reason="The exporter asked for it.")
    assert not Row.objects.filter(salt=None).exists()


def test_redact_row_twice_is_refused(sealed, administrator):
    redact_row(by=administrator, row=sealed[0][0].pk, reason="The exporter asked for it.")
    with pytest.raises(NotPossibleNow, match="redacted already"):
        redact_row(by=administrator, row=sealed[0][0].pk, reason="Again.")


@pytest.mark.django_db(transaction=True)
def test_redact_row_that_cannot_be_recorded_removes_nothing(officer, administrator, monkeypatch):
    def refuse(row):
        raise ZeroDivisionError

    with transaction.atomic():
        act = record(act=Act.PACK_ADOPTED, by=officer, subject="pack 1", content={"note": "kept"})
    monkeypatch.setattr(reactions, "_registered", {Act.JOURNAL_REDACTED: [reactions.Registered("casework", refuse)]})
    with pytest.raises(ZeroDivisionError):
        redact_row(by=administrator, row=act.row, reason="The exporter asked for it.")
    row = Row.objects.get(pk=act.row)
    assert (row.content, row.by_label) == ('{"note":"kept"}', officer.label)


def test_redact_row_a_redaction_takes_its_reason_and_still_names_both(sealed, administrator):
    first = redact_row(by=administrator, row=sealed[0][0].pk, reason="About Jane Doe.")
    second = redact_row(by=administrator, row=first.row, reason="The reason named a person.")
    assert second.subject == f"journal row {first.row}"
    assert Row.objects.get(pk=first.row).subject == f"journal row {sealed[0][0].pk}"
