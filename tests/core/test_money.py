"""Money as whole numbers of a currency's smallest unit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockgate.core.amounts import LARGEST
from lockgate.core.errors import Invalid
from lockgate.core.money import MINOR_DIGITS, Money, money


@pytest.mark.parametrize(
    ("amount", "currency", "smallest", "printed"),
    [
        ("1250.5", "EUR", 125_050, "1250.50 EUR"),
        (3, "JPY", 3, "3 JPY"),
        ("0.001", "KWD", 1, "0.001 KWD"),
        ("12.00", "TRY", 1200, "12.00 TRY"),
        ("0.00", "CNY", 0, "0.00 CNY"),
    ],
)
def test_a_value_is_kept_in_the_smallest_unit(amount, currency, smallest, printed):
    assert money(amount, currency) == Money(smallest, currency)
    assert str(money(amount, currency)) == printed


@given(st.integers(0, LARGEST), st.sampled_from(sorted(MINOR_DIGITS)))
def test_a_value_that_was_printed_is_read_again(smallest, currency):
    amount, printed_currency = str(Money(smallest, currency)).split()
    assert money(amount, printed_currency) == Money(smallest, currency)


def test_two_currencies_never_meet():
    euro, yen = money(1, "EUR"), money(1, "JPY")
    for meet in (lambda: euro + yen, lambda: euro - yen, lambda: euro < yen, lambda: euro <= yen):
        with pytest.raises(Invalid, match="Lockgate converts no currency"):
            meet()


def test_values_of_one_currency_add_and_compare():
    assert money("0.10", "EUR") + money("0.20", "EUR") == money("0.30", "EUR")
    assert money("0.30", "EUR") - money("0.20", "EUR") == money("0.10", "EUR")
    assert money("0.10", "EUR") < money("0.20", "EUR") <= money("0.20", "EUR")
    with pytest.raises(Invalid, match="cannot be taken"):
        money("0.10", "EUR") - money("0.20", "EUR")


@pytest.mark.parametrize(("amount", "currency"), [("0.001", "EUR"), ("0.5", "JPY")])
def test_a_value_finer_than_its_currency_is_refused_and_not_rounded(amount, currency):
    with pytest.raises(Invalid, match="digits after the point"):
        money(amount, currency)


@pytest.mark.parametrize("currency", ["XXX", "eur", "", "元"])
def test_an_unknown_currency_is_refused(currency):
    with pytest.raises(Invalid, match="ISO 4217"):
        money(1, currency)


def test_more_than_can_be_kept_is_refused():
    with pytest.raises(Invalid, match="more than can be kept"):
        money(LARGEST, "EUR")


def test_a_value_below_zero_is_a_fault_of_the_program():
    with pytest.raises(ValueError, match="never below zero"):
        Money(-1, "EUR")
