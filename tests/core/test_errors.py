"""Every error is a sentence for the person who must act."""

import pytest

from lockgate.core.errors import Conflict, Invalid, LockgateError, NotAllowed, NotFound, NotPossibleNow, Unavailable

KINDS = [LockgateError, NotAllowed, NotPossibleNow, NotFound, Invalid, Conflict, Unavailable]


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_reads_as_its_sentence_and_how_to_mend_it(kind):
    error = kind("The pack has no entries.", mend="Add rows to entries.csv.")
    assert str(error) == "The pack has no entries. Add rows to entries.csv."
    assert (error.sentence, error.mend) == ("The pack has no entries.", "Add rows to entries.csv.")
    assert str(kind("It is over.")) == "It is over."


def test_every_kind_has_a_code_of_its_own():
    assert len({kind.code for kind in KINDS}) == len(KINDS)
    assert all(issubclass(kind, LockgateError) for kind in KINDS)


def test_invalid_names_the_fields_and_nobody_changes_them_later():
    given = {"lines.2.quantity": "is below zero"}
    error = Invalid("One line is wrong.", fields=given)
    given.clear()
    assert error.fields == {"lines.2.quantity": "is below zero"}
    assert Invalid("All is wrong.").fields == {}
