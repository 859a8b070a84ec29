"""How every way is tried: on which thing of the scene, and with what body or words, well-formed.

A way of access.py without an attempt here fails by name, as does an attempt that succeeds for nobody.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

EXAMPLES = Path(__file__).parents[2] / "docs/examples"
PASSWORD = "correct horse battery staple"
DRAFT = {"regime": "cn-dual-use", "destination": "JP"}
PROPOSAL = {
    "reasons": "A civil use.",
    "lines": [{"line": 1, "outcome": "granted", "assessment": "civil", "evidence": "Motors of cars."}],
}
PROPOSED = {
    "reasons": "A civil use.",
    "valid_months": "12",
    "lines.1.outcome": "granted",
    "lines.1.assessment": "civil",
    "lines.1.evidence": "Motors of cars.",
}
DRAWN = {"quantity": "1", "unit": "KGM", "declaration": "D-2", "office": "Shanghai"}
REASON = {"reason": "A question is open."}
REASONS = {"reasons": "It was weighed."}
REVIEW = {"body": "Ministry of Trade", "due_on": "2026-03-09"}
BORDER = ("--key", "k", "--declaration", "D-2", "--office", "Shanghai")
ROLE_OF_NEWCOMER = ("newcomer@example.org", "--role", "customs", "--organisation", "Customs, Shanghai")
ROLE_OF_ANALYST = ("analyst@example.org", "--role", "analyst", "--organisation", "Licensing Department")
LINE = {"entry": "1C904.a.4", "quantity": "5", "unit": "KGM", "value": "10", "currency": "USD"}
PARTY = {"role": "intermediate_consignee", "name": "Nagoya Motors", "country": "JP", "facts": ["unlisted"]}
SITE = {"party": "Nagoya Motors", "site": "Nagoya plant 3", "country": "JP", "unit": "KGM", "stock": "30"}
APPLICATION_PAGES = (
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
)
"""The pages that show an application or a part of it; of one that was submitted all of it is shown instead."""
DEMO_PAGES = (
    *("demo_tour", "demo_as", "demo_step"),
    *("demo_report", "demo_report_file", "demo_timeline", "demo_day"),
)
INSIGHT = ("pace", "dependence", "item", "run_out", "open_cases", "figure")
EXPORTERS = frozenset({"exporter"})


class Attempt(NamedTuple):
    """One way, tried on one thing.

    `refused` names who holds the role for it, and still may not do it to this thing; `is_done_by_nobody` says that
    nobody of the scene succeeds, by a rule or by the state of the thing; `writes_nothing` that a form which would do an
    act is only shown again, `in_a_demo` that this installation replays an episode meanwhile, and `has_snapshot` that
    insight was reckoned in it.
    """

    way: str
    thing: str = ""
    body: Mapping[str, Any] | None = None
    words: tuple[str, ...] = ()
    query: str = ""
    standard_input: str = ""
    refused: frozenset[str] = frozenset()
    is_done_by_nobody: bool = False
    writes_nothing: bool = False
    in_a_demo: bool = False
    has_snapshot: bool = False

    def __str__(self) -> str:
        return f"{self.way} on the {self.thing}" if self.thing else self.way


def _rest(operation: str, thing: str = "", body: Mapping[str, Any] | None = None, **more: Any) -> Attempt:
    return Attempt(f"REST {operation}", thing, body, **more)


def _said(command: str, *words: str, thing: str = "", **more: Any) -> Attempt:
    """A command; {thing} among its words stands for the name of the thing."""
    return Attempt(f"lockgate {command}", thing, words=words, **more)


PAGES = (
    Attempt("page GET home"),
    Attempt("page GET self_check"),
    Attempt("page GET regime"),
    Attempt("page GET timeline"),
    Attempt("page GET changes"),
    Attempt("page GET entry"),
    Attempt("page GET journal_head"),
    Attempt("page GET sign_in"),
    Attempt("page POST sign_in", body={"username": "newcomer@example.org", "password": PASSWORD}),
    Attempt("page POST sign_out"),
    Attempt("page GET healthz"),
    Attempt("page GET readyz"),
    Attempt("page ANY openapi-json"),
    *(Attempt(f"page GET {page}", in_a_demo=True) for page in DEMO_PAGES),
)
_A_DRAFT_ONLY: dict[str, Mapping[str, Any]] = {
    "POST application_lines": LINE,
    "POST remove_line": {},
    "POST application_parties": PARTY,
    "POST change_party": {"facts": ["civil"]},
    "POST remove_party": {"role": "end_user", "name": "Nagoya Motors"},
    "POST application_end_use": {"words": ["civil"], "text": "Motors of cars."},
    "POST application_questions": {},
    "POST declare_dependence": SITE,
    "POST remove_dependence": {"party": "Nagoya Motors", "site": "Nagoya plant 2"},
    "POST application_check": {},
}
APPLYING = (
    Attempt("page GET applications"),
    Attempt("page GET start_application"),
    Attempt("page POST start_application", body=DRAFT),
    *(Attempt(f"page GET {page}", thing) for page in APPLICATION_PAGES for thing in ("draft", "application")),
    *(Attempt(f"page {page}", "draft", body) for page, body in _A_DRAFT_ONLY.items()),
    *(Attempt(f"page {page}", "application", body, is_done_by_nobody=True) for page, body in _A_DRAFT_ONLY.items()),
    Attempt("page POST application_dependence", "draft"),
    Attempt("page GET withdraw_application", "application"),
    Attempt("page POST withdraw_application", "application"),
    Attempt("page POST application_statements", "application", {"party": "Nagoya Motors"}),
    Attempt("page GET end_use_statement", "link"),
    Attempt("page POST end_use_statement", "link", {"signer_name": "Sato Keiko", "signer_position": "Director"}),
)
_CONFIRMED = {"seen": "1", "confirmed": "yes"} | REASON
LICENCES = (
    Attempt("page GET licences"),
    Attempt("page GET insight", has_snapshot=True),
    Attempt("page POST insight", has_snapshot=True, writes_nothing=True),
    Attempt("page GET insight_observer"),
    *(Attempt(f"page GET insight_{page}", has_snapshot=True) for page in INSIGHT),
    Attempt("page GET customs_desk"),
    *(Attempt(f"page GET {page}", "granted licence") for page in ("licence", "licence_ledger")),
    Attempt("page GET import_licences"),
    Attempt("page POST import_licences", is_done_by_nobody=True),
    *(Attempt(f"page GET {page}", "granted licence") for page in ("suspend_licence", "revoke_licence")),
    *(Attempt(f"page POST {page}", "granted licence", _CONFIRMED) for page in ("suspend_licence", "revoke_licence")),
    Attempt("page GET reinstate_licence", "suspended licence"),
    Attempt("page POST reinstate_licence", "suspended licence", _CONFIRMED | {"seen": "2"}),
    Attempt("page GET move_line", "held licence"),
    Attempt("page GET move_line", "granted licence", refused=EXPORTERS),
    *(
        Attempt("page POST move_line", "held licence", DRAWN | {"key": act, "act": act})
        for act in ("draw_down", "reserve")
    ),
    Attempt("page POST move_line", "granted licence", DRAWN | {"key": "k", "act": "draw_down"}, refused=EXPORTERS),
    *(Attempt(f"page GET {page}", "reserved entry") for page in ("reservation_confirmation", "reservation_void")),
    *(
        Attempt(f"page POST {page}", "reserved entry", {"key": "k"})
        for page in ("reservation_confirmation", "reservation_void")
    ),
    Attempt("page GET draw_down_reversal", "drawn entry"),
    Attempt("page POST draw_down_reversal", "drawn entry", {"key": "k", "reason": "Not loaded."}),
)
_ON_A_CASE: tuple[tuple[str, str, Mapping[str, Any]], ...] = (
    ("assign_case", "case", {"to": "officer@example.org"}),
    ("ask_query", "case", {"text": "Which plant?"}),
    ("answer_query", "queried case", {"text": "Nagoya."}),
    ("request_review", "case", REVIEW),
    ("give_recommendation", "case", {"recommendation": "grant", **REASONS}),
    ("announce_refusal", "case", {"text": "Diversion is likely."}),
    ("answer_refusal", "announced refusal", {"text": "It is for cars."}),
    ("propose_decision", "case", PROPOSED),
    ("send_back_proposal", "proposal", {"text": "Weigh it again."}),
    ("confirm_decision", "proposal", {}),
    ("appeal_case", "refused case", {"text": "It is for cars."}),
)
"""The form of each act on a case, the thing that it is done to, and what is typed into it."""
ON_CASES = (
    Attempt("page GET cases"),
    Attempt("page GET case", "case"),
    Attempt("page GET case", "proposal"),
    Attempt("page GET case", "refused case"),
    Attempt("page GET case", "granted case"),
    Attempt("page GET notice", "notice"),
    *(Attempt(f"page GET {page}", thing) for page, thing, _ in _ON_A_CASE),
    *(Attempt(f"page POST {page}", thing, body) for page, thing, body in _ON_A_CASE),
    Attempt("page POST assign_case", "case", {"to": "nobody@example.org"}, is_done_by_nobody=True),
    Attempt("page POST propose_decision", "case", {**PROPOSED, "fill": "1"}, writes_nothing=True),
    Attempt("page GET confirm_decision", "own proposal of the senior officer"),
    Attempt(
        "page POST confirm_decision",
        "own proposal of the senior officer",
        refused=frozenset({"senior officer"}),
        is_done_by_nobody=True,
    ),
    Attempt(
        "page POST send_back_proposal",
        "own proposal of the senior officer",
        {"text": "Weigh it again."},
        refused=frozenset({"officer"}),
    ),
)
OPERATIONS = (
    _rest("POST /determinations", body={"regime": "cn-dual-use", "destination": "JP", "entry": "1C904.a.4"}),
    _rest("GET /regimes"),
    _rest("GET /regimes/{regime}"),
    _rest("GET /regimes/{regime}/entries"),
    _rest("GET /regimes/{regime}/entries/{code}"),
    _rest("GET /regimes/{regime}/changes", query="from=2025-01-01&to=2025-12-31"),
    _rest("GET /journal/head"),
    _rest("POST /applications", body=DRAFT),
    _rest("GET /applications"),
    _rest("GET /applications/{reference}", "draft"),
    _rest("GET /applications/{reference}", "application"),
    _rest("GET /applications/{reference}/lines/{number}/determination", "application"),
    _rest("POST /applications/{reference}/submission", "draft"),
    _rest("POST /applications/{reference}/submission", "application", is_done_by_nobody=True),
    _rest("POST /applications/{reference}/withdrawal", "draft"),
    _rest("POST /applications/{reference}/withdrawal", "application"),
    _rest("POST /applications/{reference}/statements", "application", {"party": "Nagoya Motors"}),
    _rest("GET /cases"),
    _rest("GET /cases/{reference}", "case"),
    _rest("GET /cases/{reference}", "refused case"),
    _rest("POST /cases/{reference}/assignment", "case", {}),
    _rest("POST /cases/{reference}/queries", "case", {"question": "Which plant?"}),
    _rest("POST /cases/{reference}/queries/answer", "queried case", {"answer": "Nagoya."}),
    _rest("POST /cases/{reference}/reviews", "case", REVIEW),
    _rest("POST /cases/{reference}/recommendation", "case", {"recommendation": "grant", **REASONS}),
    _rest("POST /cases/{reference}/refusal-announcement", "case", REASONS),
    _rest("POST /cases/{reference}/refusal-announcement/answer", "announced refusal", {"answer": "It is for cars."}),
    _rest("POST /cases/{reference}/proposals", "case", PROPOSAL),
    _rest("POST /cases/{reference}/proposals/return", "proposal", REASONS),
    _rest(
        "POST /cases/{reference}/proposals/return",
        "own proposal of the senior officer",
        REASONS,
        refused=frozenset({"officer"}),
    ),
    _rest("POST /cases/{reference}/confirmation", "proposal"),
    _rest(
        "POST /cases/{reference}/confirmation",
        "own proposal of the senior officer",
        refused=frozenset({"senior officer"}),
        is_done_by_nobody=True,
    ),
    _rest("POST /cases/{reference}/appeal", "refused case", REASONS),
    _rest("GET /notices/{reference}", "notice"),
    _rest("GET /licences"),
    _rest("GET /licences/{licence}", "held licence"),
    _rest("GET /licences/{licence}", "granted licence"),
    _rest("POST /licences/{licence}/suspension", "granted licence", REASON),
    _rest("POST /licences/{licence}/reinstatement", "suspended licence", REASON),
    _rest("POST /licences/{licence}/revocation", "granted licence", REASON),
    _rest("POST /licences/{licence}/lines/{line}/draw-downs", "held licence", DRAWN),
    _rest("POST /licences/{licence}/lines/{line}/draw-downs", "granted licence", DRAWN, refused=EXPORTERS),
    _rest("POST /licences/{licence}/lines/{line}/reservations", "held licence", DRAWN),
    _rest("POST /licences/{licence}/lines/{line}/reservations", "granted licence", DRAWN, refused=EXPORTERS),
    _rest("POST /ledger-entries/{entry}/confirmation", "reserved entry", {}),
    _rest("POST /ledger-entries/{entry}/void", "reserved entry", {}),
    _rest("POST /ledger-entries/{entry}/reversal", "drawn entry", {}),
)
COMMANDS = (
    _said("user list"),
    _said("user add", *ROLE_OF_NEWCOMER),
    _said("user remove-role", *ROLE_OF_ANALYST),
    _said("user password", "newcomer@example.org", "--password-stdin", standard_input=f"{PASSWORD}\n"),
    _said("key list", "{thing}", thing="account"),
    _said("key add", "newcomer@example.org"),
    _said("key revoke", "{thing}", thing="key"),
    _said("application submit", str(EXAMPLES / "application.toml")),
    _said("application list"),
    _said("application show", "{thing}", thing="application"),
    _said("application withdraw", "{thing}", thing="application"),
    _said("case list"),
    _said("case show", "{thing}", thing="case"),
    _said("case notice", "{thing}", thing="notice"),
    _said("case assign", "{thing}", thing="case"),
    _said("case query", "{thing}", "--question", "Which plant?", thing="case"),
    _said("case answer", "{thing}", "--answer", "Nagoya.", thing="queried case"),
    _said("case review", "{thing}", "--body", REVIEW["body"], "--due-on", REVIEW["due_on"], thing="case"),
    _said("case recommend", "{thing}", "grant", "--reasons", "A civil use.", thing="case"),
    _said("case announce-refusal", "{thing}", "--reasons", "Diversion is likely.", thing="case"),
    _said("case answer-refusal", "{thing}", "--answer", "It is for cars.", thing="announced refusal"),
    _said(
        "case propose",
        *("{thing}", "--outcome", "granted", "--assessment", "civil", "--evidence", "Motors of cars."),
        *("--reasons", "A civil use."),
        thing="case",
    ),
    _said("case send-back", "{thing}", "--reasons", "Weigh it again.", thing="proposal"),
    _said("case confirm", "{thing}", thing="proposal"),
    _said("case appeal", "{thing}", "--reasons", "It is for cars.", thing="refused case"),
    _said("insight refresh", has_snapshot=True, is_done_by_nobody=True),  # each try is a transaction
    _said("licence import", str(EXAMPLES / "licences.csv")),
    _said("licence list"),
    _said("licence show", "{thing}", thing="granted licence"),
    _said("licence balance", "{thing}", thing="held licence"),
    _said("licence entries", "{thing}", thing="held licence"),
    _said("licence suspend", "{thing}", "--reason", "A question is open.", thing="granted licence"),
    _said("licence reinstate", "{thing}", "--reason", "It is answered.", thing="suspended licence"),
    _said("licence revoke", "{thing}", "--reason", "It was misused.", thing="granted licence"),
    _said("licence draw-down", "{thing}", "1", "1", "KGM", *BORDER, thing="held licence"),
    _said("licence draw-down", "{thing}", "1", "1", "KGM", *BORDER, thing="granted licence", refused=EXPORTERS),
    _said("licence reserve", "{thing}", "1", "1", "KGM", *BORDER, thing="held licence"),
    _said("licence confirm", "HELD-1", "{thing}", *BORDER, thing="reserved entry"),
    _said("licence void", "HELD-1", "{thing}", "--key", "k", thing="reserved entry"),
    _said("licence reverse", "HELD-1", "{thing}", "--key", "k", thing="drawn entry"),
)
ATTEMPTS = (*PAGES, *APPLYING, *ON_CASES, *LICENCES, *OPERATIONS, *COMMANDS)
