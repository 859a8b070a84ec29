"""What dependence is in a world in which every supplier is known, in plain fractions; and every world that may be.

A flow is (supplier, consignee, quantity, days to qualify an alternative, or None for "there is none"), of one item.
"""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, count, product
from typing import Any, NamedTuple

import pyarrow as pa

from lockgate.insight.dependence.table import dependence_table

WITHIN = 90


class Flow(NamedTuple):
    supplier: str
    consignee: str
    quantity: int
    qualify_days: int | None = None


def truth(flows: list[Flow]) -> dict[tuple[str, str, str], Fraction]:
    """Return each measure by level, name and measure."""
    total = sum(flow.quantity for flow in flows)
    sites = sorted({flow.consignee for flow in flows})
    told = {("all", name, "share"): share for name, share in _shares(flows).items()}
    told |= {("all", "", measure): value for measure, value in _of_one_group(flows).items()}
    single = [[flow for flow in flows if flow.consignee == site] for site in sites]
    told["all", "", "single_source"] = Fraction(
        sum(flow.quantity for group in single if len(_amounts(group)) == 1 for flow in group), total
    )
    for site, group in zip(sites, single, strict=True):
        told |= {("consignee", site, measure): value for measure, value in _of_one_group(group).items()}
        told["consignee", site, "share"] = max(_shares(group).values())
        told["consignee", site, "single_source"] = Fraction(len(_amounts(group)) == 1)
    return told


def _shares(flows: list[Flow]) -> dict[str, Fraction]:
    total = sum(flow.quantity for flow in flows)
    return {name: Fraction(amount, total) for name, amount in _amounts(flows).items()}


def _amounts(flows: list[Flow]) -> Counter[str]:
    amounts: Counter[str] = Counter()
    for flow in flows:
        amounts[flow.supplier] += flow.quantity
    return amounts


def _of_one_group(flows: list[Flow]) -> dict[str, Fraction]:
    amounts = sorted(_amounts(flows).values(), reverse=True)
    total = sum(amounts)
    fewest = 1 + sum(2 * so_far < total for so_far in accumulate(amounts))
    replaced = sum(flow.quantity for flow in flows if flow.qualify_days is not None and flow.qualify_days <= WITHIN)
    return {
        "hhi": Fraction(sum(amount**2 for amount in amounts), total**2),
        "suppliers_for_half": Fraction(fewest),
        "substitutable": Fraction(replaced, total),
    }


def worlds_of(flows: list[Flow]) -> Iterator[list[Flow]]:
    """Yield every world in which each flow that names nobody comes whole from one supplier, known or not.

    No consignee supplies itself.
    """
    places = [place for place, flow in enumerate(flows) if not flow.supplier]
    known = sorted({flow.supplier for flow in flows} - {""})
    strangers = [f"stranger {n}" for n in range(len(places))]
    for chosen in product([*known, *strangers], repeat=len(places)):
        if all(name != flows[place].consignee for name, place in zip(chosen, places, strict=True)):
            world = list(flows)
            for name, place in zip(chosen, places, strict=True):
                world[place] = flows[place]._replace(supplier=name)
            yield world


def crumbled(flows: list[Flow], pieces: int) -> list[Flow]:
    """Return a world in which each flow that names nobody comes in equal pieces from that many strangers."""
    number = count()
    world = []
    for flow in flows:
        if flow.supplier:
            world.append(flow._replace(quantity=flow.quantity * pieces))
        else:
            world.extend(flow._replace(supplier=f"crumb {next(number)}") for _ in range(pieces))
    return world


def bounds(flows: list[Flow], **options: int) -> dict[tuple[str, str, str], dict[str, Any]]:
    """Return what the table says of the flows, by level, name and measure."""
    table, set_aside = dependence_table(as_table(flows), **options)
    assert not set_aside
    return {(row["level"], row["name"], row["measure"]): row for row in table.to_pylist()}


def as_table(flows: list[Flow]) -> pa.Table:
    """Return the flows as a firm would write them, of one item: each quantity is of quarters of a piece."""
    return pa.table(
        {
            "item": pa.array(["magnet"] * len(flows), pa.string()),
            "supplier": pa.array([flow.supplier for flow in flows], pa.string()),
            "consignee": pa.array([flow.consignee for flow in flows], pa.string()),
            "quantity": pa.array([f"{Decimal(flow.quantity) / 4:f}" for flow in flows], pa.string()),
            "unit": pa.array(["H87"] * len(flows), pa.string()),
            "qualify_days": pa.array(
                ["none" if flow.qualify_days is None else str(flow.qualify_days) for flow in flows], pa.string()
            ),
        }
    )
