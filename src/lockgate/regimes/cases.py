"""Does a pack answer as the law does? Runs the cases that its drafter worked out by hand.

Called by `regime check` and by the tests of every pack. Says for each case that fails what was expected, what came
instead and why, and which measures no case reaches.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lockgate.core.errors import Invalid
from lockgate.regimes.case_file import FILE, Case, Expected, read_cases
from lockgate.regimes.determination import Determination, ask, day_of, determine
from lockgate.regimes.determination.explain import reasons
from lockgate.regimes.determination.law import Law
from lockgate.regimes.fault import Fault
from lockgate.regimes.pack import DUTIES


@dataclass(frozen=True, slots=True)
class Failure:
    """A case that did not come out as expected; `reasons` are the sentences of the answer that came instead.

    `law` is the law that gives the expected answer, in the words of the case.
    """

    name: str
    line: int
    law: str
    expected: str
    got: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseReport:
    """What running the cases showed. `reached` and `unreached` are ids of measures, the latter in pack order."""

    cases: int
    failures: tuple[Failure, ...]
    reached: frozenset[str]
    unreached: tuple[str, ...]


def case_faults(law: Law, folder: Path) -> tuple[list[Fault], CaseReport]:
    """Read and run the cases of the pack in `folder`, whose law is `law`.

    The faults are those of the file, and a remark on the measures that no case reaches; cases that fail stand in
    the report. A case without a day is asked on the last day that the pack knows.
    """
    cases, faults = read_cases(folder)
    for case in cases:
        faults += _unknown_measures(case, law)
    failures: list[Failure] = []
    reached: set[str] = set()
    for case in cases:
        failure, ids = _run(case, law)
        reached |= ids
        if failure:
            failures.append(failure)
    unreached = tuple(name for name in _reachable(law) if name not in reached)
    if unreached:
        first = ", ".join(unreached[:10]) + (" …" if len(unreached) > 10 else "")
        what = f"{len(unreached)} of {len(_reachable(law))} measures are reached by no case: {first}."
        faults.append(Fault(FILE, 0, what, "Write a case in which each of them decides something.", grave=False))
    return faults, CaseReport(len(cases), tuple(failures), frozenset(reached), unreached)


def _reachable(law: Law) -> list[str]:
    """Return the measures that can stand in an answer: no parts of others, no rules about goods abroad but duties."""
    return [held.id for held in law.pack.measures if not held.part_of and not (held.abroad and held.kind not in DUTIES)]


def _unknown_measures(case: Case, law: Law) -> list[Fault]:
    named = (*case.expected.requirements, *case.expected.open)
    return [
        Fault(FILE, case.line, f"'{case.name}' names '{name}', which is no measure.", "Correct the id.")
        for name in named
        if name not in law.measures_by_id
    ]


def _run(case: Case, law: Law) -> tuple[Failure | None, set[str]]:
    try:
        determination = _answer(case, law)
    except Invalid as error:
        word = case.expected.invalid
        if word is not None and word.casefold() in str(error).casefold():
            return None, set()
        return Failure(case.name, case.line, case.law, _as_text(case.expected), f"invalid: {error}"), set()
    expected, got = _difference(case.expected, determination)
    if not expected:
        return None, _reached(determination)
    why = tuple(reasons(determination))
    failure = Failure(case.name, case.line, case.law, "; ".join(expected), "; ".join(got), why)
    return failure, _reached(determination)


def _answer(case: Case, law: Law) -> Determination:
    on = day_of(law, case.on, law.regime.law_known_to)
    question = ask(
        law,
        destination=case.destination,
        entry=case.entry,
        goods_code=case.goods_code,
        end_use=case.end_use,
        end_user=case.end_user,
        parties=case.parties,
        answers=case.answers,
    )
    return determine(question, on, law)


def _difference(expected: Expected, got: Determination) -> tuple[list[str], list[str]]:
    """Return what was expected and what came instead, in the same order; nothing where the answer is as expected."""
    if expected.invalid is not None:
        return [f"invalid: {expected.invalid}"], [f"outcome {got.outcome.word}"]
    wanted: list[str] = []
    came: list[str] = []
    for name, word, actual in (
        ("outcome", expected.outcome, got.outcome.word),
        ("review policy", expected.review_policy, got.review_policy),
    ):
        if word is not None and word != actual:
            wanted.append(f"{name} {word or 'none'}")
            came.append(f"{name} {actual or 'none'}")
    for name, words, held in (
        ("requirements", expected.requirements, {one.measure.id for one in got.requirements}),
        ("open", expected.open, _asked(got)),
        ("candidates", expected.candidates, {one.entry for one in got.candidates}),
        ("shown", expected.shown, {measure.id for measure in (*got.ways, *got.duties)}),
    ):
        if not held.issuperset(words):
            wanted.append(f"{name} {', '.join(words)}")
            came.append(f"{name} {', '.join(sorted(held)) or 'none'}")
    return wanted, came


def _as_text(expected: Expected) -> str:
    if expected.invalid is not None:
        return f"invalid: {expected.invalid}"
    said = [f"outcome {expected.outcome}"] if expected.outcome is not None else []
    said += [f"review policy {expected.review_policy or 'none'}"] if expected.review_policy is not None else []
    for name in ("requirements", "open", "candidates", "shown"):
        said += [f"{name} {', '.join(getattr(expected, name))}"] if getattr(expected, name) else []
    return "; ".join(said)


def _asked(determination: Determination) -> set[str]:
    asked = (*determination.open_questions, *determination.tighter_reviews)
    return {name for one in asked for name in (*((one.measure.id,) if one.measure else ()), *one.also)}


def _reached(determination: Determination) -> set[str]:
    """Return the measures that the answer rests on or asks about; one that was only looked at is not reached."""
    reached = _asked(determination)
    for requirement in determination.requirements:
        reached |= {requirement.measure.id, *(review.id for review in requirement.review)}
    reached |= {reading.measure.id for reading in determination.readings if reading.measure}
    reached |= {measure.id for measure in (*determination.ways, *determination.duties)}
    return reached
