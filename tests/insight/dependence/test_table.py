"""The table of dependence: what it lists in which order, and what is set aside with which reason."""

import pyarrow as pa
import pytest

from lockgate.core.errors import Invalid
from lockgate.insight.dependence.table import SCHEMA, dependence_table

COLUMNS = ("item", "supplier", "consignee", "quantity", "unit", "qualify_days")


def told(*rows, **options):
    """Answer for rows written as one text each; the table as tuples, the set aside as (line, reason)."""
    cells = [row.split(",") for row in rows]
    given = pa.table({name: pa.array([row[n] for row in cells], pa.string()) for n, name in enumerate(COLUMNS)})
    table, set_aside = dependence_table(given, **options)
    assert table.schema == SCHEMA
    return [tuple(row.values()) for row in table.to_pylist()], [(one.line, one.reason) for one in set_aside]


def test_each_item_over_all_consignees_comes_first_and_then_each_consignee():
    table, set_aside = told("magnet,B,Y,3,KGM,30", "magnet,A,X,1,KGM,", "lamp,A,X,2,H87,none")
    assert [row[:4] for row in table] == [
        ("all", "A", "lamp", "share"),
        *(("all", "", "lamp", measure) for measure in ("hhi", "suppliers_for_half", "single_source", "substitutable")),
        ("all", "A", "magnet", "share"),
        ("all", "B", "magnet", "share"),
        *(
            ("all", "", "magnet", measure)
            for measure in ("hhi", "suppliers_for_half", "single_source", "substitutable")
        ),
        *(
            ("consignee", name, item, measure)
            for name, item in (("X", "lamp"), ("X", "magnet"), ("Y", "magnet"))
            for measure in ("share", "hhi", "suppliers_for_half", "single_source", "substitutable")
        ),
    ]
    assert ("all", "B", "magnet", "share", 0.75, 0.75, 1, True) in table
    assert ("all", "", "magnet", "substitutable", 0.75, 1, 0.75, True) in table
    assert ("all", "", "lamp", "substitutable", 0, 0, 1, True) in table
    assert not set_aside


def test_units_of_one_dimension_are_added_exactly():
    table, _ = told("magnet,A,X,1,TNE,", "magnet,B,X,1000,KGM,", "magnet,C,X,2000000,GRM,")
    assert [row[4] for row in table if row[3] == "share" and row[0] == "all"] == [0.25, 0.25, 0.5]


def bounds(measure, *rows):
    """Return (name, low, high) of a measure over all consignees."""
    return [
        (name, low, high) for level, name, _, what, low, high, *_ in told(*rows)[0] if (level, what) == ("all", measure)
    ]


def test_half_a_piece_is_half_a_piece():
    rows = ("m,A,P,0.5,C62,", "m,B,P,1.5,C62,")
    assert bounds("share", *rows) == [("A", 0.25, 0.25), ("B", 0.75, 0.75)]
    assert bounds("hhi", *rows) == [("", 0.625, 0.625)]


def test_less_than_a_piece_that_is_not_declared_widens_the_bounds_by_no_more():
    rows = ("m,A,P,0.5,H87,", "m,B,P,0.5,H87,", "m,,P,0.25,H87,")
    assert bounds("share", *rows) == [("A", 0.4, 0.6), ("B", 0.4, 0.6)]
    assert bounds("share", "m,A,P,1.5,H87,", "m,,P,0.5,H87,") == [("A", 0.75, 1)]
    assert bounds("hhi", "m,A,P,1.5,H87,", "m,,P,0.5,H87,") == [("", 0.5625, 1)]


def test_the_smallest_part_that_can_be_written_is_not_rounded_beside_the_most_that_can_be_kept():
    rows = (
        "m,A,P,9223372036854775807,H87,",
        "m,B,P,9223372036854775806.999999999999999999,H87,",
        "m,C,P,0.000000000000000001,H87,",
    )
    assert bounds("suppliers_for_half", *rows) == [("", 1, 1)]
    assert bounds("suppliers_for_half", *rows, "m,D,P,0.000000000000000001,H87,") == [("", 2, 2)]


