"""The report of an episode as lines of a terminal: every figure of report.py that fits on a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lockgate.core.countries import COUNTRIES

DESTINATIONS_SHOWN = 9
RUN_OUTS_SHOWN = 10
UNKNOWN = "not told"


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
            f"  {_destination(row['destination']):<22}{row['n']:>6,}"
            f"  {_with_interval(row['incidence'], row['low'], row['high']):<24}"
            f"{_with_interval(row['of_decided_share'], row['of_decided_low'], row['of_decided_high']):<24}"
            f"{_between(bounds['bound_low'], bounds['bound_high'])}"
        )
    if len(rows) > DESTINATIONS_SHOWN:
        yield f"  and {len(rows) - DESTINATIONS_SHOWN} more (the page and --report have all)"
    yield "  Of civil end uses there are bounds: what is not assessed yet, or undetermined, may be civil or not."


def _hanging(report: Mapping[str, Any]) -> Iterator[str]:
    for what in ("suppliers", "licences"):
        yield f"The {what} that most production-days hang on within 90 days, at least and at most"
        for one in report[what]:
            yield f"  {one['name']:<38}{one['low']:>9,.0f} to {one['high']:>9,.0f}  at {one['sites']} sites"
        yield (
            "" if what == "suppliers" else "  From what sites declared; what they do not know gives the second figure."
        )


def _run_outs(report: Mapping[str, Any]) -> Iterator[str]:
    held = sorted(report["run_out"], key=lambda one: one["date"])
    past = [one for one in held if one["date"] <= report["as_of"]]
    yield f"{len(past)} times a site ran out of an item by then, {len(held) - len(past)} more are to within 90 days"
    for one in held[:RUN_OUTS_SHOWN]:
        yield f"  {one['date']}  {one['entry']:<12}{one['site']}"
    if len(held) > RUN_OUTS_SHOWN:
        yield f"  and {len(held) - RUN_OUTS_SHOWN} more (the page and --report have all)"
    for why, count in report["run_out_unknown"].items():
        yield f"  {count} more: {why}"


def _border(report: Mapping[str, Any]) -> Iterator[str]:
    drawn = report["draw_downs"]
    refused = ", ".join(f"{count} {why.replace('-', ' ')}" for why, count in drawn["refused_by_reason"].items())
    yield f"At the border: {drawn['accepted']:,} draw-downs accepted; refused: {refused or 'none'}"


def _fit(report: Mapping[str, Any]) -> Iterator[str]:
    yield "Fitted, never predicted: the model's parameters were chosen so that these come out near"
    yield f"  {'':<12}{'':<58}{'reported':>10}{'model':>10}{'error':>10}"
    for row in report["fit"]:
        figures = "".join(f"{_figure(row[column], row['unit']):>10}" for column in ("reported", "model", "error"))
        yield f"  {row['date']:<12}{row['what'][:56]:<58}{figures}"


def _figure(value: float | None, unit: str) -> str:
    if value is None:
        return UNKNOWN
    return f"{value:.3f}" if unit == "share" else f"{value:,.0f}"


def _with_interval(share: float | None, low: float | None, high: float | None) -> str:
    if share is None:
        return UNKNOWN
    return f"{share:.1%}" if low is None or high is None else f"{share:.1%} ({low:.1%} to {high:.1%})"


def _between(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return UNKNOWN
    return f"{low:.1%}" if low == high else f"{low:.1%} to {high:.1%}"


def _destination(code: str) -> str:
    return COUNTRIES[code].name_en if code in COUNTRIES else code
