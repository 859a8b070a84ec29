"""The flows that consignees declared: who supplies which site with how much of what, a day, and for whom."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from lockgate.core.quantities import Dimension
from lockgate.insight.facts.fact_table import REGIME, FactColumn, FactTable
from lockgate.insight.facts.raw_rows import MOMENT, RawRows

STATEMENT = """
SELECT application.reference AS application, application.regime AS regime, line.number AS line,
       declared.number AS declaration, line.entry AS entry, line.goods_code AS goods_code,
       application.submitted_at AS submitted_at, exporter.name AS supplier,
       (SELECT CASE count(*) WHEN 1 THEN max(own.name) END FROM parties_site AS own
        WHERE own.organisation_id = exporter.id) AS supplier_site,
       consignee.name AS consignee, consignee.country AS country, site.name AS site,
       (SELECT CASE count(*) WHEN 1 THEN max(organisation.name) END FROM applications_applicationparty AS party
        JOIN parties_organisation AS organisation ON organisation.id = party.organisation_id
        WHERE party.application_id = application.id AND party.role = 'end_user') AS end_user,
       line.dimension AS dimension, declared.stock_amount AS stock, declared.usage_a_day_amount AS usage_a_day,
       declared.share_permille AS share_permille, CAST(declared.alternatives AS TEXT) AS alternatives,
       declared.product AS product
FROM applications_dependence AS declared
JOIN applications_line AS line ON line.id = declared.line_id
JOIN applications_application AS application ON application.id = line.application_id
JOIN parties_organisation AS exporter ON exporter.id = application.exporter_id
JOIN parties_site AS site ON site.id = declared.site_id
JOIN parties_organisation AS consignee ON consignee.id = site.organisation_id
WHERE application.submitted_at IS NOT NULL"""
WHOLE_PERMILLE = 1000
ALTERNATIVE = pa.struct([("supplier", pa.string()), ("qualify_days", pa.int64())])
_TEXTS = (
    *("application", "entry", "goods_code", "supplier", "supplier_site", "consignee", "country", "site", "end_user"),
    *("dimension", "product"),
)


def _make(raw: RawRows) -> Mapping[str, pa.Array]:
    regime, submitted = raw.regime(), raw.moment("submitted_at")
    stock, usage, share = (raw.whole(name) for name in ("stock", "usage_a_day", "share_permille"))
    for values, what in ((stock, "its stock"), (usage, "its usage"), (share, "its share")):
        raw.refuse_below(values, 0, what)
    raw.refuse(pc.greater(share, WHOLE_PERMILLE), f"its share is more than {WHOLE_PERMILLE} permille")
    raw.refuse_other(raw.text("dimension"), tuple(Dimension), "its dimension")
    return {
        **{name: raw.text(name) for name in _TEXTS},
        "regime": regime,
        "line": raw.whole("line"),
        "declaration": raw.whole("declaration"),
        "declared_at": submitted,
        "declared_on": raw.local(submitted, regime),
        "stock": stock,
        "usage_a_day": usage,
        "share_permille": share,
        "quantity_a_day": pc.divide(
            pc.multiply(usage.cast(pa.float64(), safe=False), share.cast(pa.float64())), float(WHOLE_PERMILLE)
        ),
        "alternatives": raw.parsed(
            "alternatives", _alternatives, pa.list_(ALTERNATIVE), "its alternatives are no list of suppliers with days"
        ),
    }


def _alternatives(text: str) -> list[dict[str, Any]] | None:
    told = json.loads(text)
    if told is None:  # JSON's null: not given
        return None
    if not isinstance(told, list):
        raise ValueError(text)
    return [_alternative(one) for one in told]


def _alternative(one: Any) -> dict[str, Any]:
    supplier, days = (one.get("supplier"), one.get("qualify_days")) if isinstance(one, dict) else (None, None)
    if not isinstance(supplier, str) or not (days is None or (type(days) is int and days >= 0)):
        raise ValueError(f"{one!r} is no alternative.")
    return {"supplier": supplier, "qualify_days": days}


FLOWS = FactTable(
    name="flows",
    meaning="One row a declaration of a site's dependence on a line of a submitted application. Null is unknown, "
    "never zero.",
    statement=STATEMENT,
    columns=(
        FactColumn("application", pa.string(), "the reference of the application that declares it"),
        REGIME,
        FactColumn("line", pa.int64(), "the line of that application"),
        FactColumn("declaration", pa.int64(), "the number of the declaration on that line"),
        FactColumn(
            "entry", pa.string(), "the entry of the control list; null: only a goods code was given", may_be_null=True
        ),
        FactColumn("goods_code", pa.string(), "the goods code; null: none was given", may_be_null=True),
        FactColumn("declared_at", MOMENT, "the moment of submission, in UTC"),
        FactColumn("declared_on", pa.date32(), "the local day of submission"),
        FactColumn("supplier", pa.string(), "the exporter's name"),
        FactColumn(
            "supplier_site", pa.string(), "the exporter's site where it has just one; null: not known", may_be_null=True
        ),
        FactColumn("consignee", pa.string(), "the name of the firm whose site it is"),
        FactColumn("country", pa.string(), "that firm's country, ISO 3166; null: not known", may_be_null=True),
        FactColumn("site", pa.string(), "the site's name"),
        FactColumn(
            "end_user",
            pa.string(),
            "the end user's name where there is just one; null: none, or several",
            may_be_null=True,
        ),
        FactColumn("dimension", pa.string(), "mass (micrograms), volume (micro-litres) or count (pieces)"),
        FactColumn(
            "stock", pa.int64(), "what was there on that day, in the smallest unit; null: unknown", may_be_null=True
        ),
        FactColumn(
            "usage_a_day", pa.int64(), "what the site uses a day from all suppliers; null: unknown", may_be_null=True
        ),
        FactColumn(
            "share_permille", pa.int64(), "this supplier's share of it, of 1,000; null: unknown", may_be_null=True
        ),
        FactColumn("quantity_a_day", pa.float64(), "usage times share; null: one of them is unknown", may_be_null=True),
        FactColumn(
            "alternatives",
            pa.list_(ALTERNATIVE),
            "the other suppliers and the days to qualify each (null: unknown); empty: there are none; null: unknown",
            may_be_null=True,
        ),
        FactColumn("product", pa.string(), "what it goes into; null: unknown", may_be_null=True),
    ),
    make=_make,
    named_by=("application", "line", "declaration"),
    month_of="declared_on",
    order=("declared_at", "application", "line", "declaration"),
)
