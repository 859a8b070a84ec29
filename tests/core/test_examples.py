"""The examples in the docstrings of core say what happens."""

import doctest
import importlib
import pkgutil

import pytest

import lockgate.core

MODULES = [name for _, name, _ in pkgutil.iter_modules(lockgate.core.__path__, "lockgate.core.")]


@pytest.mark.parametrize("name", MODULES)
def test_every_example_gives_what_it_says(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples_to_run():
    finder = doctest.DocTestFinder()
    examples = [test for name in MODULES for test in finder.find(importlib.import_module(name)) if test.examples]
    assert len(examples) >= 6
