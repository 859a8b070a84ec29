"""How amounts, lines and entries of a licence are worded on a page, and a balance drawn. Called by pages."""

from collections.abc import Mapping
from types import MappingProxyType

from lockgate.core.quantities import UNITS, Quantity, in_unit_text, quantity, unit
from lockgate.licences.ledger.entry import Kind
from lockgate.licences.queries import LineSheet
from lockgate.web.balance_meter import BalanceMeter, balance_meter
from lockgate.web.choice import Choice, choices

PLAIN_UNITS = ("KGM", "GRM", "TNE", "LBR", "LTR", "MTQ", "H87")
"""Units that forms offer first; the others of their dimension follow."""
ENTRY_WORDS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.AMOUNT: "licensed",
        Kind.DRAW_DOWN: "drawn down",
        Kind.RESERVE: "reserved",
        Kind.CONFIRM: "reservation confirmed",
        Kind.VOID: "reservation voided",
        Kind.EXPIRE: "reservation lapsed",
        Kind.REVERSE: "reversed",
    }
)
"""What has happened with an entry of the ledger."""


def amount_words(amount: str, unit_code: str) -> str:
    """Write an amount with the sign of its unit.

    >>> amount_words("1.5", "KGM"), amount_words("2", "H87"), amount_words("2", "PR")
    ('1.5 kg', '2 pieces', '2 pair')
    """
    found = unit(unit_code)
    if any(letter.isalpha() for letter in found.symbol):
        return f"{amount} {found.symbol}"
    return f"{amount} {found.dimension.smallest_unit if found.factor == 1 else found.name}"


def item_words(line: LineSheet) -> str:
    """Write what a line lets leave, in one line."""
    return " · ".join(filter(None, (line.entry, line.goods_code, line.description)))


def meter_of(line: LineSheet) -> BalanceMeter:
    """Draw the balance of a line; its decimals read back as the whole numbers that the ledger counts."""
    drawn, reserved, left = (quantity(text, line.unit).amount for text in (line.drawn, line.reserved, line.balance))
    dimension = unit(line.unit).dimension
    return balance_meter(
        drawn=drawn,
        reserved=reserved,
        allowed=drawn + reserved + left,
        written=lambda amount: amount_words(in_unit_text(Quantity(amount, dimension), line.unit), line.unit),
    )


def units_like(unit_code: str, chosen: str = "") -> tuple[Choice, ...]:
    """Return the units in which a line can be declared: its own first, then the plain ones, then the others."""
    order = dict.fromkeys((unit_code, *PLAIN_UNITS, *sorted(UNITS)))
    alike = [code for code in order if UNITS[code].dimension is unit(unit_code).dimension]
    return choices({code: f"{code} – {UNITS[code].name}" for code in alike}, [chosen or unit_code])
