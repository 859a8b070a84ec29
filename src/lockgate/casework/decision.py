"""What a decision holds: for every line an outcome, an amount, conditions or refusal reasons, and an assessment.

`checked_lines` holds a proposal against what was asked and names every fault by its place; `check_law_stands`
compares the law of now with that of the submission. The outcome of a case follows from those of its lines.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple, TypeVar

from lockgate.core.errors import Invalid, NotPossibleNow
from lockgate.core.faults import Faults
from lockgate.core.quantities import Dimension, quantity
from lockgate.core.texts import checked_prose

TEXTS_MAX = 20
TEXT_LENGTH_MAX = 1000
EVIDENCE_LENGTH_MAX = 4000
REASONS_LENGTH_MAX = 10_000
VALID_MONTHS_MAX = 60


class LineOutcome(StrEnum):
    """How a line is decided. The values are stored and never renamed."""

    GRANTED = "granted"
    GRANTED_WITH_CONDITIONS = "granted_with_conditions"
    REFUSED = "refused"
    RETURNED = "returned"

    @property
    def words(self) -> str:
        """The outcome as a sentence writes it."""
        return self.value.replace("_", " ")


GRANTS = (LineOutcome.GRANTED, LineOutcome.GRANTED_WITH_CONDITIONS)
_TEXTS_OF = {"conditions": LineOutcome.GRANTED_WITH_CONDITIONS, "refusal_reasons": LineOutcome.REFUSED}
_ONE_OF = {"conditions": "condition", "refusal_reasons": "refusal reason"}


class Assessment(StrEnum):
    """What the goods will serve, as the authority assesses it. The values are stored and never renamed."""

    CIVIL = "civil"
    MILITARY = "military"
    MIXED = "mixed"
    UNDETERMINED = "undetermined"


W = TypeVar("W", LineOutcome, Assessment)


class AskedLine(NamedTuple):
    """A line as it was asked: `amount` in the smallest unit of its dimension, `determined` at submission."""

    number: int
    quantity: str
    unit: str
    amount: int
    dimension: str
    determined: str


class ProposedLine(NamedTuple):
    """What somebody proposes for a line. An empty quantity grants all that was asked."""

    line: int
    outcome: str
    assessment: str
    quantity: str = ""
    unit: str = ""
    conditions: Sequence[str] = ()
    refusal_reasons: Sequence[str] = ()
    evidence: str = ""


class Granted(NamedTuple):
    """How much is granted: as it was written, and counted in the smallest unit."""

    quantity: str
    unit: str
    amount: int


class CheckedLine(NamedTuple):
    """A proposed line that holds: `granted` is None unless it is a grant."""

    number: int
    outcome: LineOutcome
    granted: Granted | None
    conditions: tuple[str, ...]
    refusal_reasons: tuple[str, ...]
    assessment: Assessment
    evidence: str


def checked_lines(asked: Iterable[AskedLine], proposed: Sequence[ProposedLine]) -> tuple[CheckedLine, ...]:
    """Hold a proposal against what was asked, and return its lines in the order of the case.

    Raises Invalid that tells every fault, under "lines.2.quantity" for the line numbered 2.
    """
    by_number = {line.number: line for line in asked}
    faults = Faults()
    held: dict[int, CheckedLine] = {}
    named: set[int] = set()
    for line in proposed:
        with faults.at(f"lines.{line.line}"):
            wanted = by_number.get(line.line)
            if wanted is None or line.line in named:
                what = "is proposed twice" if wanted else "is no line of this case"
                raise Invalid(f"Line {line.line} {what}.", mend="Propose each line of the case once.")
            named.add(line.line)
            held[line.line] = _checked(wanted, line)
    for number in by_number.keys() - named:
        with faults.at(f"lines.{number}"):
            raise Invalid(f"Line {number} has no proposal.", mend="Every line of a case is decided.")
    faults.raise_any()
    return tuple(held[number] for number in by_number)


def _checked(asked: AskedLine, line: ProposedLine) -> CheckedLine:
    """Check every field, also beside an outcome or an assessment that does not hold: all is mended in one go."""
    faults = Faults()
    outcome, assessment = None, None
    with faults.at("outcome"):
        outcome = _outcome(asked, line.outcome)
    with faults.at("assessment"):
        assessment = _word(Assessment, line.assessment, "assessment")
    with faults.at("evidence", one_field=True):
        evidence = _evidence(line.evidence, assessment)
    with faults.at("conditions"):
        conditions = _texts(line.conditions, "conditions", outcome)
    with faults.at("refusal_reasons"):
        reasons = _texts(line.refusal_reasons, "refusal_reasons", outcome)
    with faults.at("quantity"):
        granted = _granted(asked, line, outcome)
    faults.raise_any()
    assert outcome and assessment
    return CheckedLine(line.line, outcome, granted, conditions, reasons, assessment, evidence)


def _word(words: type[W], word: str, what: str) -> W:
    try:
        return words(word)
    except ValueError:
        if not word:
            choice = ", ".join(each.replace("_", " ") for each in words)
            raise Invalid(f"The {what} is missing.", mend=f"Say which: {choice}.") from None
        raise Invalid(f"{word[:60]!r} is no {what}.", mend=f"Give one of: {', '.join(words)}.") from None


def _outcome(asked: AskedLine, word: str) -> LineOutcome:
    outcome = _word(LineOutcome, word, "outcome")
    if asked.determined == "prohibited" and outcome in GRANTS:
        raise Invalid("This export is prohibited and cannot be granted.", mend="Refuse the line or return it.")
    return outcome


def _evidence(text: str, assessment: Assessment | None) -> str:
    evidence = checked_prose(text, "evidence", EVIDENCE_LENGTH_MAX, may_be_empty=True)
    if not evidence and assessment is not Assessment.UNDETERMINED:
        raise Invalid(
            "The evidence is missing.",
            mend="Say on what the assessment rests; only an undetermined end use needs no evidence.",
        )
    return evidence


def _texts(given: Sequence[str], field: str, outcome: LineOutcome | None) -> tuple[str, ...]:
    """Check the conditions or the refusal reasons; without an outcome nobody can say whether they belong there."""
    named, one, belongs = field.replace("_", " "), _ONE_OF[field], outcome is _TEXTS_OF[field]
    if outcome is not None and belongs != bool(given):
        what = f"has {named}" if belongs else f"has no {named}"
        raise Invalid(f"A line that is {outcome.words} {what}.", mend=f"Mend the {named} or the outcome.")
    if len(given) > TEXTS_MAX:
        raise Invalid(f"A line has up to {TEXTS_MAX} {named}.", mend="Put some of them together.")
    checked, faulty = [], []
    for place, text in enumerate(given, 1):
        try:
            checked.append(checked_prose(text, one, TEXT_LENGTH_MAX))
        except Invalid as error:
            faulty.append(f"{one.capitalize()} {place} {error.fields[one]}.")
    if faulty:
        raise Invalid(" ".join(faulty), mend=f"Write up to {TEXT_LENGTH_MAX} characters in each.")
    return tuple(checked)


def _granted(asked: AskedLine, line: ProposedLine, outcome: LineOutcome | None) -> Granted | None:
    if outcome is not None and outcome not in GRANTS:
        if line.quantity:
            raise Invalid(f"A line that is {outcome.words} has no quantity.", mend="Leave the quantity out.")
        return None
    if not line.quantity:
        return Granted(asked.quantity, asked.unit, asked.amount)
    granted = quantity(line.quantity, line.unit)
    if granted.dimension is not Dimension(asked.dimension):
        mend = f"Give a unit of {asked.dimension}, as was asked."
        raise Invalid(f"{line.unit} is a unit of {granted.dimension}.", mend=mend)
    if not 0 < granted.amount <= asked.amount:
        what = "more than was asked" if granted.amount else "nothing"
        raise Invalid(f"The quantity is {what}.", mend="Grant what was asked or less, or refuse the line.")
    return Granted(line.quantity, line.unit, granted.amount)


def checked_months(months: int | str) -> int:
    """Return the months of validity, as a number or as it was typed; raise Invalid unless they are 1 to 60."""
    typed = str(months).strip()
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 4 and 1 <= int(typed) <= VALID_MONTHS_MAX):
        raise Invalid(
            f"{typed[:20]!r} is no number of months that a licence is valid." if typed else "The months are missing.",
            mend=f"Give 1 to {VALID_MONTHS_MAX} months.",
            fields={"valid_months": f"is not 1 to {VALID_MONTHS_MAX}"},
        )
    return int(typed)


def check_law_stands(before: Mapping[int, str], now: Mapping[int, str], outcomes: Mapping[int, str]) -> None:
    """Raise NotPossibleNow where the law answers otherwise now than at submission; all three are by line number.

    A line that is returned may be decided whatever the law says: its mended application is determined anew.
    """
    changed = [
        f"Line {number} was {_plain(was)} when the application was submitted, and is {_plain(now[number])} now."
        for number, was in before.items()
        if now[number] != was and outcomes[number] != LineOutcome.RETURNED
    ]
    if changed:
        raise NotPossibleNow(
            " ".join(changed),
            mend="Send the proposal back and return such a line: a mended application is determined by today's law.",
        )


def _plain(outcome: str) -> str:
    return outcome.replace("_", " ")


def case_outcome(outcomes: Iterable[str]) -> str:
    """Return what became of a case as a whole: the one outcome of all its lines, else partly_granted or not_granted.

    >>> case_outcome(["granted", "refused"]), case_outcome(["refused", "returned"]), case_outcome(["refused"])
    ('partly_granted', 'not_granted', 'refused')
    """
    found = set(outcomes)
    if len(found) == 1:
        return found.pop()
    if found <= set(GRANTS):
        return LineOutcome.GRANTED_WITH_CONDITIONS
    return "partly_granted" if found & set(GRANTS) else "not_granted"


def check_appealable(outcomes: Iterable[str]) -> None:
    """Raise NotPossibleNow where no line was refused: there is nothing to appeal against."""
    if LineOutcome.REFUSED not in set(outcomes):
        raise NotPossibleNow(
            "No line of this case was refused, so there is nothing to appeal against.",
            mend="A returned line is mended by a new application that names this one.",
        )
