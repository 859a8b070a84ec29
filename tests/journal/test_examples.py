"""The examples in the docstrings of the journal's pure modules say what happens."""

import doctest

import pytest

from lockgate.journal import digest, head, merkle


@pytest.mark.parametrize("module", [digest, head, merkle])
def test_every_example_gives_what_it_says(module):
    results = doctest.testmod(module)
    assert results.attempted > 0
    assert results.failed == 0
