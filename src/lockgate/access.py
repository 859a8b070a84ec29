"""Who may reach what: every page, REST operation and command of Lockgate, each in the line of its act.

Knows every room and only lists; the services ask for the permissions themselves. `./run docs` prints the table as
docs/reference/who-may-do-what.md, and tests/access tries every way with every role: one without a line fails by name.
"""

from enum import StrEnum
from itertools import chain
from typing import NamedTuple

from lockgate.accounts import permissions as accounts
from lockgate.applications import permissions as applications
from lockgate.casework import permissions as casework
from lockgate.core.permissions import Permission
from lockgate.insight import permissions as insight
from lockgate.journal import permissions as journal
from lockgate.licences import permissions as licences
from lockgate.licences.ledger import permissions as ledger
from lockgate.parties import permissions as parties

PERMISSIONS: tuple[Permission, ...] = tuple(
    chain.from_iterable(
        room.PERMISSIONS for room in (accounts, journal, parties, applications, casework, licences, ledger, insight)
    )
)
"""The rows of every room, in the order of the rooms."""


class Audience(StrEnum):
    """Who may reach what asks for no role. What somebody signed in sees is then the room's visible query's matter."""

    PUBLIC = "public"
    SIGNED_IN = "signed in"
    MACHINE = "whoever holds the machine"


class Openly(NamedTuple):
    """What is done without a role: what it is, to whom it is open, and whether it is an act that the journal keeps."""

    sentence: str
    to: Audience
    is_act: bool = False


class Line(NamedTuple):
    """An act, or what is open without a role, and all the ways to it.

    A page is its method and its name in urls.py, an operation its method and its path below /api/v1, a command its
    words after `lockgate`. ANY is a page that answers alike to every method.
    """

    what: Permission | Openly
    pages: tuple[str, ...] = ()
    operations: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()

    def ways(self) -> tuple[str, ...]:
        """Return every way as one word for each, with its kind in front."""
        kinds = (("page", self.pages), ("REST", self.operations), ("lockgate", self.commands))
        return tuple(f"{kind} {way}" for kind, held in kinds for way in held)


_LAW = Openly("Read the law, and ask whether an item is controlled", Audience.PUBLIC)
_HEAD = Openly("Keep the head of the journal", Audience.PUBLIC)
_SIGN_IN = Openly("Sign in and out", Audience.PUBLIC)
_SIGN = Openly("Sign an end user's statement, by a link that works once", Audience.PUBLIC, is_act=True)
_HEALTH = Openly("Ask whether Lockgate is alive and can serve", Audience.PUBLIC)
_DEMO = Openly("Look round in a demo, as somebody of any role; elsewhere there are no such pages", Audience.PUBLIC)
_FORM = Openly("Read how the REST interface is asked", Audience.PUBLIC)
_ACCOUNTS = Openly("See accounts and their keys: an administrator all, anybody else the own one", Audience.SIGNED_IN)
_JOURNAL = Openly("Seal and verify the journal, and print its head", Audience.MACHINE)
_RECONCILE = Openly("Hold every licence's ledger against its sums and the journal", Audience.MACHINE)
_FACTS = Openly("Export all facts that the gate has gathered, and count them", Audience.MACHINE)
_OBSERVED = Openly("See what public statements alone let one know", Audience.PUBLIC)
_OWN_FILES = Openly("Reckon the figures of insight on files of one's own", Audience.MACHINE)
_INSTALLATION = Openly("Set an installation up, serve it, show the demo", Audience.MACHINE)

