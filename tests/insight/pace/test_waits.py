"""From dates to waits: what counts as pending, what is set aside and why, working days and stopped ones."""

from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockgate.core.errors import Invalid
from lockgate.insight.pace.waits import waits_of
from lockgate.insight.pace.working_days import working_days_between
from lockgate.regimes.shelf import law_of
from lockgate.regimes.working_calendar import WorkingCalendar

UNTIL = date(2025, 6, 30)
CALENDAR = WorkingCalendar(law_of("cn-dual-use").pack.calendar)
HEADER = ("id", "submitted_on", "decided_on", "outcome", "stopped_days")


def lines(*rows, **more):
    cells = [dict(zip(HEADER, row, strict=False)) for row in rows]
    return pa.Table.from_pylist([{name: cell.get(name, "") for name in HEADER} | more for cell in cells])


def reasons(waits):
    return {row.id: row.reason for row in waits.set_aside}


def test_a_wait_is_the_difference_of_two_dates_and_may_be_0():
    waits = waits_of(lines(("a", "2025-01-31", "2025-03-01", "granted"), ("b", "2025-01-31", "2025-01-31", "granted")))
    assert waits.days is not None and waits.days.tolist() == [29, 0] and waits.codes.tolist() == [1, 1]


def test_any_words_are_outcomes_and_granted_stands_first():
    waits = waits_of(
        lines(
            *((word, "2025-01-01", "2025-01-02", word) for word in ("refused", "granted", "lapsed", "approved in part"))
        )
    )
    assert waits.words == ("granted", "approved in part", "lapsed", "refused")
    assert waits.codes.tolist() == [4, 1, 3, 2]


def test_granted_and_pending_are_these_words_however_they_are_written():
    written = [("a", "Granted"), ("b", " GRANTED "), ("c", "granted"), ("d", "Refused")]
    rows = [(name, "2025-01-01", "2025-01-02", word) for name, word in written]
    waits = waits_of(lines(*rows, ("e", "2025-01-01", "", "Pending"), ("f", "2025-01-01", "", "Granted")), until=UNTIL)
    assert waits.words == ("granted", "Refused") and waits.codes.tolist() == [1, 1, 1, 2, 0]
    assert reasons(waits) == {"f": "It is granted and has no day of decision."}


def test_a_row_without_a_name_is_set_aside_without_one():
    rows = pa.table({"id": [None], "submitted_on": ["soon"], "decided_on": ["2025-01-02"], "outcome": ["granted"]})
    assert [row.id for row in waits_of(rows).set_aside] == [""]


def test_a_row_without_a_decision_has_waited_to_the_last_day_and_so_has_one_that_is_decided_later():
    waits = waits_of(
        lines(("a", "2025-06-01", "", ""), ("b", "2025-06-20", "2025-07-01", "granted"), ("c", "2025-06-30", "", "")),
        until=UNTIL,
    )
    assert waits.days is not None and waits.days.tolist() == [29, 10, 0] and waits.codes.tolist() == [0, 0, 0]


def test_a_decision_on_the_last_day_counts():
    waits = waits_of(lines(("a", "2025-06-01", "2025-06-30", "granted")), until=UNTIL)
    assert waits.codes.tolist() == [1]


def test_where_a_row_is_pending_the_last_day_must_be_given():
    with pytest.raises(Invalid, match=r"Line 2 is pending.*--until"):
        waits_of(lines(("a", "2025-01-01", "2025-01-02", "granted"), ("b", "2025-01-01", "", "")))


