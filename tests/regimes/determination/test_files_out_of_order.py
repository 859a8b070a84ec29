"""Files that are broken, odd or out of reach: each is told by its own name and place, and nothing is left behind."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from lockgate.core.errors import Invalid
from lockgate.regimes.determination.files import determine_file
from tests.regimes.determination.answering import LAW, TODAY, answered, rows_of


def told(source: Path, target: Path) -> str:
    with pytest.raises(Invalid) as caught:
        determine_file(LAW, source, target, on=None, today=TODAY)
    return str(caught.value)


@pytest.mark.parametrize(
    ("line", "broken", "said"),
    [(25_003, b'1C904.a.4,"JP\n1C904.a.4,JP\n', "unexpected end"), (4, b'1C904.a.4,"JP"x\n', "expected after")],
)
def test_a_csv_that_breaks_off_is_told_with_the_line_on_which_the_row_begins(
    tmp_path: Path, line: int, broken: bytes, said: str
) -> None:
    source = tmp_path / "in.csv"
    source.write_bytes(b"entry,destination\n" + b"1C904.a.4,JP\n" * (line - 2) + broken)
    sentence = told(source, tmp_path / "out.csv")
    assert said in sentence
    assert f"line {line}" in sentence


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-32", "latin-1"])
def test_a_file_in_another_encoding_is_told_in_words(tmp_path: Path, encoding: str) -> None:
    source = tmp_path / "in.csv"
    source.write_bytes("entry,destination,note\n1C904.a.4,JP,ü\n".encode(encoding))
    sentence = told(source, tmp_path / "out.csv")
    assert "UTF-8" in sentence
    assert sentence.isprintable()


def test_the_line_that_is_no_utf8_is_named(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_bytes(b"entry,destination,note\n" + b"1C904.a.4,JP,x\n" * 30_000 + b"1C904.a.4,JP,\xfc\n")
    assert "is not UTF-8 (line 30002)" in told(source, tmp_path / "out.csv")


def test_a_header_with_signs_for_a_terminal_is_told_without_them(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("entry\x1b[31m,destination\u202e\nx,y\n", encoding="utf-8")
    sentence = told(tmp_path / "in.csv", tmp_path / "out.csv")
    assert "entry<U+001B>[31m, destination<U+202E>" in sentence
    assert sentence.isprintable()


def test_a_mark_that_nobody_sees_is_written_out_in_the_reason(tmp_path: Path) -> None:
    _, target = answered(tmp_path, "entry,destination\n\u200f1C904.a.4,JP\n1C904.a.4,\u200bJP\n")
    reasons = [json.loads(row["reasons"])[0] for row in rows_of(target)]
    assert "'<U+200F>1C904.a.4'" in reasons[0]
    assert "'<U+200B>JP'" in reasons[1]


@pytest.mark.parametrize("name", ["in.csv", "in.parquet"])
def test_a_pipe_is_refused_before_it_is_waited_for(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    assert f"{tmp_path / name} is no ordinary file" in told(tmp_path / name, tmp_path / "out.csv")
    assert {path.name for path in tmp_path.iterdir()} == {name}


@pytest.mark.parametrize("target", ["out.csv", "out.parquet"])
def test_where_there_is_no_space_out_is_named_and_nothing_is_left(tmp_path: Path, target: str) -> None:
    with (tmp_path / "in.csv").open("w") as stream:
        stream.write("entry,destination,serial\n")
        stream.writelines(f"S1.1,FR,{number * 7919}\n" for number in range(50_000))
    words = ["determine-many", "--regime", "saltmarsh", str(tmp_path / "in.csv"), str(tmp_path / target)]
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lockgate")), *words],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)),
    )
    assert done.returncode == 2
    assert f"{tmp_path / target} cannot be written: File too large" in done.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"in.csv"}


def test_out_in_a_folder_that_is_not_there_is_named_as_it_was_given(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("entry,destination\n1C904.a.4,JP\n")
    assert f"{tmp_path}/none/out.csv cannot be written" in told(tmp_path / "in.csv", tmp_path / "none" / "out.csv")


def test_out_may_have_the_longest_name_and_a_link_stays_a_link(tmp_path: Path) -> None:
    long = tmp_path / ("x" * 251 + ".csv")
    (tmp_path / "in.csv").write_text("entry,destination\n1C904.a.4,JP\n")
    assert determine_file(LAW, tmp_path / "in.csv", long, on=None, today=TODAY).rows == 1
    (tmp_path / "link.csv").symlink_to(long)
    (tmp_path / "in.csv").write_text("entry,destination\n1C904.a.4,JP\n1C904.a.4,DE\n")
    determine_file(LAW, tmp_path / "in.csv", tmp_path / "link.csv", on=None, today=TODAY)
    assert (tmp_path / "link.csv").is_symlink()
    assert len(rows_of(long)) == 2


@pytest.mark.parametrize(
    "column",
    [
        pa.array([[2**31 - 1]], pa.list_(pa.date32())),
        pa.array([[2**62]], pa.list_(pa.timestamp("us"))),
        pa.array([0], pa.timestamp("us", tz="Mars/Base")),
        pa.StringArray.from_buffers(1, pa.py_buffer(b"\0\0\0\0\2\0\0\0"), pa.py_buffer(b"\xff\xfe")),
    ],
)
def test_a_column_of_parquet_that_is_no_text_is_named(tmp_path: Path, column: pa.Array) -> None:
    table = pa.table({"entry": ["1C904.a.4"], "destination": ["JP"], "at\x1b": column})
    parquet.write_table(table, tmp_path / "in.parquet")
    assert "The column at<U+001B> cannot be read as text" in told(tmp_path / "in.parquet", tmp_path / "out.csv")


def test_bytes_of_parquet_are_text_beside_bytes_that_are_none(tmp_path: Path) -> None:
    table = pa.table({"entry": ["1C904.a.4"] * 2, "destination": [b"JP", b"\xff\xfe"], "raw": [[b"a"], [b"\xff"]]})
    parquet.write_table(table, tmp_path / "in.parquet")
    determine_file(LAW, tmp_path / "in.parquet", tmp_path / "out.csv", on=None, today=TODAY)
    rows = rows_of(tmp_path / "out.csv")
    assert [row["outcome"] for row in rows] == ["licence_required", "invalid"]
    assert [json.loads(row["raw"]) for row in rows] == [["a"], ["\ufffd"]]


def test_a_damaged_parquet_file_is_no_matter_of_paths_and_rights(tmp_path: Path) -> None:
    source = tmp_path / "in.parquet"
    parquet.write_table(pa.table({"entry": ["1C904.a.4"] * 9, "destination": ["JP"] * 9}), source)
    held = bytearray(source.read_bytes())
    footer = len(held) - 8 - int.from_bytes(held[-8:-4], "little")
    held[footer : footer + 20] = b"\xff" * 20
    source.write_bytes(held)
    sentence = told(source, tmp_path / "out.csv")
    assert "cannot be read as a table of questions" in sentence
    assert "rights" not in sentence


def test_progress_through_parquet_is_counted_in_the_bytes_of_the_file(tmp_path: Path) -> None:
    source = tmp_path / "in.parquet"
    parquet.write_table(pa.table({"entry": ["1C904.a.4"] * 30_000, "destination": ["JP"] * 30_000}), source)
    read: list[int] = []
    determine_file(LAW, source, tmp_path / "out.csv", on=None, today=TODAY, progress=read.append)
    assert read == [source.stat().st_size * 2 // 3, source.stat().st_size]
