"""One chain under random acts and days, beside an auditor who keeps the sums alone and by other means."""

from datetime import UTC, date, datetime, timedelta
from typing import ClassVar

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from lockgate.core.clock import FrozenClock, set_clock
from lockgate.core.errors import LockgateError
from lockgate.core.permissions import Role
from lockgate.licences.ledger.movement import Declared
from lockgate.licences.ledger.queries import totals_of
from lockgate.licences.ledger.reconcile import reconcile
from lockgate.licences.ledger.services import (
    confirm_reservation,
    draw_down,
    reserve,
    reverse_draw_down,
    void_reservation,
)
from lockgate.licences.models import Licence, LicenceLine
from tests.factories.licences import licence
from tests.factories.people import person

PIECES = 20
FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)
amounts = st.integers(min_value=1, max_value=PIECES + 2)


class Chain(RuleBasedStateMachine):
    """The machine keeps what an auditor would write down: what left, what was taken back, what is held since when."""

    seen: ClassVar[set[tuple[str, bool]]] = set()

    @initialize()
    def open_chain(self):
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.now = datetime(2025, 12, 20, 12, tzinfo=UTC)
        self.former = set_clock(FrozenClock(self.now))
        self.by = person(Role.CUSTOMS)
        licence("HELD-1", f"{PIECES} H87", days=(FIRST, LAST))
        self.line = LicenceLine.objects.get()
        self.standing = "in_force"
        self.left = {}
        self.held = {}
        self.done = set()
        self.keys = 0

    def teardown(self):
        if hasattr(self, "line"):
            set_clock(self.former)
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    def act(self, service, **words):
        """Return the entry, or None where it was refused; a repeat under the same key changes nothing."""
        self.keys += 1
        words |= {"by": self.by, "key": f"key {self.keys}"}
        try:
            first = service(**words)
        except LockgateError as refusal:
            Chain.seen.add((service.__name__, False))
            with pytest.raises(type(refusal)):
                service(**words)
            return None
        Chain.seen.add((service.__name__, True))
        assert service(**words).body == first.body
        return first.body["entry"]

    def may_leave(self):
        return self.standing == "in_force" and FIRST <= self.now.date() <= LAST

    def is_held(self, since):
        return self.now - since < timedelta(days=30)

    def free(self):
        reserved = sum(amount for amount, since in self.held.values() if self.is_held(since))
        return PIECES - sum(self.left.values()) - reserved

    @rule(days=st.integers(min_value=1, max_value=40))
    def wait(self, days):
        self.now += timedelta(days=days)
        set_clock(FrozenClock(self.now))

    @rule(standing=st.sampled_from(["in_force", "in_force", "suspended"]))
    def stand(self, standing):
        self.standing = standing
        Licence.objects.update(standing=standing)

    @rule(amount=amounts)
    def draw(self, amount):
        lawful = self.may_leave() and amount <= self.free()
        entry = self.act(draw_down, licence="HELD-1", line=1, declared=Declared(str(amount), "H87"))
        assert (entry is not None) == lawful
        if entry:
            self.left[entry] = amount

    @rule(amount=amounts)
    def hold(self, amount):
        lawful = self.may_leave() and amount <= self.free()
        entry = self.act(reserve, licence="HELD-1", line=1, declared=Declared(str(amount), "H87"))
        assert (entry is not None) == lawful
        if entry:
            self.held[entry] = (amount, self.now)

    @precondition(lambda self: self.held)
    @rule(data=st.data(), part=amounts | st.just(0))
    def confirm(self, data, part):
        reservation = data.draw(st.sampled_from(list(self.held)))
        amount, since = self.held[reservation]
        lawful = self.may_leave() and reservation not in self.done and self.is_held(since) and part <= amount
        entry = self.act(confirm_reservation, entry=reservation, declared=Declared(str(part) if part else "", ""))
        assert (entry is not None) == lawful
        if entry:
            self.left[entry] = part or amount
            self.end(reservation)

    @precondition(lambda self: self.held)
    @rule(data=st.data())
    def void(self, data):
        reservation = data.draw(st.sampled_from(list(self.held)))
        lawful = reservation not in self.done and self.is_held(self.held[reservation][1])
        entry = self.act(void_reservation, entry=reservation)
        assert (entry is not None) == lawful
        if entry:
            self.end(reservation)

    def end(self, reservation):
        self.done.add(reservation)
        self.held[reservation] = (0, self.held[reservation][1])

    @precondition(lambda self: self.left)
    @rule(data=st.data(), part=amounts | st.just(0))
    def reverse(self, data, part):
        drawn = data.draw(st.sampled_from(list(self.left)))
        left = self.left[drawn]
        lawful = bool(left) and part <= left
        entry = self.act(reverse_draw_down, entry=drawn, quantity=str(part) if part else "")
        assert (entry is not None) == lawful
        if entry:
            self.left[drawn] -= part or left

    @invariant()
    def the_sums_are_those_of_the_auditor(self):
        if hasattr(self, "line"):
            (totals,) = totals_of([self.line.pk]).values()
            assert (totals.free, totals.drawn, totals.allowed) == (self.free(), sum(self.left.values()), PIECES)
            assert totals.free >= 0

    @invariant()
    def it_reconciles(self):
        if hasattr(self, "line"):
            found = reconcile()
            assert found.is_clean, found.as_text()


@pytest.mark.django_db
def test_a_chain_under_random_acts_agrees_with_an_auditor_who_keeps_the_sums_alone(long):
    counts = settings(max_examples=200 if long else 15, stateful_step_count=40 if long else 20, deadline=None)
    run_state_machine_as_test(Chain, settings=counts)
    assert len({act for act, done in Chain.seen if done}) == 5, "each act was done"
    assert {"draw_down", "reserve", "confirm_reservation"} <= {act for act, done in Chain.seen if not done}
