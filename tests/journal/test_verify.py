"""Somebody with the database in hand changes the journal behind Lockgate's back: each fault is named."""

import pytest

from lockgate.journal import verify as verify_module
from lockgate.journal.digest import closed_digest, leaf_data, row_digest
from lockgate.journal.faults import FaultKind
from lockgate.journal.merkle import leaf_hash, merkle_root
from lockgate.journal.models import Row, Seal, SealLeaf
from lockgate.journal.seal import latest_head, seal_rows
from lockgate.journal.services import redact_row
from lockgate.journal.verify import verify_journal


def test_an_untouched_journal_is_whole(sealed, rows):
    rows(2)
    found = verify_journal(published=latest_head())
    assert found.is_whole and not found.faults
    assert (found.seals, found.rows, found.unsealed) == (3, 12, 2)
    assert found.head == latest_head()


def test_an_empty_journal_is_whole(db, seal_key):
    found = verify_journal()
    assert found.is_whole and (found.seals, found.rows, found.head) == (0, 0, None)


# Rows


@pytest.mark.parametrize(
    ("column", "value", "what"),
    [
        ("content", '{"note":"another"}', "another content"),
        ("content", None, "another content"),
        ("content", "no JSON", "another content"),
        ("by_label", "somebody@example.org", "actor's name"),
        ("salt", "0" * 32, "another content"),
        ("act", "user.added", "another act"),
        ("by_id", "user 2", "another act, actor"),
        ("subject", "pack of another", "another act, actor, subject"),
        ("at", "2020-01-01 00:00:00", "subject or time"),
        ("closed_digest", "0" * 64, "another content"),
        ("digest", "0" * 64, "another act"),
    ],
)
def test_a_changed_row_is_named(only_fault, sealed, tamper, column, value, what):
    row = sealed[1][1]
    tamper(f"UPDATE journal_row SET {column} = %s WHERE id = %s", value, row.pk)
    fault = only_fault()
    assert (fault.kind, fault.seal, fault.row) == (FaultKind.CHANGED_ROW, 2, row.pk)
    assert what in fault.sentence and f"Row {row.pk}" in fault.sentence
    assert fault.act == ("user.added" if column == "act" else "pack.adopted")
    assert fault.subject == ("pack of another" if column == "subject" else row.subject)


def rewrite(row, tamper, **changes):
    """Change a row and make its own digests fit again."""
    values = {name: getattr(row, name) for name in ("act", "by_id", "by_label", "subject", "content", "salt")} | changes
    closed = closed_digest(salt=values["salt"], by_label=values["by_label"], content=values["content"])
    digest = row_digest(act=values["act"], by_id=values["by_id"], subject=values["subject"], at=row.at, closed=closed)
    for column, value in (values | {"closed_digest": closed, "digest": digest}).items():
        tamper(f"UPDATE journal_row SET {column} = %s WHERE id = %s", value, row.pk)
    return digest


def test_a_row_changed_together_with_its_digests_is_named_by_its_leaf(only_fault, sealed, tamper):
    row = sealed[0][2]
    rewrite(row, tamper, subject="pack of another")
    fault = only_fault()
    assert (fault.kind, fault.seal, fault.row) == (FaultKind.CHANGED_ROW, 1, row.pk)
    assert "is not the row that was sealed at position 2 of seal 1" in fault.sentence


def test_a_row_changed_together_with_its_digests_and_leaf_is_narrowed_down_to_its_seal(only_fault, sealed, tamper):
    row = sealed[2][0]
    digest = rewrite(row, tamper, subject="pack of another")
    hashed = leaf_hash(leaf_data(row.pk, digest)).hex()
    tamper("UPDATE journal_sealleaf SET leaf_hash = %s WHERE row_id = %s", hashed, row.pk)
    fault = only_fault()
    assert (fault.kind, fault.seal, fault.row) == (FaultKind.CHANGED_ROW, 3, None)
    assert f"The rows of seal 3, {sealed[2][0].pk} to {sealed[2][-1].pk}" in fault.sentence


def test_a_changed_leaf_is_named_by_its_row(only_fault, sealed, tamper):
    row = sealed[1][0]
    tamper("UPDATE journal_sealleaf SET leaf_hash = %s WHERE row_id = %s", "0" * 64, row.pk)
    assert (only_fault().kind, only_fault().row) == (FaultKind.CHANGED_ROW, row.pk)


