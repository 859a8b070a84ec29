"""How licences that are held from elsewhere come in: a file as a whole or not at all, and once.

One transaction a file and one act a licence. A licence that is there already and equal is left alone; one that
differs is a fault of the file, for the number of a licence stands for one licence for ever.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction

from lockgate.core import clock
from lockgate.core.errors import Conflict, Invalid, NotFound
from lockgate.core.faults import Faults
from lockgate.core.permissions import Person, check_may
from lockgate.journal.acts import Act
from lockgate.licences.held_file import MOST_FAULTS, read_held_licences
from lockgate.licences.held_licence import HeldLicence, HeldLine
from lockgate.licences.models import Licence, LicenceLine
from lockgate.licences.permissions import IMPORT_LICENCES
from lockgate.licences.queries import visible_licences
from lockgate.licences.services.making import make_licence
from lockgate.parties.services import introduce_organisation, register_exporter


class Imported(NamedTuple):
    """What a file brought: licences and lines that are new, and licences that were there already, equal."""

    licences: int
    lines: int
    unchanged: int

    @property
    def words(self) -> str:
        """What the file brought, in sentences."""
        came = f"{_counted(self.licences, 'licence')} came in, with {_counted(self.lines, 'line')}."
        return f"{came} {self.unchanged} had been there before, unchanged." if self.unchanged else came


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def import_licences(*, by: Person, file: Path) -> Imported:
    """Import the licences of a csv file; an exporter those of its own organisation, the authority any.

    Raises NotAllowed; Invalid with every fault of the file, by line and column; Conflict where another import came
    between. Then nothing was imported. Records `licence.imported` for each licence that is new, and
    `organisation.added` for each exporter and consignee that is.
    """
    check_may(by, IMPORT_LICENCES)
    wanted = read_held_licences(file)
    try:
        with transaction.atomic():
            new = _new_ones(by, wanted)
            parties = _Parties(by)
            _check_exporters(new, parties)
            for held in new:
                _import(by, held, parties)
    except IntegrityError as error:
        if not Licence.objects.filter(number__in=[held.number for held in wanted]).exists():
            raise
        raise Conflict("Somebody imported one of these licences at the same time.", mend="Import it again.") from error
    return Imported(len(new), sum(len(held.lines) for held in new), len(wanted) - len(new))


def _check_exporters(new: Sequence[HeldLicence], parties: "_Parties") -> None:
    """Find or add the exporter of each licence; raise Invalid for those that are none of the importer's."""
    faults = Faults()
    for held in new:
        with faults.at(f"line {held.row}.exporter"):
            try:
                parties.exporter(held.exporter)
            except NotFound as error:
                raise Invalid(error.sentence, mend=error.mend) from None
        if len(faults) >= MOST_FAULTS:
            break
    faults.raise_any()


class _Parties:
    """The organisations that a file names, each found or added once."""

    def __init__(self, by: Person) -> None:
        self._by = by
        self._exporters: dict[str, Any] = {}
        self._consignees: dict[tuple[UUID, str, str], Any] = {}

    def exporter(self, name: str) -> Any:
        if name not in self._exporters:
            self._exporters[name] = register_exporter(by=self._by, name=name)
        return self._exporters[name]

    def consignee(self, exporter: UUID, name: str, country: str) -> Any:
        key = (exporter, name, country)
        if key not in self._consignees:
            self._consignees[key] = introduce_organisation(
                by=self._by, introduced_by=exporter, name=name, country=country
            )
        return self._consignees[key]


def _import(by: Person, held: HeldLicence, parties: _Parties) -> None:
    exporter = parties.exporter(held.exporter)
    licence = Licence(
        number=held.number,
        origin="held",
        exporter=exporter,
        valid_from=held.valid_from,
        valid_to=held.valid_to,
        issued_at=clock.now(),
    )
    lines = [
        LicenceLine(
            licence=licence,
            number=line.number,
            entry=line.entry,
            goods_code=line.goods_code,
            destination=line.destination,
            consignee=parties.consignee(exporter.pk, line.consignee, line.destination),
            quantity=line.quantity,
            unit=line.unit,
            amount=line.measured.amount,
            dimension=line.measured.dimension.value,
            value_minor=line.value.amount if line.value else None,
            currency=line.value.currency if line.value else "",
        )
        for line in held.lines.values()
    ]
    make_licence(by=by, act=Act.LICENCE_IMPORTED, licence=licence, lines=lines, content={"exporter": str(exporter.pk)})


def _new_ones(by: Person, wanted: Sequence[HeldLicence]) -> list[HeldLicence]:
    """Return the licences that are new; raise Invalid for those that are there and differ."""
    numbers = [held.number for held in wanted]
    there = visible_licences(by).filter(number__in=numbers).select_related("exporter")
    seen = {licence.number: licence for licence in there.prefetch_related("lines__consignee")}
    taken = set(Licence.objects.filter(number__in=numbers).values_list("number", flat=True))
    faults = Faults()
    for held in wanted:
        mine = seen.get(held.number)
        with faults.at(f"line {held.row}.licence"):
            if mine and (mine.origin != "held" or _told(mine) != _facts(held)):
                raise Invalid(
                    f"{held.number} is here already, and differs from this row.",
                    mend="Compare the two: no file changes a licence that is here.",
                )
            if held.number in taken and not mine:
                raise Invalid(
                    f"{held.number} cannot be imported.",
                    mend="Look at the number; where it is right, ask the authority.",
                )
        if len(faults) >= MOST_FAULTS:
            break
    faults.raise_any()
    return [held for held in wanted if held.number not in taken]


def _facts(held: HeldLicence) -> tuple[object, ...]:
    lines = sorted((line.number, *_line_facts(line)) for line in held.lines.values())
    return (held.exporter, held.valid_from, held.valid_to, lines)


def _line_facts(line: HeldLine) -> tuple[object, ...]:
    value = (line.value.amount, line.value.currency) if line.value else (None, "")
    return (line.entry, line.goods_code, line.destination, line.consignee, line.measured.amount, line.unit, *value)


def _told(licence: Licence) -> tuple[object, ...]:
    """Return what the table holds of a licence, in the form of `_facts`."""
    lines = [
        (
            line.number,
            line.entry,
            line.goods_code,
            line.destination,
            line.consignee.name,
            line.amount,
            line.unit,
            line.value_minor,
            line.currency,
        )
        for line in licence.lines.all()
    ]
    return (licence.exporter.name, licence.valid_from, licence.valid_to, lines)
