"""What the database holds of a row is the same whether it is added or read, and as the ORM gives it back."""

from datetime import timedelta, timezone
from typing import Any

import pytest

from lockgate.core.identifiers import new_id
from lockgate.journal.reach import digests_of, tables
from lockgate.journal.saved_rows import insert_row, saved_rows
from lockgate.licences.ledger.tables import Chain, LedgerEntry
from tests.factories.rows import MOMENT, rows_with

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("table", sorted(tables()))
def test_a_row_is_read_as_the_orm_reads_it(table):
    *_, row = rows_with(tables()[table].model)
    (read,) = saved_rows(type(row), [row.pk])
    held = type(row)._base_manager.get(pk=row.pk)
    assert read == (
        table,
        row.pk,
        {field.attname: getattr(held, field.attname) for field in held._meta.concrete_fields},
    )


def test_a_row_that_is_added_comes_back_as_the_table_holds_it_not_as_it_was_given():
    chain = rows_with(Chain)[-1]
    at = MOMENT.astimezone(timezone(timedelta(hours=8)))
    numbers = {"sequence": "1", "amount": "5", "allowed_after": "5"}  # text, in columns of numbers
    cells: dict[str, Any] = {
        field.attname: numbers.get(field.attname, 0) for field in LedgerEntry._meta.concrete_fields
    }
    cells |= {"id": new_id(), "chain_id": chain.pk, "kind": "amount", "at": at, "by": None}
    cells |= {"previous_sequence": None, "resolves_id": None}
    cells |= dict.fromkeys(("quantity", "unit", "declaration", "office"), "5")
    added = insert_row(LedgerEntry, tuple(cells.values()))
    assert added.values["amount"] == 5
    assert [added] == list(saved_rows(LedgerEntry, [cells["id"]]))
    assert digests_of([added]) == digests_of([LedgerEntry.objects.get()])
