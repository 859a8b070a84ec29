"""Reconciling finds what the database would have refused, and what it cannot know: an unlawful amount."""

import json

import pytest
from django.db import connection, transaction

from lockgate.core import clock
from lockgate.core.identifiers import new_id
from lockgate.core.permissions import OPERATOR
from lockgate.journal.services import redact_row
from lockgate.licences.ledger.audit import FaultKind
from lockgate.licences.ledger.entry import Kind
from lockgate.licences.ledger.movement import Declared, Movement, entry_after
from lockgate.licences.ledger.reconcile import reconcile
from lockgate.licences.ledger.services import confirm_reservation, draw_down, reserve, reverse_draw_down
from lockgate.licences.ledger.store import append, state_of
from lockgate.licences.ledger.tables import COLUMNS, Chain, LedgerEntry
from lockgate.licences.models import LicenceLine
from tests.factories.licences import licence
from tests.factories.unguarded import take_guards_away

pytestmark = pytest.mark.django_db
KG = 10**9
ENTRIES = LedgerEntry._meta.db_table


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


def behind_the_guards(*statements):
    """Reconcile what somebody left who wrote with no guard and no foreign key in the way."""
    with transaction.atomic():
        unguarded()
        if connection.vendor == "sqlite":
            run("PRAGMA ignore_check_constraints = ON")
        for sql, *values in statements:
            run(sql, *values)
        found = reconcile()
        transaction.set_rollback(True)  # what is broken cannot stay to the end of the test
    if connection.vendor == "sqlite":
        run("PRAGMA ignore_check_constraints = OFF")
    assert found.as_text() and json.dumps(found.as_data()) and not found.is_clean
    return found


def test_entries_of_a_chain_that_is_not_there_are_named(ledger):
    columns = ", ".join(f'"{column}"' for column in COLUMNS)
    copied = columns.replace('"id"', "%s").replace('"chain"', "%s")
    copy = f"INSERT INTO {ENTRIES} ({columns}) SELECT {copied} FROM {ENTRIES} WHERE sequence = %s"
    chain, first, second = new_id(), new_id(), new_id()
    found = behind_the_guards((copy, first.hex, chain.hex, 1), (copy, second.hex, chain.hex, 2))
    assert (found.chains, found.entries) == (1, 7)
    assert [fault.kind for fault in found.faults] == [FaultKind.NO_LINE] * 2
    assert [(fault.line, fault.sequence) for fault in found.faults] == [(f"chain {chain}", 1), (f"chain {chain}", 2)]
    assert str(first) in found.as_text() and str(second) in found.as_text()


@pytest.mark.parametrize(
    "left", [("licences_licence", "licences_licenceline", "licences_chain"), ("licences_licence",)]
)
def test_entries_of_a_licence_that_was_deleted_are_named(ledger, left):
    """Also where the chain, or the line, was forgotten."""
    found = behind_the_guards(*([f"DELETE FROM {table}"] for table in left))
    assert (found.chains, found.entries) == (0, 5)
    assert [fault.kind for fault in found.faults] == [FaultKind.NO_LINE] * 5


ODD = {
    "sqlite": (
        "id = 'zz-not-an-id'",
        "id = upper(id)",
        "\"by\" = 'junk'",
        '"by" = 7.5',
        "at = '2026-99-99 00:00:00'",
        "at = 'x'",
        "office = x'00ff'",
        "resolves = 'nothing'",
        "kind = 'gift'",
        "drawn_after = 'abc'",
        "amount = 0.5",
        "sequence = 'second'",
        "previous_sequence = x'00'",
    ),
    "postgresql": ("at = 'infinity'", "at = '20260-01-01'"),
}
"""SQLite holds anything in any column, PostgreSQL times that Python has not."""


@pytest.mark.parametrize("odd", ODD[connection.vendor])
def test_an_entry_that_cannot_be_read_is_named_and_so_are_others(ledger, odd):
    entry = LedgerEntry.objects.get(sequence=2)
    found = behind_the_guards(
        (f"UPDATE {ENTRIES} SET {odd} WHERE sequence = 2",),
        (f"UPDATE {ENTRIES} SET office = 'elsewhere' WHERE sequence = 4",),
    )
    (unreadable,) = (fault for fault in found.faults if fault.kind is FaultKind.UNREADABLE)
    column = odd.partition(" ")[0].strip('"')
    assert column == "id" or f"Entry {entry.pk}: {column} " in unreadable.sentence
    assert FaultKind.CHANGED in {fault.kind for fault in found.faults if fault.sequence == 4}
    assert found.entries == 5


@pytest.mark.only_on("sqlite", reason="PostgreSQL holds no such text")
def test_text_that_is_not_utf_8_is_a_change_like_any_other(ledger):
    found = behind_the_guards((f"UPDATE {ENTRIES} SET office = CAST(x'61ff' AS text) WHERE sequence = 2",))
    assert [(fault.kind, fault.sequence) for fault in found.faults] == [(FaultKind.CHANGED, 2)]


ALTERED = {
    "act = 'gift'": FaultKind.OTHER_ACT,
    """content = '{"rows": {"licences_ledgerentry zz": "0"}}'""": FaultKind.MISSING,
}


@pytest.mark.parametrize(("change", "expected"), ALTERED.items(), ids=ALTERED)
def test_an_act_that_was_altered_hides_nothing(ledger, change, expected):
    found = behind_the_guards((f"UPDATE journal_row SET {change} WHERE act = 'licence_line.drawn_down'",))
    assert expected in {fault.kind for fault in found.faults}


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