def test_what_an_item_is_told_in_changes_no_figure_of_another():
    rows = ("m,A,P,1,KGM,", "m,B,P,2,KGM,", "m,,P,0.000000007,KGM,")
    other = told(*rows, "lamp,A,P,0.123456789012345678,H87,")[0]
    assert [row for row in other if row[2] == "m"] == told(*rows)[0]


def test_rows_of_one_supplier_are_one_supplier_whatever_spaces_stand_around_its_name():
    table, _ = told("magnet,A,X,1,KGM,", " magnet , A ,X,1,KGM,")
    assert ("all", "A", "magnet", "share", 1, 1, 1, True) in table


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",A,X,1,KGM,", "The item is missing"),
        ("magnet,A,,1,KGM,", "The consignee is missing"),
        ("magnet,A,X,,KGM,", "unknown is not zero"),
        ("magnet,A,X,0,KGM,", "nothing flows"),
        ("magnet,A,X,0.0,KGM,", "nothing flows"),
        ("magnet,A,X,-1,KGM,", "'-1' is not an amount"),
        ("magnet,A,X,nan,KGM,", "'nan' is not an amount"),
        ("magnet,A,X,1e999,KGM,", "'1e999' is not an amount"),
        ("magnet,A,X,9999999999999,TNE,", "more than can be kept"),
        ("magnet,A,X,1,XXX,", "'XXX' is no unit"),
        ("magnet,A,X,1,,", "'' is no unit"),
        ("magnet,X,X,1,KGM,", "its own supplier"),
        ("magnet,A,X,1,LTR,", "measures volume, but most rows of this item measure mass"),
    ],
)
def test_a_row_that_cannot_count_is_set_aside_and_the_rest_is_as_without_it(row, reason):
    good = ("magnet,B,Y,3,KGM,30", "magnet,,Y,1,KGM,10")
    table, set_aside = told(good[0], row, good[1])
    assert table == told(*good)[0]
    assert len(set_aside) == 1 and set_aside[0][0] == 3 and reason in set_aside[0][1]


def test_of_as_many_rows_of_two_dimensions_the_first_counts():
    table, set_aside = told("magnet,A,X,1,H87,", "magnet,B,X,1,KGM,", "lamp,B,X,1,KGM,")
    assert ("all", "A", "magnet", "share", 1, 1, 1, True) in table
    assert [line for line, _ in set_aside] == [3]


@pytest.mark.parametrize("days", ["-1", "soon", "1.5", "9" * 30])
def test_days_that_are_none_are_read_as_not_known_and_the_row_counts(days):
    table, set_aside = told(f"magnet,A,X,1,KGM,{days}")
    assert ("all", "A", "magnet", "share", 1, 1, 1, True) in table
    assert ("all", "", "magnet", "substitutable", 0, 1, 0, True) in table
    assert [line for line, _ in set_aside] == [2] and "read as not known" in set_aside[0][1]


def test_no_rows_and_none_that_count_are_an_empty_table():
    assert told() == ([], [])
    table, set_aside = told("magnet,A,X,0,KGM,")
    assert not table and len(set_aside) == 1


def test_without_the_days_to_qualify_nothing_is_known_of_substitutes():
    flows = pa.table({"item": ["magnet"], "supplier": [None], "consignee": ["X"], "quantity": [1.5], "unit": ["KGM"]})
    table, _ = dependence_table(flows)
    row = next(row for row in table.to_pylist() if row["measure"] == "substitutable")
    assert (row["low"], row["high"], row["coverage"]) == (0, 1, 0)


def test_a_negative_number_of_days_is_refused():
    with pytest.raises(Invalid, match="within -1 days"):
        told("magnet,A,X,1,KGM,", within=-1)


def test_quantities_may_be_numbers_of_any_size():
    rows = [{"item": "magnet", "supplier": name, "consignee": "X", "quantity": 1e10, "unit": "GRM"} for name in "AB"]
    table, set_aside = dependence_table(pa.Table.from_pylist(rows))
    assert not set_aside and table["low"][0].as_py() == 0.5
