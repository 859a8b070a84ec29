"""Whole files: every row kept in order, bad rows said, nothing half written, memory bounded."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from lockgate.core.whole_file import UnwritableFile
from lockgate.regimes.determination.batches import UnreadableTable
from lockgate.regimes.determination.files import determine_file
from tests.regimes.determination.answering import LAW, TODAY, answered, rows_of

ANSWERS = ["outcome", "reasons", "requirements", "open_questions"]


def test_columns_and_rows_keep_their_order_and_the_answers_stand_behind_them(tmp_path: Path) -> None:
    tally, target = answered(
        tmp_path,
        "part,entry,destination,end_use,on,owner\n"
        "P-1,1C904.a.4,JP,civil,2025-04-03,å\n"
        "P-2,1C904.a.4,JP,civil,2025-04-04,\n"
        "P-3,1C904.a.4,ZZ,civil,2025-04-04,x\n",
    )
    rows = rows_of(target)
    assert list(rows[0]) == ["part", "entry", "destination", "end_use", "on", "owner", *ANSWERS]
    assert [row["part"] for row in rows] == ["P-1", "P-2", "P-3"]
    assert [row["outcome"] for row in rows] == ["not_required", "licence_required", "invalid"]
    assert (tally.rows, tally.invalid) == (3, 1)
    requirement = json.loads(rows[1]["requirements"])[-1]
    assert set(requirement) == {"measure", "reason", "review_policy", "citation", "doubt"}
    question = json.loads(rows[1]["open_questions"])[0]
    assert set(question) == {"asks", "raises_to", "citation"}
    assert "no country" in json.loads(rows[2]["reasons"])[0]


def test_the_day_of_a_row_wins_over_the_day_of_the_command(tmp_path: Path) -> None:
    _, target = answered(
        tmp_path, "entry,destination,on\n1C904.a.4,JP,\n1C904.a.4,JP,2025-04-04\n", on=date(2025, 4, 3)
    )
    assert [row["outcome"] for row in rows_of(target)] == ["not_required", "licence_required"]


@pytest.mark.parametrize(
    ("content", "separator"),
    [
        (b"\xef\xbb\xbfentry,destination\r\n1C904.a.4,JP\r\n", ","),
        (b"entry;destination\n1C904.a.4;JP\n", ";"),
        (b"entry\tdestination\n1C904.a.4\tJP\n", "\t"),
        (b"entry|destination\n1C904.a.4|JP\n", "|"),
        ("entry,destination\n1C904.a.4,JP\n".encode("utf-16"), ","),
        (b'"entry","destination"\n"1C904.a.4","JP"\n', ","),
        (b" Entry , DESTINATION \n 1C904.a.4 , jp \n", ","),
    ],
)
def test_files_as_spreadsheets_write_them_are_read(tmp_path: Path, content: bytes, separator: str) -> None:
    tally, target = answered(tmp_path, content)
    assert (tally.rows, tally.invalid) == (1, 0)
    assert rows_of(target, separator)[0]["outcome"] == "licence_required"


def test_a_quoted_line_break_and_names_in_any_script_come_through(tmp_path: Path) -> None:
    _, target = answered(tmp_path, 'entry,destination,name\n1C904.a.4,JP,"株式会社\n第二行"\n磁铁,JP,عميل\n')
    first, second = rows_of(target)
    assert (first["name"], first["outcome"]) == ("株式会社\n第二行", "licence_required")
    assert (second["name"], second["outcome"]) == ("عميل", "invalid")


def test_a_row_with_a_cell_too_many_or_too_few_is_kept_as_invalid_and_the_rest_go_on(tmp_path: Path) -> None:
    tally, target = answered(
        tmp_path, "entry,destination,note\n1C904.a.4,JP,x,extra\n1C904.a.4\n1C904.a.4,JP,ok\n\n1C904.a.4,JP,ok\n"
    )
    rows = rows_of(target)
    assert [row["outcome"] for row in rows] == ["invalid", "invalid", "licence_required", "licence_required"]
    assert "4 cells, the header 3" in rows[0]["reasons"]
    assert tally.invalid == 2


def test_a_cell_that_a_spreadsheet_would_run_is_disarmed_and_numbers_stay(tmp_path: Path) -> None:
    _, target = answered(
        tmp_path, "entry,destination,note\n1C904.a.4,JP,=HYPERLINK(1)\n1C904.a.4,JP,-5.0\n=1+1,JP,@x\n"
    )
    rows = rows_of(target)
    assert [row["note"] for row in rows] == ["'=HYPERLINK(1)", "-5.0", "'@x"]
    assert rows[2]["entry"] == "'=1+1"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no header"),
        (b"\n\n", "no header"),
        (b"code,country\n1C904.a.4,JP\n", "destination"),
        (b"destination\nJP\n", "entry or goods_code"),
        (b"entry,destination,destination\na,JP,JP\n", "twice"),
        (b"entry,destination,outcome\na,JP,x\n", "already has"),
        (b"entry,destination\n\xff\xfe\xfa,JP\n", "UTF-8"),
        (b'entry,destination\n"1C904.a.4,JP\n', "quotes"),
        (b"\x00\x01\x02\x03binary", "header"),
    ],
)
def test_a_file_that_is_no_table_of_questions_is_refused_and_nothing_is_written(
    tmp_path: Path, content: bytes, said: str
) -> None:
    (tmp_path / "out.csv").write_text("what stood there before")
    with pytest.raises(UnreadableTable, match=said):
        answered(tmp_path, content)
    assert (tmp_path / "out.csv").read_text() == "what stood there before"
    assert {path.name for path in tmp_path.iterdir()} == {"in.csv", "out.csv"}


def test_a_file_that_is_not_there_or_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnreadableTable, match="missing"):
        determine_file(LAW, tmp_path / "missing.csv", tmp_path / "out.csv", on=None, today=TODAY)
    (tmp_path / "in.csv").write_text("entry,destination\na,JP\n")
    with pytest.raises(UnwritableFile, match="Check its folder"):
        determine_file(LAW, tmp_path / "in.csv", tmp_path / "no" / "out.csv", on=None, today=TODAY)


def test_a_file_may_answer_into_itself(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text("entry,destination\n1C904.a.4,JP\n")
    determine_file(LAW, source, source, on=None, today=TODAY)
    assert rows_of(source)[0]["outcome"] == "licence_required"


def test_parquet_in_gives_parquet_out_with_the_same_answers(tmp_path: Path) -> None:
    table = pa.table(
        {
            "entry": ["1C904.a.4", None, "1C904.a.4"],
            "goods_code": [None, "850511", None],
            "destination": ["JP", "JP", "QQ"],
            "on": pa.array([date(2025, 4, 4), date(2025, 4, 4), None], pa.date32()),
            "kg": [1.5, 2.0, None],
        }
    )
    parquet.write_table(table, tmp_path / "in.parquet")
    tally = determine_file(LAW, tmp_path / "in.parquet", tmp_path / "out.parquet", on=None, today=TODAY)
    out = parquet.read_table(tmp_path / "out.parquet")
    assert out.column_names == [*table.column_names, *ANSWERS]
    assert out.select(table.column_names).equals(table)
    assert out.column("outcome").to_pylist() == ["licence_required", "needs_reading", "invalid"]
    assert (tally.rows, tally.invalid) == (3, 1)


def test_a_parquet_file_of_no_rows_and_one_that_is_none(tmp_path: Path) -> None:
    empty = pa.table({"entry": pa.array([], pa.string()), "destination": pa.array([], pa.string())})
    parquet.write_table(empty, tmp_path / "in.parquet")
    determine_file(LAW, tmp_path / "in.parquet", tmp_path / "out.parquet", on=None, today=TODAY)
    assert parquet.read_table(tmp_path / "out.parquet").column_names == ["entry", "destination", *ANSWERS]
    (tmp_path / "not.parquet").write_bytes(b"PAR1 no")
    with pytest.raises(UnreadableTable):
        determine_file(LAW, tmp_path / "not.parquet", tmp_path / "out2.parquet", on=None, today=TODAY)
    assert not (tmp_path / "out2.parquet").exists()


def test_csv_and_parquet_may_be_mixed(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text('entry,destination,name\n1C904.a.4,JP,"a\nb"\n0101,JP,007\n')
    determine_file(LAW, tmp_path / "in.csv", tmp_path / "out.parquet", on=None, today=TODAY)
    out = parquet.read_table(tmp_path / "out.parquet")
    assert out.column("outcome").to_pylist() == ["licence_required", "invalid"]
    assert out.column("name").to_pylist() == ["a\nb", "007"]
    parquet.write_table(out.select(["entry", "destination"]), tmp_path / "again.parquet")
    determine_file(LAW, tmp_path / "again.parquet", tmp_path / "again.csv", on=None, today=TODAY)
    assert [row["outcome"] for row in rows_of(tmp_path / "again.csv")] == ["licence_required", "invalid"]


@pytest.mark.parametrize(
    "content",
    [
        "entry,destination,kg\n1C904.a.4,JP,007\n0101,JP,\n",
        "entry;destination;kg\n1C904.a.4;JP;1,50\n",
        "entry,destination,note\n1C904.a.4,JP,x,extra\n1C904.a.4\n\n1C904.a.4,JP,ok\n",
        " Entry , DESTINATION ,n,m\n 1C904.a.4 , jp ,1,2\n",
        "entry,destination\n",
        '\ufeffentry,destination,n\n1C904.a.4,JP,"a\nb"\n',
    ],
)
def test_csv_reads_the_same_into_parquet_as_into_csv(tmp_path: Path, content: str) -> None:
    tally, target = answered(tmp_path, content)
    other = determine_file(LAW, tmp_path / "in.csv", tmp_path / "out.parquet", on=None, today=TODAY)
    table = parquet.ParquetFile(tmp_path / "out.parquet").read()
    separator = ";" if ";" in content else ","
    with target.open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream, delimiter=separator)
    assert other == tally
    assert table.column_names == header
    assert {str(kind) for kind in table.schema.types} == {"string"}
    assert [list(row) for row in zip(*(column.to_pylist() for column in table.columns), strict=True)] == rows


def test_parquet_of_any_types_becomes_csv_without_formulas(tmp_path: Path) -> None:
    table = pa.table(
        {
            "entry": pa.array(["1C904.a.4", "1C904.a.4", None]).dictionary_encode(),
            "goods_code": pa.array([None, None, 850511], pa.int64()),
            "destination": ["JP", "JP", "JP"],
            "on": pa.array(["2025-04-03 23:59", "2025-04-04 00:00", None]).cast(pa.timestamp("ns")),
            "=note": ["=1+1", "plain", None],
            "kg": [-1.5, 2.0, None],
            "tags": [["a"], [], None],
        }
    )
    parquet.write_table(table, tmp_path / "in.parquet")
    tally = determine_file(LAW, tmp_path / "in.parquet", tmp_path / "out.csv", on=None, today=TODAY)
    rows = rows_of(tmp_path / "out.csv")
    assert list(rows[0]) == [*table.column_names[:4], "'=note", "kg", "tags", *ANSWERS]
    assert [row["outcome"] for row in rows] == ["not_required", "licence_required", "needs_reading"]
    assert [row["'=note"] for row in rows] == ["'=1+1", "plain", ""]
    assert [row["kg"] for row in rows] == ["-1.5", "2", ""]
    assert [row["goods_code"] for row in rows] == ["", "", "850511"]
    assert [row["tags"] for row in rows] == ['["a"]', "[]", ""]
    assert (tally.rows, tally.invalid) == (3, 0)
    determine_file(LAW, tmp_path / "in.parquet", tmp_path / "out.parquet", on=None, today=TODAY)
    out = parquet.read_table(tmp_path / "out.parquet")
    assert out.select(table.column_names).equals(table)
    assert out.column("outcome").to_pylist() == [row["outcome"] for row in rows]


def test_two_columns_of_one_name_stay_two_in_csv_and_are_refused_for_parquet(tmp_path: Path) -> None:
    _, target = answered(tmp_path, "entry,destination,note,note\n1C904.a.4,JP,one,two\n")
    assert target.read_text(encoding="utf-8").splitlines()[1].startswith("1C904.a.4,JP,one,two,")
    with pytest.raises(UnreadableTable, match="'note' more than once"):
        determine_file(LAW, tmp_path / "in.csv", tmp_path / "out.parquet", on=None, today=TODAY)
    assert not (tmp_path / "out.parquet").exists()


@pytest.mark.parametrize(("source", "target"), [("in.csv", "out.parquet"), ("in.parquet", "out.csv")])
def test_a_bad_file_leaves_nothing_in_either_format(tmp_path: Path, source: str, target: str) -> None:
    (tmp_path / source).write_bytes(b'entry,destination\n"1C904.a.4,JP\n')
    with pytest.raises(UnreadableTable):
        determine_file(LAW, tmp_path / source, tmp_path / target, on=None, today=TODAY)
    assert {path.name for path in tmp_path.iterdir()} == {source}


def _heed_signals() -> None:
    """Undo what a script that runs this in its background, or nohup, hands on: that Ctrl-C or a hang-up is ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
