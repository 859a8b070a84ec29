"""The file that somebody fills in, with a row as an example, and the dictionary that says what its columns mean."""

import csv
import io
from collections.abc import Sequence

from lockgate.insight.own_file.column import Column


def template_csv(columns: Sequence[Column]) -> str:
    """Return a csv of the header and one example row."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow([one.name for one in columns])
    rows.writerow([one.example for one in columns])
    return out.getvalue()


def dictionary_lines(columns: Sequence[Column]) -> list[str]:
    """Return a table in Markdown: column, how it is written, what it means, what empty means."""
    lines = ["| column | written as | means | if empty |", "| --- | --- | --- | --- |"]
    for one in columns:
        name = one.name if one.required else f"{one.name} (may be left out)"
        lines.append(f"| {name} | {one.kind} | {one.meaning} | {one.may_be_empty or 'the row is set aside'} |")
    return lines
