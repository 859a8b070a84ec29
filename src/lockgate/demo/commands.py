"""`lockgate demo`: set up, load the packs, answer both charts, print the report, serve the pages."""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from lockgate.demo import report
from lockgate.operate import adopt_packs, migrate, port_number, serve
from lockgate.regimes import shelf

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def register(subparsers: _SubParsersAction[ArgumentParser]) -> None:
    """Add `demo` to the command line."""
    parser = subparsers.add_parser(
        "demo", description="Answer two real control lists, print a report, serve the pages."
    )
    parser.add_argument("--no-serve", action="store_true", help="stop after the report")
    parser.add_argument("--port", type=port_number, default=8000)
    parser.set_defaults(run=run_demo)


def run_demo(arguments: Namespace) -> int:
    """Run the demo."""
    start = time.perf_counter()
    migrate()
    adopt_packs()
    us, cn = shelf.law_of("us-ear"), shelf.law_of("cn-dual-use")
    began = time.perf_counter()
    chart = report.us_chart(us)
    took = time.perf_counter() - began
    destinations = [code for code in chart.destinations if code not in cn.regime.territory]
    for line in (
        *report.us_lines(us, chart),
        "",
        *report.china_lines(cn),
        "",
        *report.today_lines(cn, destinations),
        "",
    ):
        print(line)
    took_in_all = time.perf_counter() - start
    print(f"{chart.outcomes.size:,} questions were answered in {took:.2f} s; all in all it took {took_in_all:.1f} s.")
    if not arguments.no_serve:
        print("", flush=True)
        serve(address="127.0.0.1", port=arguments.port, workers=1)
    return 0
