"""What the journal costs: an act recorded, a writer's wait while rows are sealed, a verification with its tables.

Run by `./run bench journal [ACTS]`, on a new SQLite file. The peer is the same row saved without being recorded.
"""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ACTS = 10_000
PAUSE_S = 0.01
"""Between two acts of the process that writes while another seals."""
WRITE_FOR_A_WHILE = "--write"


def main(acts: int) -> None:
    """Measure, in a folder that goes away."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["LOCKGATE_DATA_DIR"] = folder  # noqa: TID251  set for this process and the one beside it
        start_django()
        from django.core.management import call_command  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        print(f"Python {platform.python_version()}, SQLite, {acts:,} acts that each write a row of a table")
        bare, recorded = write_sites(acts, recorded=False), write_sites(acts, recorded=True)
        print(f"a row saved: {bare / acts * 1e3:.2f} ms; saved and recorded: {recorded / acts * 1e3:.2f} ms")
        seal_beside_a_writer(Path(folder))
        verify()


def start_django() -> None:
    """Set Django up for the demo's settings, in this folder."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "lockgate.settings.demo"  # noqa: TID251
    import django  # noqa: PLC0415

    django.setup()


def write_sites(count: int, *, recorded: bool, each: list[float] | None = None) -> float:
    """Save so many sites, 500 in a transaction (or each in its own, timed); return the seconds that it took."""
    from django.db import transaction  # noqa: PLC0415

    from lockgate.core import clock  # noqa: PLC0415
    from lockgate.core.identifiers import new_id  # noqa: PLC0415
    from lockgate.core.permissions import OPERATOR  # noqa: PLC0415
    from lockgate.journal.acts import Act  # noqa: PLC0415
    from lockgate.journal.record import record  # noqa: PLC0415
    from lockgate.parties.models import Organisation, Site  # noqa: PLC0415

    began = time.perf_counter()
    home = Organisation(name=str(new_id()), added_at=clock.now())
    at_once = 1 if each is not None else 500
    for first in range(0, count, at_once):
        begun = time.perf_counter()
        with transaction.atomic():
            for number in range(first, min(first + at_once, count)):
                if number == 0:
                    home.save(force_insert=True)
                site = Site(organisation=home, name=f"Plant {number}", country="CN", added_at=clock.now())
                site.save(force_insert=True)
                if recorded:
                    rows = [home, site] if number == 0 else [site]
                    record(act=Act.SITE_ADDED, by=OPERATOR.actor, subject=f"site {site.pk}", rows=rows)
        if each is not None:
            each.append(time.perf_counter() - begun)
            time.sleep(PAUSE_S)
    if not recorded:
        Site.objects.filter(organisation=home).delete()
        home.delete()
    return time.perf_counter() - began


def seal_beside_a_writer(folder: Path) -> None:
    """Seal all that is open while another process writes, and print how long its writes took."""
    from lockgate.journal.seal import seal_rows  # noqa: PLC0415

    command = [sys.executable, __file__, WRITE_FOR_A_WHILE]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:  # noqa: S603  this file
        assert writer.stdout
        writer.stdout.readline()
        began = time.perf_counter()
        seals = seal_rows()
        took = time.perf_counter() - began
        (folder / "sealed").touch()
        print(f"sealing took {took:.2f} s in {len(seals)} seals; beside it, {writer.stdout.read().strip()}")


def write_beside() -> None:
    """Write one act a transaction until told that all is sealed, and print how long they took."""
    start_django()
    sealed = Path(os.environ["LOCKGATE_DATA_DIR"]) / "sealed"  # noqa: TID251
    alone: list[float] = []
    write_sites(100, recorded=True, each=alone)
    print("ready", flush=True)
    beside: list[float] = []
    while not sealed.exists():
        write_sites(20, recorded=True, each=beside)
    middle, longest = sorted(beside)[len(beside) // 2], max(beside)
    print(
        f"{len(beside)} acts of another process: median {middle * 1e3:.0f} ms, longest {longest * 1e3:.0f} ms "
        f"(longest of 100 before: {max(alone) * 1e3:.0f} ms)"
    )


def verify() -> None:
    """Verify all, and print how long it took and the memory of this process."""
    from lockgate.journal.verify import verify_journal  # noqa: PLC0415

    began = time.perf_counter()
    found = verify_journal()
    took = time.perf_counter() - began
    assert found.is_whole, found.faults
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"verification: {found.rows + found.unsealed:,} acts and their rows in {took:.2f} s; process at {memory:.0f} MB"
    )


if __name__ == "__main__":
    if sys.argv[1:] == [WRITE_FOR_A_WHILE]:
        write_beside()
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else ACTS)
