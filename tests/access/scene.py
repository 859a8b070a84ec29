"""One authority at work: everybody who may ask, and a thing in each state in which something is done with it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.test import Client

from lockgate.accounts.models import MachineKey
from lockgate.accounts.queries import user_at
from lockgate.accounts.services import add_key, add_user
from lockgate.applications.services import request_statement
from lockgate.casework.models import Case, Notice
from lockgate.casework.services import (
    announce_refusal,
    ask_query,
    assign_case,
    confirm_decision,
    give_recommendation,
    propose_decision,
    request_review,
)
from lockgate.core.clock import FrozenClock, now
from lockgate.core.identifiers import Reference
from lockgate.core.permissions import OPERATOR, Person, Role
from lockgate.journal.models import Seal
from lockgate.licences.ledger.movement import Declared
from lockgate.licences.ledger.services import draw_down, reserve
from lockgate.licences.models import Licence
from lockgate.licences.services import suspend_licence
from lockgate.parties.queries import person_of
from tests.factories.applications import (
    END_USER,
    UNITED_STATES,
    american_line,
    drafted_application,
    submitted_application,
)
from tests.factories.cases import GRANT, REFUSAL, REVIEWERS, days_ahead, opened_case
from tests.factories.licences import licence
from tests.factories.people import person

TODAY = FrozenClock(datetime(2026, 3, 2, 2, tzinfo=UTC))
"""Monday 2 March 2026, ten in the morning in Beijing."""
MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"
NOBODY = "not signed in"

SEES = {
    "draft": {"exporter"},
    "application": {"exporter", "officer", "senior officer", "analyst"},
    "notice": {"exporter", "officer", "senior officer", "analyst"},
    "case": {"exporter", "officer", "senior officer", "adviser asked", "analyst"},
    "licence": {"exporter", "officer", "senior officer", "customs", "analyst", "administrator"},
    "entry": {"exporter", "officer", "senior officer", "customs", "analyst", "administrator"},
    "account": {"exporter", "administrator"},
}
"""Who knows of a thing of each kind. Written by hand: the program has to agree with it."""
UNKNOWN = {
    "draft": str(Reference("AP", 2026, 999_999)),
    "application": str(Reference("AP", 2026, 999_999)),
    "notice": str(Reference("NO", 2026, 999_999)),
    "case": str(Reference("CA", 2026, 999_999)),
    "licence": str(Reference("LI", 2026, 999_999)),
    "entry": str(UUID(int=1)),
    "account": "never.was@example.org",
}
"""The name of a thing of each kind that there is not."""


class Walker(NamedTuple):
    """Somebody who tries every way: signed in, with a key, and with an address for the command line."""

    name: str
    person: Person | None
    email: str
    session: str
    headers: Mapping[str, str]

    def browser(self) -> Client:
        """Open a browser anew: what a try does to the cookies of one is undone with the try."""
        opened = Client(raise_request_exception=False, SERVER_NAME="localhost")
        if self.session:
            opened.cookies[settings.SESSION_COOKIE_NAME] = self.session
        return opened

    @property
    def roles(self) -> frozenset[Role]:
        return self.person.roles if self.person else frozenset()


class Thing(NamedTuple):
    """A thing of some kind, by the name under which it is asked for."""

    kind: str
    name: str


class Scene(NamedTuple):
    """Who is there, and what."""

    walkers: Mapping[str, Walker]
    things: Mapping[str, Thing]


def scene() -> Scene:
    """Build it all through the services that do so in life."""
    held = {
        "exporter": person(Role.EXPORTER),
        "another exporter": person(Role.EXPORTER, "another.exporter", "Baotou Rare Earths"),
        "officer": person(Role.OFFICER),
        "senior officer": person(Role.SENIOR_OFFICER),
        "adviser asked": person(Role.ADVISER),
        "adviser not asked": person(Role.ADVISER, "adviser.not.asked", "Ministry of Trade"),
        "customs": person(Role.CUSTOMS),
        "analyst": person(Role.ANALYST),
        "administrator": person(Role.ADMINISTRATOR),
        "signed in without a role": person_of(add_user(by=OPERATOR, email="without.role@example.org")),
    }
    add_user(by=OPERATOR, email="newcomer@example.org")
    things = {**_applications(held), **_cases(held), **_licences(held)}
    things["account"] = Thing("account", "exporter@example.org")
    walkers = {name: _walker(name, somebody) for name, somebody in held.items()}
    walkers[NOBODY] = Walker(NOBODY, None, "never.was@example.org", session="", headers={})
    things["key"] = Thing("", str(MachineKey.objects.filter(user=held["officer"].account).get().pk))
    _seal()
    return Scene(walkers, things)


def _walker(name: str, somebody: Person) -> Walker:
    user = user_at(somebody.actor.label)
    browser = Client()
    browser.force_login(user, MODEL_BACKEND)
    key = add_key(by=OPERATOR, email=user.email).key
    return Walker(name, somebody, user.email, str(browser.session.session_key), {"Authorization": f"Bearer {key}"})


def _applications(held: Mapping[str, Person]) -> dict[str, Thing]:
    by = held["exporter"]
    draft = drafted_application(by).reference
    opened = Case.objects.get(pk=opened_case(by).pk)
    submitted_application(by, lines={1: american_line("3A991.a")}, **UNITED_STATES)
    link = request_statement(by=by, application=opened.application.reference, party=END_USER.name).token
    return {
        "draft": Thing("draft", draft),
        "application": Thing("application", opened.application.reference),
        "notice": Thing("notice", Notice.objects.get().reference),
        "link": Thing("", link),
    }


def _cases(held: Mapping[str, Person]) -> dict[str, Thing]:
    officer, senior = held["officer"], held["senior officer"]

    def taken(by: Person = officer) -> str:
        """Return a case that an officer has and that the adviser's body was asked about."""
        case = assign_case(by=by, case=opened_case(held["exporter"]).reference).reference
        request_review(by=by, case=case, body=REVIEWERS, due_on=days_ahead(7))
        return case

    def proposed(by: Person = officer, line=GRANT) -> str:
        case = taken(by)
        give_recommendation(by=held["adviser asked"], case=case, recommendation="no_view", reasons="It is for cars.")
        return propose_decision(by=by, case=case, reasons="It was weighed.", lines=(line,)).reference

    cases = {
        "case": taken(),
        "queried case": ask_query(by=officer, case=taken(), question="Which plant?").reference,
        "announced refusal": announce_refusal(by=officer, case=taken(), reasons="Diversion is likely.").reference,
        "proposal": proposed(),
        "own proposal of the senior officer": proposed(senior),
        "refused case": confirm_decision(by=senior, case=proposed(line=REFUSAL)).reference,
        "granted case": confirm_decision(by=senior, case=proposed()).reference,
    }
    return {name: Thing("case", reference) for name, reference in cases.items()}


def _licences(held: Mapping[str, Person]) -> dict[str, Thing]:
    customs = held["customs"]
    licence("HELD-1", "10 KGM")
    licence("HELD-2", "10 KGM")
    suspend_licence(by=held["officer"], licence="HELD-2", reason="A question is open.")
    declared = Declared("1", "KGM", "D-1", "Shanghai")
    drawn = draw_down(by=customs, licence="HELD-1", line=1, declared=declared, key="drawn")
    reserved = reserve(by=customs, licence="HELD-1", line=1, declared=declared, key="reserved")
    return {
        "held licence": Thing("licence", "HELD-1"),
        "suspended licence": Thing("licence", "HELD-2"),
        "granted licence": Thing("licence", Licence.objects.get(origin="granted").number),
        "drawn entry": Thing("entry", drawn.body["entry"]),
        "reserved entry": Thing("entry", reserved.body["entry"]),
    }


def _seal() -> None:
    """Have a head to show; sealing itself commits, and the scene is taken away again."""
    facts = {"previous_head": "0" * 64, "root": "1" * 64, "leaf_count": 1, "rows_sealed": 1, "sealed_at": now()}
    Seal.objects.create(sequence=1, head="2" * 64, public_key="3" * 64, signature="4" * 128, **facts)
