"""Figures that count and add, each one Ibis expression on the fact tables: the same on DuckDB and on Spark.

Each takes fact tables as Ibis has them and returns an expression whose rows come in a settled order. Null is unknown
and is never counted as zero. A share or median is null where there is nothing to take it of.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

import ibis
import pyarrow as pa

from lockgate.casework.decision import GRANTS
from lockgate.casework.lifecycle import OPEN
from lockgate.insight.facts.applications import APPLICATIONS

Tables = Mapping[str, ibis.Table]
"""The fact tables by their names."""
WEEK = 7
PENDING = "pending"
EXACT = "decimal(38, 0)"
"""Sums of micrograms outgrow 64 bits."""


class Figure(NamedTuple):
    """A figure: what it counts, and the expression, given the fact tables and the data's date."""

    meaning: str
    expression: Callable[[Tables, date], ibis.Table]


def applications_by_month(facts: Tables, _: date) -> ibis.Table:
    """Count applications and their lines by regime and month of submission, and how many were withdrawn since."""
    told = facts[APPLICATIONS.name]
    counted = told.group_by(["regime", "month"]).aggregate(
        applications=told.count(),
        lines=told.lines.sum(),
        withdrawn=told.withdrawn_on.count(),
        without_case=(told.count() - told["case"].count()),
    )
    return counted.order_by(["regime", "month"])


def lines_by_outcome(facts: Tables, _: date) -> ibis.Table:
    """Count lines by regime, destination and outcome, those that wait among them."""
    told = facts["lines"].mutate(outcome=facts["lines"].outcome.fill_null(PENDING))
    counted = told.group_by(["regime", "destination", "outcome"]).aggregate(
        lines=told.count(),
        assessed_civil=(told.assessment == "civil").fill_null(False).cast("int64").sum(),  # noqa: FBT003
    )
    return counted.order_by(["regime", "destination", "outcome"])


def median_days_of_decided(facts: Tables, _: date) -> ibis.Table:
    """Tell the median days of decided cases by regime and month. Whoever waits is left out: see pace for that."""
    told = facts["decisions"]
    counted = told.group_by(["regime", "month"]).aggregate(
        decided=told.count(), median_days=told.days.quantile(0.5), longest_days=told.days.max()
    )
    return counted.order_by(["regime", "month"])


def granted_and_drawn(facts: Tables, _: date) -> ibis.Table:
    """Add up what was granted, what has left and what is reserved, by entry and dimension, in the smallest unit."""
    told = facts["licences"]
    counted = told.group_by(["entry", "dimension"]).aggregate(
        lines=told.count(), **{name: told[name].cast(EXACT).sum() for name in ("allowed", "drawn", "reserved")}
    )
    return counted.order_by([ibis.asc("entry", nulls_first=True), "dimension"])


def flows_by_supplier(facts: Tables, _: date) -> ibis.Table:
    """Add up what each supplier delivers a day of each item, by the newest declaration of each site.

    `unknown` of the `sites` did not tell their usage or share: the quantity leaves them out.
    """
    told = facts["flows"]
    newest = ibis.row_number().over(
        ibis.window(
            group_by=[told.entry, told.dimension, told.supplier, told.consignee, told.country, told.site],
            order_by=[told.declared_at.desc(), told.application.desc(), told.line.desc(), told.declaration.desc()],
        )
    )
    latest = told.mutate(place=newest).filter(lambda row: row.place == 0)
    counted = latest.group_by(["entry", "dimension", "supplier"]).aggregate(
        sites=latest.count(),
        unknown=latest.count() - latest.quantity_a_day.count(),
        quantity_a_day=latest.quantity_a_day.sum(),
    )
    return counted.order_by([ibis.asc("entry", nulls_first=True), "dimension", "supplier"])


def queue_by_age(facts: Tables, data_date: date) -> ibis.Table:
    """Count the open cases by regime, state and the whole weeks that they have waited at the data's date."""
    told = facts[APPLICATIONS.name].filter(lambda row: row.case_state.isin([state.value for state in OPEN]))
    waited = told.mutate(weeks=ibis.literal(data_date).delta(told.submitted_on, unit="day") // WEEK)
    counted = waited.group_by(["regime", "case_state", "weeks"]).aggregate(cases=waited.count())
    return counted.order_by(["regime", "case_state", "weeks"])


def granted_share_of_decided(facts: Tables, _: date) -> ibis.Table:
    """Tell, by regime and month, the share of decided lines that was granted, and of the amount asked for in these."""
    told = facts["lines"].filter(lambda row: row.outcome.notnull())
    is_granted = told.outcome.isin([outcome.value for outcome in GRANTS])
    counted = told.group_by(["regime", "month", "dimension"]).aggregate(
        ended=told.count(),
        granted=is_granted.cast("int64").sum(),
        share_of_amount=told.granted.fill_null(0).cast("float64").sum() / told.asked.cast("float64").sum(),
    )
    return counted.order_by(["regime", "month", "dimension"])


FIGURES: Mapping[str, Figure] = {
    each.__name__: Figure((each.__doc__ or "").partition("\n")[0], each)
    for each in (
        applications_by_month,
        lines_by_outcome,
        median_days_of_decided,
        granted_and_drawn,
        flows_by_supplier,
        queue_by_age,
        granted_share_of_decided,
    )
}


def reckoned(name: str, facts: Tables, data_date: date) -> pa.Table:
    """Reckon a figure by its name, on whatever engine holds the facts. Sums of amounts are whole numbers."""
    found = FIGURES[name].expression(facts, data_date).to_pyarrow()
    whole = [pa.decimal128(38, 0) if pa.types.is_decimal(field.type) else field.type for field in found.schema]
    return found.cast(pa.schema(list(zip(found.schema.names, whole, strict=True))))
