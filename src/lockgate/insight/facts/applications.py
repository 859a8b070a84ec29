"""The applications that were submitted, each once, whatever became of them."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from lockgate.casework.lifecycle import State
from lockgate.insight.facts.fact_table import REGIME, FactColumn, FactTable
from lockgate.insight.facts.raw_rows import RawRows

STATEMENT = """
SELECT application.reference AS application, application.regime AS regime, exporter.name AS exporter,
       application.destination AS destination, CAST(application.end_uses AS TEXT) AS end_uses,
       application.submitted_at AS submitted_at, application.withdrawn_at AS withdrawn_at,
       replaced.reference AS replaces, casefile.reference AS "case", casefile.state AS case_state,
       (SELECT count(*) FROM applications_line AS line WHERE line.application_id = application.id) AS line_count
FROM applications_application AS application
JOIN parties_organisation AS exporter ON exporter.id = application.exporter_id
LEFT JOIN applications_application AS replaced ON replaced.id = application.replaces_id
LEFT JOIN casework_case AS casefile ON casefile.application_id = application.id
WHERE application.submitted_at IS NOT NULL"""


def _make(raw: RawRows) -> Mapping[str, pa.Array]:
    regime = raw.regime()
    submitted, withdrawn = raw.moment("submitted_at"), raw.moment("withdrawn_at")
    raw.refuse(pc.less(withdrawn, submitted), "it was withdrawn before it was submitted")
    raw.refuse_other(raw.text("case_state"), tuple(State), "the state of its case")
    raw.refuse_below(raw.whole("line_count"), 1, "the number of its lines")
    return {
        "application": raw.text("application"),
        "regime": regime,
        "exporter": raw.text("exporter"),
        "destination": raw.text("destination"),
        "end_uses": raw.parsed("end_uses", _words, pa.list_(pa.string()), "its end uses are no list of words"),
        "submitted_on": raw.local(submitted, regime),
        "withdrawn_on": raw.local(withdrawn, regime),
        "replaces": raw.text("replaces"),
        "case": raw.text("case"),
        "case_state": raw.text("case_state"),
        "lines": raw.whole("line_count"),
    }


def _words(text: str) -> list[str]:
    words = json.loads(text)
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise ValueError(text)
    return words


APPLICATIONS = FactTable(
    name="applications",
    meaning="One row an application that was submitted. Drafts are no facts yet.",
    statement=STATEMENT,
    columns=(
        FactColumn("application", pa.string(), "its reference"),
        REGIME,
        FactColumn("exporter", pa.string(), "the exporter's name"),
        FactColumn("destination", pa.string(), "the country of destination, ISO 3166"),
        FactColumn(
            "end_uses", pa.list_(pa.string()), "the end uses that were stated, in the regime's words", may_be_null=True
        ),
        FactColumn("submitted_on", pa.date32(), "the local day on which it was handed in"),
        FactColumn(
            "withdrawn_on", pa.date32(), "the local day on which it was withdrawn; null: it was not", may_be_null=True
        ),
        FactColumn(
            "replaces", pa.string(), "the application of which this is the mended one; null: none", may_be_null=True
        ),
        FactColumn("case", pa.string(), "the reference of its case; null: no line needed a licence", may_be_null=True),
        FactColumn("case_state", pa.string(), "where the case stands: " + ", ".join(State), may_be_null=True),
        FactColumn("lines", pa.int64(), "how many lines it has"),
    ),
    make=_make,
    named_by=("application",),
    month_of="submitted_on",
    order=("application",),
)
