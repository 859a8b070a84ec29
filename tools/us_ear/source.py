"""Reads the snapshot of the Commerce Control List and mends what its parser ran together.

`derive` calls it first. Every mend stands in repairs.toml with the words of the snapshot that it rests on; when the
snapshot no longer holds those words, reading stops.
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

REPAIRS = Path(__file__).parent / "repairs.toml"


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement of an entry: which part for which reason, and the cell that says where."""

    control: str
    cell: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Eccn:
    """One entry of the Control List as the snapshot holds it; `texts` is everything else that it says."""

    code: str
    heading: str
    reasons: str
    rows: tuple[Row, ...]
    flags: tuple[tuple[str, str], ...]
    texts: tuple[str, ...]
    doubt: str = ""
    note: str = ""


class UnexpectedSource(ValueError):
    """The snapshot does not say what a table of this folder rests on."""


def read_json(path: Path) -> dict[str, Any]:
    """Return the object in a JSON file."""
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def plain(text: str) -> str:
    """Return the text with single ordinary spaces."""
    return re.sub(r"\s+", " ", text).strip()


def read_control_list(path: Path) -> list[Eccn]:
    """Return every entry in the order of the list; raises UnexpectedSource when a repair no longer fits."""
    repairs = tomllib.loads(REPAIRS.read_text(encoding="utf-8"))
    held = [_eccn(record) for record in read_json(path)["entries"]]
    codes = {eccn.code for eccn in held}
    merged = {repair["code"]: repair for repair in repairs["merged"] if repair["code"] in codes}
    wrong_rows = [repair for repair in repairs["row"] if repair["code"] in codes]
    mended = [part for eccn in held for part in _parted(eccn, merged.get(eccn.code))]
    if len({eccn.code for eccn in mended}) != len(mended):
        raise UnexpectedSource("The Control List now holds an entry that repairs.toml takes out of another one.")
    return _with_rows_mended(mended, wrong_rows)


def _eccn(record: dict[str, Any]) -> Eccn:
    texts = [item["text"] for item in record.get("items") or []]
    texts += [record["relatedControls"] or "", record["staSpecialConditions"] or ""]
    return Eccn(
        code=record["eccn"],
        heading=plain(record["heading"]),
        reasons=plain(record["reasonForControl"] or ""),
        rows=tuple(Row(plain(row["control"]), plain(row["countryChart"])) for row in record["countryChart"]),
        flags=tuple((symbol, plain(text)) for symbol, text in record["licenceExceptionFlags"].items()),
        texts=tuple(plain(text) for text in texts),
    )


def _parted(eccn: Eccn, repair: dict[str, Any] | None) -> list[Eccn]:
    if repair is None:
        return [eccn]
    if "split_after" in repair:
        return _parted_rows(eccn, repair)
    return _parted_heading(eccn, repair)


def _parted_rows(eccn: Eccn, repair: dict[str, Any]) -> list[Eccn]:
    """Part a record whose rows are those of two entries, one after the other."""
    if not any(repair["evidence"] in text for text in (*eccn.texts, *(text for _, text in eccn.flags))):
        raise UnexpectedSource(f"{eccn.code} no longer holds the words that show {repair['second']} in it.")
    rows = tuple(replace(row, doubt="derived") for row in eccn.rows)
    after = repair["split_after"]
    note = f"The snapshot runs {eccn.code} and {repair['second']} together"
    first = replace(eccn, rows=rows[:after], flags=tuple(repair["first_flags"].items()), note=note)
    second = replace(
        eccn,
        code=repair["second"],
        heading=repair["second_heading"],
        rows=rows[after:],
        flags=tuple(repair["second_flags"].items()),
        reasons="",
        doubt="derived",
        note=note,
    )
    return [first, second]


def _parted_heading(eccn: Eccn, repair: dict[str, Any]) -> list[Eccn]:
    """Part a record whose heading holds the first entry whole and the heading of the second at its end."""
    first_text, found, second_heading = eccn.heading.partition(f" {repair['second']} ")
    heading, ends, _ = first_text.partition(repair["heading_ends"])
    said = [f"{control} {cell.rstrip('.')}" for control, cell in repair["first_rows"]]
    said += [f"{symbol}: {text}" for symbol, text in repair["first_flags"].items()]
    missing = [words for words in said if plain(words) not in plain(first_text)]
    if not found or not ends or missing:
        raise UnexpectedSource(f"The heading of {eccn.code} no longer holds: {missing or repair['second']}")
    note = f"The snapshot runs {eccn.code} and {repair['second']} together"
    first = replace(
        eccn,
        heading=heading,
        reasons=repair["first_reasons"],
        rows=tuple(Row(control, cell) for control, cell in repair["first_rows"]),
        flags=tuple(repair["first_flags"].items()),
        texts=(first_text,),
        note=note,
    )
    rows = tuple(replace(row, doubt="derived") for row in eccn.rows)
    second = replace(eccn, code=repair["second"], heading=second_heading, rows=rows, doubt="derived", note=note)
    return [first, second]


def _with_rows_mended(entries: list[Eccn], repairs: list[dict[str, Any]]) -> list[Eccn]:
    by_code = {eccn.code: eccn for eccn in entries}
    for repair in repairs:
        eccn = by_code[repair["code"]]
        wrong = [row for row in eccn.rows if row.control.startswith(repair["control"])]
        if len(wrong) != 1:
            raise UnexpectedSource(f"{eccn.code} no longer holds one row that begins: {repair['control']}")
        at = eccn.rows.index(wrong[0])
        mended = tuple(Row(control, cell, repair["doubt"]) for control, cell in repair["rows"])
        by_code[eccn.code] = replace(eccn, rows=(*eccn.rows[:at], *mended, *eccn.rows[at + 1 :]))
    return list(by_code.values())
