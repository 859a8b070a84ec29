"""Narrows each count by one row at a time until nothing changes, and remembers from which claims each bound follows.

Feasibility-based bound tightening: for sum of c_i x_i <= u, c_i x_i <= u - (the least that the other terms can be),
rounded to whole numbers. Bounds found so are valid; that they are reached has to be shown otherwise.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from math import inf

from lockgate.insight.observer.system import Row

Because = frozenset[int]
"""Positions of the claims that together imply a bound."""
TRIES_MAX = 200
"""How often rows may move one bound: shares of one another would narrow it for ever, by less and less."""
_NOTHING: Because = frozenset()


class Contradiction(Exception):
    """The rows cannot all hold; `because` has claims that by themselves cannot."""

    def __init__(self, because: Because) -> None:
        super().__init__()
        self.because = because


class Narrowed:
    """Bounds `low` and `high` (inf where there is none) of each variable, with the claims that each is `because` of."""

    def __init__(self, rows: Sequence[Row], size: int) -> None:
        self._rows = rows
        self.low: list[int] = [0] * size
        self.high: list[float] = [inf] * size
        self.because_low: list[Because] = [_NOTHING] * size
        self.because_high: list[Because] = [_NOTHING] * size
        self._moved = [0] * (2 * size)
        self._using: list[list[int]] = [[] for _ in range(size)]
        for place, row in enumerate(rows):
            for variable, _ in row.terms:
                self._using[variable].append(place)
        # What one claim says by itself comes first, so that bounds rest on few claims.
        self._settle(place for place, row in enumerate(rows) if len(row.terms) == 1)
        self._settle(place for place, row in enumerate(rows) if row.claim >= 0)

    def raise_low(self, variable: int, low: int, because: Because) -> None:
        """Take over a bound that was found otherwise. Raises Contradiction where it leaves nothing."""
        self._moved[2 * variable] = 0
        if self._set_low(variable, low, because):
            self._settle(self._using[variable])

    def lower_high(self, variable: int, high: int, because: Because) -> None:
        """Take over a bound that was found otherwise. Raises Contradiction where it leaves nothing."""
        self._moved[2 * variable + 1] = 0
        if self._set_high(variable, high, because):
            self._settle(self._using[variable])

    def _settle(self, first: Iterable[int]) -> None:
        queue = deque(first)
        waiting = set(queue)
        while queue:
            place = queue.popleft()
            waiting.discard(place)
            for variable in self._apply(self._rows[place]):
                for other in self._using[variable]:
                    if other not in waiting:
                        waiting.add(other)
                        queue.append(other)

    def _apply(self, row: Row) -> list[int]:
        least = [c * (self.low[v] if c > 0 else self.high[v]) for v, c in row.terms]
        endless = least.count(-inf)
        if endless > 1:
            return []
        total = sum(part for part in least if part != -inf) if endless else sum(least)
        changed = []
        for place, (variable, coefficient) in enumerate(row.terms):
            if endless and least[place] != -inf:
                continue
            rest = total if endless else total - least[place]
            room = row.whole_upper - int(rest)
            if coefficient > 0:
                high = room // coefficient
                if row.of_one_firm and high > 0:
                    continue
                moved = self._would_move(variable, high, is_low=False) and self._set_high(
                    variable, high, self._because(row, place)
                )
            else:
                low = -(room // -coefficient)
                moved = self._would_move(variable, low, is_low=True) and self._set_low(
                    variable, low, self._because(row, place)
                )
            if moved:
                changed.append(variable)
        return changed

    def _would_move(self, variable: int, end: int, *, is_low: bool) -> bool:
        """Whether an end may be taken over: it is narrower, or as narrow, and may rest on fewer claims."""
        now, because = (self.low, self.because_low) if is_low else (self.high, self.because_high)
        if end == now[variable]:
            return bool(because[variable])
        return end > now[variable] if is_low else end < now[variable]

    def _because(self, row: Row, but: int) -> Because:
        claims = _NOTHING if row.claim < 0 else frozenset({row.claim})
        for place, (variable, coefficient) in enumerate(row.terms):
            if place != but:
                claims |= self.because_low[variable] if coefficient > 0 else self.because_high[variable]
        return claims

    def _set_low(self, variable: int, low: int, because: Because) -> bool:
        now = self.low[variable]
        if low < now or (low == now and len(because) >= len(self.because_low[variable])) or low <= 0:
            return False
        if self._moved[2 * variable] >= TRIES_MAX:
            return False
        self._moved[2 * variable] += 1
        self.low[variable], self.because_low[variable] = low, because
        self._check(variable)
        return True

    def _set_high(self, variable: int, high: int, because: Because) -> bool:
        now = self.high[variable]
        if high > now or (high == now and len(because) >= len(self.because_high[variable])):
            return False
        if self._moved[2 * variable + 1] >= TRIES_MAX:
            return False
        self._moved[2 * variable + 1] += 1
        self.high[variable], self.because_high[variable] = high, because
        self._check(variable)
        return True

    def _check(self, variable: int) -> None:
        if self.low[variable] > self.high[variable]:
            raise Contradiction(self.because_low[variable] | self.because_high[variable])
