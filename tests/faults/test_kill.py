"""The server is killed under load: nothing that was acknowledged is lost, and nothing is done twice."""

import os
import random
import signal
import sqlite3
import time
from contextlib import closing
from urllib.parse import unquote, urlsplit
from uuid import UUID

import psycopg
import pytest
from django.db import connection

from tests.databases import database_of_its_own
from tests.faults.conftest import set_up
from tests.faults.installation import runs
from tests.faults.load import LICENCES, PREPARE, Load
from tools.postgres_cluster import private_cluster

VERIFY = """
from lockgate.cli import main
print(main(["journal", "verify"]), main(["licences", "reconcile"]))
"""
DRAWN = "SELECT declaration, id, sequence FROM licences_ledgerentry WHERE kind = 'draw_down'"
UNSEALED = "SELECT count(*) FROM journal_row WHERE id NOT IN (SELECT row_id FROM journal_sealleaf)"
BACKENDS = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


@pytest.fixture
def cluster():
    """A PostgreSQL server of the test's own, to be broken; None on SQLite, which has no server."""
    if connection.vendor == "sqlite":
        yield None
        return
    with private_cluster() as held:
        yield held


@pytest.fixture
def database(cluster, tmp_path):
    """The URL of an empty database."""
    if cluster:
        yield cluster.url
        return
    with database_of_its_own(tmp_path) as url:
        yield url


@pytest.fixture
def served(tmp_path, database):
    """An installation that is served by two processes, with licences, and load on it that customs' key opens."""
    for installation in set_up(tmp_path, database):
        key = installation.prepare(PREPARE, LICENCES)
        installation.serve()
        yield installation, Load(installation.port, key)


def rows(database, statement):
    if database.startswith("sqlite:"):
        with closing(sqlite3.connect(unquote(urlsplit(database).path).removeprefix("/"))) as session:
            return session.execute(statement).fetchall()
    with psycopg.connect(database) as session:
        return session.execute(statement).fetchall()


def wait_for(database):
    """Wait until the database has recovered: all its sessions end with a backend that was killed."""
    deadline_s = time.monotonic() + 60
    while True:
        try:
            return rows(database, "SELECT 1")
        except psycopg.OperationalError:
            assert time.monotonic() < deadline_s, "the database does not recover"
            time.sleep(0.05)


def check_all_is_there_once(installation, database, load):
    """Check that each acknowledged draw-down has its one entry, that there is no other, and that all is vouched for."""
    assert not load.surprises
    found = rows(database, DRAWN)
    assert len(found) == len(load.acknowledged)
    stored = {declaration: (UUID(str(entry)), sequence) for declaration, entry, sequence in found}
    told = {name: (UUID(body["entry"]), body["sequence"]) for name, body in load.acknowledged.items()}
    assert stored == told
    said = installation.prepare(VERIFY)
    assert said.endswith("\n0 0"), said


def test_after_kill_9_under_load_nothing_acknowledged_is_lost_and_nothing_is_done_twice(
    served, database, cluster, long, count
):
    """Each round kills the server with its workers; every other one also its sealer, and one that seals all the time;
    on PostgreSQL before that a backend in every third round, and the whole cluster in every third.
    """
    installation, load = served
    rounds, chance = 100 if long else 10, random.Random(7)
    sealing = installation.begin("journal", "seal", "--every", "0.1")
    for number in range(rounds):
        with load.going_on():
            load.wait_for(40)
            time.sleep(chance.uniform(0, 0.3))
            if cluster and number % 3 == 1:
                os.kill(rows(database, BACKENDS)[0][0], signal.SIGKILL)
                time.sleep(chance.uniform(0, 0.1))
            if cluster and number % 3 == 2:
                cluster.end_at_once()
            installation.kill(*([sealing.pid, *installation.sealers()] if number % 2 else ()))
            if number % 2:
                sealing.communicate()
                sealing = installation.begin("journal", "seal", "--every", "0.1")
            if cluster and number % 3 == 2:
                cluster.start()
            wait_for(database)
            installation.serve()
            load.wait_for(10)
        check_all_is_there_once(installation, database, load)
    count(
        f"kill -9 of the server under load on {connection.vendor}: {rounds} rounds, {len(load.acknowledged)} draw-downs"
        f" acknowledged, {load.cut_off} requests cut off and {load.unavailable} answered 503, all sent again."
    )
    assert load.cut_off >= rounds


def test_where_only_the_first_process_is_killed_the_others_end_and_its_port_is_free(served, database):
    installation, load = served
    first = installation.server
    with load.going_on():
        load.wait_for(20)
        others = installation.children()
        assert len(installation.workers()) == 2 < len(others), "its workers, and its companions"
        first.kill()
        first.wait()
        installation.serve()
        load.wait_for(10)
    deadline_s = time.monotonic() + 60
    while any(runs(other) for other in others):
        assert time.monotonic() < deadline_s, "a worker or a companion outlives the server"
        time.sleep(0.05)
    check_all_is_there_once(installation, database, load)


def test_a_sealer_that_is_killed_is_replaced_and_what_was_open_is_sealed(served, database):
    installation, load = served
    (killed,) = installation.sealers()
    os.kill(killed, signal.SIGKILL)
    with load.going_on():
        load.wait_for(20)
    deadline_s = time.monotonic() + 60
    while rows(database, UNSEALED) != [(0,)]:
        assert time.monotonic() < deadline_s, "nobody seals any more"
        time.sleep(0.1)
    (another,) = installation.sealers()
    assert another != killed
    check_all_is_there_once(installation, database, load)


def test_a_worker_that_is_killed_is_replaced_and_the_server_answers_on(served, database):
    installation, load = served
    before = set(installation.workers())
    assert len(before) == 2
    with load.going_on():
        load.wait_for(20)
        os.kill(min(before), signal.SIGKILL)
        load.wait_for(20)
        deadline_s = time.monotonic() + 30
        while len(set(installation.workers()) - before) < 1:
            assert time.monotonic() < deadline_s, "the worker is not replaced"
            time.sleep(0.05)
        load.wait_for(20)
    check_all_is_there_once(installation, database, load)
