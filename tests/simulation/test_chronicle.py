"""The order in which things are told."""

from datetime import date, datetime

from lockgate.simulation.chronicle import Chronicle, moment
from lockgate.simulation.happenings import Submitted, Taken
from lockgate.simulation.parameters import ZONE

DAY = date(2025, 5, 6)


def test_a_moment_is_a_share_of_the_office_hours_of_the_worlds_own_zone():
    assert moment(DAY, 0) == datetime(2025, 5, 6, 9, tzinfo=ZONE)
    assert moment(DAY, 0.5).isoformat() == "2025-05-06T13:00:00+08:00"


def test_things_are_told_in_the_order_of_time_and_those_of_one_moment_seconds_apart_as_they_were_written():
    chronicle = Chronicle()
    chronicle.write(Taken(moment(DAY, 0.5), "late", 0))
    for name in ("a", "b", "c"):
        chronicle.write(Submitted(moment(DAY, 0.25), name))
    told = chronicle.in_order()
    assert [happening.application for happening in told] == ["a", "b", "c", "late"]  # type: ignore[attr-defined]
    assert [happening.at.strftime("%H:%M:%S") for happening in told] == ["11:00:00", "11:00:01", "11:00:02", "13:00:00"]
