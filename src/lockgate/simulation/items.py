"""What is traded: entries of the control list that No. 18 of 2025 added, and the industries that use them.

Entries and headings are those of the announcement (pack cn-dual-use). Weights and prices are assumed, roughly those of
the trade in 2025; a price only fills the field "worth" of an application.
"""

from __future__ import annotations

from typing import NamedTuple


class Item(NamedTuple):
    """An item: its entry, what a contract calls it, and what a kilogram of it is worth in US dollars (assumed)."""

    entry: str
    description: str
    usd_a_kg: int


class Industry(NamedTuple):
    """An industry that uses items: what its sites make (tier 1), what is built from that (tier 0), and its weights.

    `sites` is its share of the consignees and `mass` how much its typical site uses beside others', both assumed;
    `items` gives each item's weight. `military` says that it serves arms; `sensitive`, that another ministry is asked.
    """

    name: str
    makes: tuple[str, ...]
    builds: tuple[str, ...]
    items: dict[str, float]
    sites: float
    mass: float
    trade: str
    maker: str
    sensitive: bool = False
    military: bool = False


ITEMS = {
    item.entry: item
    for item in (
        Item("1C902.a.4", "sintered samarium-cobalt permanent magnets", 95),
        Item("1C904.a.4", "sintered NdFeB permanent magnets containing terbium", 88),
        Item("1C905.a.4", "sintered NdFeB permanent magnets containing dysprosium", 62),
        Item("1C902.b", "samarium oxide, 99.9 %", 3),
        Item("1C903.b", "gadolinium oxide, 99.99 %", 27),
        Item("1C903.c", "gadolinium compounds for contrast agents", 60),
        Item("1C904.a.3.b", "terbium-cobalt alloy sputtering targets", 1900),
        Item("1C905.a.1", "dysprosium metal", 310),
        Item("1C906.b", "lutetium oxide, 99.99 %", 760),
        Item("1C907.a.2.a", "scandium-aluminium master alloy, 2 % scandium", 90),
        Item("1C907.a.3", "scandium sputtering targets", 4200),
        Item("1C908.a.3.b", "yttrium-aluminium alloy sputtering targets", 340),
        Item("1C908.b", "yttrium oxide, 99.999 %", 9),
    )
}

AUTOMOTIVE = "vehicles"
INDUSTRIES = {
    industry.name: industry
    for industry in (
        Industry(
            AUTOMOTIVE,
            (
                "traction motors",
                "electric power steering motors",
                "wheel-speed sensors",
                "electric turbochargers",
                "brake booster motors",
                "coolant pumps",
            ),
            ("electric cars", "hybrid cars", "vans", "buses"),
            {"1C905.a.4": 0.7, "1C904.a.4": 0.3},
            0.44,
            1.3,
            "motors",
            "vehicles",
        ),
        Industry(
            "appliances",
            ("compressor motors", "loudspeakers", "vacuum-cleaner motors"),
            ("air conditioners", "washing machines", "audio systems"),
            {"1C905.a.4": 0.85, "1C904.a.4": 0.15},
            0.13,
            1.0,
            "drives",
            "appliances",
        ),
        Industry(
            "electronics",
            ("voice-coil actuators", "haptic modules", "hard-disc actuators"),
            ("telephones", "disc drives", "headsets"),
            {"1C905.a.4": 0.6, "1C904.a.4": 0.4},
            0.12,
            0.6,
            "components",
            "electronics",
        ),
        Industry(
            "wind power",
            ("generator rotors", "direct-drive generators"),
            ("wind turbines", "offshore wind turbines"),
            {"1C905.a.4": 1.0},
            0.05,
            3.0,
            "generators",
            "wind power",
        ),
        Industry(
            "automation",
            ("servo motors", "robot joints", "magnetic couplings"),
            ("robots", "machine tools", "lifts"),
            {"1C905.a.4": 0.5, "1C904.a.4": 0.3, "1C902.a.4": 0.2},
            0.11,
            0.8,
            "actuators",
            "machines",
        ),
        Industry(
            "medical",
            ("scanner gradient assemblies", "contrast agents", "scintillator crystals"),
            ("magnetic-resonance scanners", "positron-emission scanners"),
            {"1C903.c": 0.4, "1C906.b": 0.3, "1C903.b": 0.2, "1C902.a.4": 0.1},
            0.05,
            0.5,
            "instruments",
            "medical devices",
        ),
        Industry(
            "coatings and optics",
            ("sputtered layers", "thermal-barrier coatings", "radio-frequency filters"),
            ("displays", "gas turbines", "radio modules"),
            {"1C908.b": 0.5, "1C908.a.3.b": 0.2, "1C907.a.3": 0.1, "1C904.a.3.b": 0.1, "1C905.a.1": 0.1},
            0.06,
            0.7,
            "coatings",
            "systems",
        ),
        Industry(
            "aerospace",
            ("flight-control actuators", "aerospace alloys", "travelling-wave tubes"),
            ("airliners", "satellites", "helicopters"),
            {"1C902.a.4": 0.7, "1C907.a.2.a": 0.3},
            0.03,
            0.5,
            "aerosystems",
            "aircraft",
            sensitive=True,
        ),
        Industry(
            "defence",
            ("guidance actuators", "seeker gimbals"),
            ("missiles", "armoured vehicles"),
            {"1C902.a.4": 1.0},
            0.01,
            0.4,
            "ordnance parts",
            "defence",
            sensitive=True,
            military=True,
        ),
    )
}


def is_magnet(entry: str) -> bool:
    """Say whether an entry is one of the three magnets, which the tariff line 85051110 holds.

    >>> is_magnet("1C905.a.4"), is_magnet("1C905.b")
    (True, False)
    """
    return entry in ("1C902.a.4", "1C904.a.4", "1C905.a.4")
