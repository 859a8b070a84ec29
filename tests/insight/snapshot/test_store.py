"""A snapshot is whole or not there; the newest is shown, older ones stay, and only the newest keeps its facts."""

from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lockgate.core.errors import NotFound
from lockgate.insight.snapshot.store import find_snapshot, latest_snapshot, new_snapshot, write_manifest

AT = datetime(2025, 10, 1, 1, tzinfo=UTC)
REGIMES = {"saltmarsh": {"data_date": "2025-10-01", "lines": 1}}


def taken(root, at=AT):
    with new_snapshot(root, at) as folder:
        (folder / "saltmarsh").mkdir()
        pq.write_table(pa.table({"day": [1]}), folder / "saltmarsh" / "pace.parquet")
        (folder / "facts").mkdir()
        write_manifest(folder, at, REGIMES)
    return find_snapshot(root, "")


def test_a_snapshot_is_named_by_its_moment_and_gives_its_figures(tmp_path):
    snapshot = taken(tmp_path)
    assert snapshot.id == "20251001T010000Z"
    assert snapshot.taken_at == AT
    assert snapshot.figure("saltmarsh", "pace").to_pylist() == [{"day": 1}]


def test_the_newest_is_shown_and_an_older_one_stays_without_its_facts(tmp_path):
    first, second = taken(tmp_path), taken(tmp_path, AT + timedelta(minutes=10))
    assert latest_snapshot(tmp_path) == second
    assert find_snapshot(tmp_path, first.id) == first
    assert not (first.folder / "facts").exists() and (second.folder / "facts").exists()


def test_one_that_breaks_off_leaves_nothing_and_the_one_before_stays(tmp_path):
    first = taken(tmp_path)

    def breaks_off():
        with new_snapshot(tmp_path, AT + timedelta(days=1)) as folder:
            (folder / "half.parquet").touch()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        breaks_off()
    assert latest_snapshot(tmp_path) == first
    assert [each.name for each in tmp_path.iterdir()] == [first.id]


def test_another_of_the_same_second_takes_its_place(tmp_path):
    taken(tmp_path)
    assert taken(tmp_path).figure("saltmarsh", "pace").num_rows == 1


def test_a_spoilt_manifest_is_no_snapshot(tmp_path):
    first = taken(tmp_path)
    second = taken(tmp_path, AT + timedelta(days=1))
    (second.folder / "snapshot.json").write_text('{"form": 99}')
    assert latest_snapshot(tmp_path) == first


@pytest.mark.parametrize("wanted", ["20240101T000000Z", "../20251001T010000Z", "x"])
def test_what_is_not_there_is_not_found(tmp_path, wanted):
    taken(tmp_path)
    with pytest.raises(NotFound):
        find_snapshot(tmp_path, wanted)


@pytest.mark.parametrize(("regime", "name"), [("saltmarsh", "weather"), ("else", "pace"), ("saltmarsh", "../pace")])
def test_a_figure_that_is_not_there_is_not_found(tmp_path, regime, name):
    with pytest.raises(NotFound):
        taken(tmp_path).figure(regime, name)
