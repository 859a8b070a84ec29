"""Who takes part in an export, in which role, and what the regime's words say of them. Pure.

Facts belong to the organisation: what is said of it in one role holds in the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from lockgate.core.errors import Invalid
from lockgate.regimes.determination.asking import facts_of
from lockgate.regimes.determination.law import Law
from lockgate.regimes.determination.question import Party

PARTIES_MAX = 20
EXCLUDING = frozenset({"civil", "unlisted"})
"""Words that say what somebody is not; they hold of several only where they hold of each."""


class PartyRole(StrEnum):
    """The role of a party in an application. The values are stored and never renamed."""

    CONSIGNEE = "consignee"
    INTERMEDIATE_CONSIGNEE = "intermediate_consignee"
    END_USER = "end_user"

    @property
    def words(self) -> str:
        """The role as a sentence writes it."""
        return self.value.replace("_", " ")


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """A party as it is written: an organisation in a role, with the regime's words for what it is."""

    role: str
    name: str
    country: str
    address: str = ""
    facts: tuple[str, ...] = ()


def checked_role(role: str) -> PartyRole:
    """Return a role by its word; raise Invalid for a word that is none."""
    if role not in list(PartyRole):
        raise Invalid(
            f"{role[:60]!r} is no role of a party.",
            mend=f"The roles are: {', '.join(PartyRole)}.",
            fields={"role": "is no role"},
        )
    return PartyRole(role)


def checked_facts(law: Law, facts: Iterable[str]) -> tuple[str, ...]:
    """Return the words for what a party is, once each; raise Invalid for one that the regime does not know."""
    return facts_of(law.end_users, tuple(facts), "end_user", law)


def check_same(of_what: str, field: str, held: str, given: str) -> None:
    """Raise Invalid where something that is known already is given another country or address: nothing is dropped.

    >>> check_same("Rhein Motoren", "address", "Bonn", "")
    """
    tidy = " ".join(given.split())
    if tidy and tidy != held:
        raise Invalid(
            f"{of_what} is known with another {field}: {held or 'none'}.",
            mend=f"Leave the {field} out, or give that one.",
            fields={field: "is another one"},
        )


def end_user_words(parties: Iterable[PartyFacts]) -> tuple[str, ...]:
    """Return what is established of the end user: of several, the words that exclude something must hold of each.

    >>> one = PartyFacts("end_user", "Rhein", "DE", facts=("civil", "unlisted"))
    >>> other = PartyFacts("end_user", "Elbe", "DE", facts=("civil", "military"))
    >>> end_user_words([one, other])
    ('civil', 'military')
    """
    held = tuple(parties)
    each = [_facts_of_organisation(party, held) for party in held if party.role == PartyRole.END_USER]
    every = [word for facts in each for word in facts]
    return tuple(dict.fromkeys(word for word in every if word not in EXCLUDING or all(word in facts for facts in each)))


def other_parties(parties: Iterable[PartyFacts]) -> tuple[Party, ...]:
    """Return everybody but the end users, as a question of a regime asks for them."""
    held = tuple(parties)
    return tuple(
        Party(party.role, _facts_of_organisation(party, held)) for party in held if party.role != PartyRole.END_USER
    )


def _facts_of_organisation(party: PartyFacts, parties: Iterable[PartyFacts]) -> tuple[str, ...]:
    same = [one.facts for one in parties if (one.name, one.country) == (party.name, party.country)]
    return tuple(dict.fromkeys(word for facts in same for word in facts))