def test_what_cannot_be_is_set_aside_with_its_reason():
    told = reasons(
        waits_of(
            lines(
                ("late", "2025-07-01", "", ""),
                ("before", "2025-02-01", "2025-01-31", "granted"),
                ("no day", "", "2025-01-31", "granted"),
                ("no date", "2025-02-30", "", ""),
                ("words", "2025-02-01", "soon", "granted"),
                ("no outcome", "2025-02-01", "2025-02-03", ""),
                ("still", "2025-02-01", "2025-02-03", "pending"),
                ("no decision", "2025-02-01", "", "granted"),
                ("any", "2025-02-01", "2025-02-03", "any"),
                ("stopped", "2025-02-01", "2025-02-03", "granted", "3"),
                ("minus", "2025-02-01", "2025-02-03", "granted", "-1"),
                ("old", "0001-01-01", "2025-02-03", "granted"),
                ("good", "2025-02-01", "2025-02-03", "granted", "2"),
            ),
            until=UNTIL,
        )
    )
    assert told == {
        "late": "It was submitted on 2025-07-01, after 2025-06-30, the last day.",
        "before": "Decided on 2025-01-31, before its submission on 2025-02-01.",
        "no day": "It has no day of submission.",
        "no date": "submitted_on is no date: '2025-02-30'. Write it as 2025-04-30.",
        "words": "decided_on is no date: 'soon'. Write it as 2025-04-30.",
        "no outcome": "It has a day of decision and no outcome.",
        "still": "It has a day of decision and no outcome.",
        "no decision": "It is granted and has no day of decision.",
        "any": "The outcome cannot be called 'any': that is the word for all that ended.",
        "stopped": "The clock was stopped for 3 days of a wait of 2.",
        "minus": "stopped_days is no whole number: '-1'.",
        "old": "A wait of 739284 days is a wrong date.",
    }


def test_a_refusal_without_a_day_is_pending_whatever_other_rows_say():
    alone = lines(("a", "2025-06-01", "", "refused"))
    beside = lines(("a", "2025-06-01", "", "refused"), ("b", "2025-06-01", "2025-06-02", "refused"))
    assert waits_of(alone, until=UNTIL).codes.tolist() == [0]
    assert waits_of(beside, until=UNTIL).codes.tolist() == [0, 1]


def test_the_state_of_a_case_in_place_of_an_outcome_is_pending():
    waits = waits_of(lines(("a", "2025-06-01", "", "in review"), ("b", "2025-06-01", "", "pending")), until=UNTIL)
    assert waits.codes.tolist() == [0, 0] and not waits.set_aside


def test_stopped_days_are_taken_off_also_of_a_wait_that_goes_on():
    waits = waits_of(
        lines(("a", "2025-06-01", "2025-06-11", "granted", "10"), ("b", "2025-06-20", "", "", "4")), until=UNTIL
    )
    assert waits.days is not None and waits.days.tolist() == [0, 6]


def test_dates_and_numbers_of_arrow_are_read_as_well():
    rows = pa.table(
        {
            "id": ["a", "b"],
            "submitted_on": [date(2025, 1, 1), date(2025, 1, 1)],
            "decided_on": pa.array([date(2025, 1, 5), None], pa.date32()),
            "outcome": ["granted", None],
            "stopped_days": pa.array([1, None], pa.int64()),
        }
    )
    waits = waits_of(rows, until=date(2025, 1, 11))
    assert waits.days is not None and waits.days.tolist() == [3, 10] and waits.codes.tolist() == [1, 0]


def test_too_many_outcomes_are_a_wrong_column():
    with pytest.raises(Invalid, match="101 different words"):
        waits_of(lines(*((str(n), "2025-01-01", "2025-01-02", f"word {n}") for n in range(101))))


def test_working_days_leave_out_the_holidays_of_the_regime():
    # From Thursday 2025-04-30 the days of May Day are free to the 5th, and the 6th is the first that counts.
    waits = waits_of(lines(("a", "2025-04-30", "2025-05-07", "granted")), calendar=CALENDAR)
    assert waits.days is not None and waits.days.tolist() == [2]


def test_a_year_that_the_calendar_lacks_is_set_aside_and_never_guessed():
    waits = waits_of(lines(("a", "2019-12-30", "2020-01-02", "granted")), calendar=CALENDAR)
    assert reasons(waits) == {"a": "The working calendar does not know 2019."} and not len(waits.place)


@given(st.lists(st.tuples(st.integers(0, 700), st.integers(0, 90)), max_size=8))
def test_many_rows_are_counted_as_the_calendar_counts_one(spans):
    first = np.datetime64(f"{min(CALENDAR.years)}-01-01")
    start = np.array([first + each for each, _ in spans], "datetime64[D]")
    end = start + np.array([length for _, length in spans], "timedelta64[D]")
    counted, missing = working_days_between(CALENDAR, start, end)
    for one, begins, ends, lacks in zip(counted, start.tolist(), end.tolist(), missing, strict=True):
        if np.isnat(lacks):
            assert one == CALENDAR.working_days_between(begins, ends)
        else:
            assert lacks.astype(object).year not in CALENDAR.years
