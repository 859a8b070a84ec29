"""The form of a proposal: an outcome, an end-use assessment and their grounds for every line.

Works without scripts: one button fills the lines that are still empty like the first, and shows the form again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods

from lockgate.applications.pages.choosing import amount, unit_words
from lockgate.casework import services
from lockgate.casework.decision import GRANTS, ProposedLine
from lockgate.casework.pages.act_page import ActForm, Asked, act_page, check_is_next, show_form
from lockgate.casework.pages.proposed import item_words
from lockgate.casework.pages.words import ASSESSMENTS, OFFERS, OUTCOMES
from lockgate.casework.queries import PERMISSION_OF, CaseSheet, LineSheet, case_sheet
from lockgate.core.permissions import check_may
from lockgate.journal.acts import Act
from lockgate.parties.queries import person_asking
from lockgate.web.choice import Choice, choices

FIELDS = {
    "outcome": "Outcome",
    "quantity": "Quantity granted",
    "conditions": "Conditions",
    "refusal_reasons": "Refusal reasons",
    "assessment": "End use, as you assess it",
    "evidence": "Evidence",
}
OUTCOME_HINTS = {
    "granted": "All that was asked, or less.",
    "granted_with_conditions": "The conditions go into the licence.",
    "refused": "The applicant reads the reasons and may appeal.",
    "returned": "Nothing is decided of it; a mended application may ask again.",
}
ASSESSMENT_HINTS = {"undetermined": "Nothing shows what the goods will serve."}
PROHIBITED = "prohibited"


@dataclass(frozen=True, slots=True)
class LineForm:
    """The fields of one line: the name, value and error of each, by its word."""

    number: int
    item: str
    asked: str
    unit: str
    determined: str
    determined_words: str
    quantity_hint: str
    review_policy: str
    names: dict[str, str]
    values: dict[str, str]
    faults: dict[str, str]
    outcomes: tuple[Choice, ...]
    assessments: tuple[Choice, ...]


def _name(number: int, field: str) -> str:
    return f"lines.{number}.{field}"


def _labels(sheet: CaseSheet) -> dict[str, str]:
    return {
        _name(held.line.line.number, field): f"{label}, line {held.line.line.number}"
        for held in sheet.lines
        for field, label in FIELDS.items()
    }


def _read(typed: QueryDict, sheet: CaseSheet) -> dict[str, Any]:
    return {
        "reasons": typed.get("reasons", ""),
        "valid_months": typed.get("valid_months", ""),
        "lines": [_read_line(typed, held.line.line.number, held.line.line.unit) for held in sheet.lines],
    }


def _read_line(typed: QueryDict, number: int, unit: str) -> ProposedLine:
    given = {field: typed.get(_name(number, field), "").strip() for field in FIELDS}
    return ProposedLine(
        line=number,
        outcome=given["outcome"],
        assessment=given["assessment"],
        quantity=given["quantity"],
        unit=unit if given["quantity"] else "",
        conditions=_each(given["conditions"]),
        refusal_reasons=_each(given["refusal_reasons"]),
        evidence=given["evidence"],
    )


def _each(text: str) -> tuple[str, ...]:
    """Return one text a line; blank lines say nothing."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _shown(asked: Asked) -> dict[str, Any]:
    filled = _filled(asked.typed, asked.sheet) if "fill" in asked.typed else asked.typed
    return {
        "lines": [_line_form(held, filled, asked.faults) for held in asked.sheet.lines],
        "valid_months": asked.typed.get("valid_months", "12"),
    }


def _filled(typed: QueryDict, sheet: CaseSheet) -> QueryDict:
    """Fill each line that has no outcome yet like the first; the quantity is the line's own."""
    filled = typed.copy()
    first, *others = [held.line.line.number for held in sheet.lines]
    for number in others:
        if not typed.get(_name(number, "outcome")):
            for field in FIELDS.keys() - {"quantity"}:
                filled[_name(number, field)] = typed.get(_name(first, field), "")
    return filled


def _line_form(held: LineSheet, typed: QueryDict, faults: Mapping[str, str]) -> LineForm:
    asked = held.line.line
    names = {field: _name(asked.number, field) for field in FIELDS}
    values = {field: typed.get(name, "") for field, name in names.items()}
    offered = {word: label for word, label in OUTCOMES.items() if asked.outcome != PROHIBITED or word not in GRANTS}
    return LineForm(
        number=asked.number,
        item=item_words(asked),
        asked=amount(asked.quantity, asked.unit),
        unit=unit_words(asked.unit),
        determined=asked.outcome,
        determined_words=asked.outcome.replace("_", " "),
        quantity_hint=f"Left out, all that was asked is granted: {amount(asked.quantity, asked.unit)}.",
        review_policy=asked.review_policy,
        names=names,
        values=values,
        faults={field: faults.get(name, "") for field, name in names.items()},
        outcomes=_with_hints(choices(offered, [values["outcome"]]), OUTCOME_HINTS),
        assessments=_with_hints(choices(ASSESSMENTS, [values["assessment"]]), ASSESSMENT_HINTS),
    )


def _with_hints(held: tuple[Choice, ...], hints: dict[str, str]) -> tuple[Choice, ...]:
    return tuple(choice._replace(hint=hints.get(choice.value, "")) for choice in held)


PROPOSE = ActForm(
    act=Act.DECISION_PROPOSED,
    service=services.propose_decision,
    template="casework/propose.html",
    title=OFFERS[Act.DECISION_PROPOSED].words,
    lede="Every line has an outcome and an end-use assessment. A senior officer other than you confirms it.",
    button="Propose this decision",
    done="Your proposal for {case} waits to be confirmed by somebody else.",
    labels={"reasons": "Reasons for the decision", "valid_months": "Months of validity"},
    read=_read,
    shown=_shown,
    labels_of=_labels,
)


@require_http_methods(["GET", "HEAD", "POST"])
def propose_decision(request: HttpRequest, reference: str) -> HttpResponse:
    """Propose a decision, or fill the empty lines like the first."""
    if request.method == "POST" and "fill" in request.POST:
        by = person_asking(request)
        sheet = case_sheet(by, reference)
        check_may(by, PERMISSION_OF[PROPOSE.act])
        check_is_next(by, sheet, PROPOSE.act)
        return show_form(request, by, sheet, PROPOSE)
    return act_page(request, reference, PROPOSE)
