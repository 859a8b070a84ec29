"""The list of licences in the order of their numbers, each with what holds today, page after page.

What holds is computed in the database too, so that a list of one state is not searched for row by row.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.db.models.lookups import LessThan

from lockgate.core.errors import Invalid
from lockgate.core.permissions import Person, check_may
from lockgate.licences.ledger.queries import last_said
from lockgate.licences.models import Chain, Licence
from lockgate.licences.permissions import READ_LICENCES
from lockgate.licences.queries.visibility import visible_licences
from lockgate.licences.validity import Standing, State, local_day, state_of
from lockgate.regimes.shelf import codes

PAGE_ROWS = 50
PAGE_ROWS_MAX = 200


class ListedLicence(NamedTuple):
    """A licence, and what holds of it today."""

    licence: Licence
    state: State


class Page(NamedTuple):
    """A part of the list; `next_cursor` is "" where it ends."""

    licences: Sequence[ListedLicence]
    next_cursor: str


def list_licences(
    person: Person, *, number: str = "", case: str = "", state: str = "", cursor: str = "", limit: int = PAGE_ROWS
) -> Page:
    """Return the licences that somebody sees: those whose number begins so, of this case, in this state, after this
    cursor.

    There is none that begins with what no number holds. Raises NotAllowed to whoever reads no licences, Invalid for
    a word that is no state.
    """
    check_may(person, READ_LICENCES)
    has_left = LessThan(last_said("drawn_after"), last_said("allowed_after"))
    unused = Chain.objects.filter(has_left, line__licence=OuterRef("pk"))
    found = visible_licences(person).annotate(has_left=Exists(unused)).select_related("exporter", "case")
    if not f"{number}{case}{cursor}".isprintable():
        return Page([], "")
    found = found.filter(number__gt=cursor, number__istartswith=number).order_by("number")
    if case:
        found = found.filter(case__reference=case)
    if state:
        found = found.filter(_in_state(state))
    rows = [ListedLicence(licence, _state(licence, has_left=licence.has_left)) for licence in found[: limit + 1]]
    return Page(rows[:limit], rows[limit - 1].licence.number if len(rows) > limit else "")


def _state(licence: Licence, *, has_left: bool) -> State:
    return state_of(
        Standing(licence.standing),
        licence.valid_from,
        licence.valid_to,
        on=local_day(licence.regime),
        used_up=not has_left,
    )


def _in_state(word: str) -> Q:
    """Write `state_of` as a condition; each regime has its own day."""
    if word not in list(State):
        raise Invalid(
            f"{word[:40]!r} is no state of a licence.",
            mend=f"The states are: {', '.join(State)}.",
            fields={"state": "is no state"},
        )
    state = State(word)
    if state in (State.REVOKED, State.SUSPENDED):
        return Q(standing=word)
    found = Q()
    for day, regimes in _days().items():
        found |= Q(regimes) & _on_day(state, day)
    return Q(standing=Standing.IN_FORCE) & found


def _days() -> dict[date, Q]:
    """Return each day that it is somewhere now, with the licences whose day it is."""
    held = codes()
    days: dict[date, Q] = defaultdict(Q)
    days[local_day("")] |= ~Q(regime__in=held)
    for regime in held:
        days[local_day(regime)] |= Q(regime=regime)
    return days


def _on_day(state: State, day: date) -> Q:
    match state:
        case State.NOT_YET_VALID:
            return Q(valid_from__gt=day)
        case State.EXPIRED:
            return Q(valid_to__lt=day)
        case _:
            valid = Q(valid_from__lte=day, valid_to__gte=day)
            return valid & Q(has_left=state is State.IN_FORCE)


def page_data(page: Page) -> dict[str, Any]:
    """Return a part of the list as plain values, ready for JSON; `next_cursor` is null where it ends."""
    return {"licences": [_row_data(row) for row in page.licences], "next_cursor": page.next_cursor or None}


def _row_data(row: ListedLicence) -> dict[str, Any]:
    licence = row.licence
    return {
        "licence": licence.number,
        "origin": licence.origin,
        "regime": licence.regime or None,
        "case": licence.case.reference if licence.case else None,
        "exporter": licence.exporter.name,
        "valid_from": licence.valid_from.isoformat(),
        "valid_to": licence.valid_to.isoformat(),
        "state": row.state.value,
    }
