"""Reads a pack from its folder and writes one out again, as docs/write-a-pack.md describes the files.

Reading collects every fault of form (file, line, what, mend) before it gives up, so that a drafter mends all
of them at once. Faults of meaning are `pack_faults`' work.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from lockgate.core.errors import Invalid
from lockgate.regimes.pack import (
    DOUBTS,
    FOR_EVER,
    SINCE_EVER,
    CalendarDay,
    Entry,
    GoodsCode,
    GroupMember,
    Instrument,
    Kind,
    Measure,
    Pack,
    PartyList,
    Regime,
    Suspension,
    Word,
)

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes; a table beyond this is refused before it is read."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a pack, where, and how to mend it. `grave` faults make the pack unusable."""

    file: str
    line: int
    what: str
    mend: str
    grave: bool = True

    def __str__(self) -> str:
        """Return the fault as one line for a person."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.what} {self.mend}".rstrip()


class FaultyPack(Invalid):
    """A pack that cannot be read; `faults` holds every fault of form."""

    def __init__(self, folder: Path, faults: list[Fault]) -> None:
        """Build the sentence from the first fault and the count of all."""
        self.faults = faults
        more = f" (and {len(faults) - 1} more faults)" if len(faults) > 1 else ""
        super().__init__(
            f"The pack {folder} cannot be read: {faults[0]}{more}.",
            mend=f"Run 'lockgate regime check {folder}' to see every fault.",
        )


Cell = Callable[[str], Any]


def _text(cell: str) -> str:
    return cell.strip()


def _filled(cell: str) -> str:
    if not cell.strip():
        raise ValueError("the cell is empty")
    return cell.strip()


def _values(cell: str) -> tuple[str, ...]:
    values = tuple(value.strip() for value in cell.split(";") if value.strip())
    return () if values in (("all",), ("any",)) else values


def _scope(cell: str) -> tuple[str, ...]:
    return tuple(value.strip() for value in _filled(cell).split(";") if value.strip())


def _day(when_empty: date) -> Cell:
    def parse(cell: str) -> date:
        if not cell.strip():
            return when_empty
        try:
            return date.fromisoformat(cell.strip())
        except ValueError:
            raise ValueError(f"'{cell}' is no date; dates look like 2025-04-04") from None

    return parse


def _filled_day(cell: str) -> date:
    parsed: date = _day(SINCE_EVER)(_filled(cell))
    return parsed


def _one_of(*words: str) -> Cell:
    def parse(cell: str) -> str:
        if cell.strip() not in words:
            known = ", ".join(word or "(empty)" for word in words)
            raise ValueError(f"'{cell}' is none of: {known}")
        return cell.strip()

    return parse


def _yes(cell: str) -> bool:
    return bool(_one_of("yes", "no", "")(cell) == "yes")


def _kind(cell: str) -> Kind:
    return Kind(_one_of(*Kind)(cell))


_SPAN: dict[str, Cell] = {"valid_from": _day(SINCE_EVER), "valid_to": _day(FOR_EVER)}
_ABOUT: dict[str, Cell] = {"doubt": _one_of(*DOUBTS), "note": _text}

TABLES: dict[str, tuple[type, dict[str, Cell]]] = {
    "instruments.csv": (
        Instrument,
        {"id": _filled, "issuer": _text, "number": _text, "published": _day(SINCE_EVER)}
        | {"in_force_from": _day(SINCE_EVER), "in_force_to": _day(FOR_EVER), "url": _text, "source": _text}
        | _ABOUT,
    ),
    "entries.csv": (
        Entry,
        {"code": _filled, "parent": _text, "continues": _text, "earlier_law": _text, "later_code": _text}
        | {"instrument": _filled}
        | _SPAN
        | _ABOUT,
    ),
    "goods.csv": (
        GoodsCode,
        {"entry": _filled, "goods_code": _filled, "nomenclature": _text, "instrument": _text}
        | {"relation": _one_of("exact", "part", "indicative"), "doubt": _one_of(*DOUBTS)}
        | _SPAN,
    ),
    "groups.csv": (GroupMember, {"group": _filled, "member": _filled, "doubt": _one_of(*DOUBTS)} | _SPAN),
    "measures.csv": (
        Measure,
        {"id": _filled, "part_of": _text, "kind": _kind, "paragraph": _text, "entries": _scope}
        | {"except_entries": _values, "part": _text, "destinations": _values, "except_destinations": _values}
        | {"end_users": _values, "end_uses": _values, "asks": _text, "reason": _text, "review_policy": _text}
        | {"raises_to": _one_of("", "licence_required", "prohibited"), "condition": _text}
        | {"instrument": _filled, "citation": _filled, "abroad": _yes}
        | _SPAN
        | _ABOUT,
    ),
    "suspensions.csv": (
        Suspension,
        {"suspends": _filled, "instrument": _filled, "citation": _filled, "valid_from": _filled_day}
        | {"valid_to": _day(FOR_EVER), "afterwards": lambda cell: _one_of("", "resumes", "unknown")(cell) or "resumes"}
        | _ABOUT,
    ),
    "calendar.csv": (
        CalendarDay,
        {"date": _filled_day, "kind": _one_of("holiday", "working_weekend"), "name": _text},
    ),
}
"""File → the row's class and how each of its cells is read. Headings and titles are one column a language."""

