"""On which day was it there? Moments become local days of a regime's time zone, many at once. Pure.

By Python's own zones, for a slim machine has no others: once for each quarter of an hour that occurs, because every
zone in use since 1970 has changed its clocks on one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

QUARTER_US = 15 * 60 * 1_000_000
DAY_US = 24 * 60 * 60 * 1_000_000
ELSEWHERE = "UTC"
"""The zone of what belongs to no regime."""


def local_days(moments: pa.Array, regimes: pa.Array, zones: Mapping[str, str]) -> pa.Array:
    """Return the local day (date32) of each moment (UTC, microseconds) in the zone of its regime; null stays null."""
    told = np.asarray(moments.is_valid())
    at_us = moments.cast(pa.int64()).fill_null(0).to_numpy()
    days = np.zeros(len(at_us), dtype=np.int64)
    named = pc.fill_null(regimes, "").dictionary_encode()
    codes = named.indices.to_numpy()
    for code, regime in enumerate(named.dictionary.to_pylist()):
        mine = codes == code
        days[mine] = _days_in(at_us[mine], ZoneInfo(zones.get(regime, ELSEWHERE)))
    return pa.array(days.astype(np.int32), mask=~told).cast(pa.date32())


def _days_in(at_us: NDArray[np.int64], zone: ZoneInfo) -> NDArray[np.int64]:
    quarters, place = np.unique(at_us // QUARTER_US, return_inverse=True)
    offsets_us = [_offset_us(int(quarter), zone) for quarter in quarters]
    return np.asarray((at_us + np.array(offsets_us, dtype=np.int64)[place]) // DAY_US)


def _offset_us(quarter: int, zone: ZoneInfo) -> int:
    offset = datetime.fromtimestamp(quarter * QUARTER_US // 1_000_000, UTC).astimezone(zone).utcoffset()
    return round(offset.total_seconds() * 1_000_000) if offset else 0