def test_a_changed_row_that_is_not_sealed_yet_is_named_too(only_fault, sealed, rows, tamper):
    (row,) = rows(1)
    tamper("UPDATE journal_row SET subject = 'pack of another' WHERE id = %s", row.pk)
    assert (only_fault().kind, only_fault().seal, only_fault().row) == (FaultKind.CHANGED_ROW, None, row.pk)


def test_a_row_renumbered_together_with_its_leaf_is_named(only_fault, sealed, tamper):
    old = sealed[1][2].pk
    tamper("UPDATE journal_row SET id = 999 WHERE id = %s", old)
    tamper("UPDATE journal_sealleaf SET row_id = 999 WHERE row_id = %s", old)
    assert (only_fault().kind, only_fault().seal, only_fault().row) == (FaultKind.CHANGED_ROW, 2, 999)


def test_a_missing_row_is_named_by_its_leaf(only_fault, sealed, tamper):
    row = sealed[1][2]
    tamper("DELETE FROM journal_row WHERE id = %s", row.pk)
    fault = only_fault()
    assert (fault.kind, fault.seal, fault.row) == (FaultKind.MISSING_ROW, 2, row.pk)
    assert fault.sentence == f"Row {row.pk} is missing: it was sealed at position 2 of seal 2."


@pytest.mark.parametrize(
    ("gone", "between"),
    [([0], "the beginning of the seal and row {1}"), ([1, 2], "row {0} and row {3}"), ([3, 4], "row {2} and its end")],
)
def test_rows_missing_with_their_leaves_are_placed_between_their_neighbours(only_fault, sealed, tamper, gone, between):
    ids = [row.pk for row in sealed[2]]
    for index in gone:
        tamper("DELETE FROM journal_sealleaf WHERE row_id = %s", ids[index])
        tamper("DELETE FROM journal_row WHERE id = %s", ids[index])
    fault = only_fault()
    assert (fault.kind, fault.seal) == (FaultKind.MISSING_ROW, 3)
    assert f"{len(gone)} of the 5 rows of seal 3 are missing" in fault.sentence
    assert between.format(*ids) in fault.sentence


def test_reordered_rows_are_named_with_the_place_of_each(sealed, tamper):
    first, second = sealed[0][1].pk, sealed[0][3].pk
    tamper("UPDATE journal_sealleaf SET position = 99 WHERE row_id = %s", first)
    tamper("UPDATE journal_sealleaf SET position = 1 WHERE row_id = %s", second)
    tamper("UPDATE journal_sealleaf SET position = 3 WHERE row_id = %s", first)
    found = verify_journal().faults
    assert [(fault.kind, fault.seal, fault.row) for fault in found] == [
        (FaultKind.REORDERED_ROW, 1, second),
        (FaultKind.REORDERED_ROW, 1, first),
    ]
    assert f"lies where row {first} was sealed: position 1" in found[0].sentence


def test_reordered_rows_of_which_one_is_gone_are_named_all_the_same(sealed, tamper):
    ids = [row.pk for row in sealed[0]]
    for position, row in ((99, ids[0]), (0, ids[1]), (1, ids[0])):
        tamper("UPDATE journal_sealleaf SET position = %s WHERE row_id = %s", position, row)
    tamper("DELETE FROM journal_row WHERE id = %s", ids[0])
    found = {(fault.kind, fault.row) for fault in verify_journal().faults}
    assert found == {
        (FaultKind.REORDERED_ROW, ids[0]),
        (FaultKind.REORDERED_ROW, ids[1]),
        (FaultKind.MISSING_ROW, ids[0]),
    }


def test_two_rows_that_changed_places_are_both_named(sealed, tamper):
    first, second = sealed[0][1].pk, sealed[0][2].pk
    for old, new in ((first, -1), (second, first), (-1, second)):
        tamper("UPDATE journal_row SET id = %s WHERE id = %s", new, old)
    found = verify_journal().faults
    assert [(fault.kind, fault.row) for fault in found] == [
        (FaultKind.CHANGED_ROW, first),
        (FaultKind.CHANGED_ROW, second),
    ]


