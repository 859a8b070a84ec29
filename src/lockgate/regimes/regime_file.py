"""Reads regime.toml: what the regime is, how its codes look, and the span of law that the pack knows.

Called by `pack_files`. Every key is read by its type; a key that is missing, of another type or unknown is a
fault with its line, never a guess.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from lockgate.core.encoding import first_line_not_utf8
from lockgate.regimes.fault import Fault
from lockgate.regimes.pack import PartyList, Regime, Word

FILE = "regime.toml"
LARGEST_REGIME_FILE = 1024 * 1024
"""Bytes; the file holds names and words, so more than this is something else."""

_GUIDE = "docs/write-a-pack.md explains it."


def read_regime(folder: Path) -> tuple[Regime | None, list[Fault]]:
    """Read regime.toml of the pack in `folder`; the regime is None where there are faults."""
    path = folder / FILE
    if not path.is_file():
        return None, [Fault(FILE, 0, f"There is no regime.toml in {folder}.", "Every pack has one.")]
    try:
        if path.stat().st_size > LARGEST_REGIME_FILE:
            what = f"The file is larger than {LARGEST_REGIME_FILE} bytes."
            return None, [Fault(FILE, 0, what, "It holds names and words only; move rows into the tables.")]
        text = path.read_text(encoding="utf-8-sig")
        held = tomllib.loads(text)
    except UnicodeDecodeError:
        return None, [Fault(FILE, first_line_not_utf8(path), "The file is not UTF-8.", "Save it as UTF-8.")]
    except OSError as error:
        return None, [Fault(FILE, 0, f"The file cannot be read ({error.strerror}).", "Make it a readable file.")]
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = re.search(r"at line (\d+)", str(error))
        what = f"The file is no readable TOML ({error})."
        return None, [Fault(FILE, int(line[1]) if line else 0, what, "Correct that place.")]
    return _regime_from(held, text)


def line_of_key(text: str, key: str) -> int:
    """Return the line on which a dotted key of regime.toml stands, or its table's, or 0 where neither is plain.

    >>> line_of_key("code = 1\\n[groups]\\nChart = 2", "groups.Chart")
    3
    """
    table, best = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[([^\[\]]+)\]\s*(#.*)?$", line)
        name = re.match(r"\s*([\w.\"' :-]+?)\s*=", line)
        if header:
            table = _plain(header[1])
            here = table
        elif name:
            here = f"{table}.{_plain(name[1])}".lstrip(".")
        else:
            continue
        if here == key:
            return number
        if key.startswith(here + "."):
            best = number
    return best


def _plain(dotted: str) -> str:
    return re.sub(r"[\"']", "", dotted).strip()


class _Keys:
    """One table of the file: takes its keys out by type and keeps what is wrong with them."""

    def __init__(self, held: Any, name: str, text: str, faults: list[Fault]) -> None:
        self._name, self._text, self._faults = name, text, faults
        self._held: dict[str, Any] = {}
        if isinstance(held, Mapping):
            self._held = dict(held)
        else:
            self.wrong("", "is no table", "Write it as a table with keys of its own.")

    def wrong(self, key: str, what: str, mend: str) -> None:
        dotted = f"{self._name}.{key}".strip(".")
        line = line_of_key(self._text, dotted)
        self._faults.append(Fault(FILE, line, f"{dotted} {what}.", f"{mend} {_GUIDE}", key=dotted))

    def take(self, key: str, kind: type, described: str, default: Any = None) -> Any:
        """Take out the value of a key; without a default it must be there."""
        if key not in self._held:
            if default is None:
                self.wrong(key, "is missing", "Add it;")
            return default if default is not None or kind is date else kind()
        value = self._held.pop(key)
        if type(value) is not kind:
            self.wrong(key, f"must be {described}", "Correct the value;")
            return kind() if kind is not date else None
        if kind is str:
            return " ".join(str(value).split()) if key != "pattern" else value
        return value

    def text(self, key: str, default: str | None = None) -> str:
        return str(self.take(key, str, "text in quotes", default))

    def filled(self, key: str) -> str:
        before = len(self._faults)
        text = self.text(key)
        if not text and len(self._faults) == before:
            self.wrong(key, "is empty", "Fill it;")
        return text

    def texts(self, key: str, default: list[str] | None = None) -> tuple[str, ...]:
        values = self.take(key, list, "a list of texts in quotes", default)
        if not all(isinstance(value, str) and value for value in values):
            self.wrong(key, "is no list of texts", 'Write it like ["en", "zh"];')
            return ()
        return tuple(values)

    def words(self, key: str, default: dict[str, str] | None = None) -> dict[str, str]:
        held = self.take(key, dict, "a table", default)
        for name, value in held.items():
            if not isinstance(value, str):
                self.wrong(f"{key}.{name}", "must be text in quotes", "Correct the value;")
        return dict(held)

    def tables(self, key: str) -> dict[str, _Keys]:
        held = self.take(key, dict, "a table of tables", {})
        return {name: _Keys(value, f"{key}.{name}", self._text, self._faults) for name, value in held.items()}

    def table(self, key: str, default: dict[str, Any] | None = None) -> _Keys:
        return _Keys(self.take(key, dict, "a table", default), key, self._text, self._faults)

    def end(self) -> None:
        """Call every key that was not taken out unknown."""
        for key in self._held:
            self.wrong(key, "is no key that packs have", "Correct its spelling or remove it;")


def _regime_from(held: Mapping[str, Any], text: str) -> tuple[Regime | None, list[Fault]]:
    faults: list[Fault] = []
    keys = _Keys(held, "", text, faults)
    grammar = keys.table("code_grammar")
    clock = keys.table("statutory_clock", {})
    regime = Regime(
        code=keys.filled("code"),
        names=keys.words("name"),
        authority=keys.filled("authority"),
        territory=keys.texts("territory"),
        languages=keys.texts("languages"),
        law_from=keys.take("law_from", date, "a date without quotes, like 2025-04-04"),
        law_known_to=keys.take("law_known_to", date, "a date without quotes, like 2025-04-04"),
        complete=keys.take("complete", bool, "true or false"),
        grammar=grammar.filled("pattern"),
        example=grammar.filled("example"),
        time_zone=keys.filled("time_zone"),
        synthetic=keys.take("synthetic", bool, "true or false", default=False),
        sources=keys.texts("sources", []),
        destination_rows=keys.text("destination_rows", ""),
        statutory_working_days=clock.take("working_days", int, "a whole number", 0) or None,
        group_labels=keys.words("groups", {}),
        scopes_not_held=keys.words("scopes_not_held", {}),
        end_uses=_words(keys, "end_uses"),
        end_users=_words(keys, "end_users"),
        lists=_lists(keys),
    )
    for table in (keys, grammar, clock):
        table.end()
    return (None if faults else regime), faults


def _words(keys: _Keys, key: str) -> dict[str, Word]:
    words = {}
    for name, about in keys.tables(key).items():
        words[name] = Word(
            word=name,
            label=about.filled("label"),
            asks=about.filled("asks"),
            beside_civil=about.take("beside_civil", bool, "true or false", default=False),
            implies=about.texts("implies", []),
        )
        about.end()
    return words


def _lists(keys: _Keys) -> dict[str, PartyList]:
    lists = {}
    for name, about in keys.tables("lists").items():
        lists[name] = PartyList(name, about.filled("label"), about.take("parties", int, "a whole number", 0) or None)
        about.end()
    return lists
