"""Writes a pack as the files that docs/write-a-pack.md describes; `pack_files` reads them back to an equal pack.

Scripts that derive packs and tests that build them write through here. cases.yaml and SOURCE.md are written by people.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from lockgate.regimes.pack import FOR_EVER, SINCE_EVER, Pack, Regime, Word
from lockgate.regimes.pack_tables import TABLES


def write_pack(pack: Pack, folder: Path) -> None:
    """Write `pack` as files that `read_pack` reads back to an equal pack (line numbers apart)."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "regime.toml").write_text(_regime_as_toml(pack.regime), encoding="utf-8")
    tables: dict[str, Iterable[Any]] = {
        "instruments.csv": pack.instruments,
        "entries.csv": pack.entries,
        "goods.csv": pack.goods,
        "groups.csv": pack.groups,
        "measures.csv": pack.measures,
        "suspensions.csv": pack.suspensions,
        "calendar.csv": pack.calendar,
    }
    for name, rows in tables.items():
        _write_table(folder / name, list(rows))


def _write_table(path: Path, rows: list[Any]) -> None:
    table = TABLES[path.name]
    languages = sorted({language for row in rows for language in getattr(row, table.words)}) if table.words else []
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([*table.cells, *(table.words_prefix + language for language in languages)])
        for row in rows:
            words = [getattr(row, table.words).get(language, "") for language in languages]
            writer.writerow([*(_as_cell(getattr(row, column)) for column in table.cells), *words])


def _as_cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, tuple):
        return ";".join(value)
    if value in (SINCE_EVER, FOR_EVER):
        return ""
    return str(value)


def _regime_as_toml(regime: Regime) -> str:
    keys: dict[str, object] = {
        "code": regime.code,
        "name": regime.names,
        "authority": regime.authority,
        "territory": regime.territory,
        "languages": regime.languages,
        "law_from": regime.law_from,
        "law_known_to": regime.law_known_to,
        "complete": regime.complete,
        "synthetic": regime.synthetic,
        "time_zone": regime.time_zone,
        "sources": regime.sources,
        "code_grammar": {"pattern": regime.grammar, "example": regime.example},
        "groups": regime.group_labels,
        "scopes_not_held": regime.scopes_not_held,
        "end_uses": _words(regime.end_uses),
        "end_users": _words(regime.end_users),
        "lists": {
            held.name: {"label": held.label} | ({} if held.parties is None else {"parties": held.parties})
            for held in regime.lists.values()
        },
    }
    if regime.destination_rows:
        keys["destination_rows"] = regime.destination_rows
    if regime.statutory_working_days is not None:
        keys["statutory_clock"] = {"working_days": regime.statutory_working_days}
    return "".join(f"{key} = {_as_toml(value)}\n" for key, value in keys.items())


def _words(held: Mapping[str, Word]) -> dict[str, object]:
    return {
        word.word: {
            "label": word.label,
            "asks": word.asks,
            "beside_civil": word.beside_civil,
            "implies": word.implies,
        }
        for word in held.values()
    }


def _as_toml(value: object) -> str:
    """Return a value on one line; a JSON string is a TOML basic string but for DEL, which TOML wants escaped."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_as_toml(key)} = {_as_toml(held)}" for key, held in value.items()) + "}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "[" + ", ".join(_as_toml(held) for held in value) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
