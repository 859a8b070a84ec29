"""Two ask at the same time under one key: the second waits for the first, and is given its answer."""

from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest
from django.db import connection, transaction

from lockgate.licences.ledger.movement import Declared
from lockgate.licences.ledger.queries import totals_of
from lockgate.licences.ledger.services import draw_down
from lockgate.licences.ledger.store import find_line, lock
from tests.factories.licences import licence

pytestmark = pytest.mark.django_db(transaction=True)
KG = 10**9


@pytest.mark.only_on("postgresql", reason="SQLite lets nobody in while another writes")
def test_two_at_once_under_one_key_draw_once_and_are_given_one_answer(customs):
    held = licence()
    line = find_line("HELD-1", 1)
    assert line

    def ask(_):
        try:
            return draw_down(by=customs, licence="HELD-1", line=1, declared=Declared("6", "KGM"), key="k")
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
    (totals,) = totals_of([line.pk for line in held.lines.all()]).values()
    assert totals.drawn == 6 * KG


def wait_for_waiting(count):
    """Wait until so many sessions of PostgreSQL wait for a lock: both have found no answer by then."""
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone() == (count,):
                return
        sleep(0.05)
    raise AssertionError("nobody waits")
