"""Application, case, licence and ledger under thousands of random acts by everybody, beside an independent model."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.whole.applying import WRITINGS
from tests.whole.machine import WholeWay
from tests.whole.world import everybody

pytestmark = pytest.mark.django_db


RUNS, RUNS_LONG = 20, 200
STEPS, STEPS_LONG = 60, 100


def counts(long, runs):
    return settings(
        max_examples=runs,
        stateful_step_count=STEPS_LONG if long else STEPS,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate,),
        derandomize=not long,
    )


def test_whatever_anybody_tries_only_what_is_lawful_is_done_and_all_of_it_is_recorded(long, count):
    class Counted(WholeWay):
        steps, done, refused = 0, Counter(), Counter()
        people = everybody()

    run_state_machine_as_test(Counted, settings=counts(long, RUNS_LONG if long else RUNS))
    done, refused = Counted.done.total(), Counted.refused.total()
    count(f"the whole way at random: {Counted.steps} acts tried, {done} done, {refused} refused")
    assert Counted.steps > (8_000 if long else 400)
    never = (MUST_BE_DONE | (WRITTEN if long else set())) - Counted.done.keys()
    assert not never, f"never done, so nothing was proved of it: {never}"
    unseen = MUST_BE_A_REASON - {reason for _, reason in Counted.refused}
    assert not unseen - (set() if long else SELDOM), f"never a reason to refuse: {unseen}"


MUST_BE_DONE = {"start", "submit", "withdraw", "sign", "propose", "confirm", "ask", "announce", "import", "suspend"} | {
    "draw down",
    "reserve",
    "confirm a reservation",
    "void",
    "reverse",
    "repeat",
}
WRITTEN = {f"write: {change}" for change in WRITINGS}
MUST_BE_A_REASON = {"not_found", "not_allowed", "not_possible", "invalid", "conflict", "balance_exceeded"} | {
    "licence_suspended",
    "licence_expired",
    "invalid_quantity",
    "reservation_lapsed",
}
SELDOM = {"licence_expired", "reservation_lapsed", "licence_suspended"}
