"""The data dictionary of a file of flows: who supplies how much of what to whom."""

from lockgate.insight.own_file.column import Column, Kind

FLOWS = (
    Column("item", Kind.TEXT, "what is supplied, by any name that you always write alike", "NdFeB magnet 38SH"),
    Column(
        "supplier",
        Kind.TEXT,
        "who supplies it; the same name is the same supplier",
        "Ningbo Magnetics",
        may_be_empty="not declared: it may be anybody, one or many",
    ),
    Column("consignee", Kind.TEXT, "the site that receives it", "Stuttgart plant"),
    Column("quantity", Kind.AMOUNT, "how much, over the same time in every row, such as a year", "1250.5"),
    Column("unit", Kind.UNIT, "the unit of the quantity; all rows of an item measure mass, volume or pieces", "KGM"),
    Column(
        "qualify_days",
        Kind.WHOLE,
        "the days until an alternative to this flow is qualified, 0 if one is; the word none if there is none",
        "60",
        may_be_empty="not known",
        required=False,
    ),
)

FILES = {"flows": FLOWS}
