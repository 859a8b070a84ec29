"""`lockgate insight pace` and `lockgate insight forecast`: a file in, a table or a few sentences out."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lockgate.core.csv_file import plain
from lockgate.core.errors import Invalid

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from lockgate.regimes.working_calendar import WorkingCalendar

PACE = """
How fast lines move. Of every outcome, and of any end, OUT has for each day: `incidence`, of all lines submitted the
share that came to it within so many days; and `share_of_decided`, of those that ended by then the share that came to
it. Pending lines count for as long as they have waited. Without a column submitted_on it has plain shares. Rows that
cannot be used stand in OUT.set_aside.csv with the reason. `lockgate insight template pace` prints the file to fill in.
"""
FORECAST = """
What one waiting case may expect: its chance of a grant within 1, 2 .. N more days, given the days that it has waited.
PACE is the OUT of `lockgate insight pace`. Beyond the days of that table nothing is known, and nothing is said.
"""


def register(verbs: _SubParsersAction[ArgumentParser]) -> None:
    """Add both verbs to `lockgate insight`."""
    pace = verbs.add_parser("pace", help="how fast lines move, by outcome, on a file of one's own", description=PACE)
    pace.add_argument("source", metavar="IN.csv", type=Path, help="a row a line: id, submitted_on, decided_on, outcome")
    pace.add_argument("target", metavar="OUT.csv", type=Path)
    pace.add_argument("--by", nargs="+", action="extend", default=[], metavar="COLUMN", help="each group by itself")
    pace.add_argument(
        "--at", nargs="+", action="extend", default=[], type=int, metavar="DAY", help="these days of waiting, not all"
    )
    pace.add_argument("--until", metavar="DATE", help="the last day of the data; needed where a row is pending")
    pace.add_argument(
        "--calendar", metavar="REGIME", help="count working days, by the calendar of this pack: its code, or its folder"
    )
    pace.add_argument("--quantiles", metavar="FILE", type=Path, help="also write the days by which 10 .. 90 %% had")
    pace.add_argument(
        "--unit", choices=("line", "case"), default="line", help="case: the rows of one id are one, granted when any is"
    )
    pace.set_defaults(run=run_pace)
    forecast = verbs.add_parser("forecast", help="what one waiting case may expect", description=FORECAST)
    forecast.add_argument("source", metavar="PACE.csv", type=Path, help="what `lockgate insight pace` wrote")
    forecast.add_argument(
        "--waited", required=True, type=int, metavar="D", help="days that the case has waited, counted as PACE counts"
    )
    forecast.add_argument("--horizon", type=int, metavar="N", help="how many more days to look at (all of the table)")
    forecast.add_argument(
        "--where",
        nargs="+",
        action="extend",
        default=[],
        metavar="COLUMN=VALUE",
        help="the group, if there are some",
    )
    forecast.add_argument("--outcome", metavar="WORD", help="the word of the table that means granted (granted)")
    forecast.add_argument("--json", action="store_true", help="everything, also day by day, as JSON")
    forecast.set_defaults(run=run_forecast)


def run_pace(arguments: Namespace) -> None:
    """Write the table of pace, what was set aside, and the quantiles where they are asked for."""
    import pyarrow.compute as pc

    from lockgate.insight.own_file.reading import read_table
    from lockgate.insight.own_file.set_aside import SetAside, set_aside_table
    from lockgate.insight.own_file.writing import beside, check_all_different, write_tables
    from lockgate.insight.pace.columns import LINES
    from lockgate.insight.pace.outcome import GRANTED, GRANTED_WITH_CONDITIONS
    from lockgate.insight.pace.table import check_groups, check_has_days, pace_table

    left = beside(arguments.target, "set_aside")
    check_all_different([arguments.source, arguments.target, left, *filter(None, [arguments.quantiles])])
    until = None if arguments.until is None else _day(arguments.until)
    calendar = None if arguments.calendar is None else _calendar(arguments.calendar)
    check_groups(arguments.by)
    known = {one.name for one in LINES}
    given = read_table(arguments.source, LINES, groups=[name for name in arguments.by if name not in known])
    check_has_days(given.header, {"--quantiles": arguments.quantiles is not None})
    absent = [one.name for one in LINES if one.name not in given.header]
    told = pace_table(
        given.rows.drop_columns(absent),
        by=arguments.by,
        at=arguments.at,
        until=until,
        calendar=calendar,
        unit=arguments.unit,
    )
    aside = set_aside_table([*given.set_aside, *(SetAside(**row) for row in told.set_aside.to_pylist())])
    quantiles = {} if arguments.quantiles is None else {arguments.quantiles: told.quantiles}
    write_tables({left: aside, **quantiles, arguments.target: told.pace})
    kept = given.rows.num_rows - told.set_aside.num_rows
    print(f"{kept} rows were counted, {aside.num_rows} set aside ({left}).")
    small = pc.utf8_lower(pc.utf8_trim_whitespace(given.rows["outcome"]))
    if conditional := pc.sum(pc.equal(small, GRANTED_WITH_CONDITIONS)).as_py():
        rows = "1 row" if conditional == 1 else f"{conditional} rows"
        print(f"{GRANTED_WITH_CONDITIONS}, in {rows}, counts as {GRANTED}.")


def run_forecast(arguments: Namespace) -> None:
    """Print what a case may expect, in sentences or as JSON."""
    import json

    from lockgate.insight.pace.expectation import forecast
    from lockgate.insight.pace.outcome import GRANTED
    from lockgate.insight.pace.pace_file import read_pace_file

    told = forecast(
        read_pace_file(arguments.source),
        arguments.waited,
        horizon=arguments.horizon,
        where=_where(arguments.where),
        outcome=arguments.outcome or GRANTED,
    )
    print(json.dumps(told.as_json(), indent=2, allow_nan=False) if arguments.json else "\n".join(told.sentences()))


def _where(words: list[str]) -> dict[str, str]:
    pairs = [word.partition("=") for word in words]
    for name, sign, value in pairs:
        if not (name and sign):
            raise Invalid(f"{name or value!r} names no group.", mend="Write COLUMN=VALUE, such as destination=DE.")
    # As the files are read: whoever looks into PACE.csv sees '-5 x where the value is -5 x.
    return {plain(name): plain(value) for name, _, value in pairs}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid(f"{text!r} is no date.", mend="Write it as 2025-06-30.") from None


def _calendar(regime: str) -> WorkingCalendar:
    from lockgate.regimes.shelf import law_at
    from lockgate.regimes.working_calendar import WorkingCalendar

    calendar = WorkingCalendar(law_at(regime).pack.calendar)
    if not calendar.years:
        raise Invalid(f"The pack {regime} has no working calendar.", mend="Leave --calendar out, or add calendar.csv.")
    return calendar
