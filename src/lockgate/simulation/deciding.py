"""What is proposed for the lines of a case: sent back, granted within the ration, or refused where it serves arms."""

from __future__ import annotations

from lockgate.simulation import wording
from lockgate.simulation.happenings import DecidedLine
from lockgate.simulation.relations import Case


def returned(case: Case) -> tuple[DecidedLine, ...]:
    """Send every line back; nothing is assessed."""
    return tuple(DecidedLine(number, "returned", "undetermined", "") for number, _ in enumerate(case.lines, 1))


def in_favour(case: Case, ration_days: float) -> tuple[DecidedLine, ...]:
    """Grant every line, no more than the ration; where the use is not confirmed, with a condition."""
    return tuple(_granted(case, number, ration_days) for number, _ in enumerate(case.lines, 1))


def against(case: Case, ration_days: float) -> tuple[DecidedLine, ...]:
    """Refuse the lines; of a mixed use only the first, which is what is built in, the others are granted."""
    first = DecidedLine(1, "refused", _assessed(case), wording.EVIDENCE_AGAINST, None, (_reason(case),))
    others = [number for number, _ in enumerate(case.lines, 1)][1:]
    if case.refusal == "mixed":
        return (first, *(_granted(case, number, ration_days)._replace(assessment="undetermined") for number in others))
    return (first, *(first._replace(line=number) for number in others))


def _reason(case: Case) -> str:
    return wording.REASONS_AGAINST[case.refusal]


def _assessed(case: Case) -> str:
    return case.refusal if case.refusal in ("military", "mixed") else case.assessment


def _granted(case: Case, number: int, ration_days: float) -> DecidedLine:
    line = case.lines[number - 1]
    ration = max(1, int(case.link.usage[line.entry] * ration_days))
    granted_kg = ration if ration < line.quantity_kg else None
    if case.assessment == "civil":
        return DecidedLine(number, "granted", "civil", wording.EVIDENCE, granted_kg)
    assessed = "civil" if case.assessment == "mixed" else case.assessment
    evidence = wording.EVIDENCE if assessed == "civil" else ""
    return DecidedLine(number, "granted_with_conditions", assessed, evidence, granted_kg, (wording.CONDITION,))
