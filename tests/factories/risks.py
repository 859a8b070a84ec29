"""What insight finds to hang on a case."""

from typing import Any

from lockgate.casework.services import FoundRisk


def found_risk(case: str, low: int | None = 0, high: int | None = 60_000, **said: Any) -> FoundRisk:
    """Return what hangs on a case of one line, of which all is declared; late it costs five days at the most."""
    late = {"late_low": low and 0, "late_high": high and min(high, 5_000), "late_days": 30}
    return FoundRisk(case, low, high, **{**late, "lines": 1, "undeclared": 0, "reason": "At one site.", **said})
