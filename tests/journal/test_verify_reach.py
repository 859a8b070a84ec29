"""Somebody with the database in hand changes a row behind the services' back: whatever the table, the row is named."""

from datetime import timedelta, timezone
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from lockgate.journal import reach, verify
from lockgate.journal.acts import Act
from lockgate.journal.faults import FaultKind
from lockgate.journal.reach import tables
from lockgate.journal.record import record
from lockgate.journal.services import redact_row
from lockgate.journal.verify import verify_journal
from tests.factories.rows import MOMENT, rows_with

SEALED = {"journal_row", "journal_seal", "journal_sealleaf"}
"""The journal's own tables: test_verify.py and test_verify_seals.py tamper with them."""
NOT_VOUCHED_FOR = {
    "accounts_givenanswer": "a repeat of an answer; what was done stands in the tables that the act wrote",
    "accounts_user_groups": "Django's, and Lockgate asks it nothing",
    "accounts_user_user_permissions": "Django's, and Lockgate asks it nothing",
    "journal_series": "a number given twice is refused where the paper is made, and a gap shows",
}
TABLES = sorted(tables())


@pytest.fixture
def acted(db, officer):
    """Have an act write a row of a table, with all that it refers to; return the row and the act."""

    def act(table):
        rows = rows_with(tables()[table].model)
        return rows[-1], record(act=Act.USER_ADDED, by=officer, subject="user 7", rows=rows)

    return act


def faults_of(table):
    found = verify_journal()
    assert found.fault_count == len(found.faults)
    return [fault for fault in found.faults if fault.table == table]


def test_every_table_of_lockgate_is_vouched_for_or_it_is_said_why_not():
    models_of_lockgate = [
        model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("lockgate.")
    ]
    assert {model._meta.db_table for model in models_of_lockgate} == {*TABLES, *SEALED, *NOT_VOUCHED_FOR}


@pytest.mark.parametrize("table", TABLES)
def test_rows_as_acts_wrote_them_are_whole(acted, table):
    acted(table)
    found = verify_journal()
    assert found.is_whole, found.faults
    assert found.tables == len(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_a_changed_row_is_named_whichever_column_was_changed(acted, table):
    row, act = acted(table)
    changed = []
    for field in type(row)._meta.concrete_fields:
        if field.attname not in tables()[table].columns or field.primary_key:
            continue
        with transaction.atomic():
            if tampered(row, field):
                (fault,) = faults_of(table)
                assert (fault.kind, fault.key, fault.row) == (FaultKind.CHANGED_TABLE_ROW, str(row.pk), act.row)
                assert (fault.act, fault.subject) == ("user.added", "user 7")
                assert f"{table} {row.pk} holds something else" in fault.sentence
                changed.append(field.name)
            transaction.set_rollback(True)
    assert changed, "the database refused every change, so this proves nothing"


def tampered(row, field):
    """Change one column of a row; tell whether the database let it happen."""
    guards_off(row._meta.db_table)
    changes = {field.attname: another(getattr(row, field.attname), field)}
    try:
        with transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk).update(**changes)
    except IntegrityError:
        return False
    return True


