"""Alternative suppliers as people write them in a box: one a line, the days to qualify after a semicolon. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from lockgate.applications.dependence import Alternative
from lockgate.core.errors import Invalid


def read_alternatives(text: str) -> tuple[Alternative, ...]:
    """Read one supplier a line; days that are left out are not known. Raises Invalid that names the line.

    >>> [tuple(one) for one in read_alternatives("Osaka Magnetics; 240\\nRhine Magnets")]
    [('Osaka Magnetics', 240), ('Rhine Magnets', None)]
    """
    return tuple(_read(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip())


def written_alternatives(alternatives: Iterable[Alternative]) -> str:
    """Write them as they are read."""
    return "\n".join(
        one.supplier if one.qualify_days is None else f"{one.supplier}; {one.qualify_days}" for one in alternatives
    )


def _read(number: int, line: str) -> Alternative:
    supplier, mark, days = (part.strip() for part in line.replace("；", ";").partition(";"))
    if mark and days and not (days.isascii() and days.isdecimal() and len(days) < 10):
        raise Invalid(
            f"Line {number} of the alternatives: {days[:40]!r} is no number of days.",
            mend="Write the supplier, a semicolon and whole days, or leave the days out where they are not known.",
            fields={"alternatives": "no number of days"},
        )
    return Alternative(supplier, int(days) if days else None)
