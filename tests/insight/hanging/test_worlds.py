"""Small worlds, lived through day by day in plain Python: what hangs on a case is as reckoned, or within the bounds."""

from datetime import date, timedelta
from fractions import Fraction
from math import ceil
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockgate.insight.hanging.open_cases import hanging_table
from tests.insight.hanging.test_open_cases import flow, gate, line

HORIZON = 12
DATA_DATE = date(2025, 10, 1)
PLACES = [(site, entry) for site in ("Plant 1", "Plant 2") for entry in ("magnets", "oxide")]
BY = {"case": lambda one: one.case, "item": lambda one: one.entry}


class Place(NamedTuple):
    """An item at a site; None of a fact is unknown."""

    stock: int | None
    usage: int | None
    share: int | None
    qualify_days: tuple[int | None, ...] | None


class Asked(NamedTuple):
    """A line of a case for one place, or for an item at both sites."""

    case: int
    number: int
    places: tuple[int, ...]
    amount: int

    @property
    def entry(self) -> str:
        return PLACES[self.places[0]][1]


class Allowed(NamedTuple):
    """What a licence of the consignee of both sites allows of an item from a later day on."""

    entry: str
    more_days: int
    amount: int


class World(NamedTuple):
    """All of it. The median day of each case, None where it is unknown; not before the third day then."""

    places: list[Place]
    asked: list[Asked]
    more_days: list[int | None]
    allowed: list[Allowed]


SHARES = st.sampled_from([0, 250, 500, 1000])
DAYS = st.integers(0, HORIZON + 3)
ALLOWED = st.builds(Allowed, st.sampled_from(["magnets", "oxide"]), st.integers(1, HORIZON + 3), st.integers(1, 20))
WHERE = st.sampled_from([(0,), (1,), (2,), (3,), (0, 2), (1, 3)])
KNOWN = st.builds(Place, st.integers(0, 30), st.integers(0, 6), SHARES, st.lists(DAYS, max_size=2).map(tuple))
UNKNOWN = st.builds(
    Place,
    st.none() | st.integers(0, 30),
    st.none() | st.integers(0, 6),
    st.none() | SHARES,
    st.none() | st.lists(st.none() | DAYS, max_size=2).map(tuple),
)


@st.composite
def worlds(draw: Any, places: Any, more_days: Any) -> World:
    asked = draw(st.lists(st.tuples(st.integers(0, 2), WHERE, st.integers(1, 40)), min_size=1, max_size=5))
    numbered = [Asked(case, number, where, amount) for number, (case, where, amount) in enumerate(asked, 1)]
    return World(
        draw(st.lists(places, min_size=4, max_size=4)),
        numbered,
        draw(st.lists(more_days, min_size=3, max_size=3)),
        draw(st.lists(ALLOWED, max_size=2)),
    )


def told(world: World) -> Any:
    lines, flows = [], []
    for one in world.asked:
        lines.append(line(one.case, line=one.number, entry=one.entry, asked=one.amount))
        for where in one.places:
            site, entry = PLACES[where]
            place = world.places[where]
            known = place.qualify_days
            facts = {"stock": place.stock, "usage_a_day": place.usage, "share_permille": place.share}
            alternatives = None if known is None else [{"supplier": "x", "qualify_days": days} for days in known]
            written = "" if alternatives is None else str(alternatives).replace("'", '"').replace("None", "null")
            said = {"declaration": where, "entry": entry, "site": site, "alternatives": written}
            flows.append(flow(one.case, line=one.number, **said, **facts))
    licences = [
        {
            "licence": f"LI-{number}",
            "entry": one.entry,
            "allowed": one.amount,
            "drawn": 0,
            "valid_from": str(DATA_DATE + timedelta(days=one.more_days)),
            "valid_to": "2026-06-30",
        }
        for number, one in enumerate(world.allowed)
    ]
    rows = {"lines": lines, "flows": flows, "licences": licences}
    return gate(rows, {f"CA-{n}": days for n, days in enumerate(world.more_days)})


