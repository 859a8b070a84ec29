"""Draw-downs go on while a licence is suspended: once that was acknowledged, none is accepted."""

import http.client
import random
import threading
import time
from contextlib import closing

import pytest

from tests.faults.installation import Connection

CLIENTS = 4
AFTERWARDS = 3
PREPARE = """
from lockgate.accounts.services import add_key
from lockgate.core.permissions import OPERATOR, Role
from tests.factories.held_licences import imported, row
from tests.factories.people import person
days = {"valid_from": "2020-01-01", "valid_to": "2099-12-31"}
imported(*(row(licence=f"STOP-{number}", quantity="1000", **days) for number in range(int(sys.argv[1]))))
for role in (Role.CUSTOMS, Role.SENIOR_OFFICER):
    print(add_key(by=OPERATOR, email=person(role).actor.label).key)
"""
# Ids of the journal follow the order of commits here: both acts hold the licence's row until their commit.
ORDER = """
from lockgate.journal.models import Row
for number in range(int(sys.argv[1])):
    of_it = Row.objects.filter(subject__in=[f"licence STOP-{number}", f"licence line STOP-{number}/1"]).order_by("id")
    print(*of_it.values_list("act", flat=True))
"""


@pytest.fixture
def rounds(long):
    return 200 if long else 20


@pytest.fixture
def served(installation, rounds):
    """A served installation, the port, and the keys of customs and of a senior officer."""
    customs, senior = installation.prepare(PREPARE, rounds).splitlines()
    installation.serve()
    return installation, customs, senior


class Customs:
    """A client that draws down until the suspension is known, and a few times more; it keeps when each was sent."""

    def __init__(self, port, key, licence, name):
        self.told = []
        self.suspension_is_known = threading.Event()
        self._port, self._key, self._licence, self._name = port, key, licence, name
        self._thread = threading.Thread(target=self._draw)
        self._thread.start()

    def finish(self):
        """Let it know of the suspension, and wait until it is done."""
        self.suspension_is_known.set()
        self._thread.join()

    def _draw(self):
        afterwards = 0
        with closing(Connection(self._port, self._key)) as connection:
            while afterwards < AFTERWARDS:
                afterwards += self.suspension_is_known.is_set()
                body = {"quantity": "1", "unit": "GRM", "declaration": self._name, "office": "Shanghai"}
                path, sent_s = f"/licences/{self._licence}/lines/1/draw-downs", time.monotonic()
                answer = connection.post(path, body, f"{self._licence} {self._name} {len(self.told)}")
                self.told.append((sent_s, answer.status, answer.kind))


def test_after_a_suspension_was_acknowledged_no_draw_down_is_accepted(served, rounds, count):
    installation, customs, senior = served
    chance = random.Random(7)
    accepted = refused = 0
    with (
        closing(Connection(installation.port, senior)) as officer,
        closing(Connection(installation.port, customs)) as gate,
    ):
        for number in range(rounds):
            licence = f"STOP-{number}"
            held = gate.post(
                f"/licences/{licence}/lines/1/reservations", {"quantity": "1", "unit": "KGM"}, f"{licence} reserve"
            )
            clients = [Customs(installation.port, customs, licence, f"gate {name}") for name in range(CLIENTS)]
            time.sleep(chance.uniform(0.05, 0.2))
            suspended = officer.post(f"/licences/{licence}/suspension", {"reason": "Diversion."}, f"suspend {number}")
            acknowledged_s = time.monotonic()
            assert suspended.status == http.client.CREATED, suspended
            late = gate.post(f"/ledger-entries/{held.body['entry']}/confirmation", {}, f"{licence} confirm")
            assert (late.status, late.kind) == (409, "licence-suspended")
            for client in clients:
                client.finish()
            told = [one for client in clients for one in client.told]
            assert {(status, kind) for _, status, kind in told} <= {(201, ""), (409, "licence-suspended")}
            assert not [one for one in told if one[0] >= acknowledged_s and one[1] == http.client.CREATED]
            assert len([one for one in told if one[0] >= acknowledged_s]) >= CLIENTS * AFTERWARDS
            accepted += sum(status == http.client.CREATED for _, status, _ in told)
            refused += sum(status != http.client.CREATED for _, status, _ in told)
    check_nothing_follows_the_suspension(installation, rounds)
    count(
        f"suspension while {CLIENTS} clients draw down: {rounds} rounds, {accepted} accepted before, {refused} refused."
    )
    assert accepted >= rounds


def check_nothing_follows_the_suspension(installation, rounds):
    """Check by the journal's own order that the suspension is the last act on each licence that let anything leave."""
    for acts in installation.prepare(ORDER, rounds).splitlines():
        assert acts.split()[-1] == "licence.suspended", acts
    assert installation.lockgate("licences", "reconcile")[0] == 0
