"""A figure's table is written whole, with unknown as an empty cell."""

from pathlib import Path

import pyarrow as pa
import pytest

from lockgate.core.whole_file import UnwritableFile
from lockgate.insight.own_file.set_aside import SetAside, set_aside_table
from lockgate.insight.own_file.writing import beside, number_text, write_table, write_tables


def test_unknown_is_an_empty_cell_and_numbers_are_plain(tmp_path):
    out = tmp_path / "out.csv"
    table = pa.table(
        {"share": [0.1 + 0.2, None, 1.0], "n": [1, None, 3], "ok": [True, False, None], "who": ["=1", "", "b"]}
    )
    write_table(out, table)
    assert out.read_text() == "share,n,ok,who\n0.3,1,yes,'=1\n,,no,\n1,3,,b\n"


@pytest.mark.parametrize(
    ("number", "text"),
    [(1e-9, "0.000000001"), (123456789012345.0, "123456789012000"), (-0.0, "0"), (2 / 3, "0.666666666667")],
)
def test_a_number_has_no_exponent(number, text):
    assert number_text(number) == text


def test_what_is_no_number_is_never_written(tmp_path):
    with pytest.raises(ValueError, match="nan"):
        write_table(tmp_path / "out.csv", pa.table({"x": [float("nan")]}))
    assert not list(tmp_path.iterdir())


def test_a_file_that_cannot_stand_there_is_told(tmp_path):
    with pytest.raises(UnwritableFile, match="no ordinary file"):
        write_table(tmp_path, pa.table({"x": [1]}))


def test_where_one_of_several_files_cannot_be_written_none_is(tmp_path):
    kept = tmp_path / "kept.csv"
    kept.write_text("as it was")
    with pytest.raises(UnwritableFile):
        write_tables({kept: pa.table({"x": [1]}), tmp_path / "nowhere" / "out.csv": pa.table({"x": [2]})})
    assert [path.name for path in tmp_path.iterdir()] == ["kept.csv"] and kept.read_text() == "as it was"
    write_tables({kept: pa.table({"x": [1]}), tmp_path / "out.csv": pa.table({"x": [2]})})
    assert kept.read_text() == "x\n1\n" and (tmp_path / "out.csv").read_text() == "x\n2\n"


@pytest.mark.parametrize("out", [".", "..", "/dev/null"])
def test_nothing_goes_beside_what_is_no_file(out):
    with pytest.raises(UnwritableFile, match="no ordinary file"):
        beside(Path(out), "set_aside")


def test_what_is_set_aside_stands_in_the_order_of_lines(tmp_path):
    table = set_aside_table([SetAside(3, "b", "no"), SetAside(2, "a", "never")])
    assert table.to_pylist()[0] == {"line": 2, "id": "a", "reason": "never"}
    assert beside(tmp_path / "pace.csv", "set_aside").name == "pace.set_aside.csv"
