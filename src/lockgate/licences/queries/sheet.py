"""All that stands on one licence: its lines with what has left, is reserved and is left, and what was said of it.

Read by the API, the commands and the page alike. The number of queries does not grow with the lines.
"""

from datetime import date, datetime
from typing import Any, NamedTuple

from lockgate.core.money import Money
from lockgate.core.permissions import Person
from lockgate.journal.digest import written
from lockgate.journal.seal import published_head
from lockgate.licences.ledger.entry import Totals
from lockgate.licences.ledger.queries import totals_of
from lockgate.licences.ledger.units import told
from lockgate.licences.models import Licence, LicenceLine, StandingChange
from lockgate.licences.queries.visibility import visible_licence
from lockgate.licences.validity import Standing, State, local_day, state_of


class LineSheet(NamedTuple):
    """A line of a licence. Amounts are decimals in `unit`; `value` is "" where it is unknown."""

    line: int
    state: State
    entry: str
    goods_code: str
    description: str
    destination: str
    consignee: str
    quantity: str
    unit: str
    drawn: str
    reserved: str
    balance: str
    used_permille: int
    value: str
    currency: str
    conditions: tuple[str, ...]


class StandingSheet(NamedTuple):
    """That the standing of a licence was changed, when and why."""

    standing: Standing
    at: datetime
    reason: str

    @property
    def word(self) -> str:
        """What was done, as a sentence writes it."""
        return "reinstated" if self.standing is Standing.IN_FORCE else self.standing.value


class LicenceSheet(NamedTuple):
    """A licence as it stands on `on`, its own local day. `case` is "" where it is held from elsewhere.

    `journal_head` is the published head in short, "" while nothing was sealed.
    """

    licence: str
    origin: str
    regime: str
    case: str
    exporter: str
    valid_from: date
    valid_to: date
    issued_at: datetime
    version: int
    on: date
    state: State
    lines: tuple[LineSheet, ...]
    changes: tuple[StandingSheet, ...]
    journal_head: str


def licence_sheet(person: Person, number: str) -> LicenceSheet:
    """Return what stands on a licence today; raise NotFound where there is none, or the person may not know of it."""
    licence = visible_licence(person, number)
    on = local_day(licence.regime)
    lines = list(licence.lines.select_related("consignee"))
    totals = totals_of([line.pk for line in lines])
    return LicenceSheet(
        licence=licence.number,
        origin=licence.origin,
        regime=licence.regime,
        case=licence.case.reference if licence.case else "",
        exporter=licence.exporter.name,
        valid_from=licence.valid_from,
        valid_to=licence.valid_to,
        issued_at=licence.issued_at,
        version=licence.version,
        on=on,
        state=_state(licence, on, list(totals.values())),
        lines=tuple(_line(licence, line, totals[line.pk], on) for line in lines),
        changes=tuple(_change(change) for change in licence.standing_changes.all()),
        journal_head=published_head(),
    )


def _state(licence: Licence, on: date, totals: list[Totals]) -> State:
    used_up = all(held.drawn >= held.allowed for held in totals)
    return state_of(Standing(licence.standing), licence.valid_from, licence.valid_to, on=on, used_up=used_up)


def _line(licence: Licence, line: LicenceLine, totals: Totals, on: date) -> LineSheet:
    known = line.value_minor is not None
    value = str(Money(line.value_minor or 0, line.currency)).partition(" ")[0] if known else ""
    return LineSheet(
        line=line.number,
        state=_state(licence, on, [totals]),
        entry=line.entry,
        goods_code=line.goods_code,
        description=line.description,
        destination=line.destination,
        consignee=line.consignee.name,
        quantity=line.quantity,
        unit=line.unit,
        drawn=told(totals.drawn, line.unit),
        reserved=told(totals.reserved, line.unit),
        balance=told(totals.free, line.unit),
        used_permille=totals.drawn * 1000 // totals.allowed,
        value=value,
        currency=line.currency,
        conditions=tuple(line.conditions),
    )


def _change(change: StandingChange) -> StandingSheet:
    return StandingSheet(Standing(change.standing), change.at, change.reason)


def sheet_data(sheet: LicenceSheet) -> dict[str, Any]:
    """Return a sheet as plain values, ready for JSON; unknown values are null."""
    lines = [
        {
            **line._asdict(),
            "state": line.state.value,
            "value": line.value or None,
            "currency": line.currency or None,
            "conditions": list(line.conditions),
        }
        for line in sheet.lines
    ]
    changes = [
        {"standing": change.standing.value, "at": written(change.at), "reason": change.reason}
        for change in sheet.changes
    ]
    return {
        **sheet._asdict(),
        "regime": sheet.regime or None,
        "case": sheet.case or None,
        "valid_from": sheet.valid_from.isoformat(),
        "valid_to": sheet.valid_to.isoformat(),
        "issued_at": written(sheet.issued_at),
        "on": sheet.on.isoformat(),
        "state": sheet.state.value,
        "lines": lines,
        "changes": changes,
    }
