"""The lines of cases: what was asked, and what became of it. The unit of every figure of pace."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from lockgate.casework.decision import GRANTS, Assessment, LineOutcome
from lockgate.casework.lifecycle import State
from lockgate.core.quantities import Dimension
from lockgate.insight.facts.fact_table import REGIME, FactColumn, FactTable
from lockgate.insight.facts.raw_rows import RawRows

STATEMENT = """
SELECT application.reference AS application, application.regime AS regime, casefile.reference AS "case",
       casefile.state AS case_state, line.number AS line, line.entry AS entry, line.goods_code AS goods_code,
       exporter.name AS exporter, application.destination AS destination, application.submitted_at AS submitted_at,
       application.withdrawn_at AS withdrawn_at, casefile.decided_at AS decided_at, caseline.outcome AS outcome,
       caseline.assessment AS assessment, line.dimension AS dimension, line.amount AS asked,
       caseline.granted_amount AS granted
FROM casework_caseline AS caseline
JOIN casework_case AS casefile ON casefile.id = caseline.case_id
JOIN applications_line AS line ON line.id = caseline.line_id
JOIN applications_application AS application ON application.id = line.application_id
JOIN parties_organisation AS exporter ON exporter.id = application.exporter_id"""
WITHDRAWN = "withdrawn"
OUTCOMES = (*LineOutcome, WITHDRAWN)


def _make(raw: RawRows) -> Mapping[str, pa.Array]:
    regime = raw.regime()
    submitted, decided, withdrawn = (raw.moment(name) for name in ("submitted_at", "decided_at", "withdrawn_at"))
    raw.refuse_missing(submitted, "it is of a case, and was never submitted")
    raw.refuse(pc.less(decided, submitted), "it was decided before it was submitted")
    raw.refuse(pc.less(withdrawn, submitted), "it was withdrawn before it was submitted")
    raw.refuse_other(raw.text("case_state"), tuple(State), "the state of its case")
    asked, granted = raw.whole("asked"), raw.whole("granted")
    raw.refuse_below(asked, 1, "the amount asked")
    raw.refuse_below(granted, 1, "the amount granted")
    outcome = pc.if_else(pc.is_valid(withdrawn), WITHDRAWN, raw.text("outcome"))
    raw.refuse_other(outcome, OUTCOMES, "its outcome")
    is_granted = pc.fill_null(pc.is_in(outcome, value_set=pa.array(GRANTS, pa.string())), False)  # noqa: FBT003
    raw.refuse(pc.xor(is_granted, pc.is_valid(granted)), "its outcome and the amount granted contradict each other")
    ended = pc.coalesce(decided, withdrawn)
    raw.refuse(pc.xor(pc.is_valid(outcome), pc.is_valid(ended)), "it has an outcome without a day, or a day without")
    assessment = raw.text("assessment")
    raw.refuse_other(assessment, tuple(Assessment), "its end-use assessment")
    raw.refuse_other(raw.text("dimension"), tuple(Dimension), "its dimension")
    return {
        **{name: raw.text(name) for name in ("application", "case", "case_state", "entry", "goods_code", "exporter")},
        "regime": regime,
        "line": raw.whole("line"),
        "destination": raw.text("destination"),
        "submitted_on": raw.local(submitted, regime),
        "ended_on": raw.local(ended, regime),
        "outcome": outcome,
        "assessment": assessment,
        "dimension": raw.text("dimension"),
        "asked": asked,
        "granted": granted,
    }


LINES = FactTable(
    name="lines",
    meaning="One row a line of a case. Lines that need no licence stand in a notice and wait for nothing.",
    statement=STATEMENT,
    columns=(
        FactColumn("application", pa.string(), "the reference of its application"),
        REGIME,
        FactColumn("case", pa.string(), "the reference of its case"),
        FactColumn("case_state", pa.string(), "where the case stands: " + ", ".join(State)),
        FactColumn("line", pa.int64(), "its number in the application"),
        FactColumn(
            "entry", pa.string(), "the entry of the control list; null: only a goods code was given", may_be_null=True
        ),
        FactColumn("goods_code", pa.string(), "the goods code; null: none was given", may_be_null=True),
        FactColumn("exporter", pa.string(), "the exporter's name"),
        FactColumn("destination", pa.string(), "the country of destination, ISO 3166"),
        FactColumn("submitted_on", pa.date32(), "the local day on which it was handed in"),
        FactColumn(
            "ended_on",
            pa.date32(),
            "the local day of the decision or withdrawal; null: it is pending",
            may_be_null=True,
        ),
        FactColumn("outcome", pa.string(), f"{', '.join(OUTCOMES)}; null: it is pending", may_be_null=True),
        FactColumn(
            "assessment", pa.string(), f"of the end use: {', '.join(Assessment)}; null: not yet", may_be_null=True
        ),
        FactColumn("dimension", pa.string(), "mass (micrograms), volume (micro-litres) or count (pieces)"),
        FactColumn("asked", pa.int64(), "the amount asked, in the smallest unit of the dimension"),
        FactColumn("granted", pa.int64(), "the amount granted; null: not granted", may_be_null=True),
    ),
    make=_make,
    named_by=("application", "line"),
    month_of="submitted_on",
    order=("application", "line"),
)
