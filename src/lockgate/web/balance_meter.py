"""A balance as a bar and its figures: what is drawn, what is reserved, what is left of what is allowed."""

from collections.abc import Callable
from typing import NamedTuple

MOST = 100


class BalanceMeter(NamedTuple):
    """A bar ready to be drawn: quantities in words, and shares in percent of the width."""

    drawn: str
    reserved: str
    left: str
    allowed: str
    drawn_share: str
    reserved_share: str


def balance_meter(*, drawn: int, reserved: int, allowed: int, written: Callable[[int], str]) -> BalanceMeter:
    """Lay out a balance; `written` puts a quantity, counted as the ledger counts, into words with its unit.

    >>> meter = balance_meter(drawn=30, reserved=0, allowed=40, written=lambda n: f"{n} g")
    >>> meter.left, meter.drawn_share
    ('10 g', '75.00%')
    """
    return BalanceMeter(
        written(drawn),
        written(reserved),
        written(allowed - drawn - reserved),
        written(allowed),
        _share(drawn, allowed),
        _share(reserved, allowed),
    )


def _share(part: int, whole: int) -> str:
    return f"{MOST * part / whole if whole else 0:.2f}%"
