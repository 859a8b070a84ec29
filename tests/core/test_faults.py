"""Faults of one input are gathered, and told at once by their place."""

import pytest

from lockgate.core.errors import Invalid, NotFound
from lockgate.core.faults import Faults


def _fault(sentence="The quantity is zero.", mend="Give more.", **fields):
    return Invalid(sentence, mend=mend, fields=fields)


def test_nothing_is_raised_where_nothing_is_wrong():
    faults = Faults()
    with faults.at("lines.1"):
        found = 1
    faults.raise_any()
    assert found == 1


def test_two_faults_are_told_in_one_sentence_each_with_its_place():
    faults = Faults()
    with faults.at("lines.1"):
        raise _fault(quantity="zero")
    with faults.at("parties.2.country"):
        raise _fault("'GX' is no country.", "Give an ISO code.")
    with pytest.raises(Invalid) as raised:
        faults.raise_any()
    assert dict(raised.value.fields) == {
        "lines.1.quantity": "The quantity is zero. Give more.",
        "parties.2.country": "'GX' is no country. Give an ISO code.",
    }
    assert str(raised.value) == (
        "2 things are wrong. lines.1.quantity: The quantity is zero. Give more. "
        "parties.2.country: 'GX' is no country. Give an ISO code."
    )


def test_gathered_faults_keep_their_places_within_a_larger_input():
    inner, outer = Faults(), Faults()
    with inner.at("quantity"):
        raise _fault()
    with inner.at("unit"):
        raise _fault("'XXX' is no unit.")
    with outer.at("lines.3"):
        inner.raise_any()
    with pytest.raises(Invalid) as raised:
        outer.raise_any()
    assert set(raised.value.fields) == {"lines.3.quantity", "lines.3.unit"}
    assert "lines.3.unit: 'XXX' is no unit." in str(raised.value)


def test_a_fault_of_two_fields_is_told_once():
    faults = Faults()
    with faults.at("lines.1"):
        raise _fault("Neither is given.", entry="missing", goods_code="missing")
    with pytest.raises(Invalid) as raised:
        faults.raise_any()
    assert str(raised.value) == "lines.1.entry, lines.1.goods_code: Neither is given. Give more."


def test_the_first_fault_of_a_place_is_the_one_that_is_told():
    faults = Faults()
    for sentence in ("First.", "Second."):
        with faults.at("unit"):
            raise _fault(sentence, "")
    with pytest.raises(Invalid, match=r"^unit: First\.$"):
        faults.raise_any()


def test_what_is_no_fault_of_the_input_is_raised_at_once():
    faults = Faults()
    with pytest.raises(NotFound), faults.at("lines.1"):
        raise NotFound("There is no such thing.")
    faults.raise_any()


def test_the_place_of_one_field_is_told_in_the_words_of_the_input():
    faults = Faults()
    with faults.at("words", one_field=True):
        raise _fault(end_use="unknown word")
    with pytest.raises(Invalid) as raised:
        faults.raise_any()
    assert set(raised.value.fields) == {"words"}


def test_a_fault_that_follows_from_another_is_not_told():
    faults = Faults()
    with faults.at("lines.1", untold=("party",)):
        raise _fault(party="is not named", stock="is no amount")
    with pytest.raises(Invalid) as raised:
        faults.raise_any()
    assert set(raised.value.fields) == {"lines.1.stock"}