@pytest.mark.parametrize("target", ["out.csv", "out.parquet"])
def test_a_command_that_is_ended_leaves_no_unfinished_file(tmp_path: Path, name: signal.Signals, target: str) -> None:
    with (tmp_path / "in.csv").open("w") as stream:
        stream.write("entry,destination,serial\n")
        stream.writelines(f"S1.1,FR,{number}\n" for number in range(2_000_000))
    words = ["determine-many", "--regime", "saltmarsh", str(tmp_path / "in.csv"), str(tmp_path / target)]
    with subprocess.Popen(
        [str(Path(sys.executable).with_name("lockgate")), *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=_heed_signals,
    ) as running:
        ends = time.monotonic() + 120
        while not any(path.stat().st_size for path in tmp_path.glob(".*.part")):
            assert running.poll() is None
            assert time.monotonic() < ends
            time.sleep(0.02)
        running.send_signal(name)
        assert running.wait(120) != 0
    assert {path.name for path in tmp_path.iterdir()} == {"in.csv"}


def test_a_long_file_is_answered_in_bounded_memory(tmp_path: Path, long: bool) -> None:
    count = 10_000_000 if long else 200_000
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    with source.open("w") as stream:
        stream.write("entry,destination,end_user,serial\n")
        stream.writelines(f"S1.1,FR,unlisted,{number}\n" for number in range(count))
    program = (
        "import sys; from datetime import date; from pathlib import Path\n"
        "from lockgate.regimes.determination.files import determine_file\n"
        "from lockgate.regimes.shelf import law_of\n"
        "source, target = map(Path, sys.argv[1:])\n"
        "print(determine_file(law_of('saltmarsh'), source, target, on=None, today=date(2026, 11, 24)).rows)\n"
        "print(Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0])"
    )
    done = subprocess.run([sys.executable, "-c", program, str(source), str(target)], capture_output=True, check=True)
    rows, peak_kb = map(int, done.stdout.split())
    assert rows == count
    assert peak_kb < 150_000
    with target.open("rb") as stream:
        assert sum(1 for _ in stream) == count + 1


def test_a_header_spelt_with_blanks_or_dashes_is_understood_and_no_fact_is_lost(tmp_path: Path) -> None:
    _, target = answered(tmp_path, "Entry,Destination,End-Use,End User,on\n3C001.a,US,military,,2025-01-01\n")
    assert rows_of(target)[0]["outcome"] == "prohibited"


def test_an_out_that_is_no_ordinary_file_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("entry,destination\n1C904.a.4,JP\n")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnwritableFile, match="no ordinary file"):
        determine_file(LAW, tmp_path / "in.csv", tmp_path / "pipe", on=None, today=TODAY)
    assert (tmp_path / "pipe").is_fifo()
