"""The lines of licences: what may leave to whom, until when, and where the ledger stands."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from lockgate.core.quantities import Dimension
from lockgate.insight.facts.fact_table import FactColumn, FactTable
from lockgate.insight.facts.raw_rows import RawRows
from lockgate.licences.validity import Standing

STATEMENT = """
SELECT licence.number AS licence, licence.regime AS regime, licence.origin AS origin,
       application.reference AS application, casefile.reference AS "case", line.number AS line, line.entry AS entry,
       line.goods_code AS goods_code, exporter.name AS exporter, consignee.name AS consignee,
       consignee.country AS country, line.destination AS destination, licence.issued_at AS issued_at,
       licence.valid_from AS valid_from, licence.valid_to AS valid_to, licence.standing AS standing,
       line.dimension AS dimension, entry.allowed_after AS allowed, entry.drawn_after AS drawn,
       entry.reserved_after AS reserved
FROM licences_licenceline AS line
JOIN licences_licence AS licence ON licence.id = line.licence_id
JOIN parties_organisation AS exporter ON exporter.id = licence.exporter_id
JOIN parties_organisation AS consignee ON consignee.id = line.consignee_id
LEFT JOIN licences_chain AS chain ON chain.line_id = line.id
LEFT JOIN licences_ledgerentry AS entry ON entry.chain = chain.id
      AND entry.sequence = (SELECT max(last.sequence) FROM licences_ledgerentry AS last WHERE last.chain = chain.id)
LEFT JOIN casework_case AS casefile ON casefile.id = licence.case_id
LEFT JOIN applications_application AS application ON application.id = casefile.application_id"""
_TEXTS = (
    *("licence", "origin", "application", "case", "entry", "goods_code", "exporter", "consignee", "country"),
    *("destination", "standing", "dimension"),
)


def _make(raw: RawRows) -> Mapping[str, pa.Array]:
    regime = raw.regime(may_be_missing=True)
    issued = raw.moment("issued_at")
    valid_from, valid_to = raw.day("valid_from"), raw.day("valid_to")
    raw.refuse(pc.less(valid_to, valid_from), "it ends before it begins")
    allowed, drawn, reserved = (raw.whole(name) for name in ("allowed", "drawn", "reserved"))
    raw.refuse_missing(allowed, "its ledger has no entry")
    for values, what in ((allowed, "the amount allowed"), (drawn, "the amount drawn"), (reserved, "the reserved one")):
        raw.refuse_below(values, 0, what)
    raw.refuse(pc.greater(pc.add(drawn, reserved), allowed), "more was drawn and reserved than is allowed")
    raw.refuse_other(raw.text("standing"), tuple(Standing), "its standing")
    raw.refuse_other(raw.text("dimension"), tuple(Dimension), "its dimension")
    return {
        **{name: raw.text(name) for name in _TEXTS},
        "regime": regime,
        "line": raw.whole("line"),
        "issued_on": raw.local(issued, regime),
        "valid_from": valid_from,
        "valid_to": valid_to,
        "allowed": allowed,
        "drawn": drawn,
        "reserved": reserved,
    }


LICENCES = FactTable(
    name="licences",
    meaning="One row a line of a licence, granted here or held from elsewhere, as its ledger stands.",
    statement=STATEMENT,
    columns=(
        FactColumn("licence", pa.string(), "its number"),
        FactColumn(
            "regime",
            pa.string(),
            "the regime's code; null: a held licence of one that is not encoded",
            may_be_null=True,
        ),
        FactColumn("origin", pa.string(), "granted here, or held from elsewhere"),
        FactColumn(
            "application", pa.string(), "the reference of the application; null: held from elsewhere", may_be_null=True
        ),
        FactColumn("case", pa.string(), "the reference of the case; null: held from elsewhere", may_be_null=True),
        FactColumn("line", pa.int64(), "the line's number; where it was granted here, that of the application"),
        FactColumn(
            "entry", pa.string(), "the entry of the control list; null: only a goods code was given", may_be_null=True
        ),
        FactColumn("goods_code", pa.string(), "the goods code; null: none was given", may_be_null=True),
        FactColumn("exporter", pa.string(), "the holder's name"),
        FactColumn("consignee", pa.string(), "the consignee's name"),
        FactColumn("country", pa.string(), "the consignee's country, ISO 3166; null: not known", may_be_null=True),
        FactColumn("destination", pa.string(), "the country of destination, ISO 3166"),
        FactColumn("issued_on", pa.date32(), "the local day of issue"),
        FactColumn("valid_from", pa.date32(), "the first day of its validity"),
        FactColumn("valid_to", pa.date32(), "the last day of its validity"),
        FactColumn("standing", pa.string(), ", ".join(Standing)),
        FactColumn("dimension", pa.string(), "mass (micrograms), volume (micro-litres) or count (pieces)"),
        FactColumn("allowed", pa.int64(), "what may leave in all, in the smallest unit of the dimension"),
        FactColumn("drawn", pa.int64(), "what has left"),
        FactColumn("reserved", pa.int64(), "what is reserved"),
    ),
    make=_make,
    named_by=("licence", "line"),
    month_of="issued_on",
    order=("licence", "line"),
)
