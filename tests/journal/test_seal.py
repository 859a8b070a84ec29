"""Rows go into seals, each row once, each seal chained to the last and signed."""

import stat
from datetime import UTC, datetime

import pytest

from lockgate.core.clock import FrozenClock, use_clock
from lockgate.core.errors import Invalid, Unavailable
from lockgate.journal import seal as seal_module
from lockgate.journal.digest import NO_HEAD
from lockgate.journal.head import parse_head
from lockgate.journal.merkle import inclusion_proof, is_included
from lockgate.journal.models import Seal, SealLeaf
from lockgate.journal.seal import latest_head, seal_rows
from lockgate.journal.verify import verify_journal


def test_every_row_goes_into_one_seal_in_the_order_of_recording(sealed):
    leaves = SealLeaf.objects.order_by("seal_id", "position").values_list("seal_id", "position", "row_id")
    assert list(leaves) == [
        (number, position, row.pk) for number, rows in enumerate(sealed, 1) for position, row in enumerate(rows)
    ]


def test_each_seal_is_chained_to_the_one_before(sealed):
    first, second, third = Seal.objects.order_by("sequence")
    assert first.previous_head == NO_HEAD
    assert (second.previous_head, third.previous_head) == (first.head, second.head)
    assert [seal.rows_sealed for seal in (first, second, third)] == [4, 7, 12]


def test_where_nothing_is_open_no_seal_is_made_and_no_key_is_needed(db, seal_key):
    assert seal_rows() == []
    assert latest_head() is None
    assert not seal_key.exists()


def test_more_rows_than_one_seal_holds_go_into_several(rows, seal_key, monkeypatch):
    monkeypatch.setattr(seal_module, "LEAVES_MAX", 10)
    rows(25)
    assert [seal.leaf_count for seal in seal_rows()] == [10, 10, 5]
    assert verify_journal().is_whole


def test_a_lower_id_that_commits_later_is_sealed_later(rows, seal_key):
    late, early = rows(2)
    late_values = {field.attname: getattr(late, field.attname) for field in late._meta.fields}
    type(late).objects.filter(pk=late.pk).delete()
    seal_rows()
    type(late).objects.create(**late_values)
    assert [seal.leaf_count for seal in seal_rows()] == [1]
    assert list(SealLeaf.objects.order_by("seal_id").values_list("row_id", flat=True)) == [early.pk, late.pk]
    assert verify_journal().is_whole


def test_a_single_row_is_proved_by_its_leaf_and_the_root_alone(sealed):
    seal = Seal.objects.get(sequence=3)
    hashes = [bytes.fromhex(text) for text in seal.leaves.order_by("position").values_list("leaf_hash", flat=True)]
    proof = inclusion_proof(hashes, 4)
    assert is_included(hashes[4], 4, seal.leaf_count, proof, bytes.fromhex(seal.root))


def test_the_head_is_text_that_can_be_printed_and_read_again(head, sealed):
    assert head.text().splitlines()[:3] == ["lockgate journal head 1", "sequence 3", "rows 12"]
    assert parse_head(head.text()) == parse_head(head.text().replace("\n", "\r\n") + "\n") == head
    assert head.is_signed()


@pytest.mark.parametrize("field", ["sequence", "rows", "head", "public_key"])
def test_a_head_with_another_word_is_not_signed(head, sealed, field):
    other = {"sequence": 4, "rows": 13, "head": "0" * 64, "public_key": "0" * 64}[field]
    assert not head._replace(**{field: other}).is_signed()


@pytest.mark.parametrize("text", ["", "sequence 1", "lockgate journal head 2\nsequence 1"])
def test_what_is_no_head_is_refused(text):
    with pytest.raises(Invalid, match="no head of a journal"):
        parse_head(text)


def test_the_key_is_made_once_and_is_the_owners_only(rows, seal_key):
    rows(1)
    seal_rows()
    made = seal_key.read_bytes()
    rows(1)
    seal_rows()
    assert seal_key.read_bytes() == made
    assert stat.S_IMODE(seal_key.stat().st_mode) == 0o600


def test_in_production_a_missing_key_is_told_and_never_made(rows, seal_key, settings):
    settings.LOCKGATE_SEAL_KEY_MAY_BE_MADE = False
    rows(1)
    with pytest.raises(Unavailable, match="LOCKGATE_SEAL_KEY_FILE"):
        seal_rows()
    assert not seal_key.exists()
    assert not Seal.objects.exists()


def test_a_key_of_another_kind_is_told(rows, seal_key):
    seal_key.write_text("no key")
    rows(1)
    with pytest.raises(Unavailable, match="holds no Ed25519 private key"):
        seal_rows()


def test_a_seal_carries_the_time_of_the_clock(rows, seal_key):
    at = datetime(2026, 11, 10, 12, 0, tzinfo=UTC)
    rows(1)
    with use_clock(FrozenClock(at)):
        (seal,) = seal_rows()
    assert seal.sealed_at == at


@pytest.mark.only_on("sqlite", reason="PostgreSQL refuses what its columns cannot hold")
@pytest.mark.parametrize("column", ["sequence", "rows_sealed"])
def test_no_seal_follows_one_that_is_spoiled_and_the_reader_is_sent_to_verify(sealed, rows, tamper, column):
    tamper(f"UPDATE journal_seal SET {column} = 'garbage' WHERE sequence = 3")
    rows(1)
    with pytest.raises(Unavailable, match="newest seal"):
        seal_rows()
    assert Seal.objects.count() == 3
    assert not verify_journal().is_whole
