"""Facts as a folder of Parquet files with a manifest, whole or not at all, and read again only if they are unchanged.

    DIR/facts.json                                     version, data's date, counts, digests
    DIR/lines/regime=cn-dual-use/month=2025-04/0.parquet
    DIR/set_aside.csv                                  table, id, reason

Cut by regime and month, of submission, issue or movement: most questions are of one regime and some months, and what
a later export adds or changes lies mostly in the newest files.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from lockgate.core.csv_file import plain
from lockgate.core.errors import Invalid
from lockgate.insight.facts.fact_table import PARTITIONS, SCHEMA_VERSION, SET_ASIDE, FactTable
from lockgate.insight.facts.reading import TABLES, Facts
from lockgate.insight.facts.whole_folder import check_free, whole_folder
from lockgate.insight.own_file.writing import write_table

MANIFEST = "facts.json"
SET_ASIDE_FILE = "set_aside.csv"
NOWHERE = "__HIVE_DEFAULT_PARTITION__"
"""What Hive, and so DuckDB and Spark, call the folder of those without a regime."""
_WHAT = "facts of Lockgate"
_ANEW = "Export them again: `lockgate insight export DIR`."


def write_export(facts: Facts, folder: Path) -> None:
    """Write facts as a folder; an earlier export there is replaced.

    Raises Invalid for a folder that is neither empty nor an export, UnwritableFile where it cannot be written.
    """
    with whole_folder(folder, may_replace=_is_export) as unfinished:
        told = {}
        for table in TABLES:
            rows = facts.tables()[table.name]
            _write(rows, unfinished / table.name)
            wrong = pc.sum(pc.equal(facts.set_aside["table"], table.name)).as_py() or 0
            told[table.name] = {
                "rows": rows.num_rows,
                "set_aside": wrong,
                "digest": _digest(unfinished / table.name),
            }
        write_table(unfinished / SET_ASIDE_FILE, facts.set_aside)
        manifest = {
            "what": _WHAT,
            "schema_version": SCHEMA_VERSION,
            "data_date": facts.data_date.isoformat(),
            "read_at": facts.read_at.isoformat(),
            "tables": told,
        }
        (unfinished / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def may_export_to(folder: Path) -> None:
    """Raise Invalid where `write_export` would refuse the folder: before the facts are read."""
    check_free(folder, may_replace=_is_export)


def manifest_of(folder: Path | str) -> Mapping[str, Any]:
    """Return the manifest of an export; raise Invalid where there is none, or one of another version or form."""
    folder = Path(folder)
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        manifest = None
    if not isinstance(manifest, dict) or manifest.get("what") != _WHAT:
        raise Invalid(
            f"{folder} holds no facts: there is no {MANIFEST} in it that can be read.",
            mend="Name a folder that `lockgate insight export` wrote.",
        )
    if manifest.get("schema_version") != SCHEMA_VERSION:
        raise Invalid(
            f"The facts in {folder} are of version {manifest.get('schema_version')}, and this Lockgate reads version "
            f"{SCHEMA_VERSION}.",
            mend=_ANEW,
        )
    try:
        date.fromisoformat(manifest["data_date"])
        datetime.fromisoformat(manifest["read_at"])
        _ = [manifest["tables"][table.name]["digest"] for table in TABLES]
    except (KeyError, TypeError, ValueError) as error:
        raise Invalid(f"{folder / MANIFEST} is not as it was exported.", mend=_ANEW) from error
    return manifest


def unchanged(folder: Path | str) -> Mapping[str, Any]:
    """Return the manifest of an export whose files are all as they were written; raise Invalid where it is none."""
    folder = Path(folder)
    manifest = manifest_of(folder)
    for table in TABLES:
        _check_unchanged(folder / table.name, manifest["tables"][table.name])
    return manifest


def read_export(folder: Path | str) -> Facts:
    """Read facts from a folder again.

    Raises Invalid where it is no export, one of another version, or not as it was written.
    """
    folder = Path(folder)
    manifest = manifest_of(folder)
    tables = {table.name: _read(table, folder / table.name, manifest["tables"][table.name]) for table in TABLES}
    data_date, read_at = date.fromisoformat(manifest["data_date"]), datetime.fromisoformat(manifest["read_at"])
    return Facts(data_date, read_at, **tables, set_aside=_read_set_aside(folder, manifest))


def _read_set_aside(folder: Path, manifest: Mapping[str, Any]) -> pa.Table:
    spoilt = Invalid(f"{folder / SET_ASIDE_FILE} is missing, or not as it was exported.", mend=_ANEW)
    as_text = pyarrow.csv.ConvertOptions(column_types=SET_ASIDE)
    try:
        read = pyarrow.csv.read_csv(folder / SET_ASIDE_FILE, convert_options=as_text)
        rows = read.select(SET_ASIDE.names).cast(SET_ASIDE)
        columns = [[None if cell is None else plain(cell) for cell in column.to_pylist()] for column in rows.columns]
        rows = pa.table(columns, schema=SET_ASIDE)
    except (OSError, KeyError, pa.ArrowException) as error:
        raise spoilt from error
    if rows.num_rows != sum(told["set_aside"] for told in manifest["tables"].values()):
        raise spoilt
    return rows


def _is_export(folder: Path) -> bool:
    try:
        return bool(json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["what"] == _WHAT)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _write(rows: pa.Table, folder: Path) -> None:
    folder.mkdir()
    if not rows.num_rows:  # so that every engine finds the columns
        _write_part(rows, folder / f"regime={NOWHERE}" / "month=none")
        return
    keys = [np.asarray(rows[name].combine_chunks().dictionary_encode().indices.fill_null(-1)) for name in PARTITIONS]
    order = np.lexsort(keys[::-1])
    cut = rows.take(pa.array(order))
    edges = np.flatnonzero(np.any([np.diff(key[order]) != 0 for key in keys], axis=0)) + 1
    for begin, end in zip([0, *edges], [*edges, len(order)], strict=True):
        part = cut.slice(begin, end - begin)
        regime, month = (part[name][0].as_py() for name in PARTITIONS)
        _write_part(part, folder / f"regime={NOWHERE if regime is None else quote(regime)}" / f"month={month}")


def _write_part(part: pa.Table, folder: Path) -> None:
    folder.mkdir(parents=True)
    pq.write_table(part.drop_columns(list(PARTITIONS)), folder / "0.parquet", compression="zstd")


def _read(table: FactTable, folder: Path, told: Mapping[str, Any]) -> pa.Table:
    _check_unchanged(folder, told)
    cut_by = ds.partitioning(pa.schema([(name, pa.string()) for name in PARTITIONS]), flavor="hive")
    rows = ds.dataset(folder, partitioning=cut_by, format="parquet").to_table()
    return table.sorted(rows.select(table.schema.names).cast(table.schema))


def _check_unchanged(folder: Path, told: Mapping[str, Any]) -> None:
    if not folder.is_dir() or _digest(folder) != told["digest"]:
        raise Invalid(f"The files in {folder} are not as they were exported.", mend=_ANEW)


def _digest(folder: Path) -> str:
    """Return the SHA-256 over every file of a table and its place."""
    found = hashlib.sha256()
    for file in sorted(folder.rglob("*.parquet")):
        found.update(file.relative_to(folder).as_posix().encode())
        found.update(hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()
