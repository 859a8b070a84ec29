"""How fast insight is: each figure beside a peer or the bound that it may not pass, in one run.

Run by `./run bench insight [PART …]`, with PART pace, dependence, run_out, observer, world; all without. `world` makes
a database of 100,000 cases first, which takes some minutes. Medians of several runs, with the least and the most.
"""

from __future__ import annotations

import os
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pyarrow as pa

CASES = 100_000
MANY = 10_000_000
RUNS = 5


def seconds(act: Callable[[], Any], runs: int = RUNS) -> list[float]:
    """Return the seconds of each of `runs` calls."""
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        act()
        taken.append(time.perf_counter() - began)
    return taken


def said(what: str, taken: list[float], beside: list[float] | None = None, of_what: str = "") -> None:
    """Print the median in milliseconds, and how often as long or short it is as what stands beside it."""
    middle = statistics.median(taken)
    ratio = f"  {middle / statistics.median(beside):8.2f} of {of_what}" if beside else ""
    print(f"  {what:<58}{1000 * middle:>12,.1f} ms ({1000 * min(taken):,.1f} to {1000 * max(taken):,.1f}){ratio}")


def waits(lines: int) -> tuple[np.ndarray, np.ndarray]:
    """Return days waited and codes of outcomes, one in five pending, with ties on every day."""
    drawn = np.random.default_rng(1)
    return drawn.gamma(2.0, 30.0, lines).astype(np.int64), drawn.choice(5, lines, p=[0.2, 0.6, 0.05, 0.1, 0.05])


def pace() -> None:
    """Curves with variance beside lifelines' without, and beside one count over the same arrays."""
    from lifelines import AalenJohansenFitter

    from lockgate.insight.pace.bands import band_widths
    from lockgate.insight.pace.curves import pace_of

    days, codes = waits(CASES)
    jittered = days + np.random.default_rng(2).random(CASES)
    peer = AalenJohansenFitter(calculate_variance=False)
    theirs = seconds(lambda: peer.fit(jittered, codes, event_of_interest=1))
    print(f"pace, {CASES:,} cases, five outcomes")
    said("curves of every outcome with variance", seconds(lambda: pace_of(days, codes)), theirs, "lifelines'")
    said("lifelines, one outcome, without variance", theirs)
    curves = pace_of(days, codes)
    said("bands, 1,000 draws", seconds(lambda: band_widths(curves)))
    days, codes = waits(MANY)
    bound = seconds(lambda: np.bincount(codes * 4096 + days))
    print(f"pace, {MANY:,} cases")
    said(
        "curves of every outcome with variance", seconds(lambda: pace_of(days, codes)), bound, "one count of the cells"
    )
    said("one count of the cells", bound)


def dependence() -> None:
    """Bounds of every measure beside DuckDB adding up the same rows by the same groups, which is all that it does."""
    import ibis

    from lockgate.insight.dependence.table import dependence_table

    drawn, rows = np.random.default_rng(3), 1_000_000
    flows = pa.table(
        {
            "item": drawn.choice([f"item {n}" for n in range(200)], rows),
            "supplier": drawn.choice([f"supplier {n}" for n in range(500)] + [""] * 50, rows),
            "consignee": drawn.choice([f"site {n}" for n in range(300)], rows),
            "quantity": drawn.integers(1, 10_000, rows).astype(str),
            "unit": ["KGM"] * rows,
            "qualify_days": drawn.choice(["30", "120", "none", ""], rows),
        }
    )
    print(f"dependence, {rows:,} flows")
    duckdb, held = ibis.duckdb.connect(), ibis.memtable(flows)
    sums = held.group_by(["item", "consignee", "supplier"]).aggregate(total=held.quantity.cast("int64").sum())
    theirs = seconds(lambda: duckdb.to_pyarrow(sums), 3)
    said(
        "five measures with bounds, at two levels", seconds(lambda: dependence_table(flows), 3), theirs, "DuckDB's sums"
    )
    said("DuckDB, the sums by item, consignee and supplier alone", theirs)


def run_out() -> None:
    """100,000 sites from files to files, beside the ten seconds that it may take."""
    from run_out import BOUND_S, SITES, measure

    taken = [measure() for _ in range(3)]
    print(f"run-out, {SITES:,} sites")
    said("from files to files", [one.command for one in taken], [BOUND_S], f"the {BOUND_S:.0f} s that it may take")
    said("the function alone", [one.function for one in taken])


