"""A table has a cell for every column, or it is not made."""

import pytest

from lockgate.web.data_table import Cell, Column, data_table


def test_each_cell_stands_with_its_column():
    table = data_table("Cases", ["Case", Column("Days", is_number=True)], [["CA-1", Cell("12", tone="todo")]], empty="")
    (row,) = table.rows
    assert [(held.column.title, held.cell.text, held.column.is_number) for held in row] == [
        ("Case", "CA-1", False),
        ("Days", "12", True),
    ]


@pytest.mark.parametrize("row", [["CA-1"], ["CA-1", "12", "more"]])
def test_a_row_that_does_not_fit_its_columns_is_refused(row):
    with pytest.raises(ValueError, match="argument"):
        data_table("Cases", ["Case", "Days"], [row], empty="")
