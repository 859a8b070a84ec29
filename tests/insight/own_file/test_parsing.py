"""Cells become days, numbers and amounts, or are told to be none."""

import pyarrow as pa
import pytest

from lockgate.insight.own_file.parsing import amounts_of, days_of, numbers_of, text_of_cells, wholes_of


def column(*cells):
    return pa.chunked_array([pa.array(cells, pa.string())])


@pytest.mark.parametrize(
    ("cells", "texts"),
    [
        ([1e10, 1e-7, 2.5, -1e20, None], ["10000000000", "0.0000001", "2.5", "-100000000000000000000", ""]),
        ([float("nan"), float("inf")], ["nan", "inf"]),
        ([3, None], ["3", ""]),
        ([" one ", None], ["one", ""]),
        ([], []),
    ],
)
def test_cells_of_any_kind_are_told_as_in_a_csv(cells, texts):
    kind = None if cells else pa.float64()
    assert text_of_cells(pa.chunked_array([pa.array(cells, kind)])).to_pylist() == texts


def test_only_real_dates_are_days():
    parsed = days_of(column("2025-04-30", " 2024-02-29 ", "2025-02-29", "2025-06-31", "30.4.2025", "", "0000-01-01"))
    assert parsed.values[:2].astype(str).tolist() == ["2025-04-30", "2024-02-29"]
    assert parsed.empty.tolist() == [False, False, False, False, False, True, False]
    assert parsed.wrong[:6].tolist() == [False, False, True, True, True, False]


def test_whole_numbers_are_digits_alone():
    parsed = wholes_of(column("0", "12", "-1", "1.0", "", "9" * 19, "١٢"))
    assert parsed.values[:2].tolist() == [0, 12]
    assert parsed.wrong.tolist() == [False, False, True, True, False, True, True]


def test_numbers_are_never_infinite_or_nan():
    parsed = numbers_of(column("1.5", "-2", "1e3", "nan", "inf", "1e999", "0x1", ""))
    assert parsed.values[:3].tolist() == [1.5, -2, 1000]
    assert parsed.wrong.tolist() == [False, False, False, True, True, True, True, False]


def test_amounts_are_exact_in_steps_of_the_smallest_unit():
    found = amounts_of(column("1.5", "1", "1.5", "", "-1", "1"), column("KGM", "GRN", "KGM", "KGM", "KGM", "XXX"))
    assert found.steps == 100, "a grain is 64,798.91 micrograms"
    assert found.values[:3].tolist() == [150_000_000_000, 6_479_891, 150_000_000_000]
    assert found.dimensions[:4].tolist() == ["mass"] * 4
    assert found.empty.tolist() == [False, False, False, True, False, False]
    assert [bool(reason) for reason in found.wrong] == [False, False, False, False, True, True]


@pytest.mark.parametrize("parse", [days_of, wholes_of, numbers_of])
def test_no_rows_are_no_values(parse):
    assert len(parse(column()).values) == 0


def test_no_rows_are_no_amounts():
    assert len(amounts_of(column(), column()).values) == 0
