"""The smallest part of a set that still does something, found by leaving things out."""

from __future__ import annotations

from collections.abc import Callable, Iterable

FEW = 8
"""Of so many most are needed, as a rule, and are tried one by one at once."""


def minimal(claims: Iterable[int], does: Callable[[frozenset[int]], bool]) -> frozenset[int]:
    """Return a part of `claims` that `does`, of which no smaller part does; all of them must do.

    `does` holds for every set that holds one for which it holds. Of many, larger pieces are tried first: a few
    claims among hundreds are found in a number of tries that grows with the logarithm.
    """
    kept = sorted(claims)
    size = len(kept) // 2 if len(kept) > FEW else 1
    while kept:
        place = 0
        while place < len(kept):
            without = kept[:place] + kept[place + size :]
            if does(frozenset(without)):
                kept = without
            else:
                place += size
        if size == 1:
            break
        size //= 2
    return frozenset(kept)
