"""One clock for the whole process, which a test or the demo can set."""

from datetime import UTC, date, datetime, timedelta, timezone
from threading import Thread

import pytest

from lockgate.core import clock
from lockgate.core.clock import FrozenClock, RunningClock, SystemClock, use_clock

MOMENT = datetime(2026, 11, 10, 16, 30, tzinfo=UTC)


def test_the_clock_of_the_machine_tells_utc():
    before = SystemClock().now()
    assert before <= clock.now() <= before + timedelta(seconds=5)
    assert clock.now().tzinfo is UTC


def test_a_frozen_clock_stands_still_and_the_former_one_comes_back():
    with use_clock(FrozenClock(MOMENT)):
        assert clock.now() == clock.now() == MOMENT
        with use_clock(FrozenClock(MOMENT + timedelta(days=1))):
            assert clock.now() == MOMENT + timedelta(days=1)
        assert clock.now() == MOMENT
    assert clock.now() != MOMENT


def test_the_former_clock_comes_back_when_the_block_fails():
    with pytest.raises(ZeroDivisionError), use_clock(FrozenClock(MOMENT)):
        _ = 1 // 0
    assert clock.now() != MOMENT


def test_every_thread_of_a_server_sees_the_clock_that_was_set():
    seen = []
    with use_clock(FrozenClock(MOMENT)):
        thread = Thread(target=lambda: seen.append(clock.now()))
        thread.start()
        thread.join()
    assert seen == [MOMENT]


def test_a_running_clock_runs_on_from_its_moment():
    running = RunningClock(MOMENT)
    first = running.now()
    while (second := running.now()) == first:
        pass
    assert MOMENT <= first < second < MOMENT + timedelta(minutes=1)


def test_the_day_is_that_of_the_place():
    with use_clock(FrozenClock(MOMENT)):
        assert clock.today("Asia/Shanghai") == date(2026, 11, 11)
        assert clock.today("UTC") == clock.today("America/New_York") == date(2026, 11, 10)


def test_a_moment_of_another_zone_is_told_in_utc():
    shanghai = timezone(timedelta(hours=8))
    frozen = FrozenClock(datetime(2026, 11, 11, 0, 30, tzinfo=shanghai))
    assert frozen.now() == MOMENT and frozen.now().utcoffset() == timedelta(0)


@pytest.mark.parametrize("make", [FrozenClock, RunningClock])
def test_a_moment_without_a_time_zone_is_refused(make):
    with pytest.raises(ValueError, match="no time zone"):
        make(datetime(2026, 11, 10))  # noqa: DTZ001  that is what is refused
