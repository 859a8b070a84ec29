"""Quantities as whole micrograms, micro-litres and pieces; what is no whole number is rounded up."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockgate.core.amounts import LARGEST
from lockgate.core.errors import Invalid
from lockgate.core.quantities import UNITS, Dimension, Quantity, in_unit, in_unit_text, quantity, unit

GRAMS = st.integers(0, 10**9)


@pytest.mark.parametrize(
    ("amount", "code", "micrograms"),
    [
        (1, "KGM", 10**9),
        ("0.000000001", "KGM", 1),
        (1, "TNE", 10**12),
        (1, "LBR", 453_592_370),
        (16, "ONZ", 453_592_370),
        (1, "APZ", 31_103_477),  # 31,103,476.8: the list's own figure is ten times too small
        (1, "CTM", 200_000),
        (1, "GRN", 64_799),  # 64,798.91
        (100, "GRN", 6_479_891),
    ],
)
def test_a_mass_becomes_whole_micrograms_rounded_up(amount, code, micrograms):
    assert quantity(amount, code) == Quantity(micrograms, Dimension.MASS)


@pytest.mark.parametrize(
    ("amount", "code", "microlitres"),
    [(1, "LTR", 10**6), (1, "MTQ", 10**9), (1, "GLL", 3_785_412), (1000, "GLL", 3_785_411_784), (1, "GLI", 4_546_090)],
)
def test_a_volume_becomes_whole_microlitres_rounded_up(amount, code, microlitres):
    assert quantity(amount, code) == Quantity(microlitres, Dimension.VOLUME)


@pytest.mark.parametrize(("amount", "code", "pieces"), [(3, "H87", 3), (2, "PR", 4), (1, "DZN", 12), ("0.5", "H87", 1)])
def test_a_count_becomes_whole_pieces(amount, code, pieces):
    assert quantity(amount, code) == Quantity(pieces, Dimension.COUNT)


@given(st.decimals(0, 10**6, places=6), st.sampled_from(sorted(UNITS)))
def test_rounding_is_against_the_holder_by_less_than_one_smallest_unit(amount, code):
    if amount * Decimal(UNITS[code].factor.numerator) > LARGEST:
        return
    exact = Fraction(amount) * UNITS[code].factor
    assert 0 <= quantity(amount, code).amount - exact < 1


@given(GRAMS, GRAMS)
def test_quantities_add_and_compare_as_their_amounts_do(one, other):
    left, right = quantity(one, "GRM"), quantity(other, "GRM")
    assert (left + right).amount == left.amount + right.amount
    assert (left < right, left <= right) == (one < other, one <= other)
    assert (left + right) - right == left


@pytest.mark.parametrize("code", sorted(UNITS))
def test_one_of_every_unit_is_told_as_one_again_or_a_little_more(code):
    if UNITS[code].factor > LARGEST:
        return
    told = in_unit(quantity(1, code), code)
    assert 1 <= told < 1 + 1 / UNITS[code].factor


def test_different_dimensions_never_meet():
    mass, volume = quantity(1, "KGM"), quantity(1, "LTR")
    for meet in (lambda: mass + volume, lambda: mass - volume, lambda: mass < volume, lambda: mass <= volume):
        with pytest.raises(Invalid, match=r"by mass and one by volume cannot be put together\. Declare both by mass"):
            meet()
    with pytest.raises(Invalid, match="cannot be told in LTR"):
        in_unit(mass, "LTR")


def test_no_more_can_be_taken_than_there_is():
    with pytest.raises(Invalid, match="cannot be taken from"):
        quantity(1, "KGM") - quantity("1.000000001", "KGM")


@pytest.mark.parametrize("code", ["XXX", "kgm", "", "SET", "F13", "KWH"])
def test_a_unit_that_cannot_be_converted_exactly_is_refused(code):
    with pytest.raises(Invalid, match="such as KGM"):
        unit(code)


@pytest.mark.parametrize("amount", ["", "-1", "1,5", "1e3", "NaN", "٣", "1.", ".5", "0x1", "1" * 20, Decimal("1E+99")])
def test_what_is_not_written_as_an_amount_is_refused(amount):
    with pytest.raises(Invalid, match="is not an amount" if amount else "is missing"):
        quantity(amount, "KGM")


def test_a_float_is_refused():
    with pytest.raises(TypeError, match="never a float"):
        quantity(0.1, "KGM")  # type: ignore[arg-type]


def test_more_than_can_be_kept_is_refused():
    assert quantity("9223372036.854775807", "KGM").amount == LARGEST
    with pytest.raises(Invalid, match="more than can be kept"):
        quantity("9223372036.854775808", "KGM")


def test_a_quantity_below_zero_is_a_fault_of_the_program():
    with pytest.raises(ValueError, match="never below zero"):
        Quantity(-1, Dimension.MASS)


@given(st.integers(0, 10**18), st.sampled_from(sorted(UNITS)))
def test_a_quantity_written_in_any_unit_reads_as_the_same_again(amount, code):
    measured = Quantity(amount, UNITS[code].dimension)
    assert quantity(in_unit_text(measured, code), code) == measured


@given(st.decimals(0, 10**6, places=3), st.sampled_from(["KGM", "LBR", "LTR", "TNE"]))
def test_what_was_declared_is_written_as_it_was_declared(amount, code):
    assert Decimal(in_unit_text(quantity(amount, code), code)) == amount


def test_a_quantity_in_a_unit_of_another_dimension_cannot_be_written():
    with pytest.raises(Invalid, match="unit of mass"):
        in_unit_text(quantity("1", "KGM"), "LTR")
