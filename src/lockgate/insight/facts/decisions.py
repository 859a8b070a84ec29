"""The cases that were decided, each once, with what was decided of its lines."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lockgate.casework.decision import LineOutcome, case_outcome
from lockgate.insight.facts.fact_table import REGIME, FactColumn, FactTable
from lockgate.insight.facts.raw_rows import RawRows

STATEMENT = """
SELECT casefile.reference AS "case", application.reference AS application, application.regime AS regime,
       exporter.name AS exporter, application.destination AS destination, application.submitted_at AS submitted_at,
       casefile.decided_at AS decided_at, count(*) AS line_count,
       sum(CASE caseline.outcome WHEN 'granted' THEN 1 ELSE 0 END) AS granted,
       sum(CASE caseline.outcome WHEN 'granted_with_conditions' THEN 1 ELSE 0 END) AS granted_with_conditions,
       sum(CASE caseline.outcome WHEN 'refused' THEN 1 ELSE 0 END) AS refused,
       sum(CASE caseline.outcome WHEN 'returned' THEN 1 ELSE 0 END) AS returned
FROM casework_case AS casefile
JOIN casework_caseline AS caseline ON caseline.case_id = casefile.id
JOIN applications_application AS application ON application.id = casefile.application_id
JOIN parties_organisation AS exporter ON exporter.id = application.exporter_id
WHERE casefile.decided_at IS NOT NULL
GROUP BY casefile.id, casefile.reference, casefile.decided_at, application.reference, application.regime,
         application.destination, application.submitted_at, exporter.name"""
COUNTED = tuple(outcome.value for outcome in LineOutcome)


def _make(raw: RawRows) -> Mapping[str, pa.Array]:
    regime = raw.regime()
    submitted, decided = raw.moment("submitted_at"), raw.moment("decided_at")
    raw.refuse_missing(submitted, "it was decided, and never submitted")
    raw.refuse(pc.less(decided, submitted), "it was decided before it was submitted")
    counts = {outcome: raw.whole(outcome) for outcome in COUNTED}
    told = sum(np.asarray(count) for count in counts.values())
    raw.refuse(told != np.asarray(raw.whole("line_count")), "a line of it has no outcome, or one that nobody knows")
    submitted_on, decided_on = raw.local(submitted, regime), raw.local(decided, regime)
    return {
        **{name: raw.text(name) for name in ("case", "application", "exporter", "destination")},
        "regime": regime,
        "submitted_on": submitted_on,
        "decided_on": decided_on,
        "days": pc.subtract(decided_on.cast(pa.int32()), submitted_on.cast(pa.int32())).cast(pa.int64()),
        "outcome": _outcomes(counts),
        "lines": raw.whole("line_count"),
        **counts,
    }


def _outcomes(counts: Mapping[str, pa.Array]) -> pa.Array:
    """Return what became of each case as a whole, by the rule of casework."""
    kinds = np.zeros(len(counts[COUNTED[0]]), dtype=np.int64)
    for place, outcome in enumerate(COUNTED):
        kinds += (np.asarray(counts[outcome]) > 0).astype(np.int64) << place
    words = [
        case_outcome([outcome for place, outcome in enumerate(COUNTED) if kind >> place & 1]) if kind else None
        for kind in range(1 << len(COUNTED))
    ]
    return pa.array(words, pa.string()).take(pa.array(kinds))


DECISIONS = FactTable(
    name="decisions",
    meaning="One row a case that was decided.",
    statement=STATEMENT,
    columns=(
        FactColumn("case", pa.string(), "its reference"),
        FactColumn("application", pa.string(), "the reference of its application"),
        REGIME,
        FactColumn("exporter", pa.string(), "the exporter's name"),
        FactColumn("destination", pa.string(), "the country of destination, ISO 3166"),
        FactColumn("submitted_on", pa.date32(), "the local day on which the application was handed in"),
        FactColumn("decided_on", pa.date32(), "the local day on which the decision was confirmed"),
        FactColumn("days", pa.int64(), "the days from the one to the other"),
        FactColumn("outcome", pa.string(), "the outcome of all lines, else partly_granted or not_granted"),
        FactColumn("lines", pa.int64(), "how many lines the case has"),
        *(FactColumn(outcome, pa.int64(), f"how many of them were decided so: {outcome}") for outcome in COUNTED),
    ),
    make=_make,
    named_by=("case",),
    month_of="submitted_on",
    order=("case",),
)
