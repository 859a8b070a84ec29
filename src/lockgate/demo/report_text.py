"""The report of an episode as lines of a terminal: every figure of report.py that fits on a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lockgate.casework.production_days import days_between
from lockgate.demo.report import past_and_to_come
from lockgate.demo.wording import fitted_error, fitted_figure, how_many
from lockgate.insight.wording import destination_name, share_with_interval, shares_between

DESTINATIONS_SHOWN = 9
RUN_OUTS_SHOWN = 10


def report_lines(report: Mapping[str, Any]) -> Iterator[str]:
    """Yield the report as lines."""
    yield ""
    yield f"The magnet episode of 2025, synthetic: what the gate had seen on {report['as_of']}"
    yield f"seed {report['seed']}, {report['firms']} firms, {report['applications']:,} applications"
    for part in (_states, _median, _shares, _hanging, _run_outs, _border, _fit):
        yield ""
        yield from part(report)


def _states(report: Mapping[str, Any]) -> Iterator[str]:
    yield "Applications by state"
    for state, count in report["applications_by_state"].items():
        yield f"  {state.replace('_', ' '):<26}{count:>7,}  {count / report['applications']:6.1%}"


def _median(report: Mapping[str, Any]) -> Iterator[str]:
    yield "Days to decision"
    yield f"  {report['median_days']['sentence']}"


def _shares(report: Mapping[str, Any]) -> Iterator[str]:
    yield f"Granted within {report['share_approved'][0]['by_day']} days of submission, lines; 95 % intervals"
    yield f"  {'destination':<22}{'lines':>6}  {'of all submitted':<24}{'of those decided':<24}of civil end uses"
    civil = {row["destination"]: row for row in report["share_approved"] if row["civil"]}
    rows = [row for row in report["share_approved"] if not row["civil"]]
    for row in rows[:DESTINATIONS_SHOWN]:
        bounds = civil[row["destination"]]
        yield (
            f"  {destination_name(row['destination']):<22}{row['n']:>6,}"
            f"  {share_with_interval(row['incidence'], row['low'], row['high']):<24}"
            f"{share_with_interval(row['of_decided_share'], row['of_decided_low'], row['of_decided_high']):<24}"
            f"{shares_between(bounds['bound_low'], bounds['bound_high'])}"
        )
    if len(rows) > DESTINATIONS_SHOWN:
        yield f"  and {len(rows) - DESTINATIONS_SHOWN} more (the page and --report have all)"
    yield "  Of civil end uses there are bounds: what is not assessed yet, or undetermined, may be civil or not."


def _hanging(report: Mapping[str, Any]) -> Iterator[str]:
    for what in ("suppliers", "licences"):
        yield f"The {what} that most production-days hang on within 90 days, at least and at most"
        for one in report[what]:
            yield f"  {one['name']:<38}{days_between(one['low'], one['high']):>16}  at {how_many(one['sites'], 'site')}"
        if not report[what]:
            yield "  none, by what was declared"
        if what == "suppliers":
            yield ""
    yield "  From what sites declared; what they do not know makes the two figures differ."


def _run_outs(report: Mapping[str, Any]) -> Iterator[str]:
    past, to_come = past_and_to_come(report)
    yield "Sites that ran out of an item, by what they declared and if nothing came but what left under a licence here"
    for one in past[:RUN_OUTS_SHOWN]:
        yield f"  {one['date']}  {one['entry']:<12}{one['site']}"
    if len(past) > RUN_OUTS_SHOWN:
        yield f"  and {len(past) - RUN_OUTS_SHOWN} more times (the page and --report have all)"
    yield f"  {how_many(len(to_come), 'time')} more within 90 days if nothing comes"
    yield f"  {how_many(report['lasts_beyond_horizon'], 'stock')} will last longer"
    for why, count in report["run_out_unknown"].items():
        yield f"  of {how_many(count, 'stock')} it cannot be told: {why}"
    world = report["run_out_in_the_world"]
    yield (
        f"  In the world that was played, which no office sees, {world['of_these_stood_still']} of these "
        f"{how_many(world['told'], 'consignee')} stood still, and {world['stood_still_and_not_told']} others."
    )


def _border(report: Mapping[str, Any]) -> Iterator[str]:
    drawn = report["draw_downs"]
    refused = ", ".join(f"{count} {why.replace('-', ' ')}" for why, count in drawn["refused_by_reason"].items())
    yield f"At the border: {drawn['accepted']:,} draw-downs accepted; refused: {refused or 'none'}"


def _fit(report: Mapping[str, Any]) -> Iterator[str]:
    yield "Fitted, never predicted: the model's parameters were chosen so that these come out near"
    width = max(len(row["what"]) for row in report["fit"]) + 2
    yield f"  {'':<12}{'':<{width}}{'reported':>10}{'model':>10}{'error':>14}"
    for row in report["fit"]:
        figures = "".join(f"{fitted_figure(row[key], row['unit']):>10}" for key in ("reported", "model"))
        yield f"  {row['date']:<12}{row['what']:<{width}}{figures}{fitted_error(row['error'], row['unit']):>14}"
