"""What an application says, as the page of its case shows it: lines with their law, parties, signatures, dependence.

What nobody said is told as that: "not declared" is not none, "not known" is not zero.
"""

import json
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from lockgate.applications.dependence import DependenceFacts
from lockgate.applications.draft import Draft
from lockgate.applications.pages.choosing import amount, country_name, labels
from lockgate.applications.pages.summary import SummaryRow, answer_rows, dependence_rows, end_use_rows
from lockgate.applications.party_role import PartyRole
from lockgate.applications.queries import ShownApplication
from lockgate.casework.pages.proposed import item_words
from lockgate.core import clock
from lockgate.regimes.determination.law import Law
from lockgate.regimes.pack import DOUBTS
from lockgate.web.days_in_words import written_day, written_moment


class SiteShown(NamedTuple):
    """What one site declares of its dependence on a line."""

    title: str
    rows: list[SummaryRow]


class LineShown(NamedTuple):
    """A line as it was asked, with what the law said of it when it was submitted."""

    number: int
    item: str
    codes: tuple[str, ...]
    asked: str
    value: str
    outcome: str
    outcome_words: str
    headline: str
    on: str
    review_policy: str
    reasons: tuple[str, ...]
    readings: tuple[str, ...]
    open_questions: tuple[str, ...]
    doubt: str
    sites: tuple[SiteShown, ...]


class Signature(NamedTuple):
    """One end user's statement: `tone` as the component tag takes it."""

    end_user: str
    state: str
    tone: str
    said: str


def lines_shown(shown: ShownApplication, numbers: Collection[int]) -> list[LineShown]:
    """Return the lines of these numbers, each with the determination that was kept when it was submitted."""
    return [
        _line(
            number=line.number,
            item=item_words(line),
            codes=tuple(code for code in (line.entry, line.goods_code) if code),
            asked=amount(line.quantity, line.unit),
            value=f"{line.value} {line.currency}",
            outcome=line.outcome,
            review_policy=line.review_policy,
            kept=json.loads(line.determination) if line.determination else {},
            declared=shown.draft.lines[line.number].dependence,
        )
        for line in shown.lines
        if line.number in numbers
    ]


def _line(*, kept: dict[str, Any], declared: Sequence[DependenceFacts], outcome: str, **asked: Any) -> LineShown:
    return LineShown(
        **asked,
        outcome=outcome,
        outcome_words=outcome.replace("_", " "),
        headline=kept.get("headline", ""),
        on=kept.get("on", ""),
        reasons=tuple(kept.get("reasons", ())),
        readings=tuple(held["why"] for held in kept.get("readings", ())),
        open_questions=tuple(f"{held['asks']} ({held['citation']})" for held in kept.get("open_questions", ())),
        doubt=DOUBTS[kept.get("doubt") or ""],
        sites=tuple(SiteShown(_site(one), dependence_rows(one)) for one in declared),
    )


def _site(declared: DependenceFacts) -> str:
    return ", ".join(part for part in (declared.site, declared.party, country_name(declared.country)) if part)


def parties_shown(draft: Draft, law: Law) -> list[SummaryRow]:
    """Return who takes part, the exporter first, with what is said of each."""
    rows = [SummaryRow("Exporter", draft.exporter)]
    for party in draft.parties:
        facts = labels(law.end_users, party.facts) or "nothing is stated of it"
        where = "\n".join(
            part for part in (party.address or "no address is given", country_name(party.country)) if part
        )
        words = party.role.replace("_", " ")
        rows.append(SummaryRow(words[:1].upper() + words[1:], f"{party.name}\n{where}\nKnown to be: {facts}"))
    return rows


def end_use_shown(shown: ShownApplication, law: Law) -> list[SummaryRow]:
    """Return the end use as it was stated, with what was answered to the open questions of the law of that day."""
    on = shown.application.law_on
    answers = answer_rows(shown.draft, law, on) if on else []
    return [*end_use_rows(shown.draft, law), *answers]


def signatures(shown: ShownApplication) -> list[Signature]:
    """Return where the statement of each end user stands: signed by whom and when, and whether it is current."""
    found = []
    for party in shown.draft.parties:
        if party.role == PartyRole.END_USER:
            asked = [one for one in shown.statements if one.party.organisation.name == party.name]
            found += [
                _signature(party.name, one, is_current=one.text in shown.current_statements) for one in reversed(asked)
            ]
            if not asked:
                found.append(Signature(party.name, "not asked for", "quiet", "Nobody has asked this end user to sign."))
    return found


def _signature(end_user: str, one: Any, *, is_current: bool) -> Signature:
    if one.signed_at is None:
        asked = f"Asked on {written_day(one.requested_at)}."
        if one.expires_at <= clock.now():
            return Signature(end_user, "link expired, not signed", "expired", asked)
        if not is_current:
            return Signature(
                end_user, "link lapsed, not signed", "lapsed", f"{asked} The application says otherwise now."
            )
        return Signature(
            end_user, "not signed yet", "waiting", f"{asked} The link holds until {written_day(one.expires_at)}."
        )
    by = f"Signed by {one.signer_name}, {one.signer_position}, on {written_moment(one.signed_at)}."
    if is_current:
        return Signature(end_user, "signed", "signed", f"{by} It says what the application says now.")
    return Signature(
        end_user, "signed, changed since", "fault", f"{by} The application has changed since it was signed."
    )


def statement_gaps(shown: ShownApplication) -> tuple[str, ...]:
    """Return what the applicant left unsaid: it keeps nobody from deciding, and is no answer either."""
    found = []
    signed = [held for held in signatures(shown) if held.state == "signed"]
    if not signed:
        found.append("No end user has signed what the application says now.")
    silent = [str(number) for number, line in shown.draft.lines.items() if not line.dependence]
    if silent:
        lines = f"line {silent[0]}" if len(silent) == 1 else f"lines {', '.join(silent[:-1])} and {silent[-1]}"
        found.append(f"No dependence is declared for {lines}. Not declared is not none.")
    return tuple(found)
