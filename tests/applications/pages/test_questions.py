"""Open questions are asked in one form, answered no or yes, and taken back."""

from dataclasses import replace

import pytest

from lockgate.applications.end_use import EndUse
from lockgate.applications.queries import application_shown
from tests.factories.applications import END_USER, MOTOR_MAKER, drafted_application

STRENGTH = "answer.M-2026-01-2"


@pytest.fixture
def draft(exporter):
    parties = (replace(MOTOR_MAKER, facts=()), replace(END_USER, facts=()))
    return drafted_application(exporter, end_use=EndUse(("civil",), "Motors."), parties=parties)


@pytest.fixture
def ask(read, draft):
    return lambda sent=None: read(f"/applications/{draft.reference}/questions/", sent)


def stated(exporter, draft) -> EndUse:
    return application_shown(exporter, draft.reference).draft.end_use


def test_the_form_asks_what_the_law_of_the_day_leaves_open_with_its_citation(ask):
    page = ask()
    assert "Does the end use add to Japan's military strength in any other way?" in page.text("legend")
    assert "MOFCOM No. 1 of 2026" in page.text("cite")
    assert "Is any party on one of these lists?" in page.text("legend")
    assert "prohibited" in page.text("fieldset")


def test_no_answers_a_question_and_not_known_takes_it_back(ask, exporter, draft):
    ask({STRENGTH: "no"})
    assert stated(exporter, draft).answers == {"M-2026-01-2": False}
    ask({STRENGTH: ""})
    assert stated(exporter, draft).answers == {}


def test_yes_on_the_end_use_is_kept_as_its_word(ask, exporter, draft):
    ask({STRENGTH: "end_use:adds_to_military_strength"})
    assert stated(exporter, draft).words == ("civil", "adds_to_military_strength")


def test_a_question_about_a_party_offers_no_yes_but_the_way_to_the_party(ask, draft):
    page = ask()
    names = [field["name"] for field in page.fields if field.get("value") == "no"]
    military = next(name for name in names if name.endswith("M-2026-01-1U"))
    assert page.values(military) == ["no", ""]
    assert f"/applications/{draft.reference}/parties/" in page.links


def test_one_answer_settles_every_list_and_then_nothing_is_missing(ask, exporter, draft):
    page = ask()
    every = {field["name"]: "no" for field in page.fields if str(field["name"]).startswith("answer.")}
    ask(every)
    assert application_shown(exporter, draft.reference).missing == []
    chosen = [field for field in ask().fields if field.get("value") == "no"]
    assert chosen and all("checked" in field for field in chosen)


def test_an_answer_to_what_no_rule_asks_is_refused(read, draft):
    page = read(f"/applications/{draft.reference}/questions/", {"answer.M-no": "no"}, status=422)
    assert "'M-no' is no measure of cn-dual-use." in page.text("main")


def test_without_a_line_nothing_is_asked(read, exporter):
    bare = drafted_application(exporter, lines={})
    assert "Add a line first" in read(f"/applications/{bare.reference}/questions/").text("main")
