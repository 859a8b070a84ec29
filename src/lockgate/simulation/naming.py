"""Invents names of firms, towns and people that sound of a country and belong to nobody that we know."""

from __future__ import annotations

from random import Random

from lockgate.simulation.places import SYLLABLES, Country


class Names:
    """Gives names, each of them once."""

    def __init__(self, lots: Random) -> None:
        self._lots = lots
        self._given: set[str] = set()

    def place(self, country: Country) -> str:
        """Invent a word that sounds of a place in a country; it may have been given before."""
        beginnings, endings = SYLLABLES[country.speech]
        word = self._lots.choice(beginnings.split()) + self._lots.choice(endings.split())
        return word[0].upper() + word[1:]

    def firm(self, country: Country, trade: str) -> str:
        """Invent the name of a firm that nobody else has: a place, its trade, and the legal form of the country."""
        words = [self.place(country)]
        while (name := f"{' '.join(words)} {trade.capitalize()} {country.legal_form}") in self._given:
            words = [self.place(country), *words][:2] if len(words) < 2 else [self.place(country), self.place(country)]
        self._given.add(name)
        return name

    def address(self, country: Country) -> str:
        """Invent an address: a number, a street, a town."""
        return f"{self._lots.randint(1, 240)} {self.place(country)} Road, {self.place(country)}"

    def person(self, country: Country) -> str:
        """Invent somebody who signs."""
        return f"{self._lots.choice('ABDEGHIJKLMNPRSTV')}. {self.place(country)}"
