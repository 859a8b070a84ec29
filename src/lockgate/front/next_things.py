"""What somebody who is signed in finds first, by role: short lists of what waits, from the queries of the rooms.

A list is shown only to whom it concerns; the number of queries grows with the roles held, never with the rows.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.urls import reverse
from django.utils.http import urlencode

from lockgate.applications.queries import applications_page
from lockgate.casework.lifecycle import State as CaseState
from lockgate.casework.queries import queue
from lockgate.casework.queues import Whose
from lockgate.core.countries import COUNTRIES
from lockgate.core.permissions import Person, Role
from lockgate.front.case_queue import INSIDE, case_table
from lockgate.front.licence_list import licence_table
from lockgate.licences.queries import SEEING_ALL, list_licences
from lockgate.licences.validity import State
from lockgate.web.data_table import Cell, DataTable, data_table

MOST = 5
"""Rows of one list; the room's own page has the rest."""


class NextThings(NamedTuple):
    """One list, and the address of the page with all of it, "" where it has none."""

    table: DataTable
    all_words: str = ""
    all_href: str = ""


def next_things(person: Person) -> Iterator[NextThings]:
    """Yield the lists that concern somebody, the most pressing first."""
    for roles, lists in _LISTS:
        if person.roles & roles:
            yield from (build(person) for build in lists)


def _queries(person: Person) -> NextThings:
    state = CaseState.QUERIED.value
    return _cases(person, "Queries to answer", "No query waits for your answer.", state=state)


def _drafts(person: Person) -> NextThings:
    drafts = applications_page(person, state="draft", limit=MOST).applications
    rows = [
        (
            Cell(held.reference, href=reverse("application", args=[held.reference])),
            COUNTRIES[held.destination].name_en,
            f"{held.started_at:%Y-%m-%d}",
        )
        for held in drafts
    ]
    columns = ("Application", "Destination", "Started on")
    return NextThings(
        data_table("Applications to go on with", columns, rows, empty="No application is in draft."),
        "All applications",
        reverse("applications"),
    )


def _to_confirm(person: Person) -> NextThings:
    empty = "No proposal of a colleague waits to be confirmed."
    return _cases(person, "To be confirmed by you", empty, whose=Whose.TO_CONFIRM)


def _next_cases(person: Person) -> NextThings:
    return _cases(person, "Cases, what is due soonest first", "No case is open.")


def _reviews(person: Person) -> NextThings:
    return _cases(person, "Cases that your body was asked about", "Your body has been asked about no open case.")


def _own_licences(person: Person) -> NextThings:
    return _licences(person, State.IN_FORCE, "Licences in force", "None of your licences is in force.")


def _suspended(person: Person) -> NextThings:
    return _licences(person, State.SUSPENDED, "Suspended licences", "No licence is suspended.")


_LISTS: tuple[tuple[frozenset[Role], tuple[Callable[[Person], NextThings], ...]], ...] = (
    (frozenset({Role.EXPORTER}), (_queries, _drafts, _own_licences)),
    (frozenset({Role.ADVISER}), (_reviews,)),
    (frozenset({Role.SENIOR_OFFICER}), (_to_confirm,)),
    (INSIDE, (_next_cases,)),
    (SEEING_ALL, (_suspended,)),
)
"""Which roles find which lists, in their order."""


def _licences(person: Person, state: State, caption: str, empty: str) -> NextThings:
    page = list_licences(person, state=state, limit=MOST)
    table = licence_table(page.licences, caption=caption, empty=empty)
    href = f"{reverse('licences')}?{urlencode({'state': state.value})}"
    return NextThings(table, f"All: {caption.lower()}" if page.next_cursor else "", href if page.next_cursor else "")


def _cases(person: Person, caption: str, empty: str, *, state: str = "open", whose: Whose = Whose.ALL) -> NextThings:
    table = case_table(person, queue(person, state=state, whose=whose, limit=MOST), empty, caption=caption)
    return NextThings(table, "All cases", reverse("cases"))
