"""How long an applicant may answer an announced refusal."""

from datetime import date

import pytest

from lockgate.casework.refusal import answer_day, check_answer_in_time, check_applicant_was_heard
from lockgate.core.errors import NotPossibleNow
from lockgate.regimes.queries import working_calendar
from lockgate.regimes.shelf import law_of

CHINA = working_calendar(law_of("cn-dual-use"))
BY = date(2026, 3, 16)


def test_an_applicant_has_ten_working_days():
    assert answer_day(date(2026, 3, 2), CHINA) == BY
    # Saturday 14 February 1; 15 to 23 free; 24-27 5, Saturday 28 6; 2-5 March 10
    assert answer_day(date(2026, 2, 13), CHINA) == date(2026, 3, 5)


def test_where_working_days_cannot_be_counted_an_applicant_has_three_weeks():
    assert answer_day(date(2026, 3, 2), None) == date(2026, 3, 23)
    assert answer_day(date(2026, 12, 28), CHINA) == date(2027, 1, 18)


def test_nothing_is_refused_while_the_applicant_may_still_answer():
    with pytest.raises(NotPossibleNow, match="until 2026-03-16"):
        check_applicant_was_heard(answer_by=BY, answered=False, on=BY)
    check_applicant_was_heard(answer_by=BY, answered=True, on=BY)
    check_applicant_was_heard(answer_by=BY, answered=False, on=date(2026, 3, 17))


def test_an_announced_refusal_is_answered_once_and_in_time():
    check_answer_in_time(answer_by=BY, answered=False, on=BY)
    with pytest.raises(NotPossibleNow, match="answered before"):
        check_answer_in_time(answer_by=BY, answered=True, on=BY)
    with pytest.raises(NotPossibleNow, match="could be answered until 2026-03-16"):
        check_answer_in_time(answer_by=BY, answered=False, on=date(2026, 3, 17))
