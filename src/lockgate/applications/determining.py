"""How the lines of an application are determined: every line, with the facts of all parties, by the law of one day.

Pure. Called before submission to tell what is still open, at submission, and again by whoever decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from lockgate.applications.draft import Draft
from lockgate.applications.line import LineFacts
from lockgate.applications.party_role import end_user_words, other_parties
from lockgate.core.faults import Faults
from lockgate.regimes.determination import Determination, ask, determine
from lockgate.regimes.determination.law import Law


def determine_lines(law: Law, draft: Draft, on: date) -> Mapping[int, Determination]:
    """Determine every line of an application by the law of a day, by the number of the line.

    Raises Invalid that names, for each line that cannot be answered, its number and its field.
    """
    faults = Faults()
    found = {}
    for number, line in draft.lines.items():
        with faults.at(f"lines.{number}"):
            found[number] = _determined(law, draft, line.item, on)
    faults.raise_any()
    return found


def _determined(law: Law, draft: Draft, item: LineFacts, on: date) -> Determination:
    question = ask(
        law,
        destination=draft.destination,
        entry=item.entry,
        goods_code=item.goods_code,
        end_use=draft.end_use.words,
        end_user=end_user_words(draft.parties),
        parties=other_parties(draft.parties),
        quantity=item.quantity,
        unit=item.unit,
        value=item.value,
        currency=item.currency,
        answers=draft.end_use.answers,
    )
    return determine(question, on, law)
