"""What hangs on a case, in words."""

from lockgate.casework.models import SupplyRisk
from lockgate.casework.production_days import NOTHING_DECLARED, days_between, without_words

WHOLE = 1000
"""Thousandths in a production-day."""


def refused_words(risk: SupplyRisk) -> str:
    """Say how many production-days are lost if the case is refused.

    >>> refused_words(SupplyRisk(low=0, high=84_500))
    '0 to 84.5 production-days'
    """
    return _days(risk.low, risk.high)


def late_words(risk: SupplyRisk) -> str:
    """Say how many production-days are lost if the case is late by the days that were looked at.

    >>> late_words(SupplyRisk(late_low=5_000, late_high=5_000, late_days=30))
    '5 production-days'
    """
    return _days(risk.late_low, risk.late_high)


def left_out_words(risk: SupplyRisk) -> str:
    """Say which lines of the case the figures leave out; "" where they leave out none, and where there is no figure."""
    if risk.low is None or risk.lines is None or risk.undeclared is None:
        return ""
    return without_words(risk.undeclared, risk.lines)


def _days(low: int | None, high: int | None) -> str:
    if low is None or high is None:
        return NOTHING_DECLARED
    return f"{days_between(low / WHOLE, high / WHOLE)} production-days"
