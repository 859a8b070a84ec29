"""Rows as a database gives them, read column by column into Arrow; what can't be read is marked with its reason.

Pure. SQLite gives moments and days as text and knows no type where a column is empty; PostgreSQL gives them typed.
Either way a column is asked for by what it means, and a row that is wrong is refused with a reason, never changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from lockgate.insight.facts.local_days import local_days

MOMENT = pa.timestamp("us", "UTC")
Mask = NDArray[np.bool_]


class RawRows:
    """Rows of one statement. `zones` has the time zone of each regime held; `reasons` grows as rows are read."""

    def __init__(self, rows: pa.Table, zones: Mapping[str, str]) -> None:
        self._rows = rows
        self._zones = zones
        self.reasons: list[tuple[str, Mask]] = []

    def __len__(self) -> int:
        return int(self._rows.num_rows)

    def refuse(self, wrong: pa.Array | Mask, reason: str) -> None:
        """Set the rows aside in which `wrong` is true; null is not."""
        mask = wrong if isinstance(wrong, np.ndarray) else pc.fill_null(wrong, False).to_numpy(zero_copy_only=False)  # noqa: FBT003
        if mask.any():
            self.reasons.append((reason, np.asarray(mask, dtype=bool)))

    def refuse_missing(self, values: pa.Array, reason: str) -> None:
        """Set the rows aside in which nothing stands."""
        self.refuse(pc.is_null(values), reason)

    def refuse_other(self, values: pa.Array, words: Sequence[str], what: str) -> None:
        """Set the rows aside whose word is none of these; null is no word and passes."""
        known = pc.is_in(values, value_set=pa.array(words, pa.string()))
        self.refuse(pc.and_not(pc.is_valid(values), known), f"{what} is none of: {', '.join(words)}")

    def refuse_below(self, values: pa.Array, least: int, what: str) -> None:
        """Set the rows aside whose figure is less than `least`; null passes."""
        self.refuse(pc.less(values, least), f"{what} is less than {least}")

    def text(self, name: str) -> pa.Array:
        """Return a column of text; "" is null."""
        held = self._column(name, pa.string())
        return pc.if_else(pc.equal(held, ""), pa.scalar(None, pa.string()), held)

    def whole(self, name: str) -> pa.Array:
        """Return a column of whole numbers."""
        return self._read(name, pa.int64(), "is no whole number")

    def moment(self, name: str) -> pa.Array:
        """Return a column of moments, in UTC."""
        return self._read(name, MOMENT, "is no moment")

    def day(self, name: str) -> pa.Array:
        """Return a column of days."""
        return self._read(name, pa.date32(), "is no day")

    def regime(self, *, may_be_missing: bool = False) -> pa.Array:
        """Return the regimes; a row of one that isn't held has no local day, and is refused."""
        held = self.text("regime")
        if not may_be_missing:
            self.refuse_missing(held, "it names no regime")
        known = pc.is_in(held, value_set=pa.array(list(self._zones), pa.string()))
        self.refuse(pc.and_not(pc.is_valid(held), known), "its regime is none that Lockgate holds")
        return held

    def local(self, moments: pa.Array, regimes: pa.Array) -> pa.Array:
        """Return the local day of each moment, in its regime's time zone; that of UTC where no regime is named."""
        return local_days(moments, regimes, self._zones)

    def parsed(self, name: str, read: Callable[[str], Any], kind: pa.DataType, reason: str) -> pa.Array:
        """Return a column of text, each distinct one read by `read`; what makes it raise ValueError is refused."""
        held = self.text(name).dictionary_encode()
        found, wrong = [], []
        for word in held.dictionary.to_pylist():
            try:
                found.append(read(word))
                wrong.append(False)
            except ValueError:
                found.append(None)
                wrong.append(True)
        self.refuse(pc.take(pa.array(wrong, pa.bool_()), held.indices), reason)
        return pc.take(pa.array(found, kind), held.indices)

    def _column(self, name: str, kind: pa.DataType) -> pa.Array:
        held = self._rows.column(name).combine_chunks()
        if held.null_count == len(held):  # SQLite doesn't know what stands in an empty column
            return pa.nulls(len(held), kind)
        return _cast(held, kind)

    def _read(self, name: str, kind: pa.DataType, fault: str) -> pa.Array:
        try:
            return self._column(name, kind)
        except pa.ArrowInvalid:
            told = self._rows.column(name).combine_chunks().to_pylist()
        values = [_read_one(one, kind) for one in told]
        self.refuse(
            np.array([value is None and one is not None for value, one in zip(values, told, strict=True)]),
            f"its {name} {fault}",
        )
        return pa.array(values, kind)


def _cast(held: pa.Array, kind: pa.DataType) -> pa.Array:
    if kind == MOMENT and pa.types.is_string(held.type):
        return held.cast(pa.timestamp("us")).cast(MOMENT)  # SQLite keeps moments in UTC and doesn't write so
    return held.cast(kind)


def _read_one(value: Any, kind: pa.DataType) -> Any:
    try:
        return _cast(pa.array([value]), kind)[0].as_py()
    except pa.ArrowInvalid:
        return None
