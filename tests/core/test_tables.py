"""The committed tables say what their SOURCE.md says."""

import csv
from pathlib import Path

import pytest

import lockgate.core
from lockgate.core.quantities import UNITS, Dimension

FOLDER = Path(lockgate.core.__file__).parent


@pytest.mark.parametrize("name", ["countries.csv", "currencies.csv", "units.csv"])
def test_a_table_is_sorted_and_no_code_stands_twice(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        codes = [row[0] for row in csv.reader(file)][1:]
    assert codes == sorted(set(codes))


def test_every_dimension_has_its_smallest_unit_among_the_units():
    assert {unit.dimension for unit in UNITS.values() if unit.factor == 1} == set(Dimension)


def test_the_source_page_names_every_table():
    page = (FOLDER / "SOURCE.md").read_text(encoding="utf-8")
    assert all(name in page for name in ("countries.csv", "currencies.csv", "units.csv"))
