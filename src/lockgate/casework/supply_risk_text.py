"""What hangs on a case, in words."""

from lockgate.casework.models import SupplyRisk

WHOLE = 1000
"""Thousandths in a production-day."""


def risk_words(risk: SupplyRisk) -> str:
    """Say how many production-days are lost if the case is refused.

    >>> risk_words(SupplyRisk(low=0, high=84_500))
    '0 to 84.5 production-days'
    """
    if risk.low is None or risk.high is None:
        return "nothing is declared"
    low, high = (f"{days / WHOLE:,.1f}".removesuffix(".0") for days in (risk.low, risk.high))
    return f"{high} production-days" if low == high else f"{low} to {high} production-days"
