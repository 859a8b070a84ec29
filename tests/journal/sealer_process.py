"""A process of its own that works on the journal of one database; test_seal_processes.py runs several at once.

VERB is one of: prepare ROWS; record-and-seal ROUNDS; die-sealing STATEMENT; verify; verify-beside-a-writer;
seal-and-verify.
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
    if verb == "prepare":
        call_command("migrate", verbosity=0)
        record_rows(int(argument))
    elif verb == "record-and-seal":
        wait_for_the_others()
        for _ in range(int(argument)):
            record_rows(3)
            seal()
    elif verb == "die-sealing":
        die_at(int(argument))
    elif verb == "verify":
        verify()
    elif verb == "verify-beside-a-writer":
        verify_beside_a_writer()
    elif verb == "seal-and-verify":
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


def seal():
    from lockgate.journal.seal import seal_rows  # noqa: PLC0415

    return seal_rows()


def wait_for_the_others():
    """Start at the next whole half second, as the others do that were started with this one."""
    time.sleep(0.5 - time.monotonic() % 0.5)


def die_at(statement):
    """Kill this process, as a power cut does, when the sealer is about to write for the nth time."""
    written = 0

    def count_and_die(execute, sql, params, many, context):
        nonlocal written
        written += sql.startswith("INSERT")
        if written == statement:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count_and_die):
        seal()


def verify_beside_a_writer():
    """Verify, and let an act be committed when the journal has been read and a table that the act writes has not."""
    added = []

    def add_a_site_once(execute, sql, params, many, context):
        if 'FROM "parties_site"' in sql and not added:
            with ThreadPoolExecutor() as other:
                added.append(other.submit(add_a_site).result(timeout=60))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(add_a_site_once):
        verify()
    assert added


def add_a_site():
    from lockgate.core.permissions import OPERATOR, Membership, Person, Role  # noqa: PLC0415
    from lockgate.parties.services import add_organisation, add_site  # noqa: PLC0415

    home = add_organisation(by=OPERATOR, name="Ganzhou Magnet Works", country="CN")
    exporter = Person(OPERATOR.actor, memberships=frozenset({Membership(home.pk, Role.EXPORTER)}))
    site = add_site(by=exporter, organisation=home.pk, name="Plant 1", country="CN")
    connection.close()
    return site.pk


def verify():
    from lockgate.journal.report import as_json  # noqa: PLC0415
    from lockgate.journal.verify import verify_journal  # noqa: PLC0415

    json.dump(as_json(verify_journal()), sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "")
