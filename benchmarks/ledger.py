"""How many draw-downs a second: over HTTP beside a route that commits one empty row, and beside the bare statements.

Run by `./run bench ledger [sqlite] [postgresql]`. Over HTTP 16 clients keep their connections; the draw-downs and the
peer take turns, and each figure is the median of its rounds. In bulk one process draws down through the service, and
then the driver alone executes the very same statements, in the same transactions, on a copy of the database.
"""

from __future__ import annotations

import asyncio
import json
import os
import platform
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from uuid import uuid4

CLIENTS = 16
ROUNDS = 5
ROUND_S = 4.0
SPREAD = 400
BULK = 2000


Statements = list[tuple[str, Any]]
"""The statements of one draw-down, each with its values."""


class Round(NamedTuple):
    """What one round saw: answers a second, and the seconds of each."""

    per_second: float
    taken: list[float]


class Pace(NamedTuple):
    """How many draw-downs a second in bulk, and the milliseconds of processor that this process spent on each."""

    per_second: float
    processor_ms: float


class Asked(NamedTuple):
    """What a client sends: a path for each request, and whether it draws down."""

    name: str
    path: str
    licences: int


HOT = Asked("draw-downs, all on one licence line", "/api/v1/licences/BENCH-{}/lines/1/draw-downs", 1)
SPREAD_OUT = Asked(f"draw-downs, spread over {SPREAD} licences", HOT.path, SPREAD)
PEER = Asked("one empty row committed", "/api/v1/empty-rows", 0)


def prepare() -> str:
    """Make the database with its licences and return the key of a customs officer."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from lockgate.accounts.services import add_key
    from lockgate.core.permissions import OPERATOR, Role
    from tests.factories.licences import licence
    from tests.factories.people import person

    call_command("migrate", verbosity=0)
    identity = "integer PRIMARY KEY" if connection.vendor == "sqlite" else "bigserial PRIMARY KEY"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE benchmark_empty (id {identity})")
    for number in range(SPREAD):
        licence(f"BENCH-{number}", "1000000 KGM")
    person(Role.CUSTOMS)
    key = add_key(by=OPERATOR, email="customs@example.org").key
    connection.close()
    return key


async def client(port: int, key: str, asked: Asked, numbers: Iterator[int], until: float) -> list[float]:
    """Send one request after the other on one connection until the time is over; return the seconds of each."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    taken = []
    while time.perf_counter() < until:
        number = next(numbers)
        body = json.dumps({"quantity": "0.5", "unit": "KGM", "declaration": f"D-{number}", "office": "Shanghai"})
        path = asked.path.format(number % asked.licences) if asked.licences else asked.path
        start = time.perf_counter()
        writer.write(
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {key}\r\n"
            f"Idempotency-Key: {uuid4().hex}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}".encode()
        )
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = int(head.partition(b"content-length: ")[2].split(b"\r\n")[0])
        answer = await reader.readexactly(length)
        taken.append(time.perf_counter() - start)
        if not head.startswith(b"http/1.1 201"):
            raise RuntimeError(f"{asked.name}: {head!r} {answer!r}")
    writer.close()
    return taken


async def one_round(port: int, key: str, asked: Asked, numbers: Iterator[int]) -> Round:
    """Have all clients send for a while."""
    start = time.perf_counter()
    clients = [client(port, key, asked, numbers, start + ROUND_S) for _ in range(CLIENTS)]
    taken = [seconds for each in await asyncio.gather(*clients) for seconds in each]
    return Round(len(taken) / (time.perf_counter() - start), taken)


