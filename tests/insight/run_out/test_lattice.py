"""All amounts of a site are whole numbers of one step, and are compared as the fractions that they are."""

from fractions import Fraction

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockgate.core.quantities import unit
from lockgate.insight.run_out.lattice import Amount, decimals_of, in_steps, in_unit_texts, ratios_of, steps_of

MASS = ("KGM", "GRM", "LBR", "ONZ", "TNE", "MGM", "APZ")
decimals = st.decimals(0, 5000, places=3).map(lambda one: f"{one:f}")


def column(*texts):
    return pa.chunked_array([pa.array(texts, pa.string())])


def amounts(rows, into):
    """Amounts of (text, unit), all of one site whose stock is told in `into`."""
    texts, units = zip(*rows, strict=True)
    ratios = ratios_of(np.array(units, object), np.array([into] * len(rows), object))
    return Amount(np.zeros(len(rows), np.int64), decimals_of(column(*texts)), ratios)


@given(st.lists(st.tuples(decimals, st.sampled_from(MASS)), min_size=2, max_size=5), st.sampled_from(MASS))
def test_amounts_in_steps_are_to_each_other_as_the_fractions_are(rows, into):
    held = amounts(rows, into)
    steps = steps_of(1, [held])
    found = in_steps(held, steps)
    step = Fraction(1, 10 ** int(steps.places[0]) * int(steps.rest[0]))
    for (text, code), value, too_large in zip(rows, found.values.tolist(), found.too_large.tolist(), strict=True):
        if not too_large:
            assert value * step * unit(into).factor == Fraction(text) * unit(code).factor


@given(decimals)
def test_an_amount_is_written_in_the_unit_of_the_stock_as_it_was_read(text):
    held = amounts([(text, "KGM"), ("0.00001", "KGM")], "KGM")
    steps = steps_of(1, [held])
    written = in_unit_texts(in_steps(held, steps).values[:1], steps)[0]
    assert Fraction(written) == Fraction(text)
    assert "." not in written or written[-1] not in "0."


def test_what_has_no_end_in_the_unit_of_the_stock_is_rounded_up():
    held = amounts([("1", "KGM"), ("1", "LBR")], "LBR")
    steps = steps_of(1, [held])
    assert in_unit_texts(in_steps(held, steps).values[:1], steps) == ["2.204622621849"]


@pytest.mark.parametrize("text", ["1e3", "1,5", "+5", "five", ".5", "0.0000000000000000001", "1234567890123456789"])
def test_what_is_no_amount_is_wrong(text):
    found = decimals_of(column(text))
    assert (found.wrong[0], found.negative[0], found.empty[0]) == (True, False, False)


def test_zeros_that_say_nothing_take_no_digits():
    found = decimals_of(column("0001.500000000000000000000", "0.0", " 7 ", "7."))
    assert list(zip(found.digits.tolist(), found.places.tolist(), strict=True)) == [(15, 1), (0, 0), (7, 0), (7, 0)]
    assert not found.wrong.any()


def test_below_zero_is_told_from_minus_nothing():
    found = decimals_of(column("-0.5", "-0", ""))
    assert (found.negative.tolist(), found.wrong.tolist(), found.empty.tolist()) == (
        [True, False, False],
        [False, True, False],
        [False, False, True],
    )


def test_units_of_other_dimensions_and_unknown_ones_do_not_convert():
    ratios = ratios_of(np.array(["LTR", "H87", "kg", "KGM"], object), np.array(["KGM"] * 4, object))
    assert ratios.converts.tolist() == [False, False, False, True]
