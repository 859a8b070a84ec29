"""How long it takes to tell when 100,000 sites run out, beside the ten seconds that it may take.

Run by `./run bench run_out [SITES]`. The command is run as a firm runs it, on files: a quarter of the sites have
nothing pending, the others up to six cases; a third of them has something granted. Also timed is the function alone, on
the same rows in memory.
"""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv

from lockgate.cli import main
from lockgate.insight.own_file.reading import read_table
from lockgate.insight.pace.pace_file import read_pace_file
from lockgate.insight.run_out.columns import GRANTED, PENDING, STOCK
from lockgate.insight.run_out.table import run_out_table

SITES = 100_000
BOUND_S = 10.0
AS_OF = date(2025, 6, 1)
CASES = {0: 0.25, 1: 0.3, 2: 0.2, 3: 0.15, 4: 0.07, 6: 0.03}
"""Of how many cases how large a share of the sites waits."""


class Seconds(NamedTuple):
    """What was seen: the command from files to files, and the function alone."""

    command: float
    function: float


def measure(sites: int = SITES) -> Seconds:
    """Write the files for so many sites, and time both."""
    with TemporaryDirectory() as held:
        folder = Path(held)
        write_files(folder, sites)
        names = [str(folder / name) for name in ("stock.csv", "pending.csv", "out.csv")]
        options = ["--pace", str(folder / "pace.csv"), "--granted", str(folder / "granted.csv"), "--as-of", str(AS_OF)]
        started = time.perf_counter()
        if main(["insight", "run-out", *names, *options]):
            raise SystemExit("The command failed.")
        command = time.perf_counter() - started
        stock, granted = (
            read_table(folder / f"{name}.csv", columns).rows
            for name, columns in (("stock", STOCK), ("granted", GRANTED))
        )
        pending = read_table(folder / "pending.csv", PENDING, groups=["destination"]).rows
        pace = read_pace_file(folder / "pace.csv")
        started = time.perf_counter()
        run_out_table(stock, pending, pace, granted, as_of=AS_OF)
        return Seconds(command, time.perf_counter() - started)


def write_files(folder: Path, sites: int) -> None:
    """Write stock, pending, granted and pace, the same in every run."""
    drawn = np.random.default_rng(1)
    site = np.array([f"site {place}" for place in range(sites)])
    usage = drawn.integers(1, 50, sites) / 2
    stock = np.round(usage * drawn.integers(0, 150, sites) + drawn.random(sites), 3)
    at = np.repeat(np.arange(sites), drawn.choice([*CASES], sites, p=[*CASES.values()]))
    sure = drawn.choice(sites, sites // 3)
    alike = {"item": "magnet", "unit": "KGM"}
    _write(folder / "stock.csv", sites, alike, site=site, stock=stock, usage_per_day=usage)
    _write(
        folder / "pending.csv",
        len(at),
        alike,
        id=np.array([f"case {place}" for place in range(len(at))]),
        site=site[at],
        quantity=np.round(usage[at] * drawn.integers(5, 90, len(at)), 2),
        submitted_on=(np.datetime64(AS_OF) - drawn.integers(0, 120, len(at))).astype(str),
        transit_days=drawn.integers(3, 40, len(at)),
        destination=drawn.choice(["DE", "JP", "KR", "US"], len(at)),
    )
    _write(
        folder / "granted.csv",
        len(sure),
        alike,
        site=site[sure],
        quantity=np.round(usage[sure] * 20, 2),
        arrives_on=(np.datetime64(AS_OF) + drawn.integers(0, 90, len(sure))).astype(str),
    )
    _write_pace(folder / "pace.csv")


def _write_pace(target: Path) -> None:
    day = np.arange(400)
    ended = 1.0 - np.exp(-day / 60.0)
    rows = [
        (destination, outcome, one, share)
        for destination, granted in (("DE", 0.7), ("JP", 0.6), ("KR", 0.5), ("US", 0.2))
        for outcome, level in (("granted", granted), ("any", 1.0))
        for one, share in zip(day.tolist(), (level * ended).tolist(), strict=True)
    ]
    names = ("destination", "outcome", "day", "incidence")
    columns = {name: np.array(values) for name, values in zip(names, zip(*rows, strict=True), strict=True)}
    _write(target, len(rows), {"measure": "incidence", "n": "500", "at_risk": "100"}, **columns)


def _write(target: Path, rows: int, alike: dict[str, str], **columns: np.ndarray) -> None:
    same = {name: [value] * rows for name, value in alike.items()}
    arrow_csv.write_csv(pa.table({**same, **{name: pa.array(values) for name, values in columns.items()}}), target)


if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else SITES
    seen = measure(number)
    print(f"{number:,} sites: {seen.command:.1f} s from files to files, of {BOUND_S:.0f} s that it may take")
    print(f"{'':>{len(f'{number:,} sites')}}: {seen.function:.1f} s the function alone")
