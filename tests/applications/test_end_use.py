"""An end use is stated in the words of the regime; what it does not know is refused."""

from dataclasses import replace

import pytest

from lockgate.applications.end_use import EndUse, checked_end_use
from lockgate.core.errors import Invalid
from lockgate.regimes.shelf import law_of
from tests.factories.applications import CIVIL

LAW = law_of("cn-dual-use")


def test_words_are_kept_once_and_the_text_without_blanks_around():
    stated = checked_end_use(LAW, replace(CIVIL, words=("civil", " civil "), text="  Motors.\n"))
    assert (stated.words, stated.text, stated.answers) == (("civil",), "Motors.", {"M-2026-01-2": False})


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"words": ("peaceful",)}, "words"),
        ({"text": "x" * 5001}, "text"),
        ({"text": "a\x00"}, "text"),
        ({"answers": {"M-0": False}}, "answers"),
        ({"answers": {"M-2026-01-2": True}}, "answers"),  # a yes is given as a word
    ],
)
def test_an_end_use_that_the_regime_does_not_know_is_refused(facts, field):
    with pytest.raises(Invalid) as raised:
        checked_end_use(LAW, replace(CIVIL, **facts))
    assert set(raised.value.fields) == {field}


def test_an_end_use_that_was_not_stated_is_not_civil():
    assert checked_end_use(LAW, EndUse()).words == ()
