"""Amounts of one site as whole numbers of one step, so that nothing is rounded when they are compared.

The smallest units of `core.quantities` do not serve here: a site may use half a piece a day, and ten times 64.79891
milligrams is used up in ten days, not in nine. So each site has a step of its own: the largest of which all its
amounts, told in the unit of its stock, are whole numbers. A unit that is not in Recommendation 20 is converted into
itself and into no other.
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from lockgate.core.quantities import UNITS

DIGITS_MAX: Final = 18
LARGEST: Final = 2.0**62
_WRITTEN = r"^[0-9]{1,40}(\.[0-9]{0,40})?$"
_POWERS = np.array([10**k for k in range(DIGITS_MAX + 1)], np.int64)

Flags = NDArray[np.bool_]
Rows = NDArray[np.int64] | NDArray[np.bool_]


class Decimals(NamedTuple):
    """Amounts as written: `digits` / 10^`places`. Masks say which cells are empty, below zero, or no amount."""

    digits: NDArray[np.int64]
    places: NDArray[np.int64]
    empty: Flags
    negative: Flags
    wrong: Flags

    def at(self, rows: Rows) -> Decimals:
        """Return those of some rows."""
        return Decimals(self.digits[rows], self.places[rows], self.empty[rows], self.negative[rows], self.wrong[rows])


def decimals_of(column: pa.ChunkedArray) -> Decimals:
    """Read amounts in plain digits with a point, of at most 18 digits that count."""
    text = pc.utf8_trim_whitespace(column)
    empty = _mask(pc.equal(text, ""))
    negative = _mask(pc.match_substring_regex(text, r"^-[0-9.]*[1-9]"))
    looks = pc.match_substring_regex(text, _WRITTEN)
    text = pc.if_else(looks, text, "0")
    pointed = pc.match_substring(text, ".")
    text = pc.if_else(pointed, pc.utf8_rtrim(text, "0"), text)
    places = pc.if_else(pointed, pc.subtract(pc.subtract(pc.utf8_length(text), pc.find_substring(text, ".")), 1), 0)
    digits = pc.utf8_ltrim(pc.replace_substring(text, ".", ""), "0")
    fits = pc.and_(pc.less_equal(pc.utf8_length(digits), DIGITS_MAX), pc.less_equal(places, DIGITS_MAX))
    digits = pc.if_else(pc.and_(fits, pc.not_equal(digits, "")), digits, "0")
    right = _mask(pc.and_(looks, fits))
    return Decimals(
        _whole(digits.cast(pa.int64())),
        np.where(right, _whole(places), 0),
        empty,
        negative,
        ~right & ~empty & ~negative,
    )


class Ratios(NamedTuple):
    """What rows are to be multiplied with to be told in the unit of their site's stock: times / (10^places rest).

    `converts` says which can be told in it at all.
    """

    times: NDArray[np.int64]
    places: NDArray[np.int64]
    rest: NDArray[np.int64]
    converts: Flags


def ratios_of(units: NDArray[np.object_], into: NDArray[np.object_]) -> Ratios:
    """Compare the units of rows with those of their sites, texts both."""
    times, places, rest = (np.full(len(units), value, np.int64) for value in (1, 0, 1))
    converts = np.ones(len(units), bool)
    differ = np.flatnonzero(units != into)
    known: dict[tuple[str, str], tuple[int, int, int] | None] = {}
    for row in differ.tolist():
        pair = (units[row], into[row])
        if pair not in known:
            known[pair] = _ratio(*pair)
        found = known[pair]
        converts[row] = found is not None
        times[row], places[row], rest[row] = found or (0, 0, 1)
    return Ratios(times, places, rest, converts)


def _ratio(unit: str, into: str) -> tuple[int, int, int] | None:
    here, there = UNITS.get(unit), UNITS.get(into)
    if here is None or there is None or here.dimension is not there.dimension:
        return None
    ratio: Fraction = here.factor / there.factor
    rest, places = ratio.denominator, 0
    while rest % 10 == 0 or rest % 2 == 0 or rest % 5 == 0:
        rest //= next(factor for factor in (10, 2, 5) if rest % factor == 0)
        places += 1
    times = ratio.numerator * (10**places * rest // ratio.denominator)
    return (times, places, rest) if max(times, rest) < LARGEST and places <= DIGITS_MAX else None


class Steps(NamedTuple):
    """The step of each site, 1 / (10^places rest) of the unit of its stock."""

    places: NDArray[np.int64]
    rest: NDArray[np.int64]


class Amount(NamedTuple):
    """Amounts of rows of sites, each row with the place of its site."""

    site: NDArray[np.int64]
    written: Decimals
    ratios: Ratios

    def at(self, rows: Rows) -> Amount:
        """Return those of some rows."""
        times, places, rest, converts = self.ratios
        ratios = Ratios(times[rows], places[rows], rest[rows], converts[rows])
        return Amount(self.site[rows], self.written.at(rows), ratios)


class Whole(NamedTuple):
    """Whole numbers of the step of the row's site, and which are too large for it: of those the number is nothing."""

    values: NDArray[np.int64]
    too_large: Flags


def steps_of(sites: int, amounts: list[Amount]) -> Steps:
    """Find the step of each site from all its amounts."""
    places, rest = np.zeros(sites, np.int64), np.ones(sites, np.int64)
    for one in amounts:
        np.maximum.at(places, one.site, one.written.places + one.ratios.places)
        for row in np.flatnonzero(one.ratios.rest > 1).tolist():
            # Beyond what a number holds the site's amounts are too large in any case.
            rest[one.site[row]] = min(lcm(int(rest[one.site[row]]), int(one.ratios.rest[row])), int(LARGEST))
    return Steps(places, rest)


def in_steps(one: Amount, steps: Steps) -> Whole:
    """Tell amounts in the steps of their sites."""
    power = steps.places[one.site] - one.written.places - one.ratios.places
    times = one.ratios.times * (steps.rest[one.site] // one.ratios.rest)
    size = one.written.digits * (1.0 * one.ratios.times) * steps.rest[one.site] / one.ratios.rest * 10.0**power
    fits = (size < LARGEST) & (power <= DIGITS_MAX) & (steps.rest[one.site] < LARGEST)
    values = np.where(fits, one.written.digits * times * _POWERS[np.clip(power, 0, DIGITS_MAX)], 0)
    return Whole(values, ~fits & (one.written.digits > 0))


def in_unit_texts(amounts: NDArray[np.int64], steps: Steps) -> list[str]:
    """Write amounts in steps as amounts in the unit of the stock; where that has no end, rounded up at 12 places."""
    return [
        _text(amount, places, rest)
        for amount, places, rest in zip(amounts.tolist(), steps.places.tolist(), steps.rest.tolist(), strict=True)
    ]


def _text(amount: int, places: int, rest: int) -> str:
    if rest > 1:
        amount, places = -(-amount * 10**12 // (10**places * rest)), 12
    if not places:
        return str(amount)
    digits = str(amount).zfill(places + 1)
    return f"{digits[:-places]}.{digits[-places:]}".rstrip("0").rstrip(".")


def _mask(column: pa.ChunkedArray) -> Flags:
    return np.asarray(column.to_numpy()).astype(bool)


def _whole(column: pa.ChunkedArray) -> NDArray[np.int64]:
    return np.asarray(column.to_numpy()).astype(np.int64)
