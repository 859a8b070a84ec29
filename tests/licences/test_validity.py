"""What holds of a licence on a day: the table of standings, the order of what is shown, and whose day it is."""

from datetime import UTC, date, datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockgate.core.clock import FrozenClock, use_clock
from lockgate.core.errors import Invalid, NotPossibleNow
from lockgate.licences.validity import (
    Standing,
    StandingVerb,
    State,
    last_day,
    local_day,
    standing_after,
    state_of,
)

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)
POSSIBLE = {
    (Standing.IN_FORCE, StandingVerb.SUSPEND): Standing.SUSPENDED,
    (Standing.IN_FORCE, StandingVerb.REVOKE): Standing.REVOKED,
    (Standing.SUSPENDED, StandingVerb.REINSTATE): Standing.IN_FORCE,
    (Standing.SUSPENDED, StandingVerb.REVOKE): Standing.REVOKED,
}


@pytest.mark.parametrize(("standing", "verb"), list(product(Standing, StandingVerb)))
def test_a_standing_takes_the_steps_of_the_table_and_no_other(standing, verb):
    if (standing, verb) in POSSIBLE:
        assert standing_after("LI-1", standing, verb) is POSSIBLE[standing, verb]
    else:
        with pytest.raises(NotPossibleNow, match=f"LI-1 is {standing.value.replace('_', ' ')}") as refusal:
            standing_after("LI-1", standing, verb)
        assert refusal.value.mend


@pytest.mark.parametrize(
    ("standing", "on", "used_up", "shown"),
    [
        ("revoked", "2026-02-28", True, State.REVOKED),
        ("revoked", "2026-04-01", True, State.REVOKED),
        ("suspended", "2026-02-28", False, State.SUSPENDED),
        ("suspended", "2026-04-01", True, State.SUSPENDED),
        ("in_force", "2026-02-28", True, State.NOT_YET_VALID),
        ("in_force", "2026-04-01", True, State.EXPIRED),
        ("in_force", "2026-03-31", True, State.EXHAUSTED),
        ("in_force", "2026-03-01", False, State.IN_FORCE),
        ("in_force", "2026-03-31", False, State.IN_FORCE),
    ],
)
def test_of_what_is_the_case_the_gravest_is_shown_and_both_days_are_included(standing, on, used_up, shown):
    assert state_of(Standing(standing), FIRST, LAST, on=date.fromisoformat(on), used_up=used_up) is shown


def test_the_states_stand_in_the_order_in_which_they_are_shown():
    assert [state.value for state in State] == [
        "revoked",
        "suspended",
        "not_yet_valid",
        "expired",
        "exhausted",
        "in_force",
    ]


def test_a_licence_counts_the_days_of_its_regime_and_those_of_utc_where_the_regime_is_not_held():
    with use_clock(FrozenClock(datetime(2026, 3, 31, 17, 0, tzinfo=UTC))):
        assert local_day("cn-dual-use") == date(2026, 4, 1)
        assert local_day("") == local_day("nowhere") == date(2026, 3, 31)
    with use_clock(FrozenClock(datetime(2026, 4, 1, 1, 0, tzinfo=UTC))):
        assert local_day("us-ear") == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        ("2026-03-01", 12, "2027-02-28"),
        ("2026-11-25", 12, "2027-11-24"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2023-08-29", 6, "2024-02-28"),
        ("2023-08-30", 6, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-12-01", 1, "2026-12-31"),
    ],
)
def test_a_licence_of_some_months_ends_the_day_before_or_on_the_last_of_a_shorter_month(first, months, last):
    assert last_day(date.fromisoformat(first), months) == date.fromisoformat(last)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 120))
def test_a_longer_licence_never_ends_earlier_and_none_ends_before_it_begins(first, months):
    assert first <= last_day(first, months) < last_day(first, months + 1)


def test_a_licence_of_no_months_is_refused():
    with pytest.raises(Invalid, match="0 months"):
        last_day(FIRST, 0)
