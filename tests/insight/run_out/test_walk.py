"""When a site runs out, and on which days it stood still."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockgate.core.errors import Invalid
from lockgate.insight.run_out.walk import Delivery, RunOut, Standstill, WhyNone, run_out, stock_on

APRIL = date(2025, 4, 1)


def april(day):
    return APRIL + timedelta(days=day - 1)


def told(stock, usage, deliveries=(), *, data_day=30, horizon=90):
    return run_out(
        declared_on=APRIL,
        stock=stock,
        usage_a_day=usage,
        deliveries=[Delivery(april(day), amount) for day, amount in deliveries],
        data_date=april(data_day),
        horizon_days=horizon,
    )


def day_by_day(stock, usage, deliveries, data_day, horizon):
    """Walk through the days one at a time: the first day that stood still, and all of them up to the data's day."""
    still = []
    for day in range(1, data_day + horizon + 1):
        stock += sum(amount for on, amount in deliveries if on == day and on > 1)
        if stock >= usage:
            stock -= usage
        else:
            still.append(day)
    return (still[0] if still else None), [day for day in still if day <= data_day]


def test_a_stock_of_ten_that_is_used_by_one_a_day_covers_ten_days():
    assert told(10, 1).on == april(11)
    assert told(10, 1).standstills == (Standstill(april(11), april(30)),)


def test_what_is_less_than_a_day_of_usage_runs_no_day():
    assert told(29, 10).on == april(3)
    assert told(9, 10).on == april(1)


def test_a_delivery_on_the_morning_of_the_last_day_comes_in_time_and_a_day_later_does_not():
    assert told(10, 1, [(11, 100)]).on == april(111)
    assert told(10, 1, [(12, 100)]).standstills == (Standstill(april(11), april(11)),)


def test_a_delivery_too_small_for_a_day_interrupts_nothing_but_is_not_lost():
    assert told(0, 10, [(5, 6), (8, 4)]).standstills == (
        Standstill(april(1), april(7)),
        Standstill(april(9), april(30)),
    )


def test_a_delivery_up_to_the_day_of_declaration_is_in_the_declared_stock():
    assert told(10, 1, [(1, 500), (-3, 500)]).on == april(11)


def test_after_the_data_date_the_day_is_told_and_no_standstill():
    assert told(40, 1) == RunOut(april(41), None, ())


def test_beyond_the_horizon_no_day_is_told():
    assert told(120, 1) == RunOut(None, WhyNone.NOT_WITHIN_HORIZON, ())
    assert told(119, 1).on == april(120)


@pytest.mark.parametrize(
    ("stock", "usage", "why"),
    [
        (10, None, WhyNone.USAGE_UNKNOWN),
        (None, None, WhyNone.USAGE_UNKNOWN),
        (None, 5, WhyNone.STOCK_UNKNOWN),
        (0, 0, WhyNone.NOT_WITHIN_HORIZON),
        (None, 0, WhyNone.NOT_WITHIN_HORIZON),
    ],
)
def test_what_is_unknown_is_said_and_what_uses_nothing_never_runs_out(stock, usage, why):
    assert told(stock, usage) == RunOut(None, why, ())


def test_large_amounts_are_counted_to_the_last_microgram():
    a_day = 3 * 10**17 + 1
    assert told(10 * a_day, a_day).on == april(11)
    assert told(10 * a_day - 1, a_day).on == april(10)


@given(
    st.integers(0, 60),
    st.integers(1, 9),
    st.lists(st.tuples(st.integers(-2, 60), st.integers(0, 30)), max_size=8),
    st.integers(1, 40),
    st.integers(0, 40),
)
def test_it_is_what_walking_through_the_days_gives(stock, usage, deliveries, data_day, horizon):
    found = told(stock, usage, deliveries, data_day=data_day, horizon=horizon)
    first, still = day_by_day(stock, usage, deliveries, data_day, horizon)
    assert found.on == (april(first) if first else None)
    days = [one.first + timedelta(days=n) for one in found.standstills for n in range((one.last - one.first).days + 1)]
    assert days == [april(day) for day in still]
    joined = zip(found.standstills, found.standstills[1:], strict=False)
    assert all((later.first - earlier.last).days > 1 for earlier, later in joined)


@given(
    st.integers(0, 60),
    st.integers(0, 9),
    st.lists(st.tuples(st.integers(-2, 60), st.integers(0, 30)), max_size=8),
    st.integers(1, 40),
)
def test_the_stock_of_a_day_is_what_walking_through_the_days_leaves(stock, usage, deliveries, day):
    came = [Delivery(april(on), amount) for on, amount in deliveries]
    found = stock_on(declared_on=APRIL, stock=stock, usage_a_day=usage, deliveries=came, on=april(day))
    for walked in range(1, day + 1):
        stock += sum(amount for on, amount in deliveries if on == walked and on > 1)
        stock -= usage if stock >= usage and walked < day else 0
    assert found == stock


def test_the_stock_of_a_day_is_unknown_where_a_part_of_it_is():
    for stock, usage in ((None, 1), (1, None)):
        assert stock_on(declared_on=APRIL, stock=stock, usage_a_day=usage, deliveries=[], on=april(3)) is None


@pytest.mark.parametrize(("stock", "usage", "deliveries"), [(-1, 1, []), (1, -1, []), (1, 1, [(5, -1)])])
def test_an_amount_below_zero_is_refused(stock, usage, deliveries):
    with pytest.raises(Invalid, match="below zero"):
        told(stock, usage, deliveries)


def test_a_declaration_after_the_data_date_is_refused():
    with pytest.raises(Invalid, match="is not known on 2025-03-31"):
        told(1, 1, data_day=0)
