"""A moment lies on the local day of its regime."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from lockgate.insight.facts.local_days import local_days
from lockgate.insight.facts.raw_rows import MOMENT

ZONES = {"a": "Asia/Shanghai", "b": "America/New_York", "c": "Australia/Lord_Howe", "d": "Asia/Kathmandu"}
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2037, 12, 31)).map(lambda moment: moment.replace(tzinfo=UTC))  # noqa: DTZ001


@given(st.lists(st.tuples(MOMENTS, st.sampled_from([*ZONES, None])), min_size=1))
def test_each_moment_gets_the_day_that_a_clock_on_the_wall_shows(told):
    moments, regimes = zip(*told, strict=True)
    found = local_days(pa.array(moments, MOMENT), pa.array(regimes, pa.string()), ZONES)
    zones = [ZoneInfo(ZONES.get(regime, "UTC")) for regime in regimes]
    assert found.to_pylist() == [moment.astimezone(zone).date() for moment, zone in zip(moments, zones, strict=True)]


def test_no_moment_has_no_day():
    found = local_days(pa.array([None], MOMENT), pa.array(["a"]), ZONES)
    assert found.to_pylist() == [None]
