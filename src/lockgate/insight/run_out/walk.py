"""When a site runs out of an item: from the stock that it declared, what it uses, and what has come since.

Pure. Amounts are whole numbers of the smallest unit (micrograms, micro-litres, pieces; see core.quantities), so that
nothing is rounded. Goods arrive at a day's start. A day runs if what is there covers its whole usage; else the site
stands still that day, uses nothing, and what is there waits for what comes (assumed: no part of a day is made).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from lockgate.core.errors import Invalid


class WhyNone(StrEnum):
    """Why no day is told."""

    NOT_WITHIN_HORIZON = "not within the horizon"
    USAGE_UNKNOWN = "usage unknown"
    STOCK_UNKNOWN = "stock unknown"


class Delivery(NamedTuple):
    """So much arrives, at the start of a day."""

    on: date
    amount: int


class Standstill(NamedTuple):
    """Days on end without enough stock, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class RunOut:
    """`on` is the first day whose usage exceeds what is there, None where `why_none` says why.

    `standstills` are the days without enough stock up to the data's date: empty where `on` lies after it, or is None.
    """

    on: date | None
    why_none: WhyNone | None
    standstills: tuple[Standstill, ...]


def run_out(
    *,
    declared_on: date,
    stock: int | None,
    usage_a_day: int | None,
    deliveries: Iterable[Delivery],
    data_date: date,
    horizon_days: int,
) -> RunOut:
    """Tell when a site runs out of an item, looking as far as `horizon_days` after the data's date.

    `stock` is what was there at the start of the day of declaration; None is unknown, for usage too. A delivery up to
    that day is taken to be in the declared stock (assumed), a later one is added on its day; those after the data's
    date are what is expected. Stock 10, usage 1 and nothing coming: the tenth day after the declaration. Raises
    Invalid for an amount below zero, a negative horizon, and a declaration after the data's date.
    """
    arriving = sorted(one for one in deliveries if one.on > declared_on)
    if min(stock or 0, usage_a_day or 0, horizon_days, *(one.amount for one in arriving)) < 0:
        raise Invalid("An amount or the horizon is below zero.", mend="Give amounts and days of zero or more.")
    if declared_on > data_date:
        raise Invalid(f"The stock of {declared_on} is not known on {data_date}.", mend="Give a later data's date.")
    if usage_a_day is None:
        return RunOut(None, WhyNone.USAGE_UNKNOWN, ())
    if usage_a_day == 0:
        return RunOut(None, WhyNone.NOT_WITHIN_HORIZON, ())
    if stock is None:
        return RunOut(None, WhyNone.STOCK_UNKNOWN, ())
    last = data_date + timedelta(days=horizon_days)
    found = list(_standstills(declared_on, stock, usage_a_day, arriving, last))
    past = tuple(one._replace(last=min(one.last, data_date)) for one in _joined(found) if one.first <= data_date)
    return RunOut(found[0].first, None, past) if found else RunOut(None, WhyNone.NOT_WITHIN_HORIZON, ())


def stock_on(
    *, declared_on: date, stock: int | None, usage_a_day: int | None, deliveries: Iterable[Delivery], on: date
) -> int | None:
    """Tell what is there at the start of a day, what arrives on it included; None where the stock or usage is unknown.

    As in `run_out`: a day without enough uses nothing. Raises Invalid for a day before the declaration.
    """
    if on < declared_on:
        raise Invalid(f"The stock of {declared_on} does not tell that of {on}.", mend="Give a later day.")
    if stock is None or usage_a_day is None:
        return None
    arriving = sorted(one for one in deliveries if declared_on < one.on <= on)
    *_, last = _spells(declared_on, stock, usage_a_day, arriving, on)
    return last.left + sum(one.amount for one in arriving if one.on == on)


class _Spell(NamedTuple):
    """The days from `start` up to and without `until`, of which the first `running` had enough; `left` is after them.

    What arrives on `until` is in `left`.
    """

    start: date
    until: date
    running: int
    left: int


def _spells(start: date, stock: int, usage: int, arriving: list[Delivery], end: date) -> Iterator[_Spell]:
    """Yield the spells between one delivery and the next, up to and without `end`."""
    by_day = [(on, sum(one.amount for one in group)) for on, group in groupby(arriving, lambda one: one.on)]
    for until, amount in [*((on, amount) for on, amount in by_day if on < end), (end, 0)]:
        days = (until - start).days
        running = min(days, stock // usage) if usage else days
        stock += amount - running * usage
        yield _Spell(start, until, running, stock)
        start = until


def _standstills(start: date, stock: int, usage: int, arriving: list[Delivery], last: date) -> Iterator[Standstill]:
    """Yield the days without enough up to `last`, between one delivery and the next."""
    for spell in _spells(start, stock, usage, arriving, last + timedelta(days=1)):
        standing_from = spell.start + timedelta(days=spell.running)
        if standing_from < spell.until:
            yield Standstill(standing_from, spell.until - timedelta(days=1))


def _joined(found: list[Standstill]) -> list[Standstill]:
    """Put together what follows day on day: a delivery too small for one day interrupts nothing."""
    joined: list[Standstill] = []
    for one in found:
        if joined and one.first == joined[-1].last + timedelta(days=1):
            joined[-1] = joined[-1]._replace(last=one.last)
        else:
            joined.append(one)
    return joined
