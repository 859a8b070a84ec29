"""The data dictionary of the two files that the observer reads."""

from lockgate.insight.own_file.column import Column, Kind

BETWEEN_IDS = ";"
"""What stands between the ids of several claims in one cell."""

CLAIMS = (
    Column("id", Kind.TEXT, "the name of the claim, once in the file", "c1"),
    Column("date", Kind.DATE, "the day for which the claim holds", "2025-09-18"),
    Column("speaker", Kind.TEXT, "who said it", "EU Chamber", may_be_empty="nobody is named", required=False),
    Column("speaker_kind", Kind.TEXT, "official, association, newspaper", "association", "not said", required=False),
    Column("population", Kind.TEXT, "whose applications or firms are counted", "EU Chamber members"),
    Column(
        "measure",
        Kind.WORD,
        "applications, approved, refused, returned, withdrawn, pending, share_approved: how many by that day",
        "approved",
    ),
    Column("counts", Kind.WORD, "applications or firms: what is counted", "applications"),
    Column("relation", Kind.WORD, "=, <, <=, >, >=, about, between", "="),
    Column("value", Kind.NUMBER, "the number; a share as 0.25 or 25 %, with the digits that were given", "19"),
    Column("high", Kind.NUMBER, "the upper end, for between only", "", "no upper end", required=False),
    Column("reading", Kind.TEXT, "how it was read; for about also ±10 % or 10..20", "", "±20 %", required=False),
    Column("source", Kind.TEXT, "where it can be read", "Reuters 2025-09-18", "no source", required=False),
)

POPULATIONS = (
    Column("population", Kind.TEXT, "a population", "EU Chamber members"),
    Column("within", Kind.TEXT, "another that holds all of it", "all", may_be_empty="it is within none"),
)

FILES = {"claims": CLAIMS, "populations": POPULATIONS}
