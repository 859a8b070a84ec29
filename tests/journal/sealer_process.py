"""A process of its own that works on the journal of one database; test_seal_processes.py runs several at once.

VERB is one of VERBS; its argument is a number of rows, rounds or statements where it needs one.
"""

import json
import os
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import django
from django.core.management import call_command
from django.db import connection, transaction


def main(verb, argument):
    django.setup()
    VERBS[verb](argument)


def prepare(rows):
    call_command("migrate", verbosity=0)
    record_rows(int(rows))


def record_and_seal(rounds):
    wait_for_the_others()
    for _ in range(int(rounds)):
        record_rows(3)
        seal()


def record_for_a_while(rounds):
    for _ in range(int(rounds)):
        record_rows(3)
        time.sleep(0.01)


def seal_and_verify(_):
    seal()
    verify()


def record_rows(count):
    from lockgate.core.actor import Actor  # noqa: PLC0415  Django must be set up first, here and below
    from lockgate.journal.acts import Act  # noqa: PLC0415
    from lockgate.journal.record import record  # noqa: PLC0415

    with transaction.atomic():
        for number in range(count):
            by = Actor("process", str(os.getpid()))
            record(act=Act.PACK_ADOPTED, by=by, subject=f"pack {os.getpid()} {number}", content={"number": number})


def number_papers(rounds):
    """Number papers, of which every third is not made after all; print the numbers of those that were."""
    from lockgate.journal.numbering import next_reference  # noqa: PLC0415

    wait_for_the_others()
    given = []
    for number in range(int(rounds)):
        with transaction.atomic():
            reference = next_reference("AP")
            if number % 3 == 2:
                transaction.set_rollback(True)
            else:
                given.append(reference)
    json.dump(given, sys.stdout)


def seal():
    from lockgate.journal.seal import seal_rows  # noqa: PLC0415

    return seal_rows()


def wait_for_the_others():
    """Start at the next whole half second, as the others do that were started with this one."""
    time.sleep(0.5 - time.monotonic() % 0.5)


def die_sealing(argument):
    """Kill this process, as a power cut does, when the sealer is about to write for the nth time."""
    statement, written = int(argument), 0

    def count_and_die(execute, sql, params, many, context):
        nonlocal written
        written += sql.startswith("INSERT")
        if written == statement:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count_and_die):
        seal()


def verify_beside_a_writer(_):
    """Verify, and let others commit at the worst moments: what was read already speaks of what comes, or does not."""
    waiting = {"LEFT JOIN journal_row": redact_the_first_row, 'FROM "parties_site"': add_a_site}

    def let_others_write(execute, sql, params, many, context):
        for words in [words for words in waiting if words in sql]:
            with ThreadPoolExecutor() as other:
                other.submit(waiting.pop(words)).result(timeout=60)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(let_others_write):
        verify()
    assert not waiting


def redact_the_first_row():
    from lockgate.core.permissions import OPERATOR  # noqa: PLC0415
    from lockgate.journal.services import redact_row  # noqa: PLC0415

    redact_row(by=OPERATOR, row=1, reason="For a test.")
    connection.close()


def add_a_site():
    from lockgate.core.permissions import OPERATOR, Membership, Person, Role  # noqa: PLC0415
    from lockgate.parties.services import add_organisation, add_site  # noqa: PLC0415

    home = add_organisation(by=OPERATOR, name="Ganzhou Magnet Works", country="CN")
    exporter = Person(OPERATOR.actor, memberships=frozenset({Membership(home.pk, Role.EXPORTER)}))
    add_site(by=exporter, organisation=home.pk, name="Plant 1", country="CN")
    connection.close()


def verify(_=None):
    from lockgate.journal.report import as_json  # noqa: PLC0415
    from lockgate.journal.verify import verify_journal  # noqa: PLC0415

    json.dump(as_json(verify_journal()), sys.stdout)


VERBS = {
    "prepare": prepare,
    "record": record_for_a_while,
    "record-and-seal": record_and_seal,
    "die-sealing": die_sealing,
    "number": number_papers,
    "verify": verify,
    "verify-beside-a-writer": verify_beside_a_writer,
    "seal-and-verify": seal_and_verify,
}

if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "")
