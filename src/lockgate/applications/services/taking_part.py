"""Naming the parties of a draft, changing what is said of them, and removing them.

A foreign party is introduced to the room of parties on the way.
"""

from __future__ import annotations

from lockgate.applications.models import Application, ApplicationParty
from lockgate.applications.party_role import PARTIES_MAX, PartyFacts, check_same, checked_facts, checked_role
from lockgate.applications.permissions import ADD_PARTY, CHANGE_PARTY, REMOVE_PARTY
from lockgate.applications.queries import next_number
from lockgate.applications.services.changing import changing
from lockgate.core.countries import country
from lockgate.core.errors import Conflict, Invalid, NotFound, NotPossibleNow
from lockgate.core.faults import Faults
from lockgate.core.permissions import Person
from lockgate.core.texts import checked_text
from lockgate.journal.acts import Act
from lockgate.journal.record import record
from lockgate.parties.services import NAME_LENGTH_MAX, introduce_organisation
from lockgate.regimes.shelf import law_of


def add_party(*, by: Person, application: str, party: PartyFacts, seen: int | None = None) -> ApplicationParty:
    """Add an organisation in a role to a draft, and introduce it where the exporter names it first.

    Raises NotFound, NotAllowed, NotPossibleNow, Invalid with every field that is wrong, Conflict where it stands in
    the role already. Records `party.added`, after `organisation.added` where it is new.
    """
    act = Act.PARTY_ADDED
    with changing(by=by, application=application, permission=ADD_PARTY, act=act, seen=seen) as held:
        if held.parties.count() >= PARTIES_MAX:
            raise Invalid(f"An application names at most {PARTIES_MAX} parties.", mend="Leave some of them out.")
        faults = Faults()
        with faults.at():
            role = checked_role(party.role)
        with faults.at("facts", one_field=True):
            facts = checked_facts(law_of(held.regime), party.facts)
        with faults.at("country"):
            country(party.country)
        faults.raise_any()
        with faults.at():
            organisation = introduce_organisation(
                by=by,
                introduced_by=held.exporter_id,
                name=party.name,
                country=party.country,
                address=party.address,
            )
            check_same(organisation.name, "address", organisation.address, party.address)
        faults.raise_any()
        if held.parties.filter(role=role, organisation=organisation).exists():
            raise Conflict(f"{organisation} is {role.words} of {held.reference} already.")
        made = ApplicationParty(
            application=held,
            number=next_number(held.parties.all()),
            organisation=organisation,
            role=role,
            facts=list(facts),
        )
        made.save(force_insert=True)
        held.save(update_fields=["version"])
        content = {"organisation": str(organisation.pk), "role": role.value, "facts": list(facts)}
        record(act=act, by=by.actor, subject=f"application {held.reference}", content=content, rows=[held, made])
    return made


def change_party(*, by: Person, application: str, party: PartyFacts, seen: int | None = None) -> ApplicationParty:
    """Give the party of this role, name and country these facts, and this address where none was known.

    Raises NotFound, NotAllowed, Conflict, NotPossibleNow, and Invalid with every field that is wrong. Records
    `party.changed`, after `address.stated` where the address is new.
    """
    act = Act.PARTY_CHANGED
    with changing(by=by, application=application, permission=CHANGE_PARTY, act=act, seen=seen) as held:
        found = _in_role(held, party.role, party.name, organisation__country=party.country)
        faults = Faults()
        with faults.at("facts", one_field=True):
            found.facts = list(checked_facts(law_of(held.regime), party.facts))
        with faults.at():
            organisation = introduce_organisation(
                by=by,
                introduced_by=held.exporter_id,
                name=found.organisation.name,
                country=found.organisation.country,
                address=party.address,
            )
            check_same(organisation.name, "address", organisation.address, party.address)
        faults.raise_any()
        found.save(update_fields=["facts"])
        held.save(update_fields=["version"])
        content = {"organisation": str(found.organisation_id), "role": found.role, "facts": found.facts}
        record(act=act, by=by.actor, subject=f"application {held.reference}", content=content, rows=[held, found])
    return found


def remove_party(*, by: Person, application: str, role: str, name: str, seen: int | None = None) -> None:
    """Remove an organisation from a role in a draft, and what it was asked and did not sign. Records `party.removed`.

    Raises NotFound, NotAllowed, Conflict, Invalid for an unknown role, and NotPossibleNow also where it has signed a
    statement: what was signed is kept, with whose it is.
    """
    act = Act.PARTY_REMOVED
    with changing(by=by, application=application, permission=REMOVE_PARTY, act=act, seen=seen) as held:
        found = _in_role(held, role, name)
        asked = list(found.statements.all())
        if any(one.signed_at for one in asked):
            raise NotPossibleNow(
                f"{found.organisation} has signed an end-use statement, and what was signed is kept.",
                mend="Withdraw this application and start a new one without the party.",
            )
        held.save(update_fields=["version"])
        content = {"organisation": str(found.organisation_id), "role": found.role}
        subject = f"application {held.reference}"
        record(act=act, by=by.actor, subject=subject, content=content, rows=[held], removed=[found, *asked])
        for row in (*asked, found):
            row.delete()


def _in_role(application: Application, role: str, name: str, **more: str) -> ApplicationParty:
    """Return the party of this role and name; raise NotFound where there is none, Invalid for an unknown role."""
    parties = application.parties.select_related("organisation")
    named = checked_text(name, "name", NAME_LENGTH_MAX)
    found = parties.filter(role=checked_role(role), organisation__name=named, **more).first()
    if found is None:
        raise NotFound(f"{application.reference} names no such {role}.", mend="Look at the parties that it names.")
    return found
