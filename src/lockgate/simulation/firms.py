"""The firms of a world and their relations: who buys which items from whom, for whose products, and how much a day.

Each synthetic firm stands for several: the whole trade is divided among those that there are, so that a world of any
size moves the same mass. Firms of all tiers grow in number up to the full size, relations beyond it.
"""

from __future__ import annotations

from math import floor
from random import Random
from typing import NamedTuple, TypeVar

from lockgate.simulation.happenings import Firm
from lockgate.simulation.items import INDUSTRIES, Industry, is_magnet
from lockgate.simulation.lots import spread, stream
from lockgate.simulation.naming import Names
from lockgate.simulation.parameters import FULL_SIZE, Parameters
from lockgate.simulation.places import COUNTRIES, HOME, Country
from lockgate.simulation.relations import Link, Site

MAKER, TRADER = "magnets", "metals"
MASS_SPREAD = 0.6
"""Standard deviation of the logarithm of what a site uses (assumed)."""
TWO_ITEMS_SHARE = 0.25
"""Assumed: sites that use two items, unless both draws fall on the same one ..."""
ITEM_WEIGHTS = (1.0, 0.4)
"""... and how much of the second they use for so much of the first (assumed)."""
HOW_MANY = (1, 2, 2, 3)
"""Assumed: so many suppliers or customers a site draws, each of these as likely; who is drawn twice counts once."""
RANK_SHIFT, RANK_EXPONENT = 3, 0.8
"""Assumed: an exporter is chosen in proportion to 1 / (rank + shift) ** exponent; the first has rank 0."""
COMPATRIOT_WEIGHT = 2.0
"""Assumed: so much likelier is an end user in the site's own country."""
SIZE_EXPONENT = 0.5
"""Assumed: further relations and contracts go by what is used to this power."""
RELATION_SHARES = (0.5, 1.5)
"""Assumed: a site's relations share its use in proportion to numbers drawn evenly between these."""

TRADES = {MAKER: ("magnetics", "permanent magnets", "magnet works"), TRADER: ("rare metals", "oxides trading")}
T = TypeVar("T")


class World(NamedTuple):
    """Everybody who trades. Exporters stand in the order of their weight in the trade, the greatest first."""

    exporters: tuple[Firm, ...]
    end_users: tuple[Firm, ...]
    sites: tuple[Site, ...]
    links: tuple[Link, ...]
    signers: dict[str, str]

    @property
    def firms(self) -> tuple[Firm, ...]:
        """All firms."""
        return (*self.exporters, *(site.firm for site in self.sites), *self.end_users)


def make_world(size: int, seed: int, parameters: Parameters) -> World:
    """Draw the firms of a world of so many contracts, and divide the trade among them."""
    lots = stream(seed, "firms")
    names = Names(lots)
    exporters = _exporters(_scaled(parameters.exporters, size), lots, names)
    end_users = _end_users(_scaled(parameters.end_users, size), lots, names)
    sites = _sites(_scaled(parameters.consignees, size), lots, names, exporters, end_users)
    _divide_the_trade(sites, parameters)
    links = _links(sites, size, lots, parameters)
    signers = {firm.key: names.person(COUNTRIES[firm.country]) for firm in end_users}
    return World(tuple(exporters), tuple(end_users), tuple(sites), tuple(links), signers)


def _scaled(firms: int, size: int) -> int:
    return max(1, round(firms * min(1.0, size / FULL_SIZE)))


def _exporters(count: int, lots: Random, names: Names) -> list[Firm]:
    """Three makers of magnets to one trader in metals and oxides (assumed)."""
    firms = []
    for number in range(count):
        industry = TRADER if number % 4 == 3 else MAKER
        name = names.firm(HOME, lots.choice(TRADES[industry]))
        site = names.place(HOME)
        firms.append(
            Firm(f"exporter-{number + 1}", name, HOME.code, "exporter", 2, industry, site, names.address(HOME))
        )
    return firms


def _quota(lots: Random, kinds: list[T], weights: list[float], count: int) -> list[T]:
    """Draw so many of some kinds, each as often as its weight says, but for rounding by lot; in an order by lot."""
    start, total = lots.random(), sum(weights)
    drawn, reached = [], 0.0
    for kind, weight in zip(kinds, weights, strict=True):
        before, reached = reached, reached + weight * count / total
        drawn += [kind] * (floor(reached + start) - floor(before + start))
    lots.shuffle(drawn)
    return drawn


def _countries(lots: Random, count: int) -> list[Country]:
    return _quota(lots, list(COUNTRIES.values()), [country.weight for country in COUNTRIES.values()], count)


