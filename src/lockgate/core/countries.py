"""Which countries and territories there are, and what they are called in English and Chinese.

The rows are ISO 3166-1 with Kosovo added as XK; countries.csv beside this file is derived, see SOURCE.md.
Read by the regimes (destinations) and by every page that names a country.
"""

import csv
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from lockgate.core.errors import Invalid


class Country(NamedTuple):
    """A country or territory: ISO 3166 alpha-2 code (or XK), short names in English and Chinese."""

    code: str
    name_en: str
    name_zh: str


def _read() -> Mapping[str, Country]:
    with Path(__file__).with_name("countries.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return MappingProxyType({row[0]: Country(*row) for row in rows})


COUNTRIES: Mapping[str, Country] = _read()
"""Every country and territory by its code, in the order of the codes."""


def country(code: str) -> Country:
    """Find a country by its alpha-2 code in capitals; raise Invalid where there is none.

    >>> country("JP").name_zh
    '日本'
    """
    try:
        return COUNTRIES[code]
    except KeyError:
        raise Invalid(
            f"{code!r} is no country or territory.",
            mend="Give the two capital letters of ISO 3166, such as JP, or XK for Kosovo.",
        ) from None