REQUIRED = ("instruments.csv", "entries.csv", "measures.csv")
WORDED = {"entries.csv": ("headings", "heading_"), "instruments.csv": ("titles", "title_")}


def read_pack(folder: Path) -> Pack:
    """Read the pack in `folder`.

    Raises FaultyPack with every fault of form: a missing file or column, a cell that cannot be read, a row with
    too many cells, bytes that are not UTF-8.
    """
    faults: list[Fault] = []
    regime = _read_regime(folder, faults)
    rows = {name: _read_table(folder / name, faults) for name in TABLES}
    if faults or regime is None:
        raise FaultyPack(folder, faults)
    return Pack(
        regime=regime,
        instruments=tuple(rows["instruments.csv"]),
        entries=tuple(rows["entries.csv"]),
        measures=tuple(rows["measures.csv"]),
        goods=tuple(rows["goods.csv"]),
        groups=tuple(rows["groups.csv"]),
        suspensions=tuple(rows["suspensions.csv"]),
        calendar=tuple(rows["calendar.csv"]),
    )


def _read_table(path: Path, faults: list[Fault]) -> list[Any]:
    if not path.exists():
        if path.name in REQUIRED:
            faults.append(Fault(path.name, 0, "The file is missing.", "Every pack needs it."))
        return []
    if path.stat().st_size > LARGEST_FILE:
        faults.append(Fault(path.name, 0, f"The file is larger than {LARGEST_FILE} bytes.", "Split the regime."))
        return []
    row_class, cells = TABLES[path.name]
    rows: list[Any] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            header = [name.strip() for name in next(reader, [])]
            if not _header_holds(path.name, header, cells, faults):
                return []
            for values in reader:
                if any(value.strip() for value in values):
                    row = _read_row(path.name, reader.line_num, header, values, cells, faults)
                    if row is not None:
                        rows.append(row_class(**row, line=reader.line_num))
    except UnicodeDecodeError:
        faults.append(Fault(path.name, 0, "The file is not UTF-8.", "Save it as UTF-8."))
    except csv.Error as error:
        faults.append(Fault(path.name, 0, f"The file is no readable csv ({error}).", "Check quotes and commas."))
    return rows


def _header_holds(name: str, header: list[str], cells: Mapping[str, Cell], faults: list[Fault]) -> bool:
    worded = WORDED.get(name, ("", "\0"))[1]
    known = [column for column in header if column in cells or column.startswith(worded)]
    strange = [column for column in header if column not in known]
    doubled = {column for column in header if header.count(column) > 1}
    required = [field_.name for field_ in fields(TABLES[name][0]) if field_.name in cells and _needed(name, field_.name)]
    missing = [column for column in required if column not in header]
    if strange:
        faults.append(Fault(name, 1, f"Unknown columns: {', '.join(strange)}.", "Rename or remove them."))
    if doubled:
        faults.append(Fault(name, 1, f"Columns named twice: {', '.join(sorted(doubled))}.", "Keep one of each."))
    if missing:
        faults.append(Fault(name, 1, f"Missing columns: {', '.join(missing)}.", "Add them to the header line."))
    return not (strange or doubled or missing)


def _needed(name: str, column: str) -> bool:
    needed = {
        "instruments.csv": ("id",),
        "entries.csv": ("code", "parent", "instrument"),
        "goods.csv": ("entry", "goods_code", "relation", "nomenclature"),
        "groups.csv": ("group", "member"),
        "measures.csv": ("id", "kind", "entries", "instrument", "citation"),
        "suspensions.csv": ("suspends", "instrument", "citation", "valid_from", "valid_to"),
        "calendar.csv": ("date", "kind"),
    }
    return column in needed[name]


def _read_row(  # noqa: PLR0913 - the place of a cell is named by all of these
    name: str, line: int, header: list[str], values: list[str], cells: Mapping[str, Cell], faults: list[Fault]
) -> dict[str, Any] | None:
    if len(values) != len(header):
        what = f"The row has {len(values)} cells, the header {len(header)}."
        faults.append(Fault(name, line, what, "Quote cells that hold a comma."))
        return None
    row: dict[str, Any] = {}
    words: dict[str, str] = {}
    field_of_words, prefix = WORDED.get(name, ("", "\0"))
    sound = True
    for column, value in zip(header, values, strict=True):
        if column.startswith(prefix):
            if value.strip():
                words[column.removeprefix(prefix)] = value.strip()
            continue
        try:
            row[column] = cells[column](value)
        except ValueError as error:
            faults.append(Fault(name, line, f"Column {column}: {error}.", "Correct the cell."))
            sound = False
    if field_of_words:
        row[field_of_words] = words
    if name == "calendar.csv":
        row.setdefault("name", "")
    return row if sound else None