def _industries(lots: Random, industries: list[Industry], count: int) -> list[Industry]:
    return _quota(lots, industries, [industry.sites for industry in industries], count)


def _end_users(count: int, lots: Random, names: Names) -> list[Firm]:
    """Each industry has an end user while there are enough of them; the others follow its share of the sites."""
    everybody = list(INDUSTRIES.values())
    industries = [*everybody[:count], *_industries(lots, everybody, max(0, count - len(everybody)))]
    firms = []
    for number, (industry, country) in enumerate(zip(industries, _countries(lots, count), strict=True), 1):
        name = names.firm(country, industry.maker)
        works = f"{names.place(country)} works"
        firms.append(
            Firm(f"end-user-{number}", name, country.code, "end_user", 0, industry.name, works, names.address(country))
        )
    return firms


def _sites(count: int, lots: Random, names: Names, exporters: list[Firm], end_users: list[Firm]) -> list[Site]:
    served = {firm.industry for firm in end_users}
    industries = _industries(lots, [industry for industry in INDUSTRIES.values() if industry.name in served], count)
    sites = []
    for number, (industry, country) in enumerate(zip(industries, _countries(lots, count), strict=True), 1):
        name, works = names.firm(country, industry.trade), f"{names.place(country)} works"
        address = names.address(country)
        firm = Firm(f"consignee-{number}", name, country.code, "consignee", 1, industry.name, works, address)
        entries = _entries(industry, lots)
        mass = spread(lots, industry.mass, MASS_SPREAD)
        usage = {entry: mass * weight for entry, weight in zip(entries, ITEM_WEIGHTS, strict=False)}
        users = [user for user in end_users if user.industry == industry.name]
        customers = _some(lots, users, [COMPATRIOT_WEIGHT if user.country == country.code else 1.0 for user in users])
        suppliers = _suppliers(lots, entries, exporters)
        sites.append(Site(firm, industry, lots.choice(industry.makes), customers, usage, suppliers))
    return sites


def _entries(industry: Industry, lots: Random) -> list[str]:
    """One item, or two for some sites."""
    count = 2 if lots.random() < TWO_ITEMS_SHARE else 1
    entries = lots.choices(list(industry.items), list(industry.items.values()), k=count)
    return list(dict.fromkeys(entries))


def _suppliers(lots: Random, entries: list[str], exporters: list[Firm]) -> list[Firm]:
    kind = MAKER if is_magnet(entries[0]) else TRADER
    fitting = [firm for firm in exporters if firm.industry == kind] or exporters
    return _some(lots, fitting, [1 / (rank + RANK_SHIFT) ** RANK_EXPONENT for rank in range(len(fitting))])


def _some(lots: Random, firms: list[Firm], weights: list[float]) -> list[Firm]:
    """One to three of them, each once."""
    drawn = lots.choices(firms, weights, k=lots.choice(HOW_MANY))
    return list(dict.fromkeys(drawn))


def _divide_the_trade(sites: list[Site], parameters: Parameters) -> None:
    """Scale what the sites use so that all together use the controlled magnets of the trade, and the other items."""
    for magnets, kg in (
        (True, parameters.magnet_kg_a_day * (1 - parameters.share_free)),
        (False, parameters.other_kg_a_day),
    ):
        used = sum(use for site in sites for entry, use in site.usage.items() if is_magnet(entry) is magnets)
        for site in sites:
            for entry, use in site.usage.items():
                if is_magnet(entry) is magnets:
                    site.usage[entry] = use * kg / used


def _links(sites: list[Site], size: int, lots: Random, parameters: Parameters) -> list[Link]:
    """Every site has one relation; further ones, and further contracts, go to those that use more."""
    count = min(size, max(len(sites), round(parameters.links_a_case * size)))
    weights = [sum(site.usage.values()) ** SIZE_EXPONENT for site in sites]
    of = [*sites, *lots.choices(sites, weights, k=count - len(sites))]
    links: list[Link] = []
    for number, site in enumerate(of):
        exporter = site.suppliers[len(site.links) % len(site.suppliers)]
        link = Link(number, site, exporter, lots.choice(site.customers), {})
        site.links.append(link)
        links.append(link)
    for site in sites:
        shares = [lots.uniform(*RELATION_SHARES) for _ in site.links]
        for link, share in zip(site.links, shares, strict=True):
            link.usage = {entry: use * share / sum(shares) for entry, use in site.usage.items()}
    for link in lots.choices(links, [sum(link.usage.values()) ** SIZE_EXPONENT for link in links], k=size - count):
        link.contracts += 1
    return links
