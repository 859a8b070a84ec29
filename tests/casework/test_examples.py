"""The examples in the docstrings are true."""

import doctest

import pytest

from lockgate.casework import decision, lifecycle, queues


@pytest.mark.parametrize("module", [decision, lifecycle, queues], ids=lambda module: module.__name__)
def test_the_examples_of_a_module_hold(module):
    result = doctest.testmod(module)
    assert result.attempted and not result.failed
