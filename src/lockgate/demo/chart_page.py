"""The page in docs/reference that counts the whole Country Chart; written by `./run docs`, held fresh by a test."""

from __future__ import annotations

from lockgate.demo.chart import CATEGORIES, by_category, reading_causes, us_chart
from lockgate.regimes.determination import Outcome
from lockgate.regimes.regime_summary import summary_of
from lockgate.regimes.shelf import law_of

WORDS = {
    Outcome.PROHIBITED: "prohibited",
    Outcome.LICENCE_REQUIRED: "licence required",
    Outcome.NEEDS_READING: "needs reading",
    Outcome.NOT_REQUIRED: "not required (free, on item and destination alone)",
}


def chart_page() -> str:
    """Return the page as Markdown: cells by outcome, by category, and why cells need reading."""
    law = law_of("us-ear")
    chart = us_chart(law)
    cells = chart.outcomes.size
    summary = summary_of(law)
    lines = [
        "# The Commerce Country Chart, cell by cell",
        "",
        (
            f"The {len(chart.entries)} entries of the snapshot by {len(chart.destinations)} destinations (196 rows of "
            f"the Chart and the four embargoed) on {chart.on}: {cells:,} questions, with nothing said about end use, "
            "end user or parties. `./run docs` answers them and writes this page."
        ),
        "",
        "| outcome | cells | share |",
        "| --- | ---: | ---: |",
        *(
            f"| {WORDS[outcome]} | {chart.count(outcome):,} | {chart.count(outcome) / cells:.1%} |"
            for outcome in reversed(Outcome)
        ),
        "",
        "An embargo is a licence requirement with a policy of denial in this regime, so it counts as licence required.",
        "",
        "| category | entries | licence required | needs reading | not required |",
        "| --- | ---: | ---: | ---: | ---: |",
        *(
            f"| {digit} {CATEGORIES[digit]} | {entries} | {share['licence_required']:.1%} "
            f"| {share['needs_reading']:.1%} | {share['not_required']:.1%} |"
            for digit, entries, share in by_category(chart)
        ),
        "",
        "## How much of each entry is encoded",
        "",
        (
            f"Of the {summary.listed} entries of the pack (the snapshot's 633, five that it runs together with others, "
            "and EAR99), as `lockgate regime show us-ear` prints it:"
        ),
        "",
        "| encoded | entries | share |",
        "| --- | ---: | ---: |",
        *(
            f"| {encoding.value.replace('_', ' ')} | {count} | {count / summary.listed:.1%} |"
            for encoding, count in summary.encoded.items()
            if count
        ),
        "",
        (
            "Whole: every rule of the entry is certain. In part: some are, some reach a part that only words describe, "
            "or point to text that is not held. Reading: none is certain."
        ),
        "",
        "## Why cells need reading",
        "",
        "Each cell is counted once, by the first cause that the answer names.",
        "",
        "| cells | cause |",
        "| ---: | --- |",
        *(f"| {count:,} | {cause} |" for cause, count in reading_causes(chart, law).most_common()),
        "",
        (
            "A bare entry is many things: with the paragraph named, most of these answers become certain. Entries "
            "without any row point elsewhere (the ITAR, short supply, another entry) and are never called free."
        ),
        "",
    ]
    return "\n".join(lines)
