"""The machine's ground: who acts, what time it is, and how an act is tried and held against the model.

An act that the model calls lawful is done and writes exactly the rows of the journal that the model names; any other
is refused for one of the model's reasons and leaves every table as it was.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from random import Random
from typing import Any, ClassVar

from django.db import transaction
from hypothesis import currently_in_test_context, note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize

from lockgate.accounts.services import add_user
from lockgate.core import errors
from lockgate.core.clock import FrozenClock, set_clock
from lockgate.core.errors import LockgateError
from lockgate.core.permissions import OPERATOR, STRANGER, Person, Role
from lockgate.journal.models import Row
from lockgate.parties.queries import person_of
from tests.factories.people import person
from tests.whole import working_days
from tests.whole.access import ACTORS, WHO, Actor
from tests.whole.books import Application, Case, Licence, Link
from tests.whole.footprint import Footprint, changed, footprint

GIVEN_ANSWERS = "accounts_givenanswer"
"""Where the first answer under a key is kept, also a refusal."""
REASONS = {
    "not_found": errors.NotFound,
    "not_allowed": errors.NotAllowed,
    "not_possible": errors.NotPossibleNow,
    "invalid": errors.Invalid,
    "conflict": errors.Conflict,
}
FORGED = (
    "AP-2026-000001-0",
    "CA-2026-999999-9",
    "LI-2025-000777-1",
    "HELD-0",
    "' OR 1=1 --",
    "",
    "\x00",
    "０１",
    "x" * 300,
)
"""References that nobody was given."""
BEGINNINGS = ("2025-10-28T03:00", "2026-01-28T15:59", "2026-04-20T16:01", "2026-09-10T08:00", "2026-11-02T22:30")
"""Before a law changes, before long holidays, on either side of midnight in China, before the calendar ends."""


def everybody() -> dict[str, Person]:
    """Add all who act, once for all runs."""
    people = {"operator": OPERATOR, "stranger": STRANGER}
    for name, held in WHO.items():
        for role, home in held:
            if name != "operator":
                people[name] = person(Role(role), name.replace(" ", "-"), home)
    people["newcomer"] = person_of(add_user(by=OPERATOR, email="newcomer@example.org"))
    return people


def one_of(chance: Random, *options: Any) -> Any:
    """Draw one of these."""
    return chance.choice(options)


class World(RuleBasedStateMachine):
    """What is common to all rules."""

    people: ClassVar[dict[str, Person]]
    steps: ClassVar[int] = 0
    done: ClassVar[Counter[str]] = Counter()
    refused: ClassVar[Counter[tuple[str, str]]] = Counter()

    @initialize(chance=st.randoms(use_true_random=True))
    def begin(self, chance: Random) -> None:
        """Begin in an empty world of its own, which `teardown` undoes; all that happens in it follows from one seed.

        Draws of Hypothesis itself lean to the first of several, and would hardly get as far as a border.
        """
        self.chance = chance
        beginning = one_of(chance, *BEGINNINGS)
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.now = datetime.fromisoformat(f"{beginning}:00+00:00")
        self.clock_before = set_clock(FrozenClock(self.now))
        self.applications: dict[str, Application] = {}
        self.cases: dict[str, Case] = {}
        self.licences: dict[str, Licence] = {}
        self.links: dict[str, Link] = {}
        self.introduced: set[tuple[str, str]] = set()
        self.sites: set[tuple[str, str]] = set()
        self.keys = 0
        self.calls: list[Any] = []
        self.print: Footprint = footprint()
        self.last_row = self.journal_rows(0)[-1][0]

    @property
    def today(self) -> Any:
        """The day that it is in China."""
        return working_days.local(self.now)

    def wait(self, chance: Random) -> None:
        """Let time pass: hours, days or weeks."""
        self.now += timedelta(hours=one_of(chance, 1, 2, 7, 13, 24, 30, 24 * 3, 24 * 5, 24 * 12, 24 * 30))
        set_clock(FrozenClock(self.now))

    def journal_rows(self, after: int) -> list[tuple[int, str, str]]:
        """Return the rows of the journal after one: id, act, and who did it."""
        return list(Row.objects.filter(pk__gt=after).order_by("pk").values_list("pk", "act", "by_id"))

    def version_read(self, chance: Random, version: int) -> int | None:
        """Draw the version that somebody read: mostly none or the newest."""
        read: int | None = one_of(chance, *(None,) * 6, *(version,) * 4, version - 1)
        return read

    def named(self, chance: Random, reference: str) -> str:
        """Draw how something is named: mostly as it is."""
        written: str = one_of(chance, *(reference,) * 60, *FORGED)
        return written

    def who(self, chance: Random, act: str, *, own: str = "") -> Actor:
        """Draw somebody: mostly one who may do this (of the exporter `own`, if given), else anybody."""
        fit = [one for one in ACTORS if one.may(act) and (not own or "exporter" not in one.roles or one.owns(own))]
        actor: Actor = one_of(chance, *(fit if one_of(chance, *range(6)) else ACTORS))
        return actor

    def attempt(
        self,
        what: str,
        service: Callable[..., Any],
        actor: Actor,
        reasons: Iterable[str],
        acts: Iterable[tuple[str, str]] = (),
        /,
        *,
        keeps_answer: bool = False,
        **given: Any,
    ) -> Any:
        """Try an act; return what the service gave back, or None where it was refused as the model says.

        `acts` are the rows of the journal that it writes: the act and who does it, "" for the actor. A reason is
        the kind of an error, or the code of one. `keeps_answer`: a refusal is kept under its key, and nothing else.
        """
        type(self).steps += 1
        expected, by = set(reasons), self.people[actor.name]
        if currently_in_test_context():
            note(f"{self.now:%Y-%m-%d %H:%M} {actor.name}: {what} {given}; expected: {sorted(expected) or 'done'}")
        result, refusal = None, None
        try:
            result = service(by=by, **given)
        except LockgateError as error:
            refusal = error
        told = f"{actor.name}: {what} {given}"
        if refusal is not None:
            assert expected, f"{told}: refused, and the model knows no reason: {refusal}"
            assert any(_is(refusal, reason) for reason in expected), f"{told}: {expected}, not {refusal!r}"
            self._nothing_changed(told, {GIVEN_ANSWERS} if keeps_answer else set())
            type(self).refused[what, sorted(expected)[0]] += 1
            return None
        assert not expected, f"{told}: done, and should have been refused: {expected}"
        self._exactly_recorded(told, [(act, name or by.actor.id) for act, name in acts])
        type(self).done[what] += 1
        return result

    def _nothing_changed(self, told: str, but_for: set[str]) -> None:
        now = footprint()
        differs = changed(self.print, now)
        assert differs <= but_for, f"{told}: a refusal changed {differs}"
        self.print = now

    def _exactly_recorded(self, told: str, acts: list[tuple[str, str]]) -> None:
        written = self.journal_rows(self.last_row)
        assert [act for _, act, _ in written] == [act for act, _ in acts], f"{told}: the journal holds {written}"
        for (_, _, by), (_, name) in zip(written, acts, strict=True):
            assert by.startswith(name), f"{told}: the journal says it was {by}"
        now = footprint()
        assert bool(written) == bool(changed(self.print, now) - {GIVEN_ANSWERS}), f"{told}: an act without a row"
        self.print = now
        self.last_row = written[-1][0] if written else self.last_row

    def teardown(self) -> None:
        """Undo the world."""
        if hasattr(self, "undone"):
            set_clock(self.clock_before)
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)


def _is(refusal: LockgateError, reason: str) -> bool:
    return isinstance(refusal, REASONS[reason]) if reason in REASONS else refusal.code == f"licence.{reason}"
