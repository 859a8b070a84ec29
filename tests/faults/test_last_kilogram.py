"""Two clients draw the last kilogram at once, from a real server: one gets it, the other is told that it is gone."""

import json
import subprocess
import sys

import pytest

CLIENT = """
import http.client, json, sys
port, key, name, rounds = int(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
server = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
server.connect()
print("ready", flush=True)
for line in range(1, rounds + 1):
    sys.stdin.readline()
    body = json.dumps({"quantity": "1", "unit": "KGM", "declaration": name, "office": "Shanghai"})
    headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": f"{name} {line}"}
    server.request("POST", f"/api/v1/licences/LAST-{line}/lines/1/draw-downs", body, headers)
    answer = server.getresponse()
    said = json.loads(answer.read())
    print(json.dumps([answer.status, said.get("balance"), said.get("type")]), flush=True)
"""
PREPARE = """
from lockgate.accounts.services import add_key
from lockgate.core.permissions import OPERATOR, Role
from tests.factories.licences import licence
from tests.factories.people import person
for line in range(1, int(sys.argv[1]) + 1):
    licence(f"LAST-{line}", "1 KGM")
person(Role.CUSTOMS)
print(add_key(by=OPERATOR, email="customs@example.org").key)
"""


@pytest.fixture
def rounds(long):
    return 1000 if long else 50


@pytest.fixture
def gates(installation, rounds):
    """Two clients, each a process, of a server of two; there are as many licences of 1 kg as rounds."""
    key = installation.prepare(PREPARE, rounds)
    installation.serve()
    words = [sys.executable, "-c", CLIENT, str(installation.port), key]
    pipe = subprocess.PIPE
    started = [
        subprocess.Popen([*words, name, str(rounds)], stdin=pipe, stdout=pipe, text=True)
        for name in ("north gate", "south gate")
    ]
    assert [client.stdout.readline() for client in started if client.stdout] == ["ready\n"] * 2
    yield started
    for client in started:
        client.communicate(timeout=60)


def test_of_two_who_draw_the_last_kilogram_at_once_one_gets_it(installation, gates, rounds, count):
    won = {True: 0, False: 0}
    for _ in range(rounds):
        for gate in gates:
            gate.stdin.write("now\n")
            gate.stdin.flush()
        answers = [json.loads(gate.stdout.readline()) for gate in gates]
        assert sorted(answers, key=str) == [[201, "0", None], [409, None, "/problems/balance-exceeded"]]
        won[answers[0][0] == 201] += 1
    _, said, _ = installation.lockgate("licences", "reconcile")
    assert said == f"{rounds} chain{'' if rounds == 1 else 's'}, {2 * rounds} entries.\nClean.\n"
    count(f"the last kilogram drawn by two at once: {rounds} times; one gate won {won[True]}, the other {won[False]}.")
