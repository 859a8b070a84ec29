"""Somebody with the database in hand changes the journal behind Lockgate's back: each fault is named."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection

from lockgate.journal import verify as verify_module
from lockgate.journal.digest import closed_digest, leaf_data, row_digest
from lockgate.journal.faults import FaultKind
from lockgate.journal.merkle import leaf_hash, merkle_root
from lockgate.journal.models import Row, Seal, SealLeaf
from lockgate.journal.seal import latest_head, seal_rows
from lockgate.journal.seal_key import public_hex, signing_key
from lockgate.journal.services import redact
from lockgate.journal.verify import verify_journal


@pytest.fixture
def tamper(db):
    """Run SQL as somebody does who opens the file: no foreign key is checked."""

    def run(sql, *values):
        with connection.constraint_checks_disabled(), connection.cursor() as cursor:
            cursor.execute(sql, values)

    # The tables are emptied again so that the end of the test finds no dangling key.
    yield run
    for table in ("journal_sealleaf", "journal_seal", "journal_row"):
        run(f"DELETE FROM {table}")


def only_fault():
    (fault,) = verify_journal().faults
    return fault


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
def test_a_changed_row_is_named(sealed, tamper, column, value, what):
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


def test_a_row_changed_together_with_its_digests_is_named_by_its_leaf(sealed, tamper):
    row = sealed[0][2]
    rewrite(row, tamper, subject="pack of another")
    fault = only_fault()
    assert (fault.kind, fault.seal, fault.row) == (FaultKind.CHANGED_ROW, 1, row.pk)
    assert "is not the row that was sealed at position 2 of seal 1" in fault.sentence


def test_a_row_changed_together_with_its_digests_and_leaf_is_narrowed_down_to_its_seal(sealed, tamper):
    row = sealed[2][0]
    digest = rewrite(row, tamper, subject="pack of another")
    hashed = leaf_hash(leaf_data(row.pk, digest)).hex()
    tamper("UPDATE journal_sealleaf SET leaf_hash = %s WHERE row_id = %s", hashed, row.pk)
    fault = only_fault()
    assert (fault.kind, fault.seal, fault.row) == (FaultKind.CHANGED_ROW, 3, None)
    assert f"The rows of seal 3, {sealed[2][0].pk} to {sealed[2][-1].pk}" in fault.sentence


def test_a_changed_leaf_is_named_by_its_row(sealed, tamper):
    row = sealed[1][0]
    tamper("UPDATE journal_sealleaf SET leaf_hash = %s WHERE row_id = %s", "0" * 64, row.pk)
    assert (only_fault().kind, only_fault().row) == (FaultKind.CHANGED_ROW, row.pk)


def test_a_changed_row_that_is_not_sealed_yet_is_named_too(sealed, rows, tamper):
    (row,) = rows(1)
    tamper("UPDATE journal_row SET subject = 'pack of another' WHERE id = %s", row.pk)
    assert (only_fault().kind, only_fault().seal, only_fault().row) == (FaultKind.CHANGED_ROW, None, row.pk)


def test_a_missing_row_is_named_by_its_leaf(sealed, tamper):
    row = sealed[1][2]
    tamper("DELETE FROM journal_row WHERE id = %s", row.pk)
    fault = only_fault()
    assert (fault.kind, fault.seal, fault.row) == (FaultKind.MISSING_ROW, 2, row.pk)
    assert fault.sentence == f"Row {row.pk} is missing: it was sealed at position 2 of seal 2."


@pytest.mark.parametrize(
    ("gone", "between"),
    [([0], "the beginning of the seal and row {1}"), ([1, 2], "row {0} and row {3}"), ([3, 4], "row {2} and its end")],
)
def test_rows_missing_with_their_leaves_are_placed_between_their_neighbours(sealed, tamper, gone, between):
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
def test_a_row_inserted_into_a_sealed_range_is_named(sealed, rows, tamper, position):
    (row,) = rows(1)
    tamper("UPDATE journal_sealleaf SET position = position + 100 WHERE seal_id = 2 AND position >= %s", position)
    tamper("UPDATE journal_sealleaf SET position = position - 99 WHERE seal_id = 2 AND position >= 100")
    hashed = leaf_hash(leaf_data(row.pk, row.digest)).hex()
    SealLeaf.objects.create(seal_id=2, position=position, row=row, leaf_hash=hashed)
    fault = only_fault()
    assert (fault.kind, fault.seal, fault.row) == (FaultKind.INSERTED_ROW, 2, row.pk)


def test_rows_inserted_among_too_many_to_search_are_narrowed_down_to_their_seal(sealed, rows, tamper):
    for row in rows(2):
        tamper("UPDATE journal_sealleaf SET position = position + 100 WHERE seal_id = 2")
        tamper("UPDATE journal_sealleaf SET position = position - 99 WHERE seal_id = 2")
        hashed = leaf_hash(leaf_data(row.pk, row.digest)).hex()
        SealLeaf.objects.create(seal_id=2, position=0, row=row, leaf_hash=hashed)
    fault = only_fault()
    assert (fault.kind, fault.seal) == (FaultKind.INSERTED_ROW, 2)
    assert "made over 3 rows and now holds 5" in fault.sentence


# Seals


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("leaf_count", 4),
        ("root", "0" * 64),
        ("rows_sealed", 8),
        ("sealed_at", "2020-01-01 00:00:00"),
        ("head", "0" * 64),
    ],
)
def test_a_changed_seal_is_named(sealed, tamper, column, value):
    tamper(f"UPDATE journal_seal SET {column} = %s WHERE sequence = 2", value)
    faults = verify_journal().faults
    assert (FaultKind.CHANGED_SEAL, 2) in [(fault.kind, fault.seal) for fault in faults]
    assert {fault.seal for fault in faults} <= {2, 3}


def test_a_seal_that_is_gone_while_its_leaves_are_left_is_named(sealed, tamper):
    tamper("DELETE FROM journal_seal WHERE sequence = 2")
    first, second = verify_journal().faults
    assert (first.kind, first.seal) == (second.kind, second.seal) == (FaultKind.MISSING_SEAL, 2)
    assert f"3 leaves are left of it, over rows {sealed[1][0].pk} to {sealed[1][-1].pk}" in first.sentence


@pytest.mark.parametrize(("gone", "sentence"), [((1,), "Seal 1 is missing"), ((1, 2), "Seals 1 to 2 are missing")])
def test_seals_cut_out_with_all_that_they_held_are_named(sealed, tamper, gone, sentence):
    for sequence in gone:
        tamper("DELETE FROM journal_row WHERE id IN (SELECT row_id FROM journal_sealleaf WHERE seal_id = %s)", sequence)
        tamper("DELETE FROM journal_sealleaf WHERE seal_id = %s", sequence)
        tamper("DELETE FROM journal_seal WHERE sequence = %s", sequence)
    fault = only_fault()
    assert fault.kind == FaultKind.MISSING_SEAL and fault.sentence.startswith(sentence)


def resign(seal, key):
    """Make a seal fit what it says, and sign it with another key, as a forger would."""
    from lockgate.journal.faults import SealRead  # noqa: PLC0415

    read = SealRead(*(getattr(seal, name) for name in SealRead._fields))
    read = read._replace(public_key=public_hex(key))
    read = read._replace(head=read.computed_head())
    signature = key.sign(read.published().signed_text().encode()).hex()
    Seal.objects.filter(pk=seal.pk).update(head=read.head, public_key=read.public_key, signature=signature)


def test_a_forged_signature_is_named(sealed, tamper):
    other = Seal.objects.get(sequence=1).signature
    tamper("UPDATE journal_seal SET signature = %s WHERE sequence = 2", other)
    assert (only_fault().kind, only_fault().seal) == (FaultKind.FORGED_SIGNATURE, 2)


@pytest.mark.parametrize("nonsense", ["", "zz", "00"])
def test_a_signature_that_is_none_is_a_fault_and_no_trace(sealed, tamper, nonsense):
    tamper("UPDATE journal_seal SET signature = %s WHERE sequence = 2", nonsense)
    assert only_fault().kind == FaultKind.FORGED_SIGNATURE


def test_hashes_that_are_no_hashes_are_faults_and_no_trace(sealed, tamper):
    tamper("UPDATE journal_sealleaf SET leaf_hash = 'zz' WHERE row_id = %s", sealed[0][0].pk)
    tamper("UPDATE journal_seal SET root = 'zz' WHERE sequence = 3")
    found = {(fault.kind, fault.seal, fault.row) for fault in verify_journal().faults}
    assert (FaultKind.CHANGED_ROW, 1, sealed[0][0].pk) in found
    assert (FaultKind.CHANGED_SEAL, 3, None) in found


def test_a_seal_signed_anew_with_a_strangers_key_is_named(sealed):
    resign(Seal.objects.get(sequence=3), Ed25519PrivateKey.generate())
    assert (only_fault().kind, only_fault().seal) == (FaultKind.UNTRUSTED_KEY, 3)


def test_a_seal_signed_anew_with_the_true_key_breaks_the_chain(sealed, tamper):
    tamper("UPDATE journal_seal SET sealed_at = '2020-01-01 00:00:00' WHERE sequence = 2")
    resign(Seal.objects.get(sequence=2), signing_key())
    assert (only_fault().kind, only_fault().seal) == (FaultKind.BROKEN_CHAIN, 3)


def test_seals_of_a_former_key_are_accepted_once_it_is_trusted(sealed, rows, seal_key, settings):
    former = public_hex(signing_key())
    seal_key.unlink()
    rows(1)
    seal_rows()
    assert {fault.kind for fault in verify_journal().faults} == {FaultKind.UNTRUSTED_KEY}
    settings.LOCKGATE_TRUSTED_SEAL_KEYS = [former.upper()]
    assert verify_journal().is_whole


def test_an_auditor_without_the_private_key_verifies_with_the_public_one(sealed, seal_key, settings):
    settings.LOCKGATE_TRUSTED_SEAL_KEYS = [public_hex(signing_key())]
    seal_key.unlink()
    assert verify_journal().is_whole
    assert not seal_key.exists()


# The end of the journal


def cut_off(tamper, sequence):
    tamper("DELETE FROM journal_row WHERE id IN (SELECT row_id FROM journal_sealleaf WHERE seal_id >= %s)", sequence)
    tamper("DELETE FROM journal_sealleaf WHERE seal_id >= %s", sequence)
    tamper("DELETE FROM journal_seal WHERE sequence >= %s", sequence)


@pytest.mark.parametrize(("kept", "ends"), [(2, "ends at seal 2 with 7 rows"), (0, "holds no seal")])
def test_a_tail_that_was_cut_off_shows_against_a_published_head(head, sealed, tamper, kept, ends):
    cut_off(tamper, kept + 1)
    assert verify_journal().is_whole
    (fault,) = verify_journal(published=head).faults
    assert (fault.kind, fault.seal) == (FaultKind.TRUNCATED, 3)
    assert ends in fault.sentence and "at seal 3 with 12 rows" in fault.sentence


def test_a_tail_that_was_cut_off_and_sealed_anew_shows_against_a_published_head(head, sealed, rows, tamper):
    cut_off(tamper, 3)
    rows(5)
    seal_rows()
    assert verify_journal().is_whole
    (fault,) = verify_journal(published=head).faults
    assert (fault.kind, fault.seal) == (FaultKind.REWRITTEN, 3)


def test_an_older_head_is_kept_by_a_journal_that_went_on(head, sealed, rows):
    rows(2)
    seal_rows()
    assert verify_journal(published=head).is_whole


def test_a_head_that_nobody_signed_is_not_believed(head, sealed):
    forged = head._replace(rows=13)
    kinds = [fault.kind for fault in verify_journal(published=forged).faults]
    assert kinds == [FaultKind.UNTRUSTED_KEY, FaultKind.REWRITTEN]


# Redaction


def test_a_redacted_row_is_whole_and_verification_says_by_which_act(sealed, officer):
    row = sealed[1][0]
    act = redact(by=officer, row=row.pk, reason="The exporter asked for it.")
    found = verify_journal()
    assert found.is_whole
    (redacted,) = found.redacted
    assert (redacted.row, redacted.act, redacted.subject) == (row.pk, "pack.adopted", row.subject)
    assert (redacted.redacted_by_row, redacted.redacted_by, redacted.redacted_at) == (act.pk, officer.label, act.at)
    seal_rows()
    assert verify_journal().is_whole


def test_the_act_of_a_redacted_row_is_still_protected(sealed, officer, tamper):
    row = sealed[1][0]
    redact(by=officer, row=row.pk, reason="The exporter asked for it.")
    tamper("UPDATE journal_row SET act = 'user.added' WHERE id = %s", row.pk)
    assert (only_fault().kind, only_fault().row) == (FaultKind.CHANGED_ROW, row.pk)


def test_content_that_was_taken_away_without_an_act_is_named(sealed, tamper):
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
