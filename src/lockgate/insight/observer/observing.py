"""What public claims alone let one know, as four tables. Pure: Arrow tables in, Arrow tables out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import count
from typing import NamedTuple

import pyarrow as pa

from lockgate.insight.observer.claim import Claim
from lockgate.insight.observer.columns import BETWEEN_IDS
from lockgate.insight.observer.family import Family
from lockgate.insight.observer.next_number import Candidate, candidates_of
from lockgate.insight.observer.quantity import COUNTED, Counts, Measure
from lockgate.insight.observer.reading_claims import claims_of, nesting_between
from lockgate.insight.own_file.set_aside import SetAside, set_aside_table


class Observed(NamedTuple):
    """The bounds, the sets of claims that contradict, what could not be read, and which number would tell most."""

    bounds: pa.Table
    conflicts: pa.Table
    unread: pa.Table
    next: pa.Table


def observe(claims: pa.Table, populations: pa.Table | None = None, set_aside: Sequence[SetAside] = ()) -> Observed:
    """Bound every count and share of every population on every day of the claims.

    `claims` has the columns of `columns.CLAIMS`, `populations` those of `columns.POPULATIONS`, as text; `line` may
    give a row's line in its file. `set_aside` has rows that were no rows of a table: they become unread ones.

    `bounds`: `date,population,counts,measure,low,high,binding,note`. `conflicts`: `set,ids,left_out,sentence`, one row
    for each smallest set of up to four claims that cannot all be true. `unread`: `line,id,reason`. `next`:
    `rank,date,population,counts,measure,width_now,width_worst,note`, for the share approved of applications of
    `population` on the last day on which a claim speaks of it. Raises Invalid for a table that lacks a column, for
    populations that lie within one another, and for more than can be compared.
    """
    read, unread = claims_of(claims)
    nesting = nesting_between(read, populations)
    days = sorted({claim.quantity.date for claim in read})
    families = []
    for names in nesting.families() if days else ():
        about = [claim for claim in read if claim.quantity.population in names]
        families.append(Family(names, nesting.pairs, about, days))
    return Observed(
        _bounds_table(families, nesting.names),
        _conflicts_table(families),
        set_aside_table([*unread, *set_aside]),
        _next_table(families, nesting.names, days),
    )


def _bounds_table(families: Sequence[Family], names: Sequence[str]) -> pa.Table:
    rows = []
    for family in families:
        for quantity, bound, ids in family.rows():
            note = " ".join(part for part in (bound.note, family.left.sentence) if part)
            low, high = (None if end is None else float(end) for end in (bound.low, bound.high))
            rows.append((quantity, low, high, BETWEEN_IDS.join(ids), note))
    place = {name: number for number, name in enumerate(names)}
    measure = {one: number for number, one in enumerate((*COUNTED, Measure.SHARE_APPROVED))}
    counts = {one: number for number, one in enumerate(Counts)}
    rows.sort(key=lambda row: (row[0].date, place[row[0].population], counts[row[0].counts], measure[row[0].measure]))
    return pa.table(
        {
            "date": pa.array([row[0].date for row in rows], pa.date32()),
            "population": pa.array([row[0].population for row in rows], pa.string()),
            "counts": pa.array([row[0].counts.value for row in rows], pa.string()),
            "measure": pa.array([row[0].measure.value for row in rows], pa.string()),
            "low": pa.array([row[1] for row in rows], pa.float64()),
            "high": pa.array([row[2] for row in rows], pa.float64()),
            "binding": pa.array([row[3] for row in rows], pa.string()),
            "note": pa.array([row[4] for row in rows], pa.string()),
        }
    )


def _conflicts_table(families: Sequence[Family]) -> pa.Table:
    rows: list[tuple[str, str, str]] = []
    for family in families:
        more = "" if family.found.complete else " There may be more such sets: the search was stopped."
        for places in family.found.sets:
            these = [family.claims[place] for place in sorted(places)]
            out = [claim.id for claim in family.left.claims if claim in these]
            rows.append((BETWEEN_IDS.join(one.id for one in these), BETWEEN_IDS.join(out), _cannot(these) + more))
    return pa.table(
        {
            "set": pa.array(range(1, len(rows) + 1), pa.int64()),
            "ids": pa.array([row[0] for row in rows], pa.string()),
            "left_out": pa.array([row[1] for row in rows], pa.string()),
            "sentence": pa.array([row[2] for row in rows], pa.string()),
        }
    )


def _cannot(claims: Sequence[Claim]) -> str:
    if len(claims) == 1:
        return f"{claims[0].words} cannot be true by itself."
    return f"{'; '.join(claim.words for claim in claims)}: these {len(claims)} cannot all be true."


def _next_table(families: Sequence[Family], names: Sequence[str], days: Sequence[dt.date]) -> pa.Table:
    found: list[tuple[int, dt.date, Candidate]] = []
    family_of = {name: family for family in families for name in family.populations}
    for name in names if days else ():
        family = family_of[name]
        spoken_of = [claim.quantity.date for claim in family.claims if claim.quantity.population == name]
        latest, rank = max(spoken_of, default=days[-1]), count(1)
        found += [(next(rank), latest, one) for one in candidates_of(family.shares, name, family.day_for(latest))]
    return pa.table(
        {
            "rank": pa.array([rank for rank, _, _ in found], pa.int64()),
            "date": pa.array([day for _, day, _ in found], pa.date32()),
            "population": pa.array([one.quantity.population for _, _, one in found], pa.string()),
            "counts": pa.array([one.quantity.counts.value for _, _, one in found], pa.string()),
            "measure": pa.array([one.quantity.measure.value for _, _, one in found], pa.string()),
            "width_now": pa.array([float(one.width_now) for _, _, one in found], pa.float64()),
            "width_worst": pa.array([float(one.width_worst) for _, _, one in found], pa.float64()),
            "note": pa.array([one.note for _, _, one in found], pa.string()),
        }
    )
