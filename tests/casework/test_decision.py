"""What a proposal must hold, line by line, and what becomes of the case."""

import pytest

from lockgate.casework.decision import (
    AskedLine,
    LineOutcome,
    ProposedLine,
    case_outcome,
    check_appealable,
    check_law_stands,
    checked_lines,
    checked_months,
)
from lockgate.core.errors import Invalid, NotPossibleNow

MASS = AskedLine(1, "1200", "KGM", 1_200 * 10**9, "mass", "licence_required")
PIECES = AskedLine(2, "10", "H87", 10, "count", "prohibited")
SAID = "The end user makes motors."


def granted(**facts) -> ProposedLine:
    return ProposedLine(**{"line": 1, "outcome": "granted", "assessment": "civil", "evidence": SAID, **facts})


def faults_of(*proposed: ProposedLine, asked=(MASS,)) -> dict[str, str]:
    with pytest.raises(Invalid) as refused:
        checked_lines(asked, proposed)
    return dict(refused.value.fields)


def test_a_grant_without_a_quantity_grants_all_that_was_asked():
    (line,) = checked_lines([MASS], [granted()])
    assert line.granted == ("1200", "KGM", MASS.amount) and line.outcome is LineOutcome.GRANTED


def test_a_grant_of_less_keeps_the_quantity_as_it_was_written():
    (line,) = checked_lines([MASS], [granted(quantity="0.5", unit="TNE")])
    assert line.granted == ("0.5", "TNE", 500 * 10**9)


@pytest.mark.parametrize(
    ("quantity", "unit", "said"),
    [
        ("0", "KGM", "is nothing"),
        ("1200.000000001", "KGM", "more than was asked"),
        ("5", "H87", "a unit of count"),
        ("-1", "KGM", "is not an amount"),
        ("NaN", "KGM", "is not an amount"),
        ("1e308", "KGM", "is not an amount"),
        (f"1.{'1' * 40}", "KGM", "is not an amount"),
        ("5", "XYZ", "is no unit"),
    ],
)
def test_a_quantity_that_cannot_be_granted_is_told_with_its_line(quantity, unit, said):
    found = faults_of(granted(quantity=quantity, unit=unit))
    assert list(found) == ["lines.1.quantity"] and said in found["lines.1.quantity"]


def test_every_line_is_proposed_once_and_no_other():
    found = faults_of(granted(), granted(), ProposedLine(7, "returned", "undetermined"), asked=(MASS, PIECES))
    assert set(found) == {"lines.1", "lines.2", "lines.7"}
    assert "twice" in found["lines.1"] and "no proposal" in found["lines.2"] and "no line" in found["lines.7"]


@pytest.mark.parametrize("outcome", ["granted", "granted_with_conditions"])
def test_a_prohibited_line_is_not_granted(outcome):
    found = faults_of(granted(line=2, outcome=outcome, conditions=["Report."]), asked=(PIECES,))
    assert "prohibited" in found["lines.2.outcome"]


@pytest.mark.parametrize("outcome", ["refused", "returned"])
def test_a_prohibited_line_is_refused_or_returned(outcome):
    reasons = ["It is forbidden."] if outcome == "refused" else []
    (line,) = checked_lines([PIECES], [ProposedLine(2, outcome, "undetermined", refusal_reasons=reasons)])
    assert line.outcome == outcome and line.granted is None


@pytest.mark.parametrize(
    ("facts", "place"),
    [
        ({"outcome": "granted_with_conditions"}, "lines.1.conditions"),
        ({"conditions": ["Report."]}, "lines.1.conditions"),
        ({"outcome": "refused"}, "lines.1.refusal_reasons"),
        ({"refusal_reasons": ["Diversion."]}, "lines.1.refusal_reasons"),
        ({"outcome": "returned", "quantity": "1", "unit": "KGM"}, "lines.1.quantity"),
        ({"outcome": "perhaps"}, "lines.1.outcome"),
        ({"assessment": "peaceful"}, "lines.1.assessment"),
        ({"evidence": " "}, "lines.1.evidence"),
        ({"evidence": "x" * 4001}, "lines.1.evidence"),
        ({"outcome": "granted_with_conditions", "conditions": ["x"] * 21}, "lines.1.conditions"),
        ({"outcome": "granted_with_conditions", "conditions": [" "]}, "lines.1.conditions"),
    ],
)
def test_what_does_not_hold_is_told_by_its_place(facts, place):
    assert list(faults_of(granted(**facts))) == [place]


@pytest.mark.parametrize("outcome", ["", "perhaps"])
def test_every_fault_of_a_line_is_told_at_once(outcome):
    wrong = ProposedLine(
        1, outcome, "", "NaN", "KGM", conditions=["Report.", " ", "x" * 1001], refusal_reasons=["\x00"]
    )
    found = faults_of(wrong)
    assert set(found) == {
        f"lines.1.{field}"
        for field in ("outcome", "assessment", "evidence", "conditions", "refusal_reasons", "quantity")
    }
    said = "Condition 2 is missing. Condition 3 is longer than 1000 characters."
    assert found["lines.1.conditions"].startswith(said)


def test_a_refusal_without_grounds_is_told_all_that_it_lacks():
    found = faults_of(ProposedLine(1, "refused", ""))
    assert set(found) == {"lines.1.assessment", "lines.1.evidence", "lines.1.refusal_reasons"}
    assert "only an undetermined end use needs no evidence" in found["lines.1.evidence"]


def test_a_faulty_line_that_is_proposed_twice_is_told_as_both():
    assert set(faults_of(granted(quantity="0", unit="KGM"), granted())) == {"lines.1", "lines.1.quantity"}


def test_an_undetermined_assessment_needs_no_evidence():
    (line,) = checked_lines([MASS], [granted(assessment="undetermined", evidence="")])
    assert line.assessment == "undetermined"


@pytest.mark.parametrize("months", [0, -1, 61, "", "many", "1.5", "٣", "9" * 5000])
def test_a_licence_is_valid_for_1_to_60_months(months):
    assert checked_months(60) == 60 and checked_months(" 6 ") == 6
    with pytest.raises(Invalid, match=r"is no number of months|months are missing"):
        checked_months(months)


@pytest.mark.parametrize(
    ("outcomes", "whole"),
    [
        (["granted", "granted"], "granted"),
        (["granted", "granted_with_conditions"], "granted_with_conditions"),
        (["granted", "returned"], "partly_granted"),
        (["refused", "refused"], "refused"),
        (["refused", "returned"], "not_granted"),
        (["returned"], "returned"),
    ],
)
def test_the_outcome_of_a_case_follows_from_its_lines(outcomes, whole):
    assert case_outcome(outcomes) == whole


def test_a_changed_law_stops_a_decision_with_line_before_and_now():
    before, now = {1: "licence_required", 2: "licence_required"}, {1: "licence_required", 2: "prohibited"}
    said = "Line 2 was licence required when the application was submitted, and is prohibited now."
    for outcome in ("granted", "granted_with_conditions", "refused"):
        with pytest.raises(NotPossibleNow, match=said):
            check_law_stands(before, now, {1: "granted", 2: outcome})


def test_a_line_is_returned_whatever_the_law_says():
    check_law_stands({1: "licence_required"}, {1: "not_required"}, {1: "returned"})


def test_only_a_refusal_is_appealed():
    check_appealable(["granted", "refused"])
    with pytest.raises(NotPossibleNow, match="No line of this case was refused"):
        check_appealable(["granted", "returned", "granted_with_conditions"])
