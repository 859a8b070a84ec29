"""Sets the stage of an episode through the services: the department, customs, and every exporter with its account."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lockgate.accounts.services import add_user
from lockgate.core.permissions import OPERATOR, Person, Role
from lockgate.demo import people
from lockgate.parties.queries import person_at
from lockgate.parties.services import add_member, add_organisation
from lockgate.simulation.happenings import Episode, Firm


@dataclass(frozen=True, slots=True)
class Cast:
    """Who acts: officers and seniors by their number from 0, exporters by the key of the firm."""

    officers: tuple[Person, ...]
    seniors: tuple[Person, ...]
    adviser: Person
    customs: Person
    exporters: Mapping[str, Person]


def set_stage(episode: Episode) -> Cast:
    """Add every organisation and account that the episode needs."""
    for body in (people.AUTHORITY, people.ADVISING, people.CUSTOMS):
        add_organisation(by=OPERATOR, name=body)
    seniors = _members(people.AUTHORITY, Role.SENIOR_OFFICER, map(people.senior, _numbers(episode.seniors)))
    officers = _members(people.AUTHORITY, Role.OFFICER, map(people.officer, _numbers(episode.officers)))
    for role in (Role.ANALYST, Role.ADMINISTRATOR):
        _members(people.AUTHORITY, role, [people.SIGN_IN_AS[role]])
    [adviser] = _members(people.ADVISING, Role.ADVISER, [people.SIGN_IN_AS[Role.ADVISER]])
    [customs] = _members(people.CUSTOMS, Role.CUSTOMS, [people.SIGN_IN_AS[Role.CUSTOMS]])
    firms = [firm for firm in episode.firms if firm.kind == "exporter"]
    exporters = {firm.key: _exporter(number, firm) for number, firm in enumerate(firms, 1)}
    return Cast(officers, seniors, adviser, customs, exporters)


def _numbers(count: int) -> range:
    return range(1, count + 1)


def _exporter(number: int, firm: Firm) -> Person:
    add_organisation(by=OPERATOR, name=firm.name, country=firm.country, address=firm.address)
    return _members(firm.name, Role.EXPORTER, [people.exporter(number)])[0]


def _members(organisation: str, role: Role, addresses: Iterable[str]) -> tuple[Person, ...]:
    return tuple(_member(organisation, role, address) for address in addresses)


def _member(organisation: str, role: Role, address: str) -> Person:
    add_user(by=OPERATOR, email=address)
    add_member(by=OPERATOR, email=address, organisation=organisation, role=role)
    return person_at(address)
