"""What holds for every question, whatever the law says."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockgate.core.countries import COUNTRIES
from lockgate.regimes.determination import Determination, Outcome, ask, determine, explain
from lockgate.regimes.determination.law import Law
from lockgate.regimes.determination.table import outcome_codes
from lockgate.regimes.pack import Kind, Measure
from lockgate.regimes.shelf import codes, law_of

LAWS = {code: law_of(code) for code in codes()}


@st.composite
def questions(draw: st.DrawFn, law: Law) -> tuple[dict[str, object], date]:
    held = draw(st.sampled_from(sorted(law.control_list.periods)))
    entry = held + draw(st.sampled_from(["", "", ".a", ".b.2"])) if law.is_well_formed(held + ".b.2") else held
    words: dict[str, object] = {
        "entry": entry,
        "destination": draw(st.sampled_from(sorted(set(COUNTRIES) - set(law.regime.territory)))),
        "end_use": draw(st.lists(st.sampled_from(sorted(law.end_uses)), max_size=2)),
        "end_user": draw(st.lists(st.sampled_from(sorted(law.end_users)), max_size=2)),
    }
    span = (law.regime.law_known_to - law.regime.law_from).days + 30
    return words, law.regime.law_from + timedelta(days=draw(st.integers(0, span)))


@st.composite
def added_measures(draw: st.DrawFn, law: Law) -> Measure:
    kind = draw(st.sampled_from(list(Kind)))
    held = sorted(law.control_list.periods)
    scope = draw(st.one_of(st.just(["any"]), st.just(["*"]), st.lists(st.sampled_from(held), min_size=1, max_size=3)))
    start = law.regime.law_from + timedelta(days=draw(st.integers(-10, 400)))
    return Measure(
        id="ADDED",
        kind=kind,
        entries=tuple(scope),
        instrument=law.pack.instruments[0].id,
        citation="an added rule",
        destinations=tuple(draw(st.lists(st.sampled_from(["JP", "US", "DE", "KP"]), max_size=2))),
        end_uses=tuple(draw(st.lists(st.sampled_from(["military", "civil", "nuclear"]), max_size=1))),
        end_users=tuple(draw(st.lists(st.sampled_from(["military", "civil"]), max_size=1))),
        part=draw(st.sampled_from(["", "", "thicker than 5 mm"])),
        review_policy="presumption of approval" if kind is Kind.REVIEW else "",
        valid_from=start,
        valid_to=start + timedelta(days=draw(st.integers(0, 900))),
    )


def answer(law: Law, words: dict[str, object], on: date) -> Determination:
    return determine(ask(law, **words), on, law)  # type: ignore[arg-type]


@pytest.mark.parametrize("code", codes())
@given(data=st.data())
def test_adding_a_measure_never_loosens_an_outcome(code: str, data: st.DataObject) -> None:
    """One kind of answer is left out: a paragraph that needed reading only because no rule spoke of its entry."""
    law = LAWS[code]
    words, on = data.draw(questions(law))
    more = Law(replace(law.pack, measures=(*law.pack.measures, data.draw(added_measures(law)))))
    before, after = answer(law, words, on), answer(more, words, on)
    silent = any(reading.why.startswith("No rule of the pack speaks") for reading in before.readings)
    assert after.outcome >= before.outcome or (silent and before.outcome is Outcome.NEEDS_READING)


@pytest.mark.parametrize("code", codes())
@given(data=st.data())
def test_an_added_measure_means_the_same_to_the_table(code: str, data: st.DataObject) -> None:
    law = LAWS[code]
    more = Law(replace(law.pack, measures=(*law.pack.measures, data.draw(added_measures(law)))))
    asked = [data.draw(questions(law)) for _ in range(5)]
    rows = {
        "entry": [words["entry"] for words, _ in asked],
        "destination": [words["destination"] for words, _ in asked],
        "end_use": [";".join(words["end_use"]) for words, _ in asked],  # type: ignore[arg-type]
        "end_user": [";".join(words["end_user"]) for words, _ in asked],  # type: ignore[arg-type]
        "on": [on.isoformat() for _, on in asked],
    }
    alone = [int(answer(more, words, on).outcome) for words, on in asked]
    assert outcome_codes(rows, more, on=None, today=date(2026, 11, 24)).tolist() == alone


@pytest.mark.parametrize("code", codes())
@given(data=st.data())
def test_more_facts_that_hold_never_loosen_an_outcome_that_is_established(code: str, data: st.DataObject) -> None:
    law = LAWS[code]
    words, on = data.draw(questions(law))
    less = {**words, "end_use": [], "end_user": []}
    established = answer(law, less, on).outcome
    if established >= Outcome.LICENCE_REQUIRED:
        assert answer(law, words, on).outcome >= established


@pytest.mark.parametrize("code", codes())
@given(data=st.data())
def test_an_answer_holds_together(code: str, data: st.DataObject) -> None:
    law = LAWS[code]
    words, on = data.draw(questions(law))
    held = answer(law, words, on)
    assert (held.outcome >= Outcome.LICENCE_REQUIRED) == bool(held.requirements)
    assert held.outcome is not Outcome.NEEDS_READING or held.readings
    assert held.outcome is not Outcome.NOT_REQUIRED or (not held.readings and law.knows(on))
    assert all(reading.raises_to >= held.outcome for reading in held.readings)
    assert all(question.raises_to >= held.outcome for question in held.open_questions)
    assert all(requirement.measure.citation for requirement in held.requirements)
    assert explain.reasons(held)
    assert explain.as_data(held, law, trace=True)["outcome"] == held.outcome.word
    assert answer(law, words, on) == held


@pytest.mark.parametrize("code", codes())
@given(data=st.data())
def test_answering_an_open_question_settles_it_and_yes_never_loosens(code: str, data: st.DataObject) -> None:
    law = LAWS[code]
    words, on = data.draw(questions(law))
    held = answer(law, words, on)
    for question in held.open_questions:
        if question.field in ("part", "asks") and question.measure:
            asked = {question.measure.id, *question.also}
            for said in (True, False):
                settled = answer(law, {**words, "answers": dict.fromkeys(asked, said)}, on)
                still = {one.measure.id for one in settled.open_questions if one.measure}
                assert not asked & still
                assert not said or settled.outcome >= held.outcome
