"""A chamber of commerce gathers cases that its members bring because they wait: a selection, and modelled as one.

A member brings an open case on a day with a chance that grows with its wait. So what the chamber holds has waited
long, and the share approved among it says little of all applications.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from lockgate.simulation.lots import stream
from lockgate.simulation.parameters import Parameters
from lockgate.simulation.relations import Case

GATHERS_FROM = date(2025, 8, 1)
"""Assumed: the first stops that the chamber counted were of August 2025."""
REPORTED_ON = date(2025, 9, 18)
SCALE_DAYS = 60
"""The wait at which the chance is the parameter itself."""


def brought(cases: Iterable[Case], seed: int, parameters: Parameters) -> frozenset[str]:
    """Return the keys of the applications that were brought to the chamber by the day of its report."""
    return frozenset(
        case.key
        for case in cases
        if case.is_european and case.submitted_on is not None and _is_brought(case, case.submitted_on, seed, parameters)
    )


def _is_brought(case: Case, since: date, seed: int, parameters: Parameters) -> bool:
    lots = stream(seed, "chamber", case.key)
    if lots.random() >= parameters.member_share:
        return False
    until = min(REPORTED_ON, case.ended_on or REPORTED_ON)
    first = max(1, (GATHERS_FROM - since) // timedelta(days=1))
    for wait in range(first, (until - since) // timedelta(days=1)):
        if lots.random() < parameters.chamber_hazard * wait / SCALE_DAYS:
            return True
    return False