def _read_regime(folder: Path, faults: list[Fault]) -> Regime | None:
    path = folder / "regime.toml"
    if not path.is_file():
        faults.append(Fault("regime.toml", 0, f"There is no regime.toml in {folder}.", "Every pack needs it."))
        return None
    try:
        held = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        faults.append(Fault("regime.toml", 0, f"The file is no readable TOML ({error}).", "Correct it."))
        return None
    try:
        return _regime_from(held)
    except KeyError as error:
        faults.append(Fault("regime.toml", 0, f"The key {error} is missing.", "Add it; docs/write-a-pack.md explains it."))
    except (TypeError, AttributeError, ValueError) as error:
        faults.append(Fault("regime.toml", 0, f"A value has the wrong form ({error}).", "Compare docs/write-a-pack.md."))
    return None


def _regime_from(held: Mapping[str, Any]) -> Regime:
    for key in ("law_from", "law_known_to"):
        if type(held[key]) is not date:
            raise TypeError(f"{key} is no date; write it without quotes, like 2025-04-04")
    for key in ("complete", "synthetic"):
        if not isinstance(held.get(key, False), bool):
            raise TypeError(f"{key} is neither true nor false")
    return Regime(
        code=str(held["code"]),
        names=dict(held["name"]),
        authority=str(held["authority"]),
        territory=tuple(held["territory"]),
        languages=tuple(held["languages"]),
        law_from=held["law_from"],
        law_known_to=held["law_known_to"],
        complete=held["complete"],
        grammar=str(held["code_grammar"]["pattern"]),
        example=str(held["code_grammar"]["example"]),
        time_zone=str(held["time_zone"]),
        synthetic=held.get("synthetic", False),
        sources=tuple(held.get("sources", ())),
        destination_rows=str(held.get("destination_rows", "")),
        statutory_working_days=held.get("statutory_clock", {}).get("working_days"),
        group_labels=dict(held.get("groups", {})),
        scopes_not_held=dict(held.get("scopes_not_held", {})),
        end_uses=_words(held.get("end_uses", {})),
        end_users=_words(held.get("end_users", {})),
        lists={
            name: PartyList(name, str(about["label"]), about.get("parties"))
            for name, about in held.get("lists", {}).items()
        },
    )


def _words(held: Mapping[str, Mapping[str, Any]]) -> dict[str, Word]:
    return {
        word: Word(
            word=word,
            label=str(about["label"]),
            asks=str(about["asks"]),
            beside_civil=bool(about.get("beside_civil", False)),
            implies=tuple(about.get("implies", ())),
        )
        for word, about in held.items()
    }


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
    columns = list(TABLES[path.name][1])
    field_of_words, prefix = WORDED.get(path.name, ("", ""))
    languages = sorted({language for row in rows for language in getattr(row, field_of_words)}) if field_of_words else []
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns + [prefix + language for language in languages])
        for row in rows:
            words = [getattr(row, field_of_words).get(language, "") for language in languages]
            writer.writerow([_as_cell(getattr(row, column)) for column in columns] + words)


def _as_cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, tuple):
        return ";".join(value)
    if value in (SINCE_EVER, FOR_EVER):
        return ""
    return str(value)


def _regime_as_toml(regime: Regime) -> str:
    import json  # noqa: PLC0415 - a JSON string is a TOML basic string; writing is rare

    def inline(value: object) -> str:
        if isinstance(value, Mapping):
            return "{" + ", ".join(f"{json.dumps(key)} = {inline(held)}" for key, held in value.items()) + "}"
        if isinstance(value, date):
            return value.isoformat()
        return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)

    def words(held: Mapping[str, Word]) -> dict[str, object]:
        return {
            word.word: {"label": word.label, "asks": word.asks, "beside_civil": word.beside_civil, "implies": word.implies}
            for word in held.values()
        }

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
        "destination_rows": regime.destination_rows,
        "code_grammar": {"pattern": regime.grammar, "example": regime.example},
        "groups": regime.group_labels,
        "scopes_not_held": regime.scopes_not_held,
        "end_uses": words(regime.end_uses),
        "end_users": words(regime.end_users),
        "lists": {
            held.name: {"label": held.label} | ({} if held.parties is None else {"parties": held.parties})
            for held in regime.lists.values()
        },
    }
    if regime.statutory_working_days is not None:
        keys["statutory_clock"] = {"working_days": regime.statutory_working_days}
    return "".join(f"{key} = {inline(value)}\n" for key, value in keys.items())
