"""Two requests that come at once under one key, as when a client loses patience."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep

import pytest
from django.db import connection, transaction

from lockgate.licences.ledger.movement import Declared
from lockgate.licences.ledger.services import draw_down
from lockgate.licences.ledger.store import find_line, lock
from lockgate.licences.ledger.tables import LedgerEntry
from tests.factories.licences import licence

SIX = Declared("6", "KGM")


@pytest.mark.django_db(transaction=True)
@pytest.mark.only_on("postgresql", reason="SQLite lets nobody in while another writes")
def test_two_at_once_under_one_key_draw_once_and_are_given_one_answer(customs):
    licence()
    line = find_line("HELD-1", 1)
    assert line

    def ask(_):
        try:
            return draw_down(by=customs, licence="HELD-1", line=1, declared=SIX, key="k")
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        with transaction.atomic():
            lock(line.chain)
            asked = [threads.submit(ask, number) for number in range(2)]
            wait_for_waiting(2)
        answers = [one.result(timeout=10) for one in asked]
    assert sorted(answer.repeated for answer in answers) == [False, True]
    assert answers[0].body == answers[1].body
    assert LedgerEntry.objects.get(kind="draw_down").drawn_after == 6 * 10**9


@pytest.mark.django_db(transaction=True)
def test_four_who_press_at_the_same_moment_under_one_key_draw_once(customs):
    licence()
    start = Barrier(4)

    def ask(_):
        try:
            start.wait(timeout=60)
            return draw_down(by=customs, licence="HELD-1", line=1, declared=SIX, key="k")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(ask, range(4)))
    assert sorted(answer.repeated for answer in answers) == [False, True, True, True]
    assert all(answer.body == answers[0].body for answer in answers)
    assert LedgerEntry.objects.filter(kind="draw_down").count() == 1


def wait_for_waiting(count):
    """Wait until so many sessions of PostgreSQL wait for a lock: both have found no answer by then."""
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone() == (count,):
                return
        sleep(0.05)
    raise AssertionError("nobody waits")
