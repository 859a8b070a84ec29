"""Cumulative incidence the slow way, from another definition: whoever is censored hands its mass on to those who wait.

Efron's redistribution to the right, a line at a time. Exact with Fractions; with complex weights the derivative by each
line's weight falls out, and its squares sum to the variance (the infinitesimal jackknife).
"""

from fractions import Fraction

from lockgate.insight.pace.outcome import Outcome

STEP = 1e-30


def masses(lines, weights):
    """Return the mass that each of the lines (days waited, outcome) ends with; pending ones hand theirs on."""
    mass = list(weights)
    # Decisions come before censoring on one day, so that what was decided that day inherits nothing.
    for day, _ in sorted({line for line in lines if line[1] == Outcome.PENDING}):
        leaving = [i for i, line in enumerate(lines) if line == (day, Outcome.PENDING)]
        heirs = [i for i, (waited, _) in enumerate(lines) if waited > day]
        if heirs:
            handed_on, all_heirs = sum(mass[i] for i in leaving), sum(weights[i] for i in heirs)
            for i in heirs:
                mass[i] += handed_on * weights[i] / all_heirs
            for i in leaving:
                mass[i] = 0
    return mass


def incidence(lines, day, outcomes, weights=None):
    """Return the share of all lines that came to one of the outcomes within `day` days, carried beyond follow-up."""
    weights = weights or [Fraction(1)] * len(lines)
    ended = zip(lines, masses(lines, weights), strict=True)
    return sum(mass for (waited, code), mass in ended if code in outcomes and waited <= day) / sum(weights)


def variance(lines, estimate):
    """Return the infinitesimal jackknife's variance of `estimate(weights)`."""
    total = 0.0
    for i in range(len(lines)):
        weights = [1.0 + (STEP * 1j if j == i else 0j) for j in range(len(lines))]
        total += (complex(estimate(weights)).imag / STEP) ** 2
    return total
