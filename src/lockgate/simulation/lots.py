"""Lots drawn from one seed: each thing has a stream of its own, so that one more draw here changes nothing there."""

from __future__ import annotations

from math import log
from random import Random


def stream(seed: int, *names: object) -> Random:
    """Return the stream of lots of what is so named, always the same for a seed."""
    return Random("/".join(map(str, (seed, *names))))  # noqa: S311 - a world, no secret


def spread(lots: Random, median: float, sigma: float) -> float:
    """Draw from a log-normal distribution around a median; `sigma` is the standard deviation of the logarithm."""
    return lots.lognormvariate(log(median), sigma)


def days(lots: Random, mean: float, most: int) -> int:
    """Draw whole days, one at least and `most` at most, exponentially around a mean."""
    return min(most, 1 + int(lots.expovariate(1 / mean)))
