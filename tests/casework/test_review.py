"""For whom a decision waits, and what a recommendation may say."""

from datetime import date

import pytest

from lockgate.casework.review import Asked, awaited, check_reviews_are_in, checked_due_day, checked_recommendation
from lockgate.core.errors import Invalid, NotPossibleNow

DUE = date(2026, 3, 9)
SILENT = Asked("Ministry of Industry", DUE, "")


def test_a_decision_waits_for_a_body_until_its_day_is_past():
    assert awaited([SILENT], DUE) == (SILENT,)
    assert awaited([SILENT], date(2026, 3, 10)) == ()
    with pytest.raises(NotPossibleNow, match=r"awaited from Ministry of Industry \(until 2026-03-09\)"):
        check_reviews_are_in([SILENT], DUE)


def test_a_decision_does_not_wait_for_a_body_that_has_answered():
    check_reviews_are_in([SILENT._replace(recommendation="no_view")], DUE)


def test_a_body_is_given_a_day_that_is_ahead():
    assert checked_due_day(date(2026, 3, 10), DUE) == date(2026, 3, 10)
    with pytest.raises(Invalid, match="today or past"):
        checked_due_day(DUE, DUE)


def test_a_mistyped_year_does_not_hold_the_case_for_ever():
    assert checked_due_day(date(2027, 3, 9), DUE) == date(2027, 3, 9)
    with pytest.raises(Invalid, match=r"more than a year ahead.*until 2027-03-10"):
        checked_due_day(date(2206, 3, 10), DUE)


def test_a_recommendation_is_one_of_four_words():
    assert checked_recommendation("grant_with_conditions").words == "grant with conditions"
    with pytest.raises(Invalid, match="'maybe' is no recommendation"):
        checked_recommendation("maybe")