TABLE: tuple[Line, ...] = (
    Line(
        _LAW,
        pages=("GET home", "GET self_check", "GET regime", "GET timeline", "GET changes", "GET entry"),
        operations=(
            "POST /determinations",
            "GET /regimes",
            "GET /regimes/{regime}",
            "GET /regimes/{regime}/entries",
            "GET /regimes/{regime}/entries/{code}",
            "GET /regimes/{regime}/changes",
        ),
        commands=("determine", "determine-many", "regime list", "regime check", "regime show", "regime diff"),
    ),
    Line(_HEAD, pages=("GET journal_head",), operations=("GET /journal/head",)),
    Line(_SIGN_IN, pages=("GET sign_in", "POST sign_in", "POST sign_out")),
    Line(_HEALTH, pages=("GET healthz", "GET readyz")),
    Line(
        _DEMO,
        pages=(
            "GET demo_tour",
            "GET demo_as",
            "GET demo_step",
            "GET demo_report",
            "GET demo_report_file",
            "GET demo_timeline",
            "GET demo_day",
        ),
    ),
    Line(_FORM, pages=("ANY openapi-json",)),
    Line(_ACCOUNTS, commands=("user list", "key list")),
    Line(accounts.ADD_USER, commands=("user add",)),
    Line(accounts.SET_PASSWORD, commands=("user password",)),
    Line(accounts.ADD_KEY, commands=("key add",)),
    Line(accounts.REVOKE_KEY, commands=("key revoke",)),
    Line(parties.REMOVE_MEMBER, commands=("user remove-role",)),
    Line(
        applications.READ_APPLICATIONS,
        pages=(
            "GET applications",
            "GET application",
            "GET application_lines",
            "GET application_parties",
            "GET change_party",
            "GET application_end_use",
            "GET application_questions",
            "GET application_dependence",
            "POST application_dependence",
            "GET declare_dependence",
            "GET application_statements",
            "GET application_check",
            "GET application_submitted",
            "GET notice",
        ),
        operations=(
            "GET /applications",
            "GET /applications/{reference}",
            "GET /applications/{reference}/lines/{number}/determination",
            "GET /notices/{reference}",
        ),
        commands=("application list", "application show", "case notice"),
    ),
    Line(
        applications.START_APPLICATION,
        pages=("GET start_application", "POST start_application"),
        operations=("POST /applications",),
    ),
    Line(applications.ADD_LINE, pages=("POST application_lines",)),
    Line(applications.REMOVE_LINE, pages=("POST remove_line",)),
    Line(applications.ADD_PARTY, pages=("POST application_parties",)),
    Line(applications.CHANGE_PARTY, pages=("POST change_party",)),
    Line(applications.REMOVE_PARTY, pages=("POST remove_party",)),
    Line(applications.STATE_END_USE, pages=("POST application_end_use", "POST application_questions")),
    Line(applications.DECLARE_DEPENDENCE, pages=("POST declare_dependence",)),
    Line(applications.REMOVE_DEPENDENCE, pages=("POST remove_dependence",)),
    Line(
        applications.SUBMIT_APPLICATION,
        pages=("POST application_check",),
        operations=("POST /applications/{reference}/submission",),
        commands=("application submit",),
    ),
    Line(
        applications.WITHDRAW_APPLICATION,
        pages=("GET withdraw_application", "POST withdraw_application"),
        operations=("POST /applications/{reference}/withdrawal",),
        commands=("application withdraw",),
    ),
    Line(
        applications.REQUEST_STATEMENT,
        pages=("POST application_statements",),
        operations=("POST /applications/{reference}/statements",),
    ),
    Line(_SIGN, pages=("GET end_use_statement", "POST end_use_statement")),
    Line(
        casework.READ_CASES,
        pages=("GET cases", "GET case"),
        operations=("GET /cases", "GET /cases/{reference}"),
        commands=("case list", "case show"),
    ),
    Line(
        casework.ASSIGN_CASE,
        pages=("GET assign_case", "POST assign_case"),
        operations=("POST /cases/{reference}/assignment",),
        commands=("case assign",),
    ),
    Line(
        casework.ASK_QUERY,
        pages=("GET ask_query", "POST ask_query"),
        operations=("POST /cases/{reference}/queries",),
        commands=("case query",),
    ),
    Line(
        casework.ANSWER_QUERY,
        pages=("GET answer_query", "POST answer_query"),
        operations=("POST /cases/{reference}/queries/answer",),
        commands=("case answer",),
    ),
    Line(
        casework.REQUEST_REVIEW,
        pages=("GET request_review", "POST request_review"),
        operations=("POST /cases/{reference}/reviews",),
        commands=("case review",),
    ),
    Line(
        casework.GIVE_RECOMMENDATION,
        pages=("GET give_recommendation", "POST give_recommendation"),
        operations=("POST /cases/{reference}/recommendation",),
        commands=("case recommend",),
    ),
    Line(
        casework.ANNOUNCE_REFUSAL,
        pages=("GET announce_refusal", "POST announce_refusal"),
        operations=("POST /cases/{reference}/refusal-announcement",),
        commands=("case announce-refusal",),
    ),
    Line(
        casework.ANSWER_REFUSAL,
        pages=("GET answer_refusal", "POST answer_refusal"),
        operations=("POST /cases/{reference}/refusal-announcement/answer",),
        commands=("case answer-refusal",),
    ),
    Line(
        casework.PROPOSE_DECISION,
        pages=("GET propose_decision", "POST propose_decision"),
        operations=("POST /cases/{reference}/proposals",),
        commands=("case propose",),
    ),
    Line(
        casework.SEND_BACK_PROPOSAL,
        pages=("GET send_back_proposal", "POST send_back_proposal"),
        operations=("POST /cases/{reference}/proposals/return",),
        commands=("case send-back",),
    ),
    Line(
        casework.CONFIRM_DECISION,
        pages=("GET confirm_decision", "POST confirm_decision"),
        operations=("POST /cases/{reference}/confirmation",),
        commands=("case confirm",),
    ),
    Line(
        casework.APPEAL_CASE,
        pages=("GET appeal_case", "POST appeal_case"),
        operations=("POST /cases/{reference}/appeal",),
        commands=("case appeal",),
    ),
    Line(
        licences.READ_LICENCES,
        pages=("GET licences", "GET licence", "GET licence_ledger", "GET customs_desk"),
        operations=("GET /licences", "GET /licences/{licence}"),
        commands=("licence list", "licence show", "licence balance", "licence entries"),
    ),
    Line(
        licences.IMPORT_LICENCES,
        pages=("GET import_licences", "POST import_licences"),
        commands=("licence import",),
    ),
    Line(
        licences.SUSPEND_LICENCE,
        pages=("GET suspend_licence", "POST suspend_licence"),
        operations=("POST /licences/{licence}/suspension",),
        commands=("licence suspend",),
    ),
    Line(
        licences.REINSTATE_LICENCE,
        pages=("GET reinstate_licence", "POST reinstate_licence"),
        operations=("POST /licences/{licence}/reinstatement",),
        commands=("licence reinstate",),
    ),
    Line(
        licences.REVOKE_LICENCE,
        pages=("GET revoke_licence", "POST revoke_licence"),
        operations=("POST /licences/{licence}/revocation",),
        commands=("licence revoke",),
    ),
    Line(
        ledger.DRAW_DOWN,
        pages=("GET move_line", "POST move_line"),
        operations=("POST /licences/{licence}/lines/{line}/draw-downs",),
        commands=("licence draw-down",),
    ),
    Line(
        ledger.RESERVE,
        operations=("POST /licences/{licence}/lines/{line}/reservations",),
        commands=("licence reserve",),
    ),
    Line(
        ledger.CONFIRM_RESERVATION,
        pages=("GET reservation_confirmation", "POST reservation_confirmation"),
        operations=("POST /ledger-entries/{entry}/confirmation",),
        commands=("licence confirm",),
    ),
    Line(
        ledger.VOID_RESERVATION,
        pages=("GET reservation_void", "POST reservation_void"),
        operations=("POST /ledger-entries/{entry}/void",),
        commands=("licence void",),
    ),
    Line(
        ledger.REVERSE_DRAW_DOWN,
        pages=("GET draw_down_reversal", "POST draw_down_reversal"),
        operations=("POST /ledger-entries/{entry}/reversal",),
        commands=("licence reverse",),
    ),
    Line(
        insight.READ_INSIGHT,
        pages=(
            *("GET insight", "GET insight_pace", "GET insight_dependence", "GET insight_item", "GET insight_run_out"),
            *("GET insight_open_cases", "GET insight_figure"),
        ),
    ),
    Line(insight.REFRESH_INSIGHT, pages=("POST insight",), commands=("insight refresh",)),
    Line(_OBSERVED, pages=("GET insight_observer",)),
    Line(journal.REDACT_ROW, commands=("journal redact",)),
    Line(_JOURNAL, commands=("journal verify", "journal head", "journal seal")),
    Line(_RECONCILE, commands=("licences reconcile",)),
    Line(_FACTS, commands=("insight export", "insight figures", "insight hanging")),
    Line(
        _OWN_FILES,
        commands=(
            "insight dependence",
            "insight forecast",
            "insight pace",
            "insight run-out",
            "insight template",
            "observe",
        ),
    ),
    Line(_INSTALLATION, commands=("init", "migrate", "serve", "demo")),
)
"""One line an act. A permission without a line is reached by no way of its own: it is part of another act."""
