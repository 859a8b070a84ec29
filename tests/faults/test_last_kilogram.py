"""Two clients draw the last kilogram at once, from a real server: one gets it, the other is told that it is gone."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from contextlib import closing, suppress

import pytest

LOCKGATE = [sys.executable, "-m", "lockgate"]
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
import sys, django
django.setup()
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
def environment(tmp_path, own_database):
    return os.environ | {  # noqa: TID251  it is handed on, not read
        "DJANGO_SETTINGS_MODULE": "lockgate.settings.demo",
        "LOCKGATE_DATA_DIR": str(tmp_path),
        "LOCKGATE_DATABASE_URL": own_database,
        "LOCKGATE_SEAL_KEY_FILE": "",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }


@pytest.fixture
def server(environment, long):
    """A server of two processes on a database of its own: its port, a key, and how many licences of 1 kg there are."""
    rounds = 1000 if long else 50
    subprocess.run([*LOCKGATE, "migrate"], env=environment, check=True)
    prepared = [sys.executable, "-c", PREPARE, str(rounds)]
    key = subprocess.run(prepared, env=environment, check=True, capture_output=True, text=True).stdout.strip()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    served = subprocess.Popen([*LOCKGATE, "serve", "--port", str(port), "--workers", "2"], env=environment)
    try:
        wait_for(port)
        yield port, key, rounds
    finally:
        served.terminate()
        served.wait(30)


def wait_for(port):
    deadline_s = time.monotonic() + 60
    while True:
        with suppress(OSError), closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as asked:
            asked.request("GET", "/readyz")
            if asked.getresponse().status == 200:
                return
        assert time.monotonic() < deadline_s, "the server does not answer"
        time.sleep(0.05)


def client(environment, server, name):
    port, key, rounds = server
    words = [sys.executable, "-c", CLIENT, str(port), key, name, str(rounds)]
    started = subprocess.Popen(words, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert started.stdout and started.stdout.readline() == "ready\n"
    return started


def test_of_two_who_draw_the_last_kilogram_at_once_one_gets_it(environment, server):
    clients = [client(environment, server, name) for name in ("north gate", "south gate")]
    won = {True: 0, False: 0}
    for _ in range(server[2]):
        for each in clients:
            each.stdin.write("now\n")
            each.stdin.flush()
        answers = [json.loads(each.stdout.readline()) for each in clients]
        assert sorted(answers, key=str) == [[201, "0", None], [409, None, "/problems/balance-exceeded"]]
        won[answers[0][0] == 201] += 1
    for each in clients:
        each.communicate(timeout=60)
    said = subprocess.run([*LOCKGATE, "licences", "reconcile"], env=environment, capture_output=True, text=True)
    assert said.stdout == f"{server[2]} chains, {2 * server[2]} entries.\nClean.\n"
