"""`lockgate demo`: plays the magnet episode of 2025 through the services, prints what the gate saw, serves the site."""

from __future__ import annotations

import json
import time
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from rich.console import Console
from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as RichProgress

from lockgate.core import clock
from lockgate.core.errors import Invalid
from lockgate.core.folder_lock import alone
from lockgate.core.permissions import OPERATOR
from lockgate.demo.episode_file import PlayedEpisode, start_clock, write_episode
from lockgate.demo.ground import clear_ground
from lockgate.demo.player import REGIME
from lockgate.demo.playing import Progress, play, relax_durability
from lockgate.demo.report import report_of
from lockgate.demo.report_text import report_lines
from lockgate.insight.services import refresh_insight
from lockgate.journal.queries import acts_recorded
from lockgate.operate import adopt_packs, migrate, must_be_free, port_number, serve
from lockgate.regimes.queries import working_calendar
from lockgate.regimes.shelf import law_of
from lockgate.regimes.working_calendar import WorkingCalendar
from lockgate.simulation.happenings import Episode
from lockgate.simulation.magnet_episode import LARGEST, live_through
from lockgate.simulation.parameters import ZONE

if TYPE_CHECKING:
    from argparse import _SubParsersAction

ADDRESS = "127.0.0.1"
BEFORE = datetime(2025, 3, 1, 7, tzinfo=ZONE)
OPENS_AT = datetime(2025, 10, 1, 9, tzinfo=ZONE)


def register(subparsers: _SubParsersAction[ArgumentParser]) -> None:
    """Add `demo` to the command line."""
    parser = subparsers.add_parser(
        "demo", description="Play the magnet episode of 2025, synthetic, through the services; report; serve the site."
    )
    parser.add_argument("--size", type=int, default=1000, metavar="N", help="how many applications, about (1000)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another seed is another episode (1)")
    parser.add_argument("--report", type=Path, metavar="FILE.json", help="write the report to a file too")
    parser.add_argument("--no-serve", action="store_true", help="stop after the report")
    parser.add_argument("--port", type=port_number, default=8000, help="the port of the site (8000)")
    parser.set_defaults(run=run_demo)


def run_demo(arguments: Namespace) -> None:
    """Play, report, serve. What can be refused is refused before the play begins."""
    _check(arguments)
    with alone(settings.DATA_DIR):
        _play_anew(arguments)
    if not arguments.no_serve:
        start_clock(settings.DATA_DIR)
        print("", flush=True)
        serve(address=ADDRESS, port=arguments.port, workers=1)


def _play_anew(arguments: Namespace) -> None:
    began = time.perf_counter()
    clear_ground()
    migrate()
    relax_durability()
    with clock.use_clock(clock.FrozenClock(BEFORE)):
        adopt_packs()
    episode = live_through(size=arguments.size, seed=arguments.seed, working_days=_calendar().is_working_day)
    print(f"Set up in {time.perf_counter() - began:.1f} s. Everything that follows is synthetic.", flush=True)
    report = _played(episode)
    for line in report_lines(report):
        print(line)
    if arguments.report:
        arguments.report.write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")
    opens_at, opened_at = OPENS_AT.astimezone(UTC).isoformat(), clock.SystemClock().now().isoformat()
    write_episode(settings.DATA_DIR, PlayedEpisode(arguments.seed, arguments.size, opens_at, opened_at, report))


def _check(arguments: Namespace) -> None:
    if not 1 <= arguments.size <= LARGEST:
        raise Invalid(f"An episode of {arguments.size} applications is not played.", mend=f"Give 1 to {LARGEST}.")
    if arguments.report:
        try:
            arguments.report.touch()
        except OSError as error:
            raise Invalid(f"{arguments.report} cannot be written: {error.strerror}.", mend="Name another.") from None
    if not arguments.no_serve:
        must_be_free(ADDRESS, arguments.port)


def _calendar() -> WorkingCalendar:
    if (calendar := working_calendar(law_of(REGIME))) is None:
        raise RuntimeError(f"The pack {REGIME} has lost its working calendar.")
    return calendar


def _played(episode: Episode) -> dict[str, Any]:
    began = time.perf_counter()
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with RichProgress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("2025-03-01", total=len(episode.happenings))

        def tell(progress: Progress) -> None:
            bar.update(task, completed=progress.acted, description=f"{progress.at.astimezone(ZONE):%Y-%m-%d}")

        player = play(episode, tell=tell)
    took_s = time.perf_counter() - began
    acts = acts_recorded()
    print(
        f"{len(episode.happenings):,} happenings of {len(player.references):,} applications were acted out in "
        f"{took_s:.0f} s: {acts:,} acts, {acts / took_s:.0f} a second, each with its row in the journal."
    )
    with clock.use_clock(clock.FrozenClock(OPENS_AT)):
        refresh_insight(by=OPERATOR)
        return report_of(episode, player)
