"""Every world of few applications, as arrays, to hold the bounds against: what claims leave is counted out."""

from functools import cache
from itertools import combinations, product

import numpy as np
import pyarrow as pa

from lockgate.insight.observer.observing import observe
from lockgate.insight.observer.quantity import COUNTED

DAYS = ("2025-06-01", "2025-09-01")
MEASURES = [measure.value for measure in COUNTED]
PENDING = MEASURES.index("pending")


@cache
def of_one_day(most, *, with_firms):
    """Return (n, 2, 6): applications and firms by measure. Without firms the second row is 0 and means nothing."""
    found: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
    for states in product(range(most + 1), repeat=5):
        if (came := sum(states)) > most:
            continue
        applications = (came, *states)
        if not with_firms:
            found.append((applications, (0,) * 6))
            continue
        # Who has one of the applications in which state: each state has at least one firm if it has an application.
        for firms in product(*(range(min(n, 1), n + 1) for n in states)):
            least, most_of_them = max(firms), sum(firms)
            found += [(applications, (applied, *firms)) for applied in range(least, most_of_them + 1)]
    return np.array(found)


@cache
def worlds(most, *, days=2, nested=False, with_firms=False):
    """Return (n, populations, days, 2, 6): all histories of up to `most` applications of "all" and of "some" in it."""
    day = of_one_day(most, with_firms=with_firms)
    history = day[:, None]
    for _ in range(days - 1):
        later = (history[:, None, -1, :, :PENDING] <= day[None, :, :, :PENDING]).all(axis=(2, 3))
        before, after = np.nonzero(later)
        history = np.concatenate([history[before], day[after][:, None]], axis=1)
    if not nested:
        return history[:, None]
    found = []
    for outer in history:
        inner = history[(history <= outer).all(axis=(1, 2, 3))]
        found.append(np.stack([np.broadcast_to(outer, inner.shape), inner], axis=1))
    return np.concatenate(found)


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
