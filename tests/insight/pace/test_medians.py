"""The median days to decision with pending lines counted, and the naive one."""

from statistics import median_low

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockgate.insight.pace.medians import days_to_decision
from lockgate.insight.pace.outcome import Outcome

PENDING, GRANTED, REFUSED, _, WITHDRAWN = Outcome


def test_the_naive_median_leaves_out_whoever_still_waits():
    # Ten lines: four decided on days 5, 6, 7, 8, six still pending after 40 days. Half is never reached.
    days, outcomes = [5, 6, 7, 8] + [40] * 6, [GRANTED, GRANTED, REFUSED, WITHDRAWN] + [PENDING] * 6
    told = days_to_decision(days, outcomes)
    assert (told.counted, told.naive) == (None, 6)
    assert told.sentence == (
        "Fewer than half of 10 lines were decided within 40 days: no median is reached, with the 6 pending ones "
        "counted. Of the 4 decided ones alone half were decided within 6 days, which misleads: it leaves out whoever "
        "still waits."
    )


def test_the_counted_median_is_the_first_day_by_which_half_had_ended():
    told = days_to_decision([1, 2, 3, 30, 30, 30], [GRANTED, GRANTED, REFUSED, GRANTED, PENDING, PENDING])
    assert (told.counted, told.naive) == (3, 2)
    assert told.sentence.startswith("Half of 6 lines were decided within 3 days, with the 2 pending ones counted.")


@given(st.lists(st.integers(0, 50), min_size=1, max_size=40))
def test_where_none_is_pending_both_medians_are_the_plain_one(days):
    told = days_to_decision(days, [GRANTED] * len(days))
    assert told.counted == told.naive == median_low(days)
    assert told.sentence.endswith("; none is pending.")


@pytest.mark.parametrize(
    ("days", "said"),
    [([], "There is no line, so no median."), ([4, 9], "Fewer than half of 2 lines were decided within 9 days")],
)
def test_without_any_decision_there_is_no_median(days, said):
    told = days_to_decision(days, [PENDING] * len(days))
    assert told.counted is None and told.naive is None
    assert told.sentence.startswith(said)
