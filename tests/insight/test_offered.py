"""What `from lockgate.insight import …` offers is there, is a function, and stays one whatever else is imported."""

import subprocess
import sys

import pytest

ASK = """
import lockgate.insight as insight
from lockgate.insight import *

for name in insight.__all__:
    assert callable(globals()[name]), f"{name}, imported with all, is no function"
    space = {}
    exec(f"from lockgate.insight import {name}", space)
    assert callable(space[name]), f"{name}, imported alone, is no function"
"""
IMPORT_ALL_BELOW = """
from importlib import import_module
from pkgutil import iter_modules

import lockgate.insight

for module in iter_modules(lockgate.insight.__path__, "lockgate.insight."):
    if module.ispkg:
        import_module(module.name)
"""


@pytest.mark.parametrize("first", ["", IMPORT_ALL_BELOW, ASK + IMPORT_ALL_BELOW], ids=["fresh", "after", "between"])
def test_every_function_that_the_package_names_can_be_imported_and_called(first):
    done = subprocess.run([sys.executable, "-c", first + ASK], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
