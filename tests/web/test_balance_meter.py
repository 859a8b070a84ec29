"""A balance is drawn in shares of what is allowed, and told in words."""

import pytest

from lockgate.web.balance_meter import balance_meter


def grams(count):
    return f"{count} g"


def test_the_shares_are_those_of_what_is_allowed():
    meter = balance_meter(drawn=312, reserved=40, allowed=500, written=grams)
    assert (meter.drawn_share, meter.reserved_share) == ("62.40%", "8.00%")
    assert (meter.drawn, meter.reserved, meter.left, meter.allowed) == ("312 g", "40 g", "148 g", "500 g")


@pytest.mark.parametrize("allowed", [0, 1, 10**18])
def test_an_empty_balance_draws_nothing(allowed):
    meter = balance_meter(drawn=0, reserved=0, allowed=allowed, written=grams)
    assert (meter.drawn_share, meter.reserved_share, meter.left) == ("0.00%", "0.00%", grams(allowed))