def lived(world: World, batch: Any, by: str, late: int | None) -> Fraction:
    """Live through both worlds, and return the production-days that the batch makes the difference of."""
    total = Fraction(0)
    for site in ("Plant 1", "Plant 2"):
        places = {where for one in world.asked for where in one.places if PLACES[where][0] == site}
        asked = [one for one in world.asked if places & set(one.places)]
        mine = [one for one in asked if BY[by](one) == batch]
        with_grant = _largest([_missing(world, place, asked, (), None) for place in places])
        without = _largest([_missing(world, place, asked, mine, late) for place in places])
        total += Fraction(max(sum(without) - sum(with_grant), 0), 1000)
    return total


def _largest(shares: list[list[int]]) -> list[int]:
    """Return, day by day, the largest share that is missing."""
    return [max(day) for day in zip(*shares, strict=True)]


def _missing(world: World, number: int, asked: list[Asked], kept_back: Any, late: int | None) -> list[int]:
    place = world.places[number]
    assert place.usage is not None and place.share is not None and place.stock is not None
    need, there = _need(place), Fraction(place.stock)
    end = min([HORIZON, *(days for days in place.qualify_days or () if days is not None)])
    found = []
    for day in range(HORIZON):
        there += sum(one.amount for one in world.allowed if (one.entry, one.more_days) == (PLACES[number][1], day))
        for one in asked:
            comes = world.more_days[one.case]
            if number in one.places and comes is not None:
                amount = _part(world, one, number)
                if one in kept_back:
                    there += amount if late is not None and day == comes + late else 0
                else:
                    there += amount if day == comes else 0
        runs = there >= need
        there -= need if runs else 0
        found.append(0 if runs or day >= end else place.share)
    return found


def _need(place: Place) -> int:
    assert place.usage is not None and place.share is not None
    return ceil(Fraction(place.usage * place.share, 1000))


def _part(world: World, one: Asked, number: int) -> Fraction:
    """Return what a place gets of a line: of one that both sites share what its need is of both."""
    all_need = sum(_need(world.places[where]) for where in one.places)
    return Fraction(one.amount * _need(world.places[number]), all_need) if all_need else Fraction(0)


@pytest.mark.parametrize("by", list(BY))
@given(world=worlds(KNOWN, st.integers(1, HORIZON + 3)), late=st.integers(1, HORIZON))
def test_where_all_is_known_the_figure_is_that_of_the_world_lived_day_by_day(by, world, late):
    table = hanging_table(told(world), by=by, horizon=HORIZON, late=late).to_pylist()
    found = {row["name"]: row for row in table}
    for batch in {BY[by](one) for one in world.asked}:
        row = found[f"CA-{batch}" if by == "case" else batch]
        refused, delayed = lived(world, batch, by, None), lived(world, batch, by, late)
        assert (row["refused_low"], row["refused_high"]) == pytest.approx((refused, refused))
        assert (row["late_low"], row["late_high"]) == pytest.approx((delayed, delayed))


@st.composite
def completed(draw: Any) -> tuple[World, World]:
    """Draw a world of which not all is known, and one that it may be."""
    world = draw(worlds(UNKNOWN, st.none() | st.integers(1, HORIZON + 3)))
    places = [
        Place(
            draw(st.integers(0, 60)) if place.stock is None else place.stock,
            draw(st.integers(0, 8)) if place.usage is None else place.usage,
            draw(SHARES) if place.share is None else place.share,
            draw(st.lists(DAYS, max_size=2).map(tuple))
            if place.qualify_days is None
            else tuple(draw(DAYS) if days is None else days for days in place.qualify_days),
        )
        for place in world.places
    ]
    more_days = [draw(st.integers(3, HORIZON + 3)) if days is None else days for days in world.more_days]
    return world, World(places, world.asked, more_days, world.allowed)


@pytest.mark.parametrize("by", list(BY))
@given(both=completed(), late=st.integers(1, HORIZON))
def test_what_is_unknown_gives_bounds_that_hold_whatever_it_is(by, both, late):
    world, truth = both
    table = hanging_table(told(world), by=by, horizon=HORIZON, late=late).to_pylist()
    found = {row["name"]: row for row in table}
    for batch in {BY[by](one) for one in world.asked}:
        row = found[f"CA-{batch}" if by == "case" else batch]
        for measure, true in (("refused", lived(truth, batch, by, None)), ("late", lived(truth, batch, by, late))):
            assert row[f"{measure}_low"] - 1e-9 <= true <= row[f"{measure}_high"] + 1e-9
