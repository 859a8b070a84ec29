"""The machine would notice: it runs beside models that are wrong in one thing, and on tables that somebody altered."""

from datetime import timedelta
from random import Random

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from lockgate.core.permissions import OPERATOR
from lockgate.journal.acts import Act
from lockgate.journal.record import record
from tests.factories.unguarded import take_guards_away
from tests.whole import access, books, law, working_days
from tests.whole.machine import WholeWay
from tests.whole.world import World, everybody

pytestmark = pytest.mark.django_db

WRONG_MODELS = {
    "an officer confirms": (access.MAY, "confirm", access.OFFICERS),
    "an analyst suspends": (access.MAY, "suspend", {"analyst"}),
    "who proposed confirms": (books.Case, "unripe", lambda self, by, on: set()),
    "a decided case is withdrawn": (books.LIFE, "withdraw", {**books.LIFE["withdraw"], "decided": "withdrawn"}),
    "a queried case is decided": (books.LIFE, "propose", {**books.LIFE["propose"], "queried": "in_review"}),
    "a query leaves the clock": (books, "CLOCK", {"confirm": "stop", "withdraw": "stop"}),
    "holidays are worked": (working_days, "is_worked", lambda day: day.isoweekday() < 6),
    "a reservation holds for 31 days": (books, "HELD_FOR", timedelta(days=31)),
    "what is suspended may leave": (books.Licence, "nothing_may_leave", lambda self, now: ""),
    "a gram is a little more": (books.SIZES, "GRM", books.SIZES["GRM"] + 1),
    "an adviser sees every case": (access.Actor, "sees_case", lambda self, exporter, sent_to: True),
    "the law never changes": (law, "NO_62", (law.KNOWN_TO, law.KNOWN_TO)),
}
"""What a model may wrongly hold, and where that stands in it."""


QUICKLY_CONTRADICTED = {
    "an officer confirms",
    "an analyst suspends",
    "who proposed confirms",
    "holidays are worked",
    "what is suspended may leave",
    "a gram is a little more",
    "an adviser sees every case",
}


@pytest.mark.parametrize(
    "fault",
    [fault if fault in QUICKLY_CONTRADICTED else pytest.param(fault, marks=pytest.mark.long) for fault in WRONG_MODELS],
)
def test_a_model_that_is_wrong_in_one_thing_is_contradicted(fault, monkeypatch):
    where, name, wrong = WRONG_MODELS[fault]
    (monkeypatch.setitem if isinstance(where, dict) else monkeypatch.setattr)(where, name, wrong)

    class Wrong(WholeWay):
        people = everybody()

    counts = settings(
        max_examples=60,
        stateful_step_count=80,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Wrong, settings=counts)


@pytest.fixture
def walked():
    """Walk on at random until there is something of every kind, and let the tables be altered then."""

    class Walking(WholeWay):
        people = everybody()

    machine = Walking()
    machine.begin(chance=Random(1))
    while len(machine.moved) < 3 or not machine.cases:
        machine.step()
    the_checks(machine)
    yield machine
    World.teardown(machine)


def the_checks(machine):
    for check in (
        machine.every_state_is_that_of_the_model,
        machine.every_clock_is_that_of_who_counts_days,
        machine.every_balance_is_the_sum_of_its_entries,
        machine.a_step_leaves_only_the_rows_of_its_act,
        machine.the_auditors_agree,
    ):
        check()


@pytest.mark.parametrize(
    "altering",
    [
        "UPDATE casework_case SET state = 'decided'",
        "UPDATE applications_application SET version = version + 1",
        "UPDATE licences_licence SET standing = 'revoked'",
        "UPDATE casework_clockmove SET \"on\" = '2020-01-06' WHERE reason LIKE 'accepted%'",
        "UPDATE licences_ledgerentry SET declaration = 'another'",
        "UPDATE applications_line SET quantity = '9999'",
        "UPDATE casework_case SET assigned_to_id = NULL, opened_at = accepted_on",
        "DELETE FROM journal_row WHERE act = 'case.opened'",
    ],
)
def test_a_row_that_was_altered_behind_the_services_is_noticed(walked, altering):
    take_guards_away()
    with connection.cursor() as cursor:
        cursor.execute(altering)
        assert cursor.rowcount > 0
    with pytest.raises(AssertionError):
        the_checks(walked)


def test_a_row_of_the_journal_for_what_nobody_did_is_noticed(walked):
    with transaction.atomic():
        record(act=Act.USER_ADDED, by=OPERATOR.actor, subject="user nobody")
    with pytest.raises(AssertionError):
        the_checks(walked)
