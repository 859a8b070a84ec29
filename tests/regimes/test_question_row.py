"""An open question as a row of a form."""

import pytest

from lockgate.regimes.determination import Outcome
from lockgate.regimes.queries import answer
from lockgate.regimes.question_row import field_name, is_about_lists, measures_named, measures_of, question_row
from lockgate.regimes.shelf import law_of


@pytest.fixture(scope="module")
def questions():
    law = law_of("cn-dual-use")
    return answer(law, destination="JP", entry="1C904.a.4", end_use=("civil",), on="2026-08-01").open_questions


def test_a_row_offers_yes_no_and_not_known_with_the_law_that_asks(questions):
    question = next(held for held in questions if held.field == "end_use")
    row = question_row(law_of("cn-dual-use"), question, Outcome.LICENCE_REQUIRED)
    assert [option.label for option in row.options] == ["Yes", "No", "Not known"]
    assert (row.citation, row.leads_to) == ("MOFCOM No. 1 of 2026", "prohibited")
    assert [option.chosen for option in row.options] == [False, False, True]


def test_a_yes_that_is_said_elsewhere_is_not_offered(questions):
    row = question_row(law_of("cn-dual-use"), questions[0], Outcome.LICENCE_REQUIRED, said="no", yes_here=False)
    assert [(option.value, option.chosen) for option in row.options] == [("no", True), ("", False)]


def test_the_name_of_a_field_tells_its_measures(questions):
    assert all(measures_named(field_name(measures_of(held))) == measures_of(held) for held in questions)


def test_questions_about_lists_are_told_from_others(questions):
    assert {held.field for held in questions if not is_about_lists(held)} == {"end_use", "end_user"}
    assert all(word.startswith("listed:") for held in questions if is_about_lists(held) for word in held.words)
