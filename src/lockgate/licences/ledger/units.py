"""How much was declared, in the smallest unit of the line, and how a total of a chain is written for people.

Pure. A declared quantity that is no whole number of the smallest unit is rounded up, against the holder.
"""

from functools import lru_cache

from lockgate.core.errors import Invalid
from lockgate.core.quantities import Dimension, Quantity, in_unit_text, quantity, unit
from lockgate.licences.ledger.refusals import InvalidQuantity, UnitMismatch

_UNIT_OF = {
    Dimension.MASS: "is a unit of mass",
    Dimension.VOLUME: "is a unit of volume",
    Dimension.COUNT: "counts pieces",
}
_HELD = {
    Dimension.MASS: ("held by mass", "Declare it in a unit of mass, such as KGM."),
    Dimension.VOLUME: ("held by volume", "Declare it in a unit of volume, such as LTR."),
    Dimension.COUNT: ("counted in pieces", "Declare it in a unit of pieces, such as H87."),
}


def check_unit(unit_code: str, dimension: str) -> None:
    """Raise UnitMismatch for a unit that is unknown or of another dimension."""
    try:
        dimension_declared = unit(unit_code).dimension
    except Invalid as error:
        raise UnitMismatch(error.sentence, mend=error.mend, fields={"unit": error.sentence}) from None
    if dimension_declared != dimension:
        held, mend = _HELD[Dimension(dimension)]
        sentence = f"{unit_code} {_UNIT_OF[dimension_declared]}, and this licence line is {held}."
        raise UnitMismatch(sentence, mend=mend, fields={"unit": sentence})


def declared_amount(declared: str, unit_code: str, dimension: str) -> int:
    """Return a declared quantity in the smallest unit of a dimension.

    Raises UnitMismatch as `check_unit` does, then InvalidQuantity for what is no amount, zero, or more than can be
    kept.

    >>> declared_amount("1.5", "KGM", "mass")
    1500000000
    """
    check_unit(unit_code, dimension)
    try:
        amount = quantity(declared, unit_code).amount
    except Invalid as error:
        raise InvalidQuantity(error.sentence, mend=error.mend, fields={"quantity": error.sentence}) from None
    if not amount:
        sentence = "A quantity of zero moves nothing."
        raise InvalidQuantity(sentence, mend="Declare more than zero.", fields={"quantity": sentence})
    return amount


@lru_cache(maxsize=4096)
def told(amount: int, unit_code: str) -> str:
    """Write an amount of the smallest unit in another unit: the shortest decimal that reads back as the same amount.

    >>> told(1500000000, "KGM")
    '1.5'
    """
    return in_unit_text(Quantity(amount, Dimension(unit(unit_code).dimension)), unit_code)
