"""The order in which cases wait, and the cursor that remembers a place in it."""

from datetime import date

import pytest

from lockgate.casework.queues import place_at, place_of
from lockgate.core.errors import Invalid


def test_what_is_due_soonest_comes_first_then_what_is_oldest():
    soon = place_of("CA-3", date(2026, 3, 9), date(2026, 5, 1))
    old = place_of("CA-1", date(2026, 3, 2), date(2026, 5, 8))
    young = place_of("CA-2", date(2026, 3, 3), date(2026, 5, 8))
    stopped = place_of("CA-0", date(2026, 1, 5), None)
    assert sorted([stopped, young, old, soon]) == [soon, old, young, stopped]


def test_a_cursor_is_a_place():
    place = place_of("CA-2026-000001-5", date(2026, 3, 2), None)
    assert place_at(place.cursor()) == place


@pytest.mark.parametrize("cursor", ["nonsense", "a~b", "a~b~c~d"])
def test_what_no_list_gave_is_no_cursor(cursor):
    with pytest.raises(Invalid, match="cursor"):
        place_at(cursor)