def guards_off(table):
    """Take off what a table itself refuses, as somebody can who has the database in hand; it comes back at the end."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        for (trigger,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{trigger}"')


def another(value, field):
    if isinstance(field, models.JSONField):
        return {"another": value}
    if isinstance(field, models.ForeignKey | models.UUIDField):
        return uuid4()
    if isinstance(field, models.DateTimeField):
        return (value or MOMENT) + timedelta(microseconds=1)
    if isinstance(field, models.DateField):
        return (value or MOMENT.date()) + timedelta(days=1)
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.IntegerField):
        return (value or 0) + 1
    return f"{value}x"[-(field.max_length or 100) :]


@pytest.mark.parametrize("table", TABLES)
def test_a_missing_row_is_named(acted, table):
    row, act = acted(table)
    key = str(row.pk)
    guards_off(table)
    row.delete()
    (fault,) = faults_of(table)
    assert (fault.kind, fault.key, fault.row) == (FaultKind.MISSING_TABLE_ROW, key, act.row)
    assert f"row {act.row} of the journal" in fault.sentence


@pytest.mark.parametrize("table", TABLES)
def test_a_row_that_no_act_wrote_is_named(acted, officer, table):
    acted(table)
    *above, row = rows_with(tables()[table].model)
    record(act=Act.USER_ADDED, by=officer, subject="user 8", rows=above)
    (fault,) = verify_journal().faults
    assert (fault.kind, fault.table, fault.key) == (FaultKind.UNRECORDED_TABLE_ROW, table, str(row.pk))
    assert (fault.row, fault.act) == (None, None)


@pytest.mark.parametrize("table", TABLES)
def test_a_row_that_came_back_after_its_removal_is_named(acted, officer, table):
    row, _ = acted(table)
    key = row.pk
    removal = record(act=Act.MEMBER_REMOVED, by=officer, subject="member 7", removed=[row])
    guards_off(table)
    row.delete()
    assert verify_journal().is_whole
    row.pk = key
    row.save(force_insert=True)
    (fault,) = verify_journal().faults
    assert (fault.kind, fault.table, fault.key) == (FaultKind.RETURNED_TABLE_ROW, table, str(key))
    assert (fault.row, fault.act) == (removal.row, "member.removed")


def test_the_newest_act_on_a_row_counts(acted, officer):
    row, _ = acted("parties_site")
    row.name = "Renamed"
    row.save()
    assert [fault.kind for fault in faults_of("parties_site")] == [FaultKind.CHANGED_TABLE_ROW]
    record(act=Act.SITE_ADDED, by=officer, subject="site 7", rows=[row])
    assert verify_journal().is_whole


def test_what_changes_when_somebody_signs_in_is_no_fault(acted):
    user, _ = acted("accounts_user")
    user.last_login = MOMENT
    user.set_password("another password")
    user.save()
    assert verify_journal().is_whole


def test_the_rows_of_a_redacted_act_are_not_vouched_for_until_another_act_writes_them(acted, officer, administrator):
    site, act = acted("parties_site")
    redaction = redact_row(by=administrator, row=act.row, reason="The exporter asked for it.")
    type(site).objects.filter(pk=site.pk).update(name="Renamed")
    found = verify_journal()
    assert found.is_whole
    assert found.not_vouched_for_count == 2
    (told,) = [one for one in found.not_vouched_for if one.table == "parties_site"]
    assert (told.key, told.act_row, told.redacted_by_row) == (str(site.pk), act.row, redaction.row)
    assert told.redacted_by == administrator.actor.label
    record(act=Act.SITE_ADDED, by=officer, subject="site 7", rows=[site])
    assert [one.table for one in verify_journal().not_vouched_for] == ["parties_organisation"]


def test_the_rows_of_a_redacted_act_stay_told_when_its_redaction_is_redacted(acted, administrator):
    _, act = acted("parties_site")
    first = redact_row(by=administrator, row=act.row, reason="It named Jane Doe.")
    second = redact_row(by=administrator, row=first.row, reason="The reason named her too.")
    found = verify_journal()
    assert found.is_whole
    assert {(one.act_row, one.redacted_by_row) for one in found.not_vouched_for} == {(act.row, second.row)}
    assert found.not_vouched_for_count == 2


def test_an_act_whose_own_row_was_changed_says_nothing_of_tables(acted, tamper):
    site, act = acted("parties_site")
    tamper("UPDATE journal_row SET content = NULL WHERE id = %s", act.row)
    kinds = {(fault.kind, fault.table) for fault in verify_journal().faults}
    assert (FaultKind.CHANGED_ROW, None) in kinds
    assert (FaultKind.UNRECORDED_TABLE_ROW, "parties_site") in kinds
    assert site.pk


def test_acts_on_a_table_that_is_no_more_are_told(acted, monkeypatch):
    _, act = acted("parties_site")
    monkeypatch.delitem(reach._reach, "parties_site")
    (fault,) = verify_journal().faults
    assert (fault.kind, fault.table, fault.row) == (FaultKind.UNKNOWN_TABLE, "parties_site", act.row)


def test_faults_in_tables_beyond_the_most_that_are_named_are_counted(db, monkeypatch):
    monkeypatch.setattr(verify, "FAULTS_MAX", 3)
    for _ in range(3):
        rows_with(tables()["parties_site"].model)
    found = verify_journal()
    assert (len(found.faults), found.fault_count) == (3, 6)


UNREADABLE = {
    "sqlite": ("added_at = 'last week'", "added_at = '2026-99-99 00:00:00'", "name = CAST(x'61ff' AS text)"),
    "postgresql": ("added_at = 'infinity'", "added_at = '20260-01-01'"),
}
"""SQLite stores anything in any column, PostgreSQL times that Python has not."""


@pytest.mark.parametrize("change", UNREADABLE[connection.vendor])
def test_a_row_that_cannot_even_be_read_is_named_and_so_are_others(acted, tamper, change):
    first, _ = acted("parties_site")
    second, _ = acted("parties_site")
    tamper(f"UPDATE parties_site SET {change} WHERE id = %s", first.pk.hex)
    tamper("UPDATE parties_site SET name = 'Renamed' WHERE id = %s", second.pk.hex)
    found = faults_of("parties_site")
    assert {fault.key for fault in found} == {str(first.pk), str(second.pk)}
    assert {fault.kind for fault in found} == {FaultKind.CHANGED_TABLE_ROW}
    tamper("DELETE FROM parties_site")


ANOTHER_FORM = {
    "a time that was not there": ("accounts_machinekey", "revoked_at = 'x'"),
    "a time in another notation": ("parties_site", "added_at = replace(added_at, ' ', 'T')"),
    "a time as bytes": ("parties_site", "added_at = CAST(added_at AS blob)"),
    "a day that was not there": ("applications_application", "law_on = 'x'"),
    "a truth of another number": ("accounts_user", "is_active = 2 WHERE is_active = 0"),
    "a key in capital letters": ("parties_site", "id = upper(id)"),
    "a key in braces": ("parties_site", "organisation_id = '{' || organisation_id || '}'"),
}


@pytest.mark.only_on("sqlite", reason="PostgreSQL has types for these")
@pytest.mark.parametrize(("table", "change"), ANOTHER_FORM.values(), ids=ANOTHER_FORM)
def test_a_value_in_another_form_is_named_though_it_reads_the_same(acted, officer, tamper, table, change):
    row, _ = acted(table)
    if table == "accounts_user":
        row.is_active = False
        row.save()
        record(act=Act.USER_ADDED, by=officer, subject="user 7", rows=[row])
    assert verify_journal().is_whole
    guards_off(table)
    tamper(f"UPDATE {table} SET {change}")
    (fault,) = faults_of(table)
    assert (fault.kind, fault.key) == (FaultKind.CHANGED_TABLE_ROW, str(row.pk))
    tamper(f"DELETE FROM {table}")


def test_rows_are_digested_as_the_database_gives_them_back(officer, db):
    model = tables()["applications_application"].model
    (*_, application) = rows = rows_with(model)
    application.answers = {"名": ("a", "b"), "x": None}
    application.law_on = "2026-03-02"
    application.exporter_id = str(application.exporter_id).upper()
    application.started_at = MOMENT.astimezone(timezone(timedelta(hours=8)))
    application.save()
    application.destination = "never saved"
    record(act=Act.APPLICATION_STARTED, by=officer, subject="application 7", rows=rows)
    assert verify_journal().is_whole


def test_rows_made_many_at_once_are_digested_too(officer, db):
    site = rows_with(tables()["parties_site"].model)[-1]
    organisation = site.organisation
    sites = type(site).objects.bulk_create(
        [type(site)(organisation=organisation, name=f"Plant {n}", country="CN", added_at=MOMENT) for n in range(1500)]
    )
    record(act=Act.SITE_ADDED, by=officer, subject="sites", rows=[organisation, site, *sites])
    assert verify_journal().is_whole


def test_a_row_that_was_written_before_its_table_got_a_column_is_still_vouched_for(acted, monkeypatch):
    table = "casework_supplyrisk"
    whole = tables()[table]
    former = tuple(column for column in whole.columns if column not in whole.added)
    with monkeypatch.context() as before:
        before.setitem(reach._reach, table, whole._replace(columns=former, added=frozenset()))
        row, act = acted(table)
    assert verify_journal().is_whole
    type(row).objects.update(lines=2, undeclared=0)
    (fault,) = faults_of(table)
    assert (fault.kind, fault.row) == (FaultKind.CHANGED_TABLE_ROW, act.row)