@contextmanager
def server(workers: int) -> Iterator[int]:
    """Serve the stack on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    served = subprocess.Popen([sys.executable, "-m", "benchmarks.ledger_stack", str(port), str(workers)])
    try:
        deadline_s = time.perf_counter() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                if served.poll() is not None or time.perf_counter() > deadline_s:
                    raise
                time.sleep(0.1)
        yield port
    finally:
        served.terminate()
        served.wait()


def over_http(key: str, workers: int) -> None:
    """Measure draw-downs beside the peer, in turns."""
    seen: dict[str, list[Round]] = {}
    numbers = count()
    with server(workers) as port:
        for asked in (HOT, SPREAD_OUT, PEER):  # to warm up
            asyncio.run(one_round(port, key, asked, numbers))
        for _ in range(ROUNDS):
            for asked in (HOT, SPREAD_OUT, PEER):
                seen.setdefault(asked.name, []).append(asyncio.run(one_round(port, key, asked, numbers)))
    peer = statistics.median(each.per_second for each in seen[PEER.name])
    print(f"  over HTTP, {CLIENTS} clients, {workers} server processes, {ROUNDS} rounds of {ROUND_S:.0f} s in turns")
    for name, rounds in seen.items():
        rates = [each.per_second for each in rounds]
        taken = sorted(seconds for each in rounds for seconds in each.taken)
        p50, p99 = (taken[int(len(taken) * part)] * 1000 for part in (0.5, 0.99))
        rate = statistics.median(rates)
        print(
            f"    {name:<42} {rate:>7,.0f} /s ({min(rates):,.0f} to {max(rates):,.0f})"
            f"  p50 {p50:5.1f} ms  p99 {p99:6.1f} ms  {rate / peer:4.2f} of the peer"
        )


@contextmanager
def paced(draw_downs: int) -> Iterator[list[Pace]]:
    """Take the time of a block that does so many draw-downs; what was seen is in the list afterwards."""
    seen: list[Pace] = []
    start, processor_start_s = time.perf_counter(), time.process_time()
    yield seen
    processor_s = time.process_time() - processor_start_s
    seen.append(Pace(draw_downs / (time.perf_counter() - start), processor_s * 1000 / draw_downs))


def in_bulk(numbers: range) -> Pace:
    """Draw down through the service, one after the other."""
    from lockgate.licences.ledger.movement import Declared
    from lockgate.licences.ledger.services import draw_down
    from lockgate.parties.queries import person_at

    by = person_at("customs@example.org")
    with paced(len(numbers)) as seen:
        for number in numbers:
            declared = Declared("0.5", "KGM", f"D-{number}", "Shanghai")
            draw_down(by=by, licence=f"BENCH-{number % SPREAD}", line=1, declared=declared, key=f"bulk {number}")
    return seen[0]


def statements_of(numbers: range) -> list[Statements]:
    """Draw down once more, and return the statements of each draw-down with their values."""
    from django.db import connection

    kept: list[Statements] = []

    def keep(execute: Any, sql: str, values: Any, *rest: Any) -> Any:
        kept[-1].append((sql, values))
        return execute(sql, values, *rest)

    for number in numbers:
        kept.append([])
        with connection.execute_wrapper(keep):
            in_bulk(range(number, number + 1))
    asked_for_the_person = next(place for place, (sql, _) in enumerate(kept[0]) if "licences_chain" in sql)
    connection.close()
    return [statements[asked_for_the_person:] for statements in kept]


def bare(execute: Any, drawn: list[Statements]) -> Pace:
    """Execute the statements of each draw-down and read their rows, by the driver alone."""
    with paced(len(drawn)) as seen:
        for statements in drawn:
            execute(statements)
    return seen[0]


def bare_sqlite(copy: Path, drawn: list[Statements]) -> Pace:
    """Execute them on a copy of the file, opened as Lockgate opens it."""
    import sqlite3

    database = sqlite3.connect(copy, isolation_level=None)
    database.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;")
    ready = [[(sql.replace("%s", "?"), values or ()) for sql, values in statements] for statements in drawn]

    def execute(statements: Statements) -> None:
        for sql, values in statements:
            database.execute(sql, values).fetchall()
        database.execute("COMMIT")

    pace = bare(execute, ready)
    database.close()
    return pace


def bare_postgresql(url: str, drawn: list[Statements]) -> Pace:
    """Execute them on a copy of the database."""
    import psycopg

    with psycopg.connect(url, autocommit=True, cursor_factory=psycopg.ClientCursor) as session:

        def execute(statements: Statements) -> None:
            first, *rest = statements  # the line is found before the transaction begins
            session.execute(*first).fetchall()
            with session.transaction():
                for sql, values in rest:
                    answer = session.execute(sql, values)
                    if answer.description:
                        answer.fetchall()

        return bare(execute, drawn)


def said_in_bulk(service: Pace, alone: Pace) -> None:
    """Print both."""
    print(f"  in bulk, one process, {BULK} draw-downs spread over {SPREAD} licences")
    for name, pace in (("through the service", service), ("the same statements, the driver alone", alone)):
        print(f"    {name:<42} {pace.per_second:>7,.0f} /s  {pace.processor_ms:4.2f} ms of processor each")
    print(f"    the service is {service.per_second / alone.per_second:4.2f} of the driver alone")


def on_sqlite(folder: Path) -> None:
    """Measure on a file."""
    import sqlite3

    file, copy = folder / "ledger.sqlite3", folder / "bare.sqlite3"
    os.environ["LOCKGATE_DATABASE_URL"] = f"sqlite:///{file}"
    key = prepare()
    print(f"SQLite {sqlite3.sqlite_version}, WAL, synchronous=FULL")
    over_http(key, workers=1)
    pace = in_bulk(range(BULK))
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    said_in_bulk(pace, bare_sqlite(copy, statements_of(range(BULK, 2 * BULK))))


def on_postgresql(url: str) -> None:
    """Measure on a server of its own."""
    import psycopg
    from django.db import connection

    os.environ["LOCKGATE_DATABASE_URL"] = url
    key = prepare()
    with psycopg.connect(url, autocommit=True) as session:
        print(f"PostgreSQL {session.info.server_version // 10000}, synchronous_commit on")
        over_http(key, workers=2)
        pace = in_bulk(range(BULK))
        connection.close()
    copy = urlsplit(url)._replace(path="/bare").geturl()
    with psycopg.connect(urlsplit(url)._replace(path="/postgres").geturl(), autocommit=True) as session:
        session.execute(f"CREATE DATABASE bare TEMPLATE {urlsplit(url).path[1:]}")
    said_in_bulk(pace, bare_postgresql(copy, statements_of(range(BULK, 2 * BULK))))


def main(words: list[str]) -> None:
    """Measure on each database that is named, each in a process of its own: settings are read once a process."""
    if words[:1] != ["--here"]:
        print(f"Python {platform.python_version()}, {os.cpu_count()} cores", flush=True)
        for name in words or ("sqlite", "postgresql"):
            command = [sys.executable, "-m", "benchmarks.ledger", "--here", name]
            subprocess.run(command, check=True, cwd=Path(__file__).parents[1])
        return
    os.environ["DJANGO_SETTINGS_MODULE"] = "lockgate.settings.demo"
    with TemporaryDirectory() as folder:
        os.environ["LOCKGATE_DATA_DIR"] = folder
        if words[1] == "sqlite":
            on_sqlite(Path(folder))
            return
        from tools.postgres_cluster import private_cluster

        with private_cluster() as cluster:
            on_postgresql(cluster.url)


if __name__ == "__main__":
    main(sys.argv[1:])
