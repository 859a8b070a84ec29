"""Somebody puts what no column can hold into the journal's own tables: it is named, and all the rest is verified."""

import json

import pytest
from django.db import connection

from lockgate.cli import main
from lockgate.core import clock
from lockgate.journal.acts import Act
from lockgate.journal.commands import FAULTY
from lockgate.journal.digest import closed_digest, row_digest
from lockgate.journal.faults import FaultKind
from lockgate.journal.models import Row
from lockgate.journal.report import as_json, as_text
from lockgate.journal.verify import verify_journal

any_cell = pytest.mark.only_on("sqlite", reason="PostgreSQL refuses what its columns cannot hold")
BYTES = b"\x00\xff"
NOT_UTF_8 = "CAST(x'61ff' AS text)"


@pytest.fixture
def others(sealed, rows, tamper):
    """Three seals and a row in none; a row of the first seal is changed, and that is named whatever else is spoiled."""
    tamper("UPDATE journal_row SET subject = 'pack of another' WHERE id = %s", sealed[0][0].pk)
    sealed.append(rows(1))
    return sealed


def found_beside(other):
    """Verify, and tell it in both ways; return the faults but that of the other row, which must be among them."""
    found = verify_journal()
    assert as_text(found)
    assert json.loads(json.dumps(as_json(found)))["fault_count"] == found.fault_count == len(found.faults)
    faults = [(fault.kind, fault.seal, fault.row) for fault in found.faults]
    faults.remove((FaultKind.CHANGED_ROW, 1, other.pk))
    return faults


TIMES = ["x", "2026-99-99 00:00:00", "0001-01-01 00:00:00+14:00", "", 5, 5.5, BYTES]


@any_cell
@pytest.mark.parametrize("time", TIMES)
@pytest.mark.parametrize("seal", [2, None])
def test_a_row_whose_time_is_none_is_named(others, tamper, time, seal):
    row = others[1 if seal else 3][-1].pk
    tamper("UPDATE journal_row SET at = %s WHERE id = %s", time, row)
    assert found_beside(others[0][0]) == [(FaultKind.CHANGED_ROW, seal, row)]


@pytest.mark.only_on("postgresql", reason="its times reach further than Python's")
@pytest.mark.parametrize("time", ["infinity", "-infinity", "20260-01-01", "0044-03-15 BC"])
def test_a_time_that_python_has_not_is_named(others, tamper, time):
    row = others[1][-1].pk
    tamper("UPDATE journal_row SET at = %s WHERE id = %s", time, row)
    tamper("UPDATE journal_seal SET sealed_at = %s WHERE sequence = 3", time)
    assert found_beside(others[0][0]) == [(FaultKind.CHANGED_ROW, 2, row), (FaultKind.CHANGED_SEAL, 3, None)]


@any_cell
@pytest.mark.parametrize(
    "column", ["act", "by_id", "by_label", "subject", "content", "salt", "closed_digest", "digest"]
)
@pytest.mark.parametrize("cell", ["x'00ff'", NOT_UTF_8])
def test_a_row_that_holds_bytes_for_text_is_named(others, tamper, column, cell):
    row = others[1][0].pk
    tamper(f"UPDATE journal_row SET {column} = {cell} WHERE id = %s", row)
    assert found_beside(others[0][0]) == [(FaultKind.CHANGED_ROW, 2, row)]


@any_cell
@pytest.mark.parametrize("column", ["leaf_count", "rows_sealed", "sealed_at"])
@pytest.mark.parametrize("cell", ["garbage", "", 4.5, BYTES, -1])
@pytest.mark.parametrize("sequence", [2, 3])
def test_a_seal_that_holds_no_number_or_no_time_is_named(others, tamper, column, cell, sequence):
    tamper(f"UPDATE journal_seal SET {column} = %s WHERE sequence = %s", cell, sequence)
    forged = [(FaultKind.FORGED_SIGNATURE, sequence, None)] if column == "rows_sealed" else []  # that is signed too
    assert found_beside(others[0][0]) == [(FaultKind.CHANGED_SEAL, sequence, None), *forged]


@any_cell
@pytest.mark.parametrize("column", ["previous_head", "root", "public_key", "head", "signature"])
@pytest.mark.parametrize("cell", ["x'00ff'", NOT_UTF_8])
def test_a_seal_that_holds_bytes_for_text_is_named(others, tamper, column, cell):
    tamper(f"UPDATE journal_seal SET {column} = {cell} WHERE sequence = 2")
    assert {seal for _, seal, _ in found_beside(others[0][0])} <= {2, 3}


