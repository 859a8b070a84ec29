"""Many quantities at once are converted as one is, but for the rounding: that of one is up, here nothing is rounded."""

from fractions import Fraction

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from lockgate.core.amounts import exact
from lockgate.core.errors import Invalid
from lockgate.core.quantities import UNITS, quantity
from lockgate.insight.own_file.many_amounts import converted

digits = st.text("0123456789", min_size=1, max_size=20)
written = st.one_of(
    digits,
    st.builds("{}.{}".format, digits, digits),
    st.sampled_from(
        ["", "-1", "1e3", "1,5", ".5", "5.", "+1", "١٢", "nan", "9223372036854775807", "9223372036854775808"]
    ),
)
cells = st.lists(st.tuples(written, st.sampled_from([*UNITS, "XXX", ""])), max_size=40)


def one(amount, unit):
    try:
        found = quantity(amount or "0", unit)
    except Invalid as refused:
        return 0, "", refused.sentence
    return exact(amount or "0") * UNITS[unit].factor, found.dimension.value, ""


def many(rows):
    columns = [pa.chunked_array([pa.array(list(cells), pa.string())]) for cells in zip(*rows, strict=True)]
    found = converted(*columns)
    amounts = [Fraction(amount, found.steps) for amount in found.amounts.tolist()]
    return list(zip(amounts, found.dimensions, found.wrong, strict=True))


@given(cells.filter(bool))
def test_each_is_what_it_is_by_itself(rows):
    assert many(rows) == [one(*row) for row in rows]


def test_every_unit_is_converted_exactly():
    rows = [(amount, unit) for unit in UNITS for amount in ("0", "1", "0.1", "1234.567", "0.00000000000000001")]
    assert many(rows) == [one(*row) for row in rows]


def test_nothing_in_the_largest_unit_needs_no_room_beside_the_smallest_part():
    rows = [("0", max(UNITS.values(), key=lambda unit: unit.factor).code), ("0.00000000000000001", "H87")]
    assert many(rows) == [one(*row) for row in rows]
