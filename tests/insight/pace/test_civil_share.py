"""The share granted of civil end uses: the bounds are the least and the greatest of every choice."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockgate.core.errors import Invalid
from lockgate.insight.pace.civil_share import civil_incidence, civil_share_of_decided
from lockgate.insight.pace.curves import pace_of
from lockgate.insight.pace.outcome import OUTCOMES, Outcome
from tests.insight.pace.redistribution import incidence

PENDING, GRANTED, REFUSED, RETURNED, WITHDRAWN = Outcome
ONE_LINE = st.tuples(st.integers(0, 8), st.sampled_from([PENDING, PENDING, GRANTED, REFUSED, WITHDRAWN]))
KNOWN = st.lists(ONE_LINE, max_size=6)
OPEN = st.lists(ONE_LINE, max_size=10)


def bounds(ask, known, undetermined, day):
    lines = known + undetermined
    days, outcomes = [line[0] for line in lines], [line[1] for line in lines]
    return ask(days, outcomes, ["civil"] * len(known) + [None] * len(undetermined), day)


def each_choice(known, undetermined):
    for taken in product([False, True], repeat=len(undetermined)):
        chosen = known + [line for line, is_civil in zip(undetermined, taken, strict=True) if is_civil]
        if chosen:
            yield chosen


@given(KNOWN, OPEN, st.integers(0, 8))
def test_the_bounds_of_the_incidence_are_the_least_and_the_greatest_of_every_choice(known, undetermined, day):
    told = bounds(civil_incidence, known, undetermined, day)
    if not any(waited >= day for waited, _ in known + undetermined):
        assert told.low is None and told.high is None and told.note
        return
    shares = [incidence(chosen, day, {GRANTED}) for chosen in each_choice(known, undetermined)]
    assert (told.low, told.high) == pytest.approx((float(min(shares)), float(max(shares))), abs=1e-9)


@given(KNOWN, OPEN, st.integers(0, 8))
def test_the_bounds_of_the_share_of_decided_are_the_least_and_the_greatest_of_every_choice(known, undetermined, day):
    told = bounds(civil_share_of_decided, known, undetermined, day)
    shares = [
        incidence(chosen, day, {GRANTED}) / any_end
        for chosen in each_choice(known, undetermined)
        if (any_end := incidence(chosen, day, set(OUTCOMES)))
    ]
    if not shares or not any(waited >= day for waited, _ in known + undetermined):
        assert told.low is None and told.high is None and told.note
        return
    assert (told.low, told.high) == pytest.approx((float(min(shares)), float(max(shares))), abs=1e-9)


@given(KNOWN, OPEN, st.integers(0, 8))
def test_the_share_where_all_open_lines_are_civil_lies_between_the_bounds(known, undetermined, day):
    told = bounds(civil_incidence, known, undetermined, day)
    if told.low is None or told.high is None:
        assert told.taken_as_civil is None
        return
    assert told.taken_as_civil == pytest.approx(incidence(known + undetermined, day, {GRANTED}))
    assert told.low - 1e-9 <= told.taken_as_civil <= told.high + 1e-9


def test_without_censoring_the_bounds_are_those_of_counting():
    # Known civil: 3 granted, 1 refused by day 20, 2 wait. Undetermined: 2 granted, 3 refused, 5 wait; all followed.
    known = [(5, GRANTED)] * 3 + [(6, REFUSED)] + [(30, PENDING)] * 2
    undetermined = [(7, GRANTED)] * 2 + [(8, REFUSED)] * 3 + [(30, PENDING)] * 5
    told = bounds(civil_incidence, known, undetermined, 20)
    assert (told.civil, told.open_lines) == (6, 10)
    assert (told.low, told.high) == pytest.approx((3 / (6 + 3 + 5), (3 + 2) / (6 + 2)))
    of_decided = bounds(civil_share_of_decided, known, undetermined, 20)
    assert (of_decided.low, of_decided.high) == pytest.approx((3 / (4 + 3), (3 + 2) / (4 + 2)))


def test_where_every_end_use_is_known_both_bounds_are_the_estimate_and_the_interval_is_its_own():
    known = [(3, GRANTED), (4, PENDING), (5, REFUSED), (6, GRANTED), (9, PENDING)]
    told, plain = bounds(civil_incidence, known, [], 7), pace_of(*zip(*known, strict=True)).incidence(GRANTED, 7)
    assert told.low == told.high == plain.share
    assert (told.interval_low, told.interval_high) == (plain.low, plain.high)


def test_military_and_mixed_lines_are_not_civil_and_undetermined_may_be():
    days, outcomes = [5, 5, 5, 5, 20], [GRANTED, REFUSED, REFUSED, REFUSED, PENDING]
    told = civil_incidence(days, outcomes, ["civil", "military", "mixed", "undetermined", "civil"], 10)
    assert (told.civil, told.open_lines) == (2, 1)
    assert (told.low, told.high) == pytest.approx((1 / 3, 1 / 2))


def test_an_open_line_that_waits_since_the_day_of_a_decision_was_at_risk_on_it():
    known = [(5, GRANTED), (9, PENDING)]
    assert bounds(civil_incidence, known, [(5, PENDING)], 7).low == pytest.approx(1 / 3)
    assert bounds(civil_incidence, known, [(4, PENDING)], 7).low == pytest.approx(1 / 2)


def test_the_least_share_of_decided_is_found_where_the_first_improvement_is_not_the_last():
    known, undetermined = [(1, PENDING), (4, GRANTED)], [(1, REFUSED), (4, PENDING), (5, PENDING), (6, PENDING)]
    every_choice = [
        incidence(chosen, 6, {GRANTED}) / incidence(chosen, 6, set(OUTCOMES))
        for chosen in each_choice(known, undetermined)
    ]
    assert bounds(civil_share_of_decided, known, undetermined, 6).low == pytest.approx(float(min(every_choice)))


def test_many_open_lines_are_bounded_too():
    days = [index * 7 % 90 for index in range(20_000)]
    outcomes = [Outcome(index % 5) if index % 3 else PENDING for index in range(20_000)]
    assessments = ["civil" if index % 2 and outcomes[index] else None for index in range(20_000)]
    told = civil_incidence(days, outcomes, assessments, 45)
    rising = np.array([0, told.interval_low, told.low, told.high, told.interval_high, 1], dtype=float)
    assert (np.diff(rising) > 0).all()


def test_where_no_line_is_known_to_be_civil_the_bounds_say_so():
    told = civil_incidence([5, 20], [GRANTED, PENDING], [None, "undetermined"], 10)
    assert (told.low, told.high) == (0.0, 1.0)
    assert told.note.startswith("No line is known to be civil")


def test_of_no_line_nothing_is_told():
    assert civil_incidence([5], [GRANTED], ["military"], 5).note == "Of what is or may be civil: There is no line."


@pytest.mark.parametrize(
    ("assessments", "said"), [(["civilian"], "'civilian' is no assessment"), ([], "not one outcome and one assessment")]
)
def test_another_word_and_a_missing_one_are_refused(assessments, said):
    with pytest.raises(Invalid, match=said):
        civil_incidence([5], [GRANTED], assessments, 5)
