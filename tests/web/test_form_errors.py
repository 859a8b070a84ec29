"""A refusal becomes a summary that leads to fields, and a whole sentence at each."""

import pytest

from lockgate.core.errors import Invalid
from lockgate.core.faults import Faults, GatheredFaults
from lockgate.web.form_errors import Line, form_errors

LABELS = {"name": "Name", "quantity": "Quantity"}


def test_one_fault_is_told_in_the_sentence_of_the_service():
    wrong = Invalid("The name is missing.", mend="Write up to 200 characters.", fields={"name": "is missing"})
    errors = form_errors(wrong, LABELS)
    said = "The name is missing. Write up to 200 characters."
    assert errors.summary == (Line("name", said),)
    assert errors.fields == {"name": said}
    assert errors.intro == ""


def test_many_faults_are_told_each_at_its_field_below_the_sentence_of_the_whole():
    wrong = Invalid("Two things are wrong.", fields={"name": "is missing", "quantity": "Write it with a point"})
    errors = form_errors(wrong, LABELS)
    assert errors.intro == "Two things are wrong."
    assert errors.summary == (Line("name", "Name is missing."), Line("quantity", "Write it with a point."))
    assert errors.fields == {"name": "Name is missing.", "quantity": "Write it with a point."}


def test_a_fault_of_no_field_is_still_in_the_summary():
    errors = form_errors(Invalid("The day lies after the law that is known.", mend="Choose an earlier."), LABELS)
    assert errors.summary == (Line("", "The day lies after the law that is known. Choose an earlier."),)
    assert errors.fields == {}


def test_a_field_that_the_form_lacks_is_named_and_leads_nowhere():
    wrong = Invalid("No.", fields={"name": "is missing", "lines.2.goods_code": "is no code"})
    errors = form_errors(wrong, LABELS)
    assert errors.summary[1] == Line("", "Lines 2 goods code is no code.")
    assert set(errors.fields) == {"name"}


def gathered(**faults: Invalid) -> GatheredFaults:
    found = Faults()
    for place, fault in faults.items():
        with found.at(place):
            raise fault
    with pytest.raises(GatheredFaults) as raised:
        found.raise_any()
    return raised.value


def test_gathered_faults_are_told_by_their_own_sentences_without_the_places_of_a_file():
    errors = form_errors(gathered(quantity=Invalid("The quantity is zero.", mend="Give what is exported.")), LABELS)
    assert errors.fields == {"quantity": "The quantity is zero. Give what is exported."} and errors.intro == ""


def test_a_sentence_about_two_fields_stands_at_both_and_once_in_the_summary():
    neither = Invalid("Neither was given.")
    errors = form_errors(gathered(name=neither, quantity=neither), LABELS)
    assert errors.summary == (Line("name", "Neither was given."),)
    assert set(errors.fields) == {"name", "quantity"}


def test_a_place_that_the_form_calls_otherwise_leads_to_its_field():
    wrong = Invalid("No unit.", fields={"unit": "is none"})
    assert form_errors(wrong, LABELS, {"unit": "quantity"}).summary == (Line("quantity", "No unit."),)


def test_two_faults_in_the_same_words_are_told_apart_by_their_labels():
    errors = form_errors(gathered(name=Invalid("It is missing."), quantity=Invalid("It is missing.")), LABELS)
    assert errors.summary == (Line("name", "Name: It is missing."), Line("quantity", "Quantity: It is missing."))
    assert errors.fields == {"name": "It is missing.", "quantity": "It is missing."}
