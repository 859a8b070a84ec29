"""What was reported of the real episode and is fitted: a figure, its day or month, and who said it.

Read on 2026-11-23. The shares are not comparable with each other: they count firms, applications, or cases that were
brought because they waited.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Reported(NamedTuple):
    """A figure that was reported of a day."""

    on: date
    what: str
    figure: float
    source: str


FIRST_LICENCES = Reported(
    date(2025, 5, 13),
    "exporters with a first licence",
    4,
    "Reuters, 2025-05-13: the first permits since 4 April went to four makers of magnets",
)
EUROPEAN_AUTOMOTIVE = (
    Reported(
        date(2025, 6, 4),
        "applications of European automotive suppliers that were approved",
        0.25,
        "CLEPA, press release of 2025-06-04: about a quarter of hundreds since early April",
    ),
    Reported(
        date(2025, 6, 30),
        "applications of European automotive suppliers that were approved",
        0.60,
        "CLEPA, by Reuters, 2025-06-30: issuance up from 25 % to 60 %",
    ),
)
CHAMBER = Reported(
    date(2025, 9, 18),
    "approved of the cases that members brought to their chamber because they waited",
    19 / 141,
    "European Union Chamber of Commerce in China, 2025-09-18: 19 of 141",
)
MAGNETS_TONNES = {
    "2025-04": 2626.0,
    "2025-05": 1238.0,
    "2025-06": 3188.0,
    "2025-07": 5577.0,
    "2025-08": 6146.0,
    "2025-09": 5774.0,
}
"""All rare-earth magnets exported (tariff line 85051110), Reuters on Chinese customs data; April is derived."""
