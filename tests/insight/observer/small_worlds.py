"""Every world of few applications, as arrays, to hold the bounds against: what claims leave is counted out.

A world is a history and no set of counts: each application is of one firm, comes on a day, is pending, and may end on a
later one; it belongs to "some" from some day on, or never. What is not the count of such a history is not in it.
"""

from functools import cache
from itertools import combinations, combinations_with_replacement, pairwise, product

import numpy as np
import pyarrow as pa

from lockgate.insight.observer.observing import observe
from lockgate.insight.observer.quantity import COUNTED

DAYS = ("2025-06-01", "2025-09-01")
MEASURES = [measure.value for measure in COUNTED]
PENDING = MEASURES.index("pending")
NOT_YET = 0
"""The state of an application that has not come, where that of another is the place of its measure."""


@cache
def lives(days, *, nested):
    """Return (n, populations, days, 6): what one application adds to the counts, for each life that it can have."""
    found = []
    for states in product(range(len(MEASURES)), repeat=days):
        steps = pairwise(states)
        if not states[-1] or not all(one in (NOT_YET, PENDING, other) and (other or not one) for one, other in steps):
            continue
        came = next(day for day, state in enumerate(states) if state)
        # Who joins a population brings its past with it: an application may be counted there later than it came.
        for joined in range(came, days + 1) if nested else [days]:
            life = np.zeros((1 + nested, days, len(MEASURES)), dtype=np.int8)
            for day in range(came, days):
                for population in range(1 + (nested and joined <= day)):
                    life[population, day, [0, states[day]]] = 1
            found.append(life)
    return np.array(found)


def shared_out(number):
    """Yield every way in which some applications belong to firms, as lists of places."""
    if not number:
        yield []
        return
    for firms in shared_out(number - 1):
        yield [*firms, [number - 1]]
        for place, firm in enumerate(firms):
            yield [*firms[:place], [*firm, number - 1], *firms[place + 1 :]]


@cache
def worlds(most, *, days=2, nested=False, with_firms=False):
    """Return (n, populations, days, 2, 6): all histories of up to `most` applications of "all" and of "some" in it.

    By population, day, applications or firms, and measure. Without firms their counts are 0 and mean nothing.
    """
    one = lives(days, nested=nested)
    found = [np.zeros((1, *one.shape[1:-1], 2, len(MEASURES)), dtype=np.int8)]
    for number in range(1, most + 1):
        chosen = np.array(list(combinations_with_replacement(range(len(one)), number)))
        applications = one[chosen].sum(axis=1, dtype=np.int8)
        for firms in shared_out(number) if with_firms else [[]]:
            # A firm counts once in each state in which it has an application.
            of_firms = [one[chosen[:, firm]].max(axis=1) for firm in firms]
            counted = np.sum(of_firms, axis=0, dtype=np.int8) if firms else np.zeros_like(applications)
            found.append(np.stack([applications, counted], axis=3))
    every = np.concatenate(found)
    return np.unique(every.reshape(len(every), -1), axis=0).reshape(-1, *every.shape[1:]).astype(np.int64)


POPULATIONS = ("all", "some")


def claim(name, date, measure, relation, value, *, population="all", counts="applications", high="", reading=""):
    return {
        "id": name,
        "date": date,
        "population": population,
        "measure": measure,
        "counts": counts,
        "relation": relation,
        "value": str(value),
        "high": str(high),
        "reading": reading,
        "speaker": "somebody",
    }


def table(claims):
    return pa.Table.from_pylist(claims) if claims else pa.Table.from_pylist([claim("c", "", "", "", "")]).slice(1)


NESTED = pa.table({"population": ["some"], "within": ["all"]})


def watched(claims, *, nested=False):
    return observe(table(claims), NESTED if nested else None)


def counts_of(these, row, measure=None):
    """Return what each world has of the quantity of a row, of `measure` where that is given."""
    place = POPULATIONS.index(row["population"]), DAYS.index(str(row["date"]))
    kind = ("applications", "firms").index(row["counts"])
    return these[:, place[0], place[1], kind, MEASURES.index(measure or row["measure"])]


def fits(these, one):
    """Return in which worlds a claim is true, from the words of the issue and not from how claims are read."""
    value = float(one["value"])
    if one["measure"] == "share_approved":
        came, approved = counts_of(these, one, "applications"), counts_of(these, one, "approved")
        told = np.where(came > 0, approved / np.maximum(came, 1), np.nan)
        half = 0.5 * 10.0 ** -len(one["value"].partition(".")[2])
        # Shares of up to four applications lie far from where rounding turns, but not from its ends: hence the 1e-9.
        equal = (told >= value - half - 1e-9) & (told < value + half - 1e-9)
    else:
        told, equal = counts_of(these, one), counts_of(these, one) == value
    return {
        "=": equal,
        "<": told < value - 1e-9,
        "<=": told <= value + 1e-9,
        ">": told > value + 1e-9,
        ">=": told >= value - 1e-9,
        "about": (told >= 0.8 * value - 1e-9) & (told <= 1.2 * value + 1e-9),
    }[one["relation"]]


def left_by(these, claims):
    """Return the worlds in which all claims are true."""
    keep = np.ones(len(these), dtype=bool)
    for one in claims:
        keep &= fits(these, one)
    return these[keep]


def ends(these, row):
    """Return the least and the most of the quantity of a row of bounds over some worlds; None where there is none."""
    if row["measure"] != "share_approved":
        told = counts_of(these, row)
    else:
        came = counts_of(these, row, "applications")
        told = counts_of(these, row, "approved")[came > 0] / came[came > 0]
    return (float(told.min()), float(told.max())) if len(told) else (None, None)


def contradictions(these, claims):
    """Return the smallest sets of up to four claims that no world satisfies."""
    truths = {one["id"]: fits(these, one) for one in claims}
    found: list[tuple[str, ...]] = []
    for size in range(1, 5):
        for names in combinations(truths, size):
            is_new = not any(set(known) <= set(names) for known in found)
            if is_new and not np.logical_and.reduce([truths[name] for name in names]).any():
                found.append(names)
    return found


def fewest_left_out(these, claims):
    """Return how many claims at least must be left out for the others to be true in some world."""
    true = np.sum([fits(these, one) for one in claims], axis=0)
    return len(claims) - int(true.max())
