"""What each role finds in the head of every page: the one table of links, filled as rooms land."""

from collections.abc import Set
from typing import NamedTuple

from django.http import HttpRequest
from django.urls import reverse

from lockgate.applications.permissions import READ_APPLICATIONS
from lockgate.casework.permissions import READ_CASES
from lockgate.core.permissions import Person, Role
from lockgate.insight.permissions import READ_INSIGHT
from lockgate.licences.permissions import READ_LICENCES


class Entry(NamedTuple):
    """A link of the navigation: for everybody where `roles` is None; current on the routes of `routes`."""

    words: str
    route: str
    routes: tuple[str, ...]
    roles: Set[Role] | None = None
    anchor: str = ""


_APPLICATIONS = (
    "applications",
    "start_application",
    "application",
    "application_lines",
    "application_parties",
    "change_party",
    "application_end_use",
    "application_questions",
    "application_dependence",
    "declare_dependence",
    "application_statements",
    "application_check",
    "application_submitted",
    "withdraw_application",
)
_LICENCES = (
    *("licences", "licence", "import_licences", "move_line", "reservation_confirmation", "reservation_void"),
    *("draw_down_reversal", "suspend_licence", "reinstate_licence", "revoke_licence"),
)
_CASES = (
    "cases",
    "case",
    "notice",
    "answer_query",
    "appeal_case",
    "assign_case",
    "confirm_decision",
    "propose_decision",
    "ask_query",
    "give_recommendation",
    "announce_refusal",
    "answer_refusal",
    "send_back_proposal",
    "request_review",
)

_INSIGHT = (
    *("insight", "insight_pace", "insight_dependence", "insight_item", "insight_run_out", "insight_open_cases"),
    "insight_observer",
)

NAVIGATION = (
    Entry("Applications", "applications", _APPLICATIONS, READ_APPLICATIONS.roles.keys()),
    Entry("Cases", "cases", _CASES, READ_CASES.roles.keys()),
    Entry("Customs desk", "customs_desk", ("customs_desk",), frozenset({Role.CUSTOMS})),
    Entry("Licences", "licences", _LICENCES, READ_LICENCES.roles.keys()),
    Entry("Insight", "insight", _INSIGHT, READ_INSIGHT.roles.keys()),
    Entry("Self-check", "self_check", ("self_check",)),
    Entry("Regimes", "home", ("regime", "timeline", "changes", "entry"), anchor="#regimes"),
)


class Link(NamedTuple):
    """A link as a page shows it."""

    words: str
    href: str
    is_current: bool


def links_for(person: Person, request: HttpRequest) -> list[Link]:
    """Return the links that somebody is offered, in the order of the table."""
    route = request.resolver_match.url_name if request.resolver_match else None
    return [
        Link(entry.words, reverse(entry.route) + entry.anchor, route in entry.routes)
        for entry in NAVIGATION
        if entry.roles is None or person.roles & entry.roles
    ]
