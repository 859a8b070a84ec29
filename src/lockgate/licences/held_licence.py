"""What one row says of a licence that is held from elsewhere: its cells as values, each fault under its column.

Pure. Called by held_file.py. What a cell leaves empty is unknown: only value and currency may be, and of entry and
goods code one.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, TypeVar

from lockgate.core.amounts import exact
from lockgate.core.countries import country
from lockgate.core.errors import Invalid
from lockgate.core.faults import Faults
from lockgate.core.money import Money, minor_digits, money
from lockgate.core.quantities import Dimension, Quantity, in_unit, quantity, unit
from lockgate.core.texts import checked_text
from lockgate.regimes.determination.asking import goods_code_of

COLUMNS = (
    "licence",
    "line",
    "entry",
    "goods_code",
    "destination",
    "exporter",
    "consignee",
    "quantity",
    "unit",
    "value",
    "currency",
    "valid_from",
    "valid_to",
)
NUMBER_LENGTH_MAX = 60
NAME_LENGTH_MAX = 200
ENTRY_LENGTH_MAX = 60
_ENTRY = re.compile(r"\w[\w.:/() -]*")
_BOTH = "Give both, or leave both empty where the value is unknown."
T = TypeVar("T")


class HeldLine(NamedTuple):
    """A line of a held licence: `quantity` as it is written, `value` None where it is unknown."""

    number: int
    entry: str
    goods_code: str
    destination: str
    consignee: str
    quantity: str
    unit: str
    measured: Quantity
    value: Money | None


@dataclass(slots=True)
class HeldLicence:
    """A licence as a file tells it; `row` is the line of the file that names it first."""

    row: int
    number: str
    exporter: str
    valid_from: date
    valid_to: date
    lines: dict[int, HeldLine] = field(default_factory=dict)

    @property
    def currency(self) -> str:
        """The currency of its values, the same for all lines; empty where no value is known."""
        return next((line.value.currency for line in self.lines.values() if line.value), "")


def held_licence(row: int, cells: Mapping[str, str]) -> HeldLicence:
    """Read one row as a licence of one line; raise Invalid with every fault of the row, by its column."""
    read = _Cells(cells)
    licence = HeldLicence(
        row=row,
        number=read.cell("licence", number_of, ""),
        exporter=read.cell("exporter", lambda text: checked_text(text, "exporter", NAME_LENGTH_MAX), ""),
        valid_from=read.cell("valid_from", _day, date.min),
        valid_to=read.cell("valid_to", _day, date.max),
    )
    with read.faults.at("valid_to"):
        if licence.valid_to < licence.valid_from:
            raise Invalid("The last day lies before the first.", mend="Look at the two dates.")
    line = _line(read)
    read.faults.raise_any()
    licence.lines[line.number] = line
    return licence


def _line(read: "_Cells") -> HeldLine:
    with read.faults.at("entry"):
        if not read.cells["entry"] and not read.cells["goods_code"]:
            raise Invalid("Neither an entry nor a goods code is given.", mend="Give one of them, or both.")
    has_value = bool(read.cells["value"])
    unit_code = read.cell("unit", _unit, "")
    currency = read.cell("currency", lambda text: _currency(text, has_value=has_value), "")
    return HeldLine(
        number=read.cell("line", _line_number, 0),
        entry=read.cell("entry", _entry, ""),
        goods_code=read.cell("goods_code", goods_code_of, ""),
        destination=read.cell("destination", lambda text: country(text).code, ""),
        consignee=read.cell("consignee", lambda text: checked_text(text, "consignee", NAME_LENGTH_MAX), ""),
        quantity=read.cells["quantity"],
        unit=unit_code,
        measured=read.cell("quantity", lambda text: _measured(text, unit_code), Quantity(0, Dimension.COUNT)),
        value=read.cell("value", lambda text: _value(text, currency, read.cells["currency"]), None),
    )


class _Cells:
    """The cells of a row, and the faults found while they are read."""

    def __init__(self, cells: Mapping[str, str]) -> None:
        self.cells = cells
        self.faults = Faults()

    def cell(self, column: str, read: Callable[[str], T], otherwise: T) -> T:
        with self.faults.at(column):
            try:
                return read(self.cells[column])
            except Invalid as error:
                raise Invalid(error.sentence, mend=error.mend) from None  # the column is the field
        return otherwise


def number_of(text: str) -> str:
    """Return a licence number; raise Invalid unless it is 1 to 60 printable characters without blanks and slashes.

    >>> number_of("E-2026/17")
    Traceback (most recent call last):
    lockgate.core.errors.Invalid: 'E-2026/17' is no licence number. Give up to 60 characters, no blanks and slashes.
    """
    is_one = len(text) <= NUMBER_LENGTH_MAX and text.isprintable() and not re.search(r"[\s/\\]", text)
    if not is_one or not text.strip("."):
        raise Invalid(
            f"{text[:NUMBER_LENGTH_MAX]!r} is no licence number." if text else "The licence number is missing.",
            mend=f"Give up to {NUMBER_LENGTH_MAX} characters, no blanks and slashes.",
        )
    return text


def _day(text: str) -> date:
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid(f"{text[:40]!r} is no date.", mend="Write dates like 2026-04-04.") from None


def _line_number(text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,3}", text):
        raise Invalid(f"{text[:40]!r} is no line number.", mend="Number the lines of a licence from 1 to at most 9999.")
    return int(text)


def _entry(text: str) -> str:
    """Return a control-list entry; its regime need not have a pack, so only what every list writes is demanded."""
    entry = checked_text(text, "entry", ENTRY_LENGTH_MAX, may_be_empty=True)
    if entry and not _ENTRY.fullmatch(entry):
        raise Invalid(
            f"{entry!r} is no entry of a control list.",
            mend="Give one code as the list writes it, such as 1C904.a.4: letters, digits and . : / - ( ).",
        )
    return entry


def _unit(text: str) -> str:
    if not text:
        raise Invalid("The unit is missing.", mend="Give a code of UN/ECE Recommendation 20, such as KGM.")
    return unit(text).code


def _currency(text: str, *, has_value: bool) -> str:
    if text:
        minor_digits(text)
    elif has_value:
        raise Invalid("The currency is missing.", mend=_BOTH)
    return text


def _measured(text: str, unit_code: str) -> Quantity:
    written = exact(text)
    if written == 0:
        raise Invalid("A quantity of zero lets nothing leave.", mend="Leave the line out, or give its quantity.")
    if not unit_code:  # the unit is told to be faulty, and only the digits can be looked at
        return Quantity(0, Dimension.COUNT)
    measured = quantity(text, unit_code)
    if measured.dimension is Dimension.COUNT and in_unit(measured, unit_code) != written:
        raise Invalid(f"{text} {unit_code} are no whole pieces.", mend="Give a quantity of whole pieces.")
    return measured


def _value(text: str, currency: str, currency_cell: str) -> Money | None:
    if not text:
        if currency_cell:
            raise Invalid("The value is missing.", mend=_BOTH)
        return None
    if not currency:  # told to be faulty
        exact(text)
        return None
    return money(text, currency)
