"""What left under licences, and what was taken back."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from lockgate.insight.facts.fact_table import FactColumn, FactTable
from lockgate.insight.facts.raw_rows import MOMENT, RawRows
from lockgate.licences.ledger.entry import Kind

STATEMENT = """
SELECT licence.number AS licence, licence.regime AS regime, line.number AS line, line.entry AS entry,
       entry.sequence AS sequence, entry.at AS moved_at, entry.kind AS kind, entry.amount AS amount,
       line.dimension AS dimension
FROM licences_ledgerentry AS entry
JOIN licences_chain AS chain ON chain.id = entry.chain
JOIN licences_licenceline AS line ON line.id = chain.line_id
JOIN licences_licence AS licence ON licence.id = line.licence_id
WHERE entry.kind IN ('draw_down', 'confirm', 'reverse')"""


def _make(raw: RawRows) -> Mapping[str, pa.Array]:
    regime = raw.regime(may_be_missing=True)
    at, kind, amount = raw.moment("moved_at"), raw.text("kind"), raw.whole("amount")
    raw.refuse_below(amount, 0, "its amount")
    return {
        **{name: raw.text(name) for name in ("licence", "entry", "dimension")},
        "regime": regime,
        "line": raw.whole("line"),
        "sequence": raw.whole("sequence"),
        "at": at,
        "on": raw.local(at, regime),
        "kind": kind,
        "amount": pc.if_else(pc.equal(kind, Kind.REVERSE.value), pc.negate(amount), amount),
    }


DRAW_DOWNS = FactTable(
    name="draw_downs",
    meaning="One row a movement of goods on a licence line: a draw-down, a confirmed reservation or a reversal.",
    statement=STATEMENT,
    columns=(
        FactColumn("licence", pa.string(), "the licence's number"),
        FactColumn(
            "regime",
            pa.string(),
            "the regime's code; null: a held licence of one that is not encoded",
            may_be_null=True,
        ),
        FactColumn("line", pa.int64(), "the number of the licence's line"),
        FactColumn(
            "entry", pa.string(), "the entry of the control list; null: only a goods code was given", may_be_null=True
        ),
        FactColumn("sequence", pa.int64(), "the entry's place in the ledger of its line"),
        FactColumn("at", MOMENT, "the moment, in UTC"),
        FactColumn("on", pa.date32(), "the local day"),
        FactColumn("kind", pa.string(), "draw_down, confirm or reverse"),
        FactColumn("dimension", pa.string(), "mass (micrograms), volume (micro-litres) or count (pieces)"),
        FactColumn("amount", pa.int64(), "what left, in the smallest unit; a reversal is below zero"),
    ),
    make=_make,
    named_by=("licence", "line", "sequence"),
    month_of="on",
    order=("at", "licence", "line", "sequence"),
)