@pytest.mark.parametrize("position", [0, 1, 3])
def test_a_row_inserted_into_a_sealed_range_is_named(only_fault, sealed, rows, tamper, position):
    (row,) = rows(1)
    tamper("UPDATE journal_sealleaf SET position = position + 100 WHERE seal_id = 2 AND position >= %s", position)
    tamper("UPDATE journal_sealleaf SET position = position - 99 WHERE seal_id = 2 AND position >= 100")
    hashed = leaf_hash(leaf_data(row.pk, row.digest)).hex()
    SealLeaf.objects.create(seal_id=2, position=position, row=row, leaf_hash=hashed)
    fault = only_fault()
    assert (fault.kind, fault.seal, fault.row) == (FaultKind.INSERTED_ROW, 2, row.pk)


def test_a_row_inserted_into_a_seal_too_large_to_search_is_narrowed_down(only_fault, sealed, rows, tamper, monkeypatch):
    monkeypatch.setattr("lockgate.journal.faults.SEARCH_LEAVES_MAX", 3)
    (row,) = rows(1)
    tamper("UPDATE journal_sealleaf SET position = position + 100 WHERE seal_id = 2")
    tamper("UPDATE journal_sealleaf SET position = position - 99 WHERE seal_id = 2")
    hashed = leaf_hash(leaf_data(row.pk, row.digest)).hex()
    SealLeaf.objects.create(seal_id=2, position=0, row=row, leaf_hash=hashed)
    assert (only_fault().kind, only_fault().seal, only_fault().row) == (FaultKind.INSERTED_ROW, 2, None)


def test_two_rows_inserted_together_are_narrowed_down_to_their_seal(only_fault, sealed, rows, tamper):
    for row in rows(2):
        tamper("UPDATE journal_sealleaf SET position = position + 100 WHERE seal_id = 2")
        tamper("UPDATE journal_sealleaf SET position = position - 99 WHERE seal_id = 2")
        hashed = leaf_hash(leaf_data(row.pk, row.digest)).hex()
        SealLeaf.objects.create(seal_id=2, position=0, row=row, leaf_hash=hashed)
    fault = only_fault()
    assert (fault.kind, fault.seal) == (FaultKind.INSERTED_ROW, 2)
    assert "made over 3 rows and now holds 5" in fault.sentence


# Redaction


def test_a_redacted_row_is_whole_and_verification_says_by_which_act(sealed, administrator):
    row = sealed[1][0]
    act = redact_row(by=administrator, row=row.pk, reason="The exporter asked for it.")
    found = verify_journal()
    assert found.is_whole
    (redacted,) = found.redacted
    assert (redacted.row, redacted.act, redacted.subject) == (row.pk, "pack.adopted", row.subject)
    assert (redacted.redacted_by_row, redacted.redacted_by, redacted.redacted_at) == (
        act.row,
        administrator.actor.label,
        act.at,
    )
    seal_rows()
    assert verify_journal().is_whole


def test_the_act_of_a_redacted_row_is_still_protected(only_fault, sealed, administrator, tamper):
    row = sealed[1][0]
    redact_row(by=administrator, row=row.pk, reason="The exporter asked for it.")
    tamper("UPDATE journal_row SET act = 'user.added' WHERE id = %s", row.pk)
    assert (only_fault().kind, only_fault().row) == (FaultKind.CHANGED_ROW, row.pk)


def test_content_that_was_taken_away_without_an_act_is_named(only_fault, sealed, tamper):
    row = sealed[1][0]
    tamper("UPDATE journal_row SET content = NULL, salt = NULL, by_label = '' WHERE id = %s", row.pk)
    fault = only_fault()
    assert (fault.kind, fault.seal, fault.row) == (FaultKind.REDACTED_WITHOUT_ACT, 2, row.pk)


def test_faults_beyond_the_most_that_are_named_are_counted(sealed, tamper, monkeypatch):
    monkeypatch.setattr(verify_module, "FAULTS_MAX", 5)
    tamper("UPDATE journal_row SET subject = 'pack of another'")
    found = verify_journal()
    assert len(found.faults) == 5
    assert found.fault_count == 12
    assert not found.is_whole


def test_the_root_of_the_tests_is_the_root_of_the_seal(sealed):
    """The tampering above makes leaves as the sealer does; were that untrue, its tests would prove nothing."""
    for seal in Seal.objects.all():
        rows = Row.objects.filter(leaf__seal=seal).order_by("leaf__position")
        hashes = [leaf_hash(leaf_data(row.pk, row.digest)) for row in rows]
        assert merkle_root(hashes).hex() == seal.root
