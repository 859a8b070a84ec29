"""The report of the episode as a page: charts with a table beside each, as it was kept when the episode was played."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lockgate.casework.production_days import days_between
from lockgate.demo.pages.entering import must_be_visitor
from lockgate.demo.report import past_and_to_come
from lockgate.demo.wording import fitted_error, fitted_figure
from lockgate.insight.wording import destination_name, share_with_interval, shares_between
from lockgate.web.bar_chart import Range, range_on
from lockgate.web.data_table import Column, DataTable, data_table
from lockgate.web.days_in_words import written_day
from lockgate.web.line_chart import LineChart, Point, line_chart

RUN_OUTS_SHOWN = 10


@login_not_required
@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """Show the report of the episode that was played into this demo."""
    told = must_be_visitor(request).report
    return render(request, "demo/report.html", {"told": told, **_parts(told)} if told else {"told": told})


@login_not_required
@require_safe
def report_file(request: HttpRequest) -> HttpResponse:
    """Give the report as `--report` writes it."""
    told = must_be_visitor(request).report
    named = {"Content-Disposition": 'attachment; filename="episode-report.json"'}
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1}, headers=named)


def _parts(told: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "states": _states(told),
        "pace": _pace(told),
        "shares": list(_shares(told)),
        "by_day": told["share_approved"][0]["by_day"],
        "hanging": [("suppliers", _hanging(told["suppliers"])), ("licences", _hanging(told["licences"]))],
        "as_of": date.fromisoformat(told["as_of"]),
        **_run_outs(told),
        "border": _border(told),
        "fit": _fit(told),
    }


def _states(told: Mapping[str, Any]) -> DataTable:
    rows = [
        (state.replace("_", " "), f"{count:,}", f"{count / told['applications']:.1%}")
        for state, count in told["applications_by_state"].items()
    ]
    columns = ("State", Column("Applications", is_number=True), Column("Share", is_number=True))
    return data_table("Applications by state", columns, rows, empty="There are none.", is_caption_hidden=True)


def _pace(told: Mapping[str, Any]) -> dict[str, LineChart | int]:
    curve = told["pace"]
    right = max(1, len(curve) - 1)
    granted = [Point(one["day"], one["granted"], one["low"], one["high"]) for one in curve]
    decided = [Point(one["day"], one["decided"]) for one in curve]
    day = told["share_approved"][0]["by_day"]
    return {"chart": line_chart([granted, decided], right=right, top=1, marks=[(day, "")]), "right": right}


def _shares(told: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    civil = {row["destination"]: row for row in told["share_approved"] if row["civil"]}
    for row in told["share_approved"]:
        if not row["civil"]:
            bounds = civil[row["destination"]]
            yield {
                "where": destination_name(row["destination"]),
                "n": f"{row['n']:,}",
                "incidence": share_with_interval(row["incidence"], row["low"], row["high"]),
                "drawn": range_on(1, row["low"], row["high"], row["incidence"]),
                "of_decided": share_with_interval(
                    row["of_decided_share"], row["of_decided_low"], row["of_decided_high"]
                ),
                "civil": shares_between(bounds["bound_low"], bounds["bound_high"]),
            }


def _hanging(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    top = max((one["high"] for one in rows), default=0)
    return [
        {
            "name": one["name"],
            "days": days_between(one["low"], one["high"]),
            "drawn": _drawn(top, one),
            "sites": one["sites"],
            "products": ", ".join(one["products"][:4]),
        }
        for one in rows
    ]


def _drawn(top: float, one: Mapping[str, Any]) -> Range | None:
    return range_on(top, one["low"], one["high"], one["high"] if one["low"] == one["high"] else None)


def _run_outs(told: Mapping[str, Any]) -> dict[str, DataTable | int]:
    past, to_come = past_and_to_come(told)
    return {
        "ran_out": len(past),
        "will_run_out": len(to_come),
        "run_outs": _run_out_table("The first of them", "Ran out on", past[:RUN_OUTS_SHOWN]),
        "later_run_outs": _run_out_table("Those after them", "Ran out on", past[RUN_OUTS_SHOWN:]),
        "run_outs_to_come": _run_out_table("If nothing comes", "Is to run out on", to_come),
    }


def _run_out_table(caption: str, when: str, held: Sequence[Mapping[str, Any]]) -> DataTable:
    rows = [(_day(one["date"]), one["site"], one["entry"], _day(one["declared_on"])) for one in held]
    columns = (when, "Site", "Item", "As declared on")
    return data_table(caption, columns, rows, empty="No site, by what was declared.")


def _day(iso: str) -> str:
    return written_day(date.fromisoformat(iso))


def _border(told: Mapping[str, Any]) -> DataTable:
    refused = told["draw_downs"]["refused_by_reason"]
    rows = [("accepted", f"{told['draw_downs']['accepted']:,}")]
    rows += [(f"refused: {reason.replace('-', ' ')}", f"{count:,}") for reason, count in refused.items()]
    columns = ("At the border", Column("Draw-downs", is_number=True))
    return data_table("Draw-downs", columns, rows, empty="There were none.", is_caption_hidden=True)


def _fit(told: Mapping[str, Any]) -> DataTable:
    rows = [
        (
            row["date"],
            row["what"],
            fitted_figure(row["reported"], row["unit"]),
            fitted_figure(row["model"], row["unit"]),
            fitted_error(row["error"], row["unit"]),
        )
        for row in told["fit"]
    ]
    figures = (Column(head, is_number=True) for head in ("Reported", "Model", "Error"))
    columns: list[Column | str] = ["When", "What", *figures]
    return data_table("Fitted, never predicted", columns, rows, empty="Nothing was fitted.", is_caption_hidden=True)
