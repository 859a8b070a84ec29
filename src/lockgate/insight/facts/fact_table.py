"""What a fact table is: its columns with their meaning, the statement that reads it, and what makes a row a bad fact.

Pure. `build` gives the table as it is declared and what was set aside, with reasons: every row is in one of the two.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lockgate.insight.facts.raw_rows import RawRows

SCHEMA_VERSION = 1
"""Goes up by one with every change of a table or column; facts of another version are refused."""
VERSION_KEY = b"lockgate.facts.schema_version"
SET_ASIDE = pa.schema([("table", pa.string()), ("id", pa.string()), ("reason", pa.string())])
PARTITIONS = ("regime", "month")


@dataclass(frozen=True, slots=True)
class FactColumn:
    """A column: its Arrow type, and what it means, with units and what null says."""

    name: str
    type: pa.DataType
    meaning: str
    may_be_null: bool = False

    @property
    def field(self) -> pa.Field:
        """The column as Arrow declares it."""
        return pa.field(self.name, self.type, nullable=self.may_be_null)


REGIME = FactColumn("regime", pa.string(), "the regime's code")
MONTH = FactColumn("month", pa.string(), "the month by which the files are cut, as 2025-04")


@dataclass(frozen=True, slots=True)
class FactTable:
    """A fact table. `make` reads each declared column but `month` from the raw rows, and refuses what is wrong.

    `month_of` names the column of days that cuts the files; `named_by` the columns that name a row that is set aside,
    as the statement gives them; `order` those by which the table is sorted.
    """

    name: str
    meaning: str
    statement: str
    columns: tuple[FactColumn, ...]
    make: Callable[[RawRows], Mapping[str, pa.Array]]
    named_by: tuple[str, ...]
    month_of: str
    order: tuple[str, ...]

    @property
    def schema(self) -> pa.Schema:
        """The table as it is declared, with the version in its metadata."""
        fields = [column.field for column in (*self.columns, MONTH)]
        return pa.schema(fields, metadata={VERSION_KEY: str(SCHEMA_VERSION).encode()})

    def build(self, rows: pa.Table, zones: Mapping[str, str]) -> tuple[pa.Table, pa.Table]:
        """Return the facts and what was set aside (table, id, reason), given the rows that the statement gave.

        `zones` has the time zone of each regime that is held.
        """
        raw = RawRows(rows, zones)
        made = dict(self.make(raw))
        for column in self.columns:
            if not column.may_be_null:
                raw.refuse_missing(made[column.name], f"its {column.name} is missing")
        made[MONTH.name] = pc.strftime(made[self.month_of].cast(pa.timestamp("s")), format="%Y-%m")
        wrong = np.zeros(len(raw), dtype=bool)
        for _, mask in raw.reasons:
            wrong |= mask
        whole = pa.table(made).filter(pa.array(~wrong))
        facts = whole.select(self.schema.names).cast(self.schema)
        return self.sorted(facts), self._set_aside(raw, wrong)

    def sorted(self, facts: pa.Table) -> pa.Table:
        """Sort the facts as this table is sorted, whatever cut them."""
        return facts.sort_by([(name, "ascending") for name in self.order])

    def _set_aside(self, raw: RawRows, wrong: np.ndarray) -> pa.Table:
        places = np.flatnonzero(wrong)
        names = [raw.text(name).take(pa.array(places)).to_pylist() for name in self.named_by]
        ids = [" / ".join(word or "?" for word in one) for one in zip(*names, strict=True)]
        reasons = ["; ".join(dict.fromkeys(why for why, mask in raw.reasons if mask[place])) for place in places]
        return pa.table([[self.name] * len(places), ids, reasons], schema=SET_ASIDE)
