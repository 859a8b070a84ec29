"""Who depends on whom: the concentration of each item with its bounds, and below it suppliers and consignees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow.compute as pc
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lockgate.core.errors import NotFound
from lockgate.insight.pages.asked import Look, look
from lockgate.insight.wording import NOT_TOLD, shares_between
from lockgate.regimes.queries import entry_row
from lockgate.regimes.shelf import codes, law_of
from lockgate.web.bar_chart import Range, range_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.http import HttpRequest, HttpResponse

MOST_SUPPLIERS = 30
MOST_CONSIGNEES = 60
Row = dict[str, Any]


class Measured(NamedTuple):
    """What is told of an item or a consignee: words with the bounds, and one range as it is drawn.

    `words` is what the law calls an item, "" where it does not say.
    """

    name: str
    words: str
    href: str
    coverage: str
    share: str
    drawn: Range | None
    hhi: str
    suppliers_for_half: str
    single_source: str
    substitutable: str


@require_safe
def dependence_page(request: HttpRequest) -> HttpResponse:
    """Show each item with the bounds of its concentration, the narrowest first."""
    at = look(request)
    context = {"look": at, "items": items(at), "foot": at.figure("dependence", "insight_dependence")}
    return render(request, "insight/dependence.html", context)


@require_safe
def item_page(request: HttpRequest, item: str) -> HttpResponse:
    """Show the suppliers and the consignees of one item; raises NotFound where nobody declared it."""
    at = look(request)
    rows = _rows(at, "item", item)
    if not rows:
        raise NotFound("Nobody declared this item.", mend="Choose one from the page of dependence.")
    of_all, of_consignees = _by_level(rows)
    suppliers = [row for row in rows if row["level"] == "all" and row["measure"] == "share"]
    suppliers.sort(key=lambda row: (-row["high"], -row["low"], row["name"]))
    consignees = [_measured(name, "", held) for name, held in of_consignees.items()]
    consignees.sort(key=lambda one: (-_width(one), one.name))
    context = {
        "look": at,
        "item": item,
        "whole": _measured(item, "", of_all, called(at, item)),
        "suppliers": [_supplier(row) for row in suppliers[:MOST_SUPPLIERS]],
        "more_suppliers": max(0, len(suppliers) - MOST_SUPPLIERS),
        "consignees": consignees[:MOST_CONSIGNEES],
        "more_consignees": max(0, len(consignees) - MOST_CONSIGNEES),
        "foot": at.figure("dependence", "insight_item", item),
    }
    return render(request, "insight/item.html", context)


def items(at: Look) -> list[Measured]:
    """Return every item, the narrowest first by the lower bound of its concentration."""
    held: dict[str, list[Row]] = {}
    for row in _rows(at, "level", "all"):
        held.setdefault(row["item"], []).append(row)
    rated = sorted(held.items(), key=lambda one: (-_low_of(one[1], "hhi"), one[0]))
    return [
        _measured(item, at.link("insight_item", item), _by_level(rows)[0], called(at, item)) for item, rows in rated
    ]


def _rows(at: Look, column: str, value: str) -> list[Row]:
    table = at.table("dependence")
    return list(table.filter(pc.equal(table[column], value)).to_pylist())


def called(at: Look, item: str) -> str:
    """Return what the law calls an entry on the data's date, in English if it can; "" for what is no entry."""
    row = entry_row(law_of(at.regime), item, at.day) if at.regime in codes() else None
    return "" if row is None else row.headings.get("en") or next(iter(row.headings.values()), "")


def _by_level(rows: Iterable[Row]) -> tuple[Mapping[str, Row], Mapping[str, Mapping[str, Row]]]:
    """Return the measures of the whole item, the largest supplier's share among them, and those of each consignee."""
    of_all: dict[str, Row] = {}
    of_consignees: dict[str, dict[str, Row]] = {}
    for row in rows:
        if row["level"] == "consignee":
            of_consignees.setdefault(row["name"], {})[row["measure"]] = row
        elif row["measure"] != "share" or (row["high"] or 0) > (of_all.get("share", {}).get("high") or 0):
            of_all[row["measure"]] = row
    return of_all, of_consignees


def _measured(name: str, href: str, held: Mapping[str, Row], words: str = "") -> Measured:
    share, hhi = held.get("share", {}), held.get("hhi", {})
    return Measured(
        name,
        words,
        href,
        NOT_TOLD if hhi.get("coverage") is None else f"{hhi['coverage']:.0%}",
        _shares(share),
        _drawn(hhi),
        _between(hhi, ".2f"),
        _between(held.get("suppliers_for_half", {}), ",.0f"),
        _shares(held.get("single_source", {})),
        _shares(held.get("substitutable", {})),
    )


def _supplier(row: Row) -> Mapping[str, Any]:
    return {"name": row["name"], "share": _shares(row), "drawn": _drawn(row)}


def _drawn(row: Mapping[str, Any]) -> Range | None:
    """Draw the bounds, as a point where they meet."""
    low, high = row.get("low"), row.get("high")
    return None if high is None else range_on(1, low, high, high if low == high else None)


def _shares(row: Mapping[str, Any]) -> str:
    return shares_between(row.get("low"), row.get("high")) + ("" if row.get("exact", True) else ", at the outside")


def _between(row: Mapping[str, Any], form: str) -> str:
    low, high = row.get("low"), row.get("high")
    if low is None and high is None:
        return NOT_TOLD
    if high is None:
        return f"{low:{form}} or more"
    if low is None:
        return f"at most {high:{form}}"
    written = f"{low:{form}}", f"{high:{form}}"
    return written[0] if written[0] == written[1] else " to ".join(written)


def _low_of(rows: Iterable[Row], measure: str) -> float:
    return next((row["low"] or 0.0 for row in rows if row["measure"] == measure), 0.0)


def _width(one: Measured) -> float:
    return float(one.drawn.x.rstrip("%")) if one.drawn else -1.0
