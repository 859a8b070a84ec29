"""An application in pairs of facts, as a page shows them: the same rows to check, to change and to read later.

What was not given says so; nothing declared is "not declared", never none.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from lockgate.applications.answering import answered
from lockgate.applications.dependence import FACTS, DependenceFacts
from lockgate.applications.draft import Draft
from lockgate.applications.line import LineFacts
from lockgate.applications.pages.choosing import amount, country_name, labels
from lockgate.applications.party_role import PartyFacts
from lockgate.regimes.determination.law import Law
from lockgate.regimes.question_row import is_about_lists


class SummaryRow(NamedTuple):
    """A fact as the component summary_list.html shows it."""

    term: str
    value: str
    note: str = ""


def application_rows(draft: Draft, law: Law) -> list[SummaryRow]:
    """Return who asks whom, and where to."""
    rows = [
        SummaryRow("Exporter", draft.exporter),
        SummaryRow("Regime", law.regime.names["en"], law.regime.authority),
        SummaryRow("Destination", country_name(draft.destination)),
    ]
    return [*rows, SummaryRow("Replaces", draft.replaces)] if draft.replaces else rows


def line_rows(item: LineFacts) -> list[SummaryRow]:
    """Return what a line says."""
    rows = [SummaryRow("Control list", item.entry), SummaryRow("Customs code", item.goods_code)]
    return [
        *rows,
        SummaryRow("Description", item.description),
        SummaryRow("Quantity", amount(item.quantity, item.unit)),
        SummaryRow("Value", f"{item.value} {item.currency}"),
    ]


def party_rows(party: PartyFacts, law: Law) -> list[SummaryRow]:
    """Return what is said of a party."""
    return [
        SummaryRow("Role", party.role.replace("_", " ")),
        SummaryRow("Country", country_name(party.country)),
        SummaryRow("Address", party.address),
        SummaryRow("Known to be", labels(law.end_users, party.facts)),
    ]


def end_use_rows(draft: Draft, law: Law) -> list[SummaryRow]:
    """Return the end use as it is stated."""
    stated = draft.end_use
    return [
        SummaryRow("Kind of end use", labels(law.end_uses, stated.words)),
        SummaryRow("In the applicant's words", stated.text),
    ]


def answer_rows(draft: Draft, law: Law, on: date) -> list[SummaryRow]:
    """Return the open questions of a day that were answered, with what was said; those about lists in one row."""
    said = list(answered(law, on, draft.end_use.answers))
    rows = [
        SummaryRow(question.asks, answer, question.citation)
        for question, answer in said
        if not is_about_lists(question)
    ]
    lists = sum(len(question.words) for question, _ in said if is_about_lists(question))
    if lists:
        rows.append(SummaryRow("Is any party on a restricted-party list?", f"no, on none of the {lists} asked about"))
    return rows


def dependence_rows(declared: DependenceFacts) -> list[SummaryRow]:
    """Return what a site declares, each fact given, not known, or not said yet."""
    return [SummaryRow(_capital(words), _said(declared, fact)) for fact, words in FACTS.items()]


def _said(declared: DependenceFacts, fact: str) -> str:
    if fact in declared.unknown:
        return "not known"
    if fact not in declared.given():
        return "not said yet"
    if fact == "share":
        return f"{declared.share_percent} %"
    if fact == "alternatives":
        return "\n".join(_alternative(*one) for one in declared.alternatives or ()) or "there are none"
    if fact == "product":
        return declared.product
    return amount(declared.stock if fact == "stock" else declared.usage_a_day, declared.unit)


def _alternative(supplier: str, days: int | None) -> str:
    return f"{supplier}, {'days to qualify not known' if days is None else f'{days} days to qualify'}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
