"""Facts on the disk: whole, unchanged, of a known version, and never in place of somebody's own files."""

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from lockgate.core.errors import Invalid
from lockgate.core.whole_file import UnwritableFile
from lockgate.insight.facts.export import MANIFEST, read_export, write_export
from lockgate.insight.facts.fact_table import VERSION_KEY
from tests.insight.facts.told import told

ROWS: dict[str, list[dict[str, Any]]] = {
    "applications": [
        {},
        {"application": "AP-2", "submitted_at": "2025-05-01 01:00:00"},
        {"application": "AP-3", "regime": "us-ear"},
    ],
    "licences": [{}, {"licence": "X-1", "regime": "", "application": None, "case": None, "origin": "held"}],
    "flows": [{}, {"declaration": 2, "alternatives": None, "stock": None}, {"declaration": 3, "share_permille": -1}],
}


def exported(folder: Path) -> Path:
    write_export(told(**ROWS), folder)
    return folder


def test_what_is_read_again_is_what_was_written(tmp_path):
    written, read = told(**ROWS), read_export(exported(tmp_path / "facts"))
    assert read.tables() == written.tables()
    assert read.set_aside.equals(written.set_aside)
    assert (read.data_date, read.read_at) == (written.data_date, written.read_at)


def test_the_files_are_cut_by_regime_and_month_and_each_tells_its_version(tmp_path):
    folder = exported(tmp_path / "facts") / "applications"
    places = sorted(file.relative_to(folder).parent.as_posix() for file in folder.rglob("*.parquet"))
    assert places == [
        "regime=cn-dual-use/month=2025-04",
        "regime=cn-dual-use/month=2025-05",
        "regime=us-ear/month=2025-04",
    ]
    assert pq.read_schema(next(folder.rglob("*.parquet"))).metadata[VERSION_KEY] == b"1"


def test_the_manifest_counts_what_is_there_and_what_was_set_aside(tmp_path):
    manifest = json.loads((exported(tmp_path / "facts") / MANIFEST).read_text())
    assert manifest["data_date"] == "2025-10-01"
    assert {name: (one["rows"], one["set_aside"]) for name, one in manifest["tables"].items()} == {
        "applications": (3, 0),
        "lines": (0, 0),
        "decisions": (0, 0),
        "licences": (2, 0),
        "draw_downs": (0, 0),
        "flows": (2, 1),
    }


def test_the_same_facts_are_the_same_bytes(tmp_path):
    one, other = exported(tmp_path / "one"), exported(tmp_path / "other")
    assert (one / MANIFEST).read_bytes() == (other / MANIFEST).read_bytes()


def test_a_later_export_replaces_an_earlier_one_whole(tmp_path):
    folder = exported(tmp_path / "facts")
    write_export(told(), folder)
    assert read_export(folder).applications.num_rows == 0
    assert [one.name for one in tmp_path.iterdir()] == ["facts"]


@pytest.mark.parametrize("name", ["notes.txt", MANIFEST])
def test_a_folder_with_something_else_in_it_stays_as_it_is(tmp_path, name):
    (tmp_path / name).write_text("{}")
    with pytest.raises(Invalid, match="neither empty nor an earlier export"):
        exported(tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_a_file_in_the_place_of_the_folder_stays_as_it_is(tmp_path):
    (tmp_path / "facts").write_text("mine")
    with pytest.raises(Invalid, match="neither empty nor an earlier export"):
        exported(tmp_path / "facts")


def test_an_export_that_fails_leaves_nothing_behind(tmp_path):
    facts = told(**ROWS)
    broken = facts._replace(flows=facts.flows.drop_columns(["month"]))
    with pytest.raises(KeyError):
        write_export(broken, tmp_path / "facts")
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    with pytest.raises(UnwritableFile, match="nowhere/facts cannot be written"):
        exported(tmp_path / "nowhere" / "facts")


def test_facts_of_another_version_are_refused(tmp_path):
    folder = exported(tmp_path / "facts")
    manifest = json.loads((folder / MANIFEST).read_text())
    (folder / MANIFEST).write_text(json.dumps({**manifest, "schema_version": 99}))
    with pytest.raises(Invalid, match="are of version 99, and this Lockgate reads version 1"):
        read_export(folder)


@pytest.mark.parametrize("wrong", [{"data_date": "soon"}, {"read_at": None}, {"tables": {}}, {"tables": None}])
def test_a_manifest_that_somebody_changed_is_refused(tmp_path, wrong):
    folder = exported(tmp_path / "facts")
    manifest = json.loads((folder / MANIFEST).read_text())
    (folder / MANIFEST).write_text(json.dumps({**manifest, **wrong}))
    with pytest.raises(Invalid, match=r"facts\.json is not as it was exported"):
        read_export(folder)


def test_files_that_are_not_as_they_were_exported_are_refused(tmp_path):
    folder = exported(tmp_path / "facts")
    next((folder / "flows").rglob("*.parquet")).unlink()
    with pytest.raises(Invalid, match="not as they were exported"):
        read_export(folder)


@pytest.mark.parametrize(
    "spoil",
    [
        Path.unlink,
        lambda file: file.write_text("other\n1\n"),
        lambda file: file.write_text(""),
        lambda file: file.write_text(file.read_text().splitlines()[0]),
    ],
)
def test_an_export_whose_set_aside_rows_are_gone_or_spoilt_is_refused(tmp_path, spoil):
    folder = exported(tmp_path / "facts")
    spoil(folder / "set_aside.csv")
    with pytest.raises(Invalid, match=r"set_aside\.csv is missing, or not as it was exported"):
        read_export(folder)


@pytest.mark.parametrize("kind", [Path, str])
def test_a_folder_without_facts_is_told(tmp_path, kind):
    with pytest.raises(Invalid, match="holds no facts"):
        read_export(kind(tmp_path))


def test_an_export_is_read_from_a_path_as_text_too(tmp_path):
    folder = exported(tmp_path / "facts")
    assert read_export(str(folder)).tables() == read_export(folder).tables()
