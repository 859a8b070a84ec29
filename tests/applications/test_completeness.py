"""What is missing is told as sentences with their place; an application that says all can be submitted."""

from dataclasses import replace
from datetime import date

from lockgate.applications.completeness import missing
from lockgate.applications.dependence import DependenceFacts
from lockgate.applications.determining import determine_lines
from lockgate.applications.draft import Draft, DraftLine
from lockgate.applications.end_use import EndUse
from lockgate.regimes.shelf import law_of
from tests.factories.applications import CIVIL, DEPENDENCE, END_USER, MAGNETS, MOTOR_MAKER, magnets

LAW = law_of("cn-dual-use")


def missing_of(draft, on=date(2026, 11, 10)):
    return missing(draft, determine_lines(LAW, draft, on))


def test_an_application_that_says_all_misses_nothing():
    assert missing_of(magnets()) == []


def test_an_empty_application_misses_parties_lines_and_end_use():
    found = missing_of(Draft("cn-dual-use", "JP"))
    assert [one.where for one in found] == [
        "parties.consignee",
        "parties.end_user",
        "lines",
        "end_use.words",
        "end_use.text",
    ]
    assert all(one.sentence.endswith(".") and one.mend.endswith(".") for one in found)


def test_an_open_question_is_told_with_its_citation_its_lines_and_how_to_answer():
    found = missing_of(
        magnets(end_use=replace(CIVIL, answers={}), lines={1: DraftLine(MAGNETS), 4: DraftLine(MAGNETS)})
    )
    (one,) = found
    assert one.where == "end_use.answers.M-2026-01-2"
    assert one.sentence == (
        "Not answered for line 1, 4: Does the end use add to Japan's military strength in any other way? "
        "(MOFCOM No. 1 of 2026)."
    )
    assert one.mend == (
        "For yes add adds_to_military_strength to the words of the end use; for no give answers.M-2026-01-2 = false."
    )


def test_a_list_that_nobody_screened_is_an_open_question_of_each_party():
    found = missing_of(magnets(parties=(replace(MOTOR_MAKER, name="A Forwarder", facts=()), END_USER)))
    assert {one.where.split("-")[-1] for one in found} == {"CL"}
    assert len(found) > 5
    assert all("or the fact unlisted for each party" in one.mend for one in found)


def test_an_open_question_is_closed_by_a_no():
    unscreened = magnets(parties=(replace(MOTOR_MAKER, facts=()), replace(END_USER, facts=("civil",))))
    on = date(2025, 4, 4)
    open_answers = {one.where.removeprefix("end_use.answers."): False for one in missing_of(unscreened, on)}
    assert open_answers
    assert missing_of(replace(unscreened, end_use=replace(CIVIL, answers=open_answers)), on) == []


def test_a_line_without_a_declaration_of_dependence_is_complete():
    assert missing_of(magnets(lines={1: DraftLine(MAGNETS)})) == []


def test_each_fact_of_a_declaration_is_given_or_declared_unknown():
    half = DependenceFacts(site="Nagoya", stock="0", unknown=("usage_a_day",))
    found = missing_of(magnets(lines={3: DraftLine(MAGNETS, (DEPENDENCE, half))}))
    assert [one.where for one in found] == [
        "lines.3.dependence.2.share",
        "lines.3.dependence.2.alternatives",
        "lines.3.dependence.2.product",
    ]
    assert "Line 3, Nagoya: this supplier's share of the supply is neither given" in found[0].sentence


def test_a_forbidden_export_asks_nothing_more():
    military = magnets(
        parties=(replace(MOTOR_MAKER, facts=()), replace(END_USER, facts=("military",))),
        end_use=EndUse(("civil",), "Motors."),
    )
    determined = determine_lines(LAW, military, date(2026, 11, 10))
    assert determined[1].outcome.word == "prohibited"
    assert missing(military, determined) == []
