"""What the goods are for: the regime's words for it, the applicant's own text, and the answers to open questions.

Pure. A word or a measure that the regime does not know is refused; nothing is taken for civil by silence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lockgate.core.faults import Faults
from lockgate.core.texts import checked_prose
from lockgate.regimes.determination.asking import answers_of, facts_of
from lockgate.regimes.determination.law import Law

TEXT_LENGTH_MAX = 5000


@dataclass(frozen=True, slots=True)
class EndUse:
    """The end use as it is stated. `answers` says yes or no to an open question, by the measure that asks it."""

    words: tuple[str, ...] = ()
    text: str = ""
    answers: Mapping[str, bool] = field(default_factory=dict)


def checked_end_use(law: Law, stated: EndUse) -> EndUse:
    """Check a statement of end use against its regime; raise Invalid with every field that is wrong."""
    faults = Faults()
    words, text, answers = stated.words, stated.text, stated.answers
    with faults.at("words", one_field=True):
        words = facts_of(law.end_uses, stated.words, "end_use", law)
    with faults.at():
        text = checked_prose(stated.text, "text", TEXT_LENGTH_MAX, may_be_empty=True)
    with faults.at():
        answers = answers_of(law, stated.answers)
    faults.raise_any()
    return EndUse(words, text, dict(answers))
