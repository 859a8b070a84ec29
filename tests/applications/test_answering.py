"""The open questions of a draft as a form, and what its answers state."""

from dataclasses import replace
from datetime import date

import pytest

from lockgate.applications.answering import answered_end_use, question_form
from lockgate.applications.determining import determine_lines
from lockgate.applications.end_use import EndUse
from lockgate.regimes.shelf import law_of
from tests.factories.applications import CIVIL, END_USER, MOTOR_MAKER, magnets

ON = date(2026, 8, 1)


@pytest.fixture(scope="module")
def law():
    return law_of("cn-dual-use")


def form_of(law, draft):
    return question_form(law, ON, draft.end_use, determine_lines(law, draft, ON))


def test_what_was_answered_stays_in_the_form_and_is_open_no_more(law):
    before, after = (form_of(law, magnets(end_use=use)) for use in (EndUse(("civil",)), CIVIL))
    (asked,), (answered,) = before.asked, after.asked
    assert (before.still_open, after.still_open) == (1, 0)
    assert (asked.lines, answered.lines) == ((1,), ())
    assert [option.value for option in answered.row.options if option.chosen] == ["no"]
    assert [option.value for option in asked.row.options if option.chosen] == [""]


def test_lists_are_one_question_that_is_answered_only_where_every_list_is(law):
    draft = magnets(parties=(replace(MOTOR_MAKER, facts=()), replace(END_USER, facts=("civil",))))
    lists = form_of(law, draft).lists
    assert lists is not None and len(lists.listed) > 1 and not lists.says_no
    whole = answered_end_use(draft.end_use, {lists.name: "no"})
    assert form_of(law, replace(draft, end_use=whole)).lists.says_no
    partly = replace(whole, answers=dict(list(whole.answers.items())[:-1]))
    assert not form_of(law, replace(draft, end_use=partly)).lists.says_no


def test_a_field_that_is_no_answer_changes_nothing():
    assert answered_end_use(CIVIL, {"seen": "3", "csrfmiddlewaretoken": "yes"}) == CIVIL


def test_yes_without_a_word_is_kept_as_yes():
    assert answered_end_use(EndUse(), {"answer.M-1": "yes"}).answers == {"M-1": True}
