"""Declaring, for a site that a line goes to, how far it depends on that line; and removing what was declared."""

from __future__ import annotations

from uuid import UUID

from lockgate.applications.dependence import (
    NAME_LENGTH_MAX,
    SITES_MAX,
    CountedDependence,
    DependenceFacts,
    counted_dependence,
)
from lockgate.applications.models import Application, ApplicationParty, Dependence, Line
from lockgate.applications.party_role import PartyRole, check_same
from lockgate.applications.permissions import DECLARE_DEPENDENCE, REMOVE_DEPENDENCE
from lockgate.applications.queries import next_number, numbered
from lockgate.applications.services.changing import changing
from lockgate.core.errors import Invalid, NotFound
from lockgate.core.faults import Faults
from lockgate.core.permissions import Person
from lockgate.core.texts import checked_text
from lockgate.journal.acts import Act
from lockgate.journal.record import record
from lockgate.parties.services import add_site


def declare_dependence(
    *, by: Person, application: str, number: int, declared: DependenceFacts, seen: int | None = None
) -> Dependence:
    """Declare how far a party's site depends on the line of this number, in place of what it declared before.

    Raises NotFound, NotAllowed, Conflict, NotPossibleNow, and Invalid with every field that is wrong. Records
    `dependence.declared`, after `site.added` where the site is new.
    """
    act = Act.DEPENDENCE_DECLARED
    with changing(by=by, application=application, permission=DECLARE_DEPENDENCE, act=act, seen=seen) as held:
        line = numbered(held, number)
        faults = Faults()
        with faults.at():
            party = _party_of(held, declared.party)
        with faults.at():
            site_name = checked_text(declared.site, "site", NAME_LENGTH_MAX)
        with faults.at():
            counted = counted_dependence(declared, line.unit)
        faults.raise_any()
        site = add_site(
            by=by,
            organisation=party.organisation_id,
            name=site_name,
            country=declared.country or party.organisation.country,
            address=declared.address,
        )
        check_same(site.name, "country", site.country, declared.country)
        check_same(site.name, "address", site.address, declared.address)
        declaration = line.dependences.filter(site=site).first() or _added(line, site.pk)
        _write(declaration, counted)
        held.save(update_fields=["version"])
        content = {"line": number, "site": str(site.pk), "unknown": declaration.unknown}
        subject = f"application {held.reference}"
        record(act=act, by=by.actor, subject=subject, content=content, rows=[held, declaration])
    return declaration


def remove_dependence(
    *, by: Person, application: str, number: int, party: str, site: str, seen: int | None = None
) -> None:
    """Remove what a party's site declared of a line of a draft: it is "not declared" again. The site stays known.

    Raises NotFound, NotAllowed, Conflict, NotPossibleNow, and Invalid for a name that is none. Records
    `dependence.removed`.
    """
    act = Act.DEPENDENCE_REMOVED
    with changing(by=by, application=application, permission=REMOVE_DEPENDENCE, act=act, seen=seen) as held:
        found = (
            numbered(held, number)
            .dependences.filter(
                site__name=checked_text(site, "site", NAME_LENGTH_MAX),
                site__organisation__name=checked_text(party, "party", NAME_LENGTH_MAX),
            )
            .first()
        )
        if found is None:
            raise NotFound(f"No such site declared anything of line {number}.", mend="Look at what is declared.")
        held.save(update_fields=["version"])
        content = {"line": number, "site": str(found.site_id)}
        subject = f"application {held.reference}"
        record(act=act, by=by.actor, subject=subject, content=content, rows=[held], removed=[found])
        found.delete()


def _added(line: Line, site: UUID) -> Dependence:
    if line.dependences.count() >= SITES_MAX:
        raise Invalid(f"A line has declarations of at most {SITES_MAX} sites.", mend="Put the smallest together.")
    return Dependence(line=line, site_id=site, number=next_number(line.dependences.all()))


def _write(declaration: Dependence, counted: CountedDependence) -> None:
    facts = counted.facts
    declaration.unit = facts.unit
    declaration.stock = facts.stock
    declaration.stock_amount = counted.stock.amount if counted.stock else None
    declaration.usage_a_day = facts.usage_a_day
    declaration.usage_a_day_amount = counted.usage_a_day.amount if counted.usage_a_day else None
    declaration.share_permille = counted.share_permille
    declaration.alternatives = None if facts.alternatives is None else [one._asdict() for one in facts.alternatives]
    declaration.product = facts.product
    declaration.unknown = list(facts.unknown)
    declaration.save()


def _party_of(application: Application, name: str) -> ApplicationParty:
    """Return the party of this name; where none is given, the only consignee."""
    parties = application.parties.select_related("organisation")
    if name:
        found = list(parties.filter(organisation__name=checked_text(name, "party", NAME_LENGTH_MAX))[:1])
    else:
        found = list(parties.filter(role=PartyRole.CONSIGNEE)[:2])
    if len(found) != 1:
        raise Invalid(
            f"{application.reference} names no party {name[:60]!r}." if name else "There is no single consignee.",
            mend="Name the party whose site it is, as the application does.",
            fields={"party": "is not named by the application"},
        )
    return found[0]
