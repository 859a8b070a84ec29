"""A small demo: the accounts that a visitor can be, a case that waits, a licence, and the file that tells of it all."""

import json
from datetime import UTC, datetime
from pathlib import Path

from lockgate.accounts.services import add_user
from lockgate.applications.end_use import EndUse
from lockgate.casework.models import Case
from lockgate.core.clock import FrozenClock
from lockgate.core.permissions import OPERATOR, Person, Role
from lockgate.demo.episode_file import PlayedEpisode, write_episode
from lockgate.demo.people import ADVISING, AUTHORITY, CUSTOMS, SIGN_IN_AS
from lockgate.licences.models import Licence
from lockgate.parties.models import Organisation
from lockgate.parties.queries import person_of
from lockgate.parties.services import add_member, add_organisation
from tests.factories.cases import People, decided_case, opened_case

OPENS = FrozenClock(datetime(2025, 10, 1, 1, 3, tzinfo=UTC))
"""Three minutes past nine in Beijing."""
REPORT = Path(__file__).with_name("demo_report.json")
"""What `lockgate demo --size 12 --report` wrote, cut to two weeks and to the first rows of its lists."""
CIVIL = EndUse(("civil",), "Traction motors of passenger cars.")
HOMES = {
    Role.EXPORTER: "Exporter 001 (synthetic)",
    Role.OFFICER: AUTHORITY,
    Role.SENIOR_OFFICER: AUTHORITY,
    Role.ADVISER: ADVISING,
    Role.CUSTOMS: CUSTOMS,
    Role.ANALYST: AUTHORITY,
    Role.ADMINISTRATOR: AUTHORITY,
}


def tell_of_demo(folder: Path) -> None:
    """Write the file that makes an installation with this data folder a demo."""
    opens_at = OPENS.at.isoformat()
    told = json.loads(REPORT.read_text(encoding="utf-8"))
    write_episode(folder, PlayedEpisode(seed=1, size=2, opens_at=opens_at, opened_at=opens_at, report=told))


def demo_account(role: Role) -> Person:
    """Add the account that a visitor becomes in a role."""
    user = add_user(by=OPERATOR, email=SIGN_IN_AS[role])
    if not Organisation.objects.filter(name=HOMES[role], introduced_by=None).exists():
        add_organisation(by=OPERATOR, name=HOMES[role], country="CN")
    add_member(by=OPERATOR, email=user.email, organisation=HOMES[role], role=role.value)
    return person_of(user)


def small_demo() -> tuple[Case, Licence]:
    """Fill the database: everybody, a case that nobody has yet, and a licence with all of it left."""
    held = {role: demo_account(role) for role in SIGN_IN_AS}
    people = People(*(held[role] for role in (Role.EXPORTER, Role.OFFICER, Role.SENIOR_OFFICER, Role.ADVISER)))
    decided = decided_case(people, end_use=CIVIL)
    waiting = opened_case(people.exporter, end_use=CIVIL)
    return waiting, Licence.objects.get(case=decided)
