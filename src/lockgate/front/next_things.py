"""What somebody who is signed in finds first, by role: short lists of what waits, from the queries of the rooms.

A list is shown only to whom it concerns; the number of queries grows with the roles held, never with the rows.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.urls import reverse
from django.utils.http import urlencode

from lockgate.applications.queries import applications_page
from lockgate.casework.lifecycle import OPEN
from lockgate.casework.lifecycle import State as CaseState
from lockgate.casework.queries import QueuePage, QueueRow, queue, queue_counts, state_counts
from lockgate.casework.queues import Whose
from lockgate.core.countries import COUNTRIES
from lockgate.core.permissions import Person, Role
from lockgate.front.case_queue import case_table
from lockgate.front.licence_list import licence_table
from lockgate.front.next_case import OFFICERS
from lockgate.licences.queries import SEEING_ALL, list_licences
from lockgate.licences.validity import State
from lockgate.parties.queries import accounts_by_role, accounts_without_role
from lockgate.web.data_table import Cell, Column, DataTable, data_table
from lockgate.web.days_in_words import written_day

MOST = 5
"""Rows of one list; the room's own page has the rest."""
WAITS_FOR = {
    CaseState.SUBMITTED: "an officer who takes it",
    CaseState.IN_REVIEW: "a proposal, and somebody else who confirms it",
    CaseState.QUERIED: "the applicant, while the clock stands still",
    CaseState.INTENT_TO_REFUSE: "the applicant's answer, then a decision",
    CaseState.APPEALED: "whoever hears appeals",
}


class NextThings(NamedTuple):
    """One list, and the address of the page with all of it, "" where it has none.

    `hint` says what to do about its rows, and `command` by which command. `cases` are those among which the next one
    worth doing is looked for.
    """

    table: DataTable
    all_words: str = ""
    all_href: str = ""
    hint: str = ""
    command: str = ""
    cases: tuple[QueueRow, ...] = ()


def next_things(person: Person) -> Iterator[NextThings]:
    """Yield the lists that concern somebody, the most pressing first."""
    for roles, lists in _LISTS:
        if person.roles & roles:
            yield from (build(person) for build in lists)


def _asked_of_exporter(person: Person) -> NextThings:
    queried = queue(person, state=CaseState.QUERIED.value).rows
    announced = queue(person, state=CaseState.INTENT_TO_REFUSE.value).rows
    page = QueuePage((*queried, *(row for row in announced if row.answer_by)), "")
    return _cases(person, page, "What the authority asks you", "No query waits for your answer.")


def _drafts(person: Person) -> NextThings:
    drafts = applications_page(person, state="draft", limit=MOST).applications
    rows = [
        (
            Cell(held.reference, href=reverse("application", args=[held.reference])),
            COUNTRIES[held.destination].name_en,
            written_day(held.started_at),
        )
        for held in drafts
    ]
    columns = ("Application", "Destination", "Started on")
    return NextThings(
        data_table("Applications to go on with", columns, rows, empty="No application is in draft."),
        "All applications",
        reverse("applications"),
    )


def _under_way(person: Person) -> NextThings:
    empty = "None of your applications waits for a decision."
    return _cases(person, queue(person), "Your cases with the authority, what is due soonest first", empty)


def _own_licences(person: Person) -> NextThings:
    return _licences(person, State.IN_FORCE, "Licences in force", "None of your licences is in force.")


def _reviews(person: Person) -> NextThings:
    empty = "Your body has been asked about no open case."
    return _cases(person, queue(person), "Cases that your body was asked about", empty)


def _to_confirm(person: Person) -> NextThings:
    empty = "No proposal of a colleague waits to be confirmed."
    return _part(person, Whose.TO_CONFIRM, "To be confirmed by you", empty)


def _mine(person: Person) -> NextThings:
    return _part(person, Whose.MINE, "Your cases, what is due soonest first", "You have no open case.")


def _unassigned(person: Person) -> NextThings:
    caption = "Cases that nobody has, what is due soonest first"
    return _part(person, Whose.UNASSIGNED, caption, "Every open case has an officer.")


def _by_state(person: Person) -> NextThings:
    counts = state_counts(person)
    rows = [
        (Cell(state.words, href=_queue_href(state=state.value)), f"{counts[state]:,}", WAITS_FOR.get(state, "nothing"))
        for state in CaseState
    ]
    table = data_table("Cases by state", ("State", Column("Cases", is_number=True), "Waits for"), rows, empty="")
    waiting = sum(counts[state] for state in OPEN)
    return NextThings(table, hint=f"{waiting:,} of {sum(counts.values()):,} still wait for a decision.")


def _soonest(person: Person) -> NextThings:
    return _part(person, Whose.ALL, "Open cases, what is due soonest first", "No case is open.")


def _without_role(person: Person) -> NextThings:
    rows = [(email, written_day(added)) for email, added in accounts_without_role(person, limit=MOST)]
    return NextThings(
        data_table("Accounts to give a role", ("Account", "Added on"), rows, empty="Every account holds a role."),
        hint="Without one an account sees nothing. This gives one:",
        command="lockgate user add EMAIL --role ROLE --organisation NAME",
    )


def _roles(person: Person) -> NextThings:
    rows = [(role.words.capitalize(), f"{count:,}") for role, count in accounts_by_role(person).items()]
    table = data_table("Accounts by role", ("Role", "Accounts that hold it"), rows, empty="")
    return NextThings(table, hint="This names them:", command="lockgate user list")


def _suspended(person: Person) -> NextThings:
    return _licences(person, State.SUSPENDED, "Suspended licences", "No licence is suspended.")


_LISTS: tuple[tuple[frozenset[Role], tuple[Callable[[Person], NextThings], ...]], ...] = (
    (frozenset({Role.EXPORTER}), (_asked_of_exporter, _drafts, _under_way, _own_licences)),
    (frozenset({Role.ADVISER}), (_reviews,)),
    (frozenset({Role.SENIOR_OFFICER}), (_to_confirm,)),
    (OFFICERS, (_mine, _unassigned)),
    (frozenset({Role.ANALYST}), (_by_state, _soonest)),
    (frozenset({Role.ADMINISTRATOR}), (_without_role, _roles)),
    (SEEING_ALL, (_suspended,)),
)
"""Which roles find which lists, in their order."""


def _licences(person: Person, state: State, caption: str, empty: str) -> NextThings:
    page = list_licences(person, state=state, limit=MOST)
    table = licence_table(page.licences, caption=caption, empty=empty)
    href = f"{reverse('licences')}?{urlencode({'state': state.value})}"
    return NextThings(table, f"All: {caption.lower()}" if page.next_cursor else "", href if page.next_cursor else "")


def _part(person: Person, whose: Whose, caption: str, empty: str) -> NextThings:
    """List the first of a part of the queue, and say how many there are."""
    listed = _cases(person, queue(person, whose=whose), caption, empty)
    count = queue_counts(person)[whose]
    if count > MOST:
        return listed._replace(all_words=f"All {count:,} of these", all_href=_queue_href(whose=whose.value))
    return listed


def _cases(person: Person, page: QueuePage, caption: str, empty: str) -> NextThings:
    table = case_table(person, page._replace(rows=page.rows[:MOST]), empty, caption=caption)
    has_more = len(page.rows) > MOST
    return NextThings(table, "All cases", reverse("cases") if has_more else "", cases=page.rows)


def _queue_href(**asked: str) -> str:
    return f"{reverse('cases')}?{urlencode(asked)}"
