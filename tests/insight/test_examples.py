"""The examples in the docstrings of the room say what happens."""

import doctest

from lockgate.insight.pace import civil_share


def test_every_example_gives_what_it_says():
    told = doctest.testmod(civil_share)
    assert told.attempted and told.failed == 0
