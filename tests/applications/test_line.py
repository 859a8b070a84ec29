"""A line is counted exactly, or refused with every field that is wrong."""

from dataclasses import replace

import pytest

from lockgate.applications.line import counted_line
from lockgate.core.errors import Invalid
from lockgate.core.money import Money
from lockgate.core.quantities import Dimension, Quantity
from lockgate.regimes.shelf import law_of
from tests.factories.applications import MAGNETS

LAW = law_of("cn-dual-use")


def faults_of(**facts):
    with pytest.raises(Invalid) as raised:
        counted_line(LAW, replace(MAGNETS, **facts))
    return set(raised.value.fields)


def test_a_line_is_counted_in_the_smallest_units_and_its_codes_are_spelt_as_the_regime_does():
    counted = counted_line(LAW, replace(MAGNETS, entry=" 1c904.A.4 ", goods_code="8505.11 10 00"))
    assert counted.measured == Quantity(1_200_000_000_000, Dimension.MASS)
    assert counted.worth == Money(9_600_000, "USD")
    assert (counted.facts.entry, counted.facts.goods_code) == ("1C904.a.4", "8505111000")
    assert counted.facts.quantity == "1200"


@pytest.mark.parametrize(
    "quantity",
    [
        "0",
        "0.000",
        "-1",
        "NaN",
        "Infinity",
        "1e308",
        "1E3",
        "0." + "1" * 19,
        "0." + "1" * 40,
        "9" * 40,
        "9" * 19,
        "1,5",
        "",
        " 1",
        "١",
    ],
)
def test_a_quantity_that_is_no_exact_amount_above_zero_is_refused(quantity):
    assert faults_of(quantity=quantity) == {"quantity"}


@pytest.mark.parametrize("unit", ["", "kg", "MTR", "KWH", "XXX"])
def test_a_unit_that_does_not_convert_is_refused(unit):
    assert faults_of(unit=unit) == {"unit"}


@pytest.mark.parametrize("currency", ["", "usd", "XXX", "BTC", "DEM"])
def test_an_unknown_currency_is_refused(currency):
    assert faults_of(currency=currency) == {"currency"}


@pytest.mark.parametrize("value", ["-1", "NaN", "1e308", "1.234", "0." + "1" * 40, ""])
def test_a_value_that_is_no_exact_amount_is_refused(value):
    assert faults_of(value=value) == {"value"}


def test_a_value_of_zero_is_a_gift_and_accepted():
    assert counted_line(LAW, replace(MAGNETS, value="0")).worth.amount == 0


def test_a_line_without_an_item_is_refused():
    assert faults_of(entry="", goods_code="") == {"entry", "goods_code"}


def test_a_code_that_breaks_the_grammar_is_refused():
    assert faults_of(entry="magnets") == {"entry"}
    assert faults_of(goods_code="85-05") == {"goods_code"}


def test_all_faults_of_a_line_are_told_at_once():
    assert faults_of(entry="magnets", quantity="-1", unit="kg", value="x", currency="XXX", description="a\x00") == {
        "entry",
        "quantity",
        "unit",
        "value",
        "currency",
        "description",
    }
