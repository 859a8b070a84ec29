"""A programme that makes fewer of its claims says what one of these claims alone says."""

from contextlib import suppress
from math import inf

import numpy as np

from lockgate.insight.observer.programme import Programme
from lockgate.insight.observer.quantity import Measure
from lockgate.insight.observer.reading_claims import claims_of
from lockgate.insight.observer.simplex import Unbounded
from lockgate.insight.observer.system import System
from tests.insight.observer.small_worlds import table
from tests.insight.observer.test_truth import DAYS, POPULATIONS, history, true_claim

PAIRS = [("members", "all"), ("makers", "all")]


def system_of(seed, number):
    rng = np.random.default_rng(seed)
    truth = history(rng, 60, DAYS[:2])
    claims, _ = claims_of(table([true_claim(rng, truth, f"c{place}", DAYS[:2]) for place in range(number)]))
    return System(POPULATIONS, DAYS[:2], PAIRS, claims)


def said(programme):
    """Return both ends of every count over the reals, and of every share of applications."""
    ends: list[float | None] = []
    for quantity in programme.system.quantities():
        variable = programme.system.variable(quantity)
        for most in (False, True):
            end = inf
            with suppress(Unbounded):
                end = programme.end(variable, most=most).end
            ends.append(end)
            if quantity.measure is Measure.APPROVED:
                came = programme.system.variable(quantity.of(Measure.APPLICATIONS))
                ratio = programme.ratio(variable, came, most=most)
                ends.append(None if ratio is None else round(ratio.value, 7))
    return ends


def test_a_programme_says_what_the_claims_say_that_it_makes_and_no_more(long):
    for seed in range(20 if long else 1):
        system = system_of(seed, 12)
        rng, everything = np.random.default_rng(seed), frozenset(range(12))
        programme = Programme(system, everything)
        of_all = said(programme)
        for _ in range(2):
            some = frozenset(rng.choice(12, 6, replace=False).tolist())
            programme.make(some)
            assert said(programme) == said(Programme(system, some))
        programme.make(everything)
        assert said(programme) == of_all
