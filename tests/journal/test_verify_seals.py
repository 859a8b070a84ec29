"""Somebody changes, cuts out or forges whole seals: each fault is named, and a published head shows a lost tail."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lockgate.journal.faults import FaultKind, SealRead
from lockgate.journal.models import Seal
from lockgate.journal.seal import seal_rows
from lockgate.journal.seal_key import public_hex, signing_key
from lockgate.journal.verify import verify_journal


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


def test_the_last_seal_gone_while_its_leaves_are_left_is_named(sealed, tamper):
    tamper("DELETE FROM journal_seal WHERE sequence >= 2")
    first, second = verify_journal().faults
    assert [(fault.kind, fault.seal) for fault in (first, second)] == [
        (FaultKind.MISSING_SEAL, 2),
        (FaultKind.MISSING_SEAL, 3),
    ]


def test_a_seal_that_lost_everything_it_held_is_named(only_fault, sealed, tamper):
    tamper("DELETE FROM journal_row WHERE id IN (SELECT row_id FROM journal_sealleaf WHERE seal_id = 3)")
    tamper("DELETE FROM journal_sealleaf WHERE seal_id = 3")
    fault = only_fault()
    assert (fault.kind, fault.seal) == (FaultKind.MISSING_ROW, 3)
    assert "5 of the 5 rows of seal 3 are missing" in fault.sentence


def test_a_seal_without_leaves_between_others_is_named(sealed, tamper):
    tamper("DELETE FROM journal_sealleaf WHERE seal_id = 2")
    found = verify_journal()
    assert [(fault.kind, fault.seal) for fault in found.faults] == [(FaultKind.MISSING_ROW, 2)]
    assert found.unsealed == 3


@pytest.mark.parametrize(("gone", "sentence"), [((1,), "Seal 1 is missing"), ((1, 2), "Seals 1 to 2 are missing")])
def test_seals_cut_out_with_all_that_they_held_are_named(only_fault, sealed, tamper, gone, sentence):
    for sequence in gone:
        tamper("DELETE FROM journal_row WHERE id IN (SELECT row_id FROM journal_sealleaf WHERE seal_id = %s)", sequence)
        tamper("DELETE FROM journal_sealleaf WHERE seal_id = %s", sequence)
        tamper("DELETE FROM journal_seal WHERE sequence = %s", sequence)
    fault = only_fault()
    assert fault.kind == FaultKind.MISSING_SEAL and fault.sentence.startswith(sentence)


def resign(seal, key):
    """Make a seal fit what it says, and sign it with another key, as a forger would."""
    read = SealRead(*(getattr(seal, name) for name in SealRead._fields))
    read = read._replace(public_key=public_hex(key))
    read = read._replace(head=read.computed_head())
    signature = key.sign(read.published().signed_text().encode()).hex()
    Seal.objects.filter(pk=seal.pk).update(head=read.head, public_key=read.public_key, signature=signature)


def test_a_forged_signature_is_named(only_fault, sealed, tamper):
    other = Seal.objects.get(sequence=1).signature
    tamper("UPDATE journal_seal SET signature = %s WHERE sequence = 2", other)
    assert (only_fault().kind, only_fault().seal) == (FaultKind.FORGED_SIGNATURE, 2)


@pytest.mark.parametrize("nonsense", ["", "zz", "00"])
def test_a_signature_that_is_none_is_a_fault_and_no_trace(only_fault, sealed, tamper, nonsense):
    tamper("UPDATE journal_seal SET signature = %s WHERE sequence = 2", nonsense)
    assert only_fault().kind == FaultKind.FORGED_SIGNATURE


def test_hashes_that_are_no_hashes_are_faults_and_no_trace(sealed, tamper):
    tamper("UPDATE journal_sealleaf SET leaf_hash = 'zz' WHERE row_id = %s", sealed[0][0].pk)
    tamper("UPDATE journal_seal SET root = 'zz' WHERE sequence = 3")
    found = {(fault.kind, fault.seal, fault.row) for fault in verify_journal().faults}
    assert (FaultKind.CHANGED_ROW, 1, sealed[0][0].pk) in found
    assert (FaultKind.CHANGED_SEAL, 3, None) in found


def test_a_seal_signed_anew_with_a_strangers_key_is_named(only_fault, sealed):
    resign(Seal.objects.get(sequence=3), Ed25519PrivateKey.generate())
    assert (only_fault().kind, only_fault().seal) == (FaultKind.UNTRUSTED_KEY, 3)


def test_a_seal_signed_anew_with_the_true_key_breaks_the_chain(only_fault, sealed, tamper):
    tamper("UPDATE journal_seal SET sealed_at = '2020-01-01 00:00:00' WHERE sequence = 2")
    resign(Seal.objects.get(sequence=2), signing_key())
    assert (only_fault().kind, only_fault().seal) == (FaultKind.BROKEN_CHAIN, 3)


def test_a_count_of_rows_that_does_not_add_up_is_named_whoever_signed_it(only_fault, sealed, tamper):
    tamper("UPDATE journal_seal SET rows_sealed = 99 WHERE sequence = 3")
    resign(Seal.objects.get(sequence=3), signing_key())
    assert (only_fault().kind, only_fault().seal) == (FaultKind.CHANGED_SEAL, 3)
    assert "counts 99 rows, and 12 were sealed" in only_fault().sentence


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
