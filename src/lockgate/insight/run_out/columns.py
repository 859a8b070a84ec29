"""The files that `lockgate insight run-out` reads, column by column: the data dictionary."""

from collections.abc import Mapping, Sequence
from typing import Final

from lockgate.insight.own_file.column import Column, Kind

_SITE = Column("site", Kind.TEXT, "the site that uses the item, by the name that it has in all of the files", "Riga 2")
_ITEM = Column("item", Kind.TEXT, "what it uses, by the name that it has in all of the files", "magnet N52")
_UNIT = Column("unit", Kind.UNIT, "the unit of the amounts of the row; one of mass is converted into any other", "KGM")
_UNKNOWN = "unknown: the site stands in the answer, which says nothing of its chances"

STOCK: Final[Sequence[Column]] = (
    _SITE,
    _ITEM,
    Column("stock", Kind.AMOUNT, "what is there at the start of the day of --as-of", "1250.5", _UNKNOWN),
    _UNIT,
    Column("usage_per_day", Kind.AMOUNT, "what the site uses on each day of the calendar", "12.5", _UNKNOWN),
)

PENDING: Final[Sequence[Column]] = (
    Column("id", Kind.TEXT, "the case that waits; it may bring several items, to several sites", "EL-2025-0117"),
    _SITE,
    _ITEM,
    Column("quantity", Kind.AMOUNT, "what arrives if it is granted, above 0", "400"),
    _UNIT,
    Column("submitted_on", Kind.DATE, "the day from which its waiting counts, up to that of --as-of", "2025-04-30"),
    Column("transit_days", Kind.WHOLE, "days from the grant until the goods are at the site", "21"),
)
"""And a column for each by which PACE.csv is grouped, with the case's group."""

GRANTED: Final[Sequence[Column]] = (
    _SITE,
    _ITEM,
    Column("quantity", Kind.AMOUNT, "what arrives for certain, above 0", "300"),
    _UNIT,
    Column("arrives_on", Kind.DATE, "the day at whose start it is there; not before that of --as-of", "2025-06-02"),
)

FILES: Final[Mapping[str, Sequence[Column]]] = {"stock": STOCK, "pending": PENDING, "granted": GRANTED}
