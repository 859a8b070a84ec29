"""What can be chosen in the forms of an application: countries, units, currencies, and a regime's words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from lockgate.core.countries import COUNTRIES
from lockgate.core.money import MINOR_DIGITS
from lockgate.core.quantities import UNITS
from lockgate.regimes.pack import Word
from lockgate.web.choice import Choice, choices

_FIRST_UNITS = ("KGM", "GRM", "TNE", "H87", "LTR")
_FIRST_CURRENCIES = ("CNY", "USD", "EUR", "JPY", "GBP", "KRW")
_LISTED = "listed:"


def countries(chosen: str) -> tuple[Choice, ...]:
    """Return every country and territory, by its English name."""
    known = sorted(COUNTRIES.values(), key=lambda country: country.name_en)
    return choices({held.code: f"{held.name_en} {held.name_zh}".rstrip() for held in known}, [chosen])


def units(chosen: str) -> tuple[Choice, ...]:
    """Return every unit that can be converted, the commonest first."""
    rest = sorted((code for code in UNITS if code not in _FIRST_UNITS), key=lambda code: UNITS[code].name)
    return choices({code: _unit(code) for code in (*_FIRST_UNITS, *rest)}, [chosen])


def currencies(chosen: str) -> tuple[Choice, ...]:
    """Return every currency, the commonest first."""
    rest = sorted(code for code in MINOR_DIGITS if code not in _FIRST_CURRENCIES)
    return choices({code: code for code in (*_FIRST_CURRENCIES, *rest)}, [chosen])


def words(held: Mapping[str, Word], chosen: Collection[str], *, listed: bool = False) -> tuple[Choice, ...]:
    """Return a regime's words: those that name restricted-party lists, or all others."""
    return choices({word: _capital(one.label) for word, one in held.items() if _is_list(word) == listed}, chosen)


def labels(held: Mapping[str, Word], given: Iterable[str]) -> str:
    """Return the words given as a page writes them."""
    return "; ".join(held[word].label if word in held else word for word in given)


def country_name(code: str) -> str:
    """Return the English name of a country or territory."""
    return COUNTRIES[code].name_en


def amount(quantity: str, unit: str) -> str:
    """Write a quantity with its unit as a person reads it: 1200 kg."""
    return f"{quantity} {unit_words(unit)}"


def unit_words(unit: str) -> str:
    """Return what stands behind a number in this unit."""
    return UNITS[unit].symbol or UNITS[unit].name


def _unit(code: str) -> str:
    held = UNITS[code]
    return f"{held.name} ({held.symbol})" if held.symbol else held.name


def _is_list(word: str) -> bool:
    return word.startswith(_LISTED)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
