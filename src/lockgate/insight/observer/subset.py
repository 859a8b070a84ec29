"""The smallest part of a set that still does something, found by leaving things out."""

from __future__ import annotations

from collections.abc import Callable, Iterable


def minimal(claims: Iterable[int], does: Callable[[frozenset[int]], bool]) -> frozenset[int]:
    """Return a part of `claims` that `does`, of which no smaller part does; all of them must do.

    `does` holds for every set that holds one for which it holds. Larger pieces are tried first: a few claims among
    hundreds are found in a number of tries that grows with the logarithm.
    """
    kept = sorted(claims)
    size = max(len(kept) // 2, 1)
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
