"""Pace: incidence by outcome with pending lines counted, and its variance."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockgate.core.errors import Invalid
from lockgate.insight.pace.curves import pace_of
from lockgate.insight.pace.estimate import DAYS_MAX
from lockgate.insight.pace.outcome import OUTCOMES, Outcome
from tests.insight.pace.redistribution import incidence, variance

PENDING, GRANTED, REFUSED, RETURNED, WITHDRAWN = Outcome
LINES = st.lists(st.tuples(st.integers(0, 12), st.sampled_from(Outcome)), min_size=1, max_size=25)
SOME_LINES = (
    [0, 3, 3, 5, 5, 5, 8, 8, 10, 10, 12, 12, 12, 15, 15, 20, 20, 21, 25, 30],
    [2, 1, 0, 1, 3, 0, 1, 1, 0, 2, 1, 4, 0, 1, 1, 0, 3, 1, 0, 0],
)


def pace(lines):
    return pace_of([waited for waited, _ in lines], [outcome for _, outcome in lines])


def test_a_pending_line_counts_for_those_that_wait_as_long_and_no_longer():
    # Day 1: one of four granted. The second is pending since day 1, so that two are at risk on day 2: S = 3/4 * 1/2.
    curves = pace([(1, GRANTED), (1, PENDING), (2, GRANTED), (3, PENDING)])
    assert [curves.incidence(GRANTED, day).at_risk for day in range(4)] == [4, 4, 2, 1]
    assert [curves.incidence(GRANTED, day).share for day in range(4)] == pytest.approx([0, 0.25, 0.625, 0.625])
    # F(2) = h1 + (1 - h1) h2: Var = (1 - h2)^2 h1 (1 - h1) / 4 + (1 - h1)^2 h2 (1 - h2) / 2 = 3/256 + 9/128.
    assert curves.incidence(GRANTED, 2).se ** 2 == pytest.approx(21 / 256)


def test_the_interval_of_any_end_is_that_of_who_still_waits():
    # Half of four still wait, with an error of 1/4: 1 - S ** exp(-+1.96 / 4 / (S |log S|)), S = 1/2.
    any_end = pace([(1, GRANTED), (1, REFUSED), (2, PENDING), (2, PENDING)]).incidence_of_any(1)
    width = math.exp(1.959964 / 4 / (0.5 * math.log(2)))
    assert (any_end.low, any_end.high) == pytest.approx((1 - 0.5 ** (1 / width), 1 - 0.5**width))


def test_with_ties_it_is_what_survfit_of_r_gives():
    # R 4.2.2 with survival 3.5.3, d and o being SOME_LINES:
    # summary(survfit(Surv(d, factor(o, 0:4)) ~ 1, conf.type = "log-log"), times = c(5, 12, 20))
    told: dict[int, list[tuple[float | None, ...]]] = {
        5: [
            (0.102941176470588, 0.0690200297184863, 0.0173774872571348, 0.279278856648347),
            (0.05, 0.0487339717240449, 0.00345401608468275, 0.205299294570396),
            (0.0529411764705882, 0.0515118470324416, 0.00361318122063353, 0.215315673933960),
            (0, 0, None, None),
        ],
        12: [
            (0.278781512605042, 0.1067295224437018, 0.1004192658271976, 0.491708546875204),
            (0.10672268907563, 0.0715691343861603, 0.01784434771212786, 0.288366961438826),
            (0.0529411764705882, 0.0515118470324416, 0.00361318122063353, 0.215315673933960),
            (0.0623949579831933, 0.0602645897439024, 0.00413198960286426, 0.24605917172868),
        ],
        20: [
            (0.421398559423769, 0.1234617294114144, 0.1864640087748717, 0.641047364924539),
            (0.10672268907563, 0.0715691343861603, 0.01784434771212786, 0.288366961438826),
            (0.1242496998799520, 0.0830908009731674, 0.02004439327397860, 0.328778730511401),
            (0.0623949579831933, 0.0602645897439024, 0.00413198960286426, 0.24605917172868),
        ],
    }
    curves = pace_of(*SOME_LINES)
    for day, rows in told.items():
        for outcome, row in zip(OUTCOMES, rows, strict=True):
            assert curves.incidence(outcome, day)[3:7] == pytest.approx(row, abs=1e-12), (day, outcome)
    assert [curves.incidence(GRANTED, day).at_risk for day in told] == [17, 10, 5]
    assert curves.incidence_of_any(12).se == pytest.approx(0.1200883256252908, abs=1e-12)


@given(LINES, st.integers(0, 12))
def test_it_is_what_redistribution_to_the_right_gives(lines, day):
    curves = pace(lines)
    for outcome in OUTCOMES:
        told = curves.incidence(outcome, day, carried=True)
        assert told.share == pytest.approx(float(incidence(lines, day, {outcome})), abs=1e-12)
        expected = variance(lines, lambda w, outcome=outcome: incidence(lines, day, {outcome}, w))
        assert told.se**2 == pytest.approx(expected, abs=1e-12)


@given(LINES, st.integers(0, 12))
def test_the_share_of_decided_has_the_variance_of_the_ratio(lines, day):
    told = pace(lines).share_of_decided(GRANTED, day, carried=True)
    any_end = incidence(lines, day, set(OUTCOMES))
    if not any_end:
        assert told.share is None and told.note == f"No line was decided within {day} days."
        return
    assert told.share == pytest.approx(float(incidence(lines, day, {GRANTED}) / any_end), abs=1e-12)
    expected = variance(lines, lambda w: incidence(lines, day, {GRANTED}, w) / incidence(lines, day, set(OUTCOMES), w))
    assert told.se**2 == pytest.approx(expected, abs=1e-12)


def test_where_nothing_is_pending_the_share_of_decided_is_a_plain_share():
    curves = pace([(day, GRANTED if day % 4 else REFUSED) for day in range(1, 41)])
    told = curves.share_of_decided(GRANTED, 20)
    assert told.share == pytest.approx(15 / 20)
    # Of 40 lines; that 20 of them are decided by then is itself chance, and the ratio does not depend on it.
    assert told.se == pytest.approx(math.sqrt(0.75 * 0.25 / 20))


@given(LINES)
def test_what_is_pending_and_what_is_decided_sum_to_one(lines):
    curves = pace(lines)
    assert np.allclose(curves.state.sum(axis=1), 1.0, atol=1e-12)
    for day in range(curves.followed_to + 1):
        parts = [curves.incidence(outcome, day).share for outcome in OUTCOMES]
        assert curves.incidence_of_any(day).share == pytest.approx(sum(parts), abs=1e-12)


@given(LINES, st.integers(0, 15), st.sampled_from(OUTCOMES))
def test_an_interval_holds_its_estimate_or_is_empty_with_a_note_and_nothing_is_nan(lines, day, outcome):
    curves = pace(lines)
    for told in (curves.incidence(outcome, day), curves.share_of_decided(outcome, day), curves.incidence_of_any(day)):
        assert not any(isinstance(value, float) and math.isnan(value) for value in told)
        if told.note:
            assert told.low is None and told.high is None
        else:
            assert 0 <= told.low <= told.share <= told.high <= 1


def test_beyond_follow_up_it_is_empty_and_says_so():
    told = pace([(10, GRANTED), (30, PENDING)]).incidence(GRANTED, 31)
    assert told[2:] == (0, None, None, None, None, "No line was followed for 31 days: the longest wait is 30 days.")


def test_of_no_line_nothing_is_told():
    curves = pace([])
    assert curves.followed_to is None and curves.first_day_reaching(0.5) is None
    assert curves.incidence(GRANTED, 0).note == curves.share_of_decided(GRANTED, 0).note == "There is no line."


def test_a_decision_on_the_day_of_submission_counts_from_day_0():
    assert pace([(0, GRANTED), (4, PENDING)]).incidence(GRANTED, 0).share == pytest.approx(0.5)


def test_where_all_are_pending_the_incidence_is_0_without_an_interval():
    told = pace([(4, PENDING), (9, PENDING)]).incidence(GRANTED, 9)
    assert told[3:] == (0.0, 0.0, None, None, "At 0% there is no interval of this kind.")


@pytest.mark.parametrize(
    ("days", "outcomes", "said"),
    [
        ([3, -1], [1, 1], "Line 2 waited -1 days."),
        ([DAYS_MAX + 1], [1], f"Line 1 waited {DAYS_MAX + 1} days."),
        ([3], [5], "5 (line 1) is no outcome."),
        ([3, 4], [1], "not of one length"),
        ([3.5], [1], "must be whole numbers"),
    ],
)
def test_what_is_no_wait_and_no_outcome_is_refused(days, outcomes, said):
    with pytest.raises(Invalid) as refused:
        pace_of(days, outcomes)
    assert said in str(refused.value)


def test_a_day_before_submission_is_refused():
    with pytest.raises(Invalid, match="Day -1 lies before the submission"):
        pace([(3, GRANTED)]).incidence(GRANTED, -1)
