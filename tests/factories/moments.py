"""Moments at which real law says something, as clocks to set."""

from datetime import UTC, datetime

from lockgate.core.clock import FrozenClock

MAGNETS_LISTED = FrozenClock(datetime(2025, 4, 4, 2, tzinfo=UTC))
"""The morning in China on which terbium magnets came under licence."""
US_LAW_KNOWN = FrozenClock(datetime(2026, 7, 23, 16, tzinfo=UTC))
"""Noon in Washington on the last day whose law the United States pack knows."""
