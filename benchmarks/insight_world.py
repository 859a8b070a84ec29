"""A database of many cases, filled by plain INSERTs, for what measures insight: no act, so no journal vouches for it.

Every constraint and guard of the tables holds, and every fact of it is good. `make_world(cases=100_000)` takes about a
minute on SQLite; run by itself, `./run bench insight_world [CASES]` fills a file of its own and times the export.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from uuid import UUID

ENDS = datetime(2025, 10, 1, 1, tzinfo=UTC)
"""The moment up to which the world was lived in."""
DAYS = 730
KG = 10**9
ENTRIES = tuple(f"1C90{family}.a.{number}" for family in (3, 4, 5) for number in range(1, 5))
DESTINATIONS = ("DE", "JP", "KR", "US", "FR", "IT", "VN", "PL")
FATES = ("granted",) * 14 + ("refused",) * 2 + ("returned", "withdrawn", "open", "open")
AT_ONCE = 5000


class Told(NamedTuple):
    """The rows of one application and what follows from it, each list in the order in which it must be inserted."""

    application: Any
    line: Any
    parties: tuple[Any, ...]
    dependence: tuple[Any, ...]
    case: Any
    case_line: Any
    licence: tuple[Any, ...]
    licence_line: tuple[Any, ...]
    chain: tuple[Any, ...]
    entries: tuple[Any, ...]


class Firms(NamedTuple):
    """Exporters, and of each the consignees that it introduced, with their sites."""

    exporters: list[Any]
    consignees: list[list[Any]]
    sites: list[list[Any]]


def make_world(cases: int, seed: int = 1) -> None:
    """Fill the tables of Django's database, which must be migrated and empty, with so many cases, one line each."""
    from django.db import transaction

    random = Random(seed)
    with transaction.atomic():
        firms = _make_firms(max(10, cases // 200), random)
        numbers = iter(range(1, cases + 1))
        while batch := [_case(number, firms, random) for _, number in zip(range(AT_ONCE), numbers, strict=False)]:
            for field in Told._fields:
                told = [getattr(one, field) for one in batch]
                rows = list(chain.from_iterable(told)) if isinstance(told[0], tuple) else told
                if rows:
                    type(rows[0])._base_manager.bulk_create(rows, batch_size=AT_ONCE)


def _make_firms(count: int, random: Random) -> Firms:
    from lockgate.parties.models import Organisation, Site

    at = ENDS - timedelta(days=DAYS + 30)
    exporters = [Organisation(id=_id(random), name=f"Exporter {n}", country="CN", added_at=at) for n in range(count)]
    consignees = [
        [
            Organisation(
                id=_id(random), name=f"Consignee {n}-{m}", country=DESTINATIONS[m], added_at=at, introduced_by=exporter
            )
            for m in range(len(DESTINATIONS))
        ]
        for n, exporter in enumerate(exporters)
    ]
    sites = [
        [
            Site(id=_id(random), organisation=one, name=f"Plant of {one.name}", country=one.country, added_at=at)
            for one in held
        ]
        for held in consignees
    ]
    Organisation.objects.bulk_create(exporters)
    Organisation.objects.bulk_create(chain.from_iterable(consignees), batch_size=AT_ONCE)
    Site.objects.bulk_create(chain.from_iterable(sites), batch_size=AT_ONCE)
    return Firms(exporters, consignees, sites)


def _case(number: int, firms: Firms, random: Random) -> Told:
    from lockgate.applications.models import Application, ApplicationParty, Line
    from lockgate.casework.models import Case, CaseLine

    place, where = random.randrange(len(firms.exporters)), random.randrange(len(DESTINATIONS))
    exporter, consignee, site = firms.exporters[place], firms.consignees[place][where], firms.sites[place][where]
    fate = random.choice(FATES)
    ago = random.randrange(1, 200) if fate == "open" else random.randrange(150, DAYS)
    submitted = ENDS - timedelta(days=ago, seconds=random.randrange(80_000))
    ended = submitted + timedelta(days=random.randrange(1, 120))
    asked, entry = random.randrange(1, 2000) * KG, random.choice(ENTRIES)
    decided = fate in ("granted", "refused", "returned")
    application = Application(
        id=_id(random),
        reference=f"AP-{number}",
        regime="cn-dual-use",
        exporter=exporter,
        destination=DESTINATIONS[where],
        state="withdrawn" if fate == "withdrawn" else "submitted",
        end_uses=["civil"],
        law_on=submitted.date(),
        started_at=submitted,
        started_by=exporter.id,
        submitted_at=submitted,
        withdrawn_at=ended if fate == "withdrawn" else None,
    )
    line = Line(
        id=_id(random),
        application=application,
        number=1,
        entry=entry,
        unit="KGM",
        value="1",
        quantity=str(asked // KG),
        amount=asked,
        dimension="mass",
        value_minor=100,
        currency="USD",
    )
    parties = tuple(
        ApplicationParty(id=_id(random), application=application, number=n, organisation=consignee, role=role)
        for n, role in enumerate(("consignee", "end_user"), 1)
    )
    case = Case(
        id=_id(random),
        reference=f"CA-{number}",
        application=application,
        regime="cn-dual-use",
        state="decided" if decided else "withdrawn" if fate == "withdrawn" else "in_review",
        opened_at=submitted,
        accepted_on=submitted.date(),
        decided_at=ended if decided else None,
    )
    case_line = CaseLine(
        id=_id(random),
        case=case,
        line=line,
        outcome=fate if decided else "",
        granted_amount=asked if fate == "granted" else None,
        assessment="civil" if decided else "",
    )
    licence = _licence(number, case, case_line, consignee, ended, random) if fate == "granted" else ((), (), (), ())
    dependence = (_dependence(line, site, random),) if random.random() < 0.8 else ()
    return Told(application, line, parties, dependence, case, case_line, *licence)


def _dependence(line: Any, site: Any, random: Random) -> Any:
    from lockgate.applications.models import Dependence

    return Dependence(
        id=_id(random),
        line=line,
        number=1,
        site=site,
        unit="KGM",
        stock_amount=None if random.random() < 0.1 else random.randrange(600) * KG,
        usage_a_day_amount=random.randrange(1, 40) * KG,
        share_permille=None if random.random() < 0.1 else random.randrange(1, 1001),
        alternatives=random.choice([None, [], [{"supplier": "Another", "qualify_days": random.randrange(400)}]]),
        product=random.choice(["", "motors", "pumps", "turbines"]),
    )


def _licence(
    number: int, case: Any, case_line: Any, consignee: Any, issued: datetime, random: Random
) -> tuple[tuple[Any, ...], tuple[Any, ...], tuple[Any, ...], tuple[Any, ...]]:
    from lockgate.licences.models import Chain, Licence, LicenceLine

    asked = case_line.line
    licence = Licence(
        id=_id(random),
        number=f"LI-{number}",
        origin="granted",
        regime=case.regime,
        case=case,
        exporter=case.application.exporter,
        valid_from=issued.date(),
        issued_at=issued,
        valid_to=issued.date() + timedelta(days=183),
    )
    line = LicenceLine(
        id=_id(random),
        licence=licence,
        number=1,
        case_line=case_line,
        entry=asked.entry,
        destination=case.application.destination,
        consignee=consignee,
        quantity=asked.quantity,
        unit="KGM",
        amount=asked.amount,
        dimension="mass",
    )
    held = Chain(id=_id(random), line=line)
    return (licence,), (line,), (held,), tuple(_entries(held, asked.amount, issued, random))


def _entries(held: Any, allowed: int, issued: datetime, random: Random) -> Iterator[Any]:
    from lockgate.licences.models import LedgerEntry

    drawn = 0
    for sequence, amount in enumerate((allowed, allowed // 4, allowed // 3), 1):
        after = drawn + amount if sequence > 1 else 0
        yield LedgerEntry(
            id=_id(random),
            chain=held,
            sequence=sequence,
            previous_sequence=sequence - 1 or None,
            kind="draw_down" if sequence > 1 else "amount",
            amount=amount,
            reserved_before=0,
            drawn_before=drawn,
            drawn_after=after,
            reserved_after=0,
            allowed_after=allowed,
            allowed_before=allowed if sequence > 1 else 0,
            quantity=str(amount // KG),
            unit="KGM",
            at=issued + timedelta(days=10 * sequence),
        )
        drawn = after


def _id(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128))


def main(words: list[str]) -> None:
    """Fill a file of its own and time the export of its facts."""
    cases = int(words[0]) if words else 100_000
    with TemporaryDirectory() as folder:
        os.environ["LOCKGATE_DATA_DIR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "lockgate.settings.demo"
        import django

        django.setup()
        from django.core.management import call_command

        from lockgate.insight.facts.export import read_export, write_export
        from lockgate.insight.facts.live import facts_here

        call_command("migrate", verbosity=0)
        began = time.perf_counter()
        make_world(cases)
        print(f"{cases:,} cases were made in {time.perf_counter() - began:.1f} s")
        facts = timed("read from the database and checked", facts_here)
        timed("written as Parquet", lambda: write_export(facts, Path(folder) / "facts"))
        timed("read again", lambda: read_export(Path(folder) / "facts"))
        print({name: table.num_rows for name, table in facts.tables().items()}, facts.set_aside.num_rows, "set aside")


def timed(what: str, act: Callable[[], Any]) -> Any:
    """Do something, and print how long it took."""
    began = time.perf_counter()
    found = act()
    print(f"{time.perf_counter() - began:6.2f} s  {what}")
    return found


if __name__ == "__main__":
    main(sys.argv[1:])
