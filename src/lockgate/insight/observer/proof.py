"""A bound of a ratio proved in exact arithmetic, from the prices that a solver found.

Of all x >= 0 with rows A x <= u, and multipliers p >= 0 of the rows: if x_over - r x_under + p A x has no negative
coefficient, and p u <= 0, then x_over >= r x_under. A solver names the rows with a price and the variables without a
slope; the prices follow from these exactly, as the solution of equations in whole numbers, and so does r. That each
multiplier and each coefficient is not negative is then looked up: what is proved so is true, whatever the solver did.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from lockgate.insight.observer.system import Row

_ZERO = Fraction(0)
Equation = dict[int, Fraction]
"""The coefficient of each unknown, and the right side by _RIGHT."""
_RIGHT = -1


class Question(NamedTuple):
    """The least, or the most, of x_over / x_under."""

    over: int
    under: int
    most: bool


def proved(
    question: Question, rows: Sequence[Row], basic: Collection[int], scale: int, none: frozenset[int]
) -> Fraction | None:
    """Return an end of a ratio, for x_under >= 1, that some rows imply; None where these prove none.

    `basic` has the variables that have no slope, among them `scale` where the limit x_under >= 1 has no price. The
    variables of `none` are 0.
    """
    sign = -1 if question.most else 1
    uppers = {place: Fraction(row.upper) for place, row in enumerate(rows)}
    coefficients: dict[int, Equation] = {question.over: {_RIGHT: Fraction(-sign)}}
    for place, row in enumerate(rows):
        for variable, coefficient in row.terms:
            coefficients.setdefault(variable, {})[place] = Fraction(coefficient)
    equations = [coefficients[variable] for variable in basic if variable in coefficients]
    if scale in basic:
        equations.append(uppers)
    prices = _solved(equations, len(rows))
    if prices is None or any(price < 0 for price in prices):
        return None
    for variable, of_rows in coefficients.items():
        if variable != question.under and variable not in none and _sum(of_rows, prices) < of_rows.get(_RIGHT, _ZERO):
            return None
    # What the rows leave over is at most that much of one application, and there is at least one.
    value = _sum(coefficients.get(question.under, {}), prices) - max(_sum(uppers, prices), _ZERO)
    return min(max(sign * value, _ZERO), Fraction(1))


def _sum(coefficients: Mapping[int, Fraction], prices: Sequence[Fraction]) -> Fraction:
    return sum((one * prices[place] for place, one in coefficients.items() if place != _RIGHT), _ZERO)


def _solved(equations: Iterable[Equation], unknowns: int) -> list[Fraction] | None:
    """Return what satisfies the equations, 0 where they leave it open; None where nothing does."""
    solved: dict[int, Equation] = {}
    for equation in equations:
        left = dict(equation)
        for unknown in [one for one in left if one in solved]:
            _take_away(left, solved[unknown], left[unknown])
        pivot = next((one for one in left if one != _RIGHT), None)
        if pivot is None:
            if left.get(_RIGHT):
                return None
            continue
        by = left[pivot]
        left = {one: value / by for one, value in left.items()}
        for other in solved.values():
            if pivot in other:
                _take_away(other, left, other[pivot])
        solved[pivot] = left
    return [solved[one].get(_RIGHT, _ZERO) if one in solved else _ZERO for one in range(unknowns)]


def _take_away(from_this: Equation, that: Equation, times: Fraction) -> None:
    for one, value in that.items():
        rest = from_this.get(one, _ZERO) - times * value
        if rest:
            from_this[one] = rest
        else:
            from_this.pop(one, None)