def observer() -> None:
    """The claims of 2025, from their file to the bounds."""
    from lockgate.insight.observer.observing import observe
    from lockgate.insight.observer.worked_example import tables

    claims, populations = tables()
    print(f"observer, the {claims.num_rows} claims of 2025")
    said("bounds, conflicts and the next number", seconds(lambda: observe(claims, populations), 1))


def world() -> None:
    """Facts, what hangs on open cases, a snapshot and its pages, on a database of 100,000 cases."""
    with TemporaryDirectory() as held:
        folder = Path(held)
        os.environ["LOCKGATE_DATA_DIR"] = str(folder)
        os.environ["DJANGO_SETTINGS_MODULE"] = "lockgate.settings.demo"
        import django

        django.setup()
        from django.core.management import call_command
        from insight_world import ENDS, make_world

        from lockgate.core import clock

        call_command("migrate", verbosity=0)
        make_world(CASES)
        with clock.use_clock(clock.FrozenClock(ENDS)):
            _on_the_world(folder)


def _on_the_world(folder: Path) -> None:
    from lockgate.insight.facts.export import read_export, write_export
    from lockgate.insight.facts.live import facts_here
    from lockgate.insight.facts.reading import TABLES
    from lockgate.insight.hanging.open_cases import gate_of, hanging_table
    from lockgate.insight.services import snapshots
    from lockgate.insight.snapshot.taking import take_snapshot

    database = sqlite3.connect(folder / "lockgate.sqlite3")
    bare = seconds(lambda: [database.execute(table.statement).fetchall() for table in TABLES], 3)
    database.close()
    facts = facts_here()
    print(f"{CASES:,} cases in SQLite, {facts.lines.num_rows:,} lines, {facts.flows.num_rows:,} flows")
    said("facts read and checked", seconds(facts_here, 3), bare, "the bare statements")
    said("the same statements, fetched and thrown away", bare)
    said("facts written as Parquet", seconds(lambda: write_export(facts, folder / "facts"), 3))
    said("facts read again from Parquet", seconds(lambda: read_export(folder / "facts"), 3))
    gate = gate_of(facts.data_date, facts.tables())
    cases = hanging_table(gate).num_rows
    said(f"what hangs on {cases:,} open cases, facts in memory", seconds(lambda: hanging_table(gate), 3), [5.0], "5 s")
    said("a snapshot of every figure", seconds(lambda: take_snapshot(snapshots(), facts), 1))
    for page, taken in _pages().items():
        said(f"the page {page}", taken, [1.0], "1 s")


def _pages() -> Mapping[str, list[float]]:
    from django.test import Client
    from django.urls import reverse

    from lockgate.accounts.services import add_user
    from lockgate.core.permissions import OPERATOR, Role
    from lockgate.parties.services import add_member, add_organisation

    account = add_user(by=OPERATOR, email="analyst@example.org")
    add_organisation(by=OPERATOR, name="Department", country="CN")
    add_member(by=OPERATOR, email="analyst@example.org", organisation="Department", role=Role.ANALYST.value)
    client = Client(SERVER_NAME="localhost")
    client.force_login(account)
    names = ("insight", "insight_pace", "insight_dependence", "insight_run_out", "insight_open_cases")
    return {name: seconds(lambda name=name: _must_be_right(client.get(reverse(name)))) for name in names}


def _must_be_right(answer: Any) -> None:
    if answer.status_code != 200:
        raise SystemExit(f"A page answered {answer.status_code}.")


PARTS: Mapping[str, Callable[[], None]] = {
    "pace": pace,
    "dependence": dependence,
    "run_out": run_out,
    "observer": observer,
    "world": world,
}


def main(words: list[str]) -> None:
    """Measure the parts that are named, or all."""
    for word in words or PARTS:
        if word not in PARTS:
            raise SystemExit(f"There is no part {word!r}; there are: {', '.join(PARTS)}.")
        PARTS[word]()
    print(f"on {date.today().isoformat()}")  # noqa: DTZ011  of the figures, not of Lockgate


if __name__ == "__main__":
    main(sys.argv[1:])
