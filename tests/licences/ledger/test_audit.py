"""Reconciling finds what the database would have refused, and what it cannot know: an unlawful amount."""

import pytest
from django.db import connection, transaction

from lockgate.core import clock
from lockgate.core.permissions import OPERATOR
from lockgate.journal.services import redact_row
from lockgate.licences.ledger.audit import FaultKind
from lockgate.licences.ledger.entry import Kind
from lockgate.licences.ledger.movement import Declared, Movement, entry_after
from lockgate.licences.ledger.reconcile import reconcile
from lockgate.licences.ledger.services import confirm_reservation, draw_down, reserve, reverse_draw_down
from lockgate.licences.ledger.store import append, state_of
from lockgate.licences.ledger.tables import Chain, LedgerEntry
from lockgate.licences.models import LicenceLine
from tests.factories.licences import licence
from tests.factories.unguarded import take_guards_away

pytestmark = pytest.mark.django_db
KG = 10**9


@pytest.fixture
def ledger(customs):
    """A chain on which each kind of act was done, but an expiry: 10 kg allowed, 4 drawn down, 1 of them reversed."""
    licence()
    declared = Declared("2", "KGM")
    drawn = draw_down(by=customs, licence="HELD-1", line=1, declared=declared, key="a").body["entry"]
    reserved = reserve(by=customs, licence="HELD-1", line=1, declared=declared, key="b").body["entry"]
    confirm_reservation(by=customs, entry=reserved, declared=Declared("", ""), key="c")
    reverse_draw_down(by=customs, entry=drawn, quantity="1", key="d")
    return Chain.objects.get()


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def unguarded():
    take_guards_away()
    is_postgresql = connection.vendor == "postgresql"
    run("SET LOCAL session_replication_role = replica" if is_postgresql else "PRAGMA defer_foreign_keys = ON")


def kinds():
    return {fault.kind for fault in reconcile().faults}


def forge(chain, kind, amount, **named):
    _, position = state_of(chain.pk)
    movement = Movement(kind, amount, Declared("1", "KGM"), **named)
    return append(entry_after(position, movement, chain=chain.pk, at=clock.now(), by=None))


def test_a_ledger_as_acts_wrote_it_is_clean(ledger):
    found = reconcile()
    assert found.is_clean, found.as_text()
    assert (found.chains, found.entries) == (1, 5)


def test_an_amount_that_is_well_formed_and_that_nobody_granted_is_named(ledger):
    forge(ledger, Kind.AMOUNT, 99 * KG)
    found = reconcile()
    assert {fault.kind for fault in found.faults} == {FaultKind.AMOUNT}
    assert found.guards_missing == ()
    assert "It allows 99000000000; the licence line says 10000000000." in found.as_text()


def test_an_entry_that_no_act_recorded_is_named(ledger):
    forge(ledger, Kind.DRAW_DOWN, KG)
    (fault,) = reconcile().faults
    assert (fault.kind, fault.line, fault.sequence) == (FaultKind.UNRECORDED, "HELD-1/1", 6)


def test_a_line_that_was_changed_under_its_chain_is_named(ledger):
    LicenceLine.objects.update(amount=11 * KG)
    assert kinds() == {FaultKind.AMOUNT}


def test_a_line_without_a_chain_is_named(ledger):
    line = LicenceLine.objects.get()
    line.pk, line.number = None, 2
    LicenceLine.objects.create(
        **{field.attname: getattr(line, field.attname) for field in line._meta.concrete_fields if field.name != "id"}
    )
    assert kinds() == {FaultKind.EMPTY}


TAMPERED = {
    "UPDATE {} SET office = 'elsewhere' WHERE sequence = 2": {FaultKind.CHANGED},
    "DELETE FROM {} WHERE sequence = 5": {FaultKind.MISSING},
    "DELETE FROM {} WHERE sequence = 3": {FaultKind.MISSING, FaultKind.LINK, FaultKind.RESOLVES, FaultKind.TOTAL},
    "DELETE FROM {}": {FaultKind.MISSING, FaultKind.EMPTY},
    "UPDATE {} SET resolves = (SELECT id FROM {} WHERE sequence = 3) WHERE sequence = 5": {
        FaultKind.CHANGED,
        FaultKind.RESOLVES,
    },
}


@pytest.mark.parametrize(("sql", "expected"), TAMPERED.items(), ids=TAMPERED)
def test_a_ledger_that_was_tampered_with_behind_the_guards_is_found_out(ledger, sql, expected):
    with transaction.atomic():
        unguarded()
        run(sql.replace("{}", LedgerEntry._meta.db_table))
        found = reconcile()
        transaction.set_rollback(True)  # what is broken cannot stay to the end of the test
    assert {fault.kind for fault in found.faults} == expected
    assert found.guards_missing


def test_a_redacted_act_vouches_for_nothing_and_is_no_fault(ledger):
    row = row_of_the_draw_down()
    redact_row(by=OPERATOR, row=row, reason="A name stood in it.")
    found = reconcile()
    assert found.is_clean, found.as_text()
    assert list(found.not_vouched_for.values()) == [row]
    assert f"row {row} of the journal was redacted" in found.as_text()


def row_of_the_draw_down():
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM journal_row WHERE act = 'licence_line.drawn_down'")
        return int(cursor.fetchone()[0])