@any_cell
@pytest.mark.parametrize("cell", ["garbage", 2.5, BYTES, 0, -7])
def test_a_seal_without_its_number_is_named_by_its_head(others, tamper, cell):
    tamper("UPDATE journal_seal SET sequence = %s WHERE sequence = 2", cell)
    assert sorted(found_beside(others[0][0]), key=str) == [
        (FaultKind.CHANGED_SEAL, None, None),
        (FaultKind.MISSING_SEAL, 2, None),  # its leaves are left
        (FaultKind.MISSING_SEAL, 2, None),  # seal 3 goes on from it
    ]


@any_cell
@pytest.mark.parametrize("cell", ["garbage", 2.5, BYTES, 0, -7])
def test_a_leaf_that_names_no_seal_is_named_by_its_row(others, tamper, cell):
    row = others[1][1].pk
    tamper("UPDATE journal_sealleaf SET seal_id = %s WHERE row_id = %s", cell, row)
    assert sorted(found_beside(others[0][0]), key=str) == [
        (FaultKind.CHANGED_ROW, None, row),
        (FaultKind.MISSING_ROW, 2, None),
    ]


@any_cell
@pytest.mark.parametrize("cell", ["garbage", 2.5, BYTES, 0, -7])
def test_a_leaf_that_names_no_row_is_named_by_its_place(others, tamper, cell):
    row = others[1][1].pk
    tamper("UPDATE journal_sealleaf SET row_id = %s WHERE row_id = %s", cell, row)
    assert [fault[:2] for fault in found_beside(others[0][0])] == [(FaultKind.MISSING_ROW, 2)]
    assert verify_journal().unsealed == 2


@pytest.mark.parametrize("position", [777, pytest.param("x", marks=any_cell), pytest.param(-1, marks=any_cell)])
@pytest.mark.parametrize("index", [0, 1, 2])
def test_a_leaf_that_lies_at_another_position_is_named(others, tamper, position, index):
    row = others[1][index].pk
    tamper("UPDATE journal_sealleaf SET position = %s WHERE row_id = %s", position, row)
    assert (FaultKind.REORDERED_ROW, 2, row) in found_beside(others[0][0])


@pytest.mark.parametrize("position", [777, pytest.param("x", marks=any_cell)])
def test_a_leaf_at_another_position_is_named_also_where_a_leaf_is_gone(others, tamper, position):
    gone, row = others[1][0].pk, others[1][2].pk
    tamper("UPDATE journal_sealleaf SET position = %s WHERE row_id = %s", position, row)
    tamper("DELETE FROM journal_sealleaf WHERE row_id = %s", gone)
    assert (FaultKind.REORDERED_ROW, 2, row) in found_beside(others[0][0])


FORGED = {
    "half a character": '{"rows": {"parties_site \\ud800": "0", "parties_site": "\\ud800"}}',
    "a number that no row has": f'{{"unvouched": {{"{10**30}": ["parties_site 7"]}}}}',
    "lists in lists without an end": "[" * 100_000,
}


@pytest.mark.parametrize("content", FORGED.values(), ids=FORGED)
def test_an_act_that_somebody_made_up_hides_nothing(others, content):
    """Whoever writes to the database can make up an act that fits its digests."""
    act, at = Act.JOURNAL_REDACTED.value, clock.now()
    closed = closed_digest(salt="0" * 32, by_label="", content=content)
    digest = row_digest(act=act, by_id="user 7", subject="pack 7", at=at, closed=closed)
    forged = {"content": content, "salt": "0" * 32, "closed_digest": closed, "digest": digest}
    Row.objects.create(act=act, by_id="user 7", subject="pack 7", at=at, **forged)
    assert found_beside(others[0][0]) == []


@any_cell
def test_the_command_ends_as_with_any_fault(others, tamper, capsys):
    tamper("UPDATE journal_row SET at = 'x', act = x'ff'")
    tamper("UPDATE journal_seal SET sealed_at = 'x', leaf_count = 'x'")
    assert main(["journal", "verify"]) == FAULTY
    said = capsys.readouterr()
    assert (said.out.count("changed_row: "), said.out.count("changed_seal: "), said.err) == (13, 3, "")
    assert connection.connection.text_factory is str
