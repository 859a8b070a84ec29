"""How fast determination is: one warm answer, a million rows, files, and GoRules' zen-engine on the same table.

Run by `./run bench determination`. Every figure is a median of several runs in this one process; the peer answers
the same questions from the same rules, and its answers are compared before it is timed.
"""

from __future__ import annotations

import json
import platform
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as arrow_csv
import zen

from lockgate.core.countries import COUNTRIES
from lockgate.regimes.determination import Question, ask, determine
from lockgate.regimes.determination.detail import Details
from lockgate.regimes.determination.files import determine_file
from lockgate.regimes.determination.law import Law, Rule
from lockgate.regimes.determination.table import WORDS, outcome_codes
from lockgate.regimes.pack import Kind
from lockgate.regimes.pack_files import read_pack
from lockgate.regimes.shelf import PACKS, law_of

ROWS = 1_000_000
RUNS = 5
CHART_DAY = date(2026, 7, 23)


def seconds(act: Callable[[], Any], runs: int = RUNS) -> list[float]:
    """Return the seconds of each of `runs` calls."""
    taken: list[float] = []
    for _ in range(runs):
        start = time.perf_counter()
        act()
        taken.append(time.perf_counter() - start)
    return taken


def said(name: str, values: list[float], unit: str) -> None:
    """Print a figure as its median, least and most."""
    print(f"  {name:<66} {statistics.median(values):>14,.1f} {unit}  ({min(values):,.1f} to {max(values):,.1f})")


def one_answer(law: Law, **words: str) -> list[float]:
    """Return microseconds of one warm determination with its trace, as medians of batches."""
    question = ask(law, **words)
    day = CHART_DAY if law.regime.code == "us-ear" else date(2025, 4, 4)
    determine(question, day, law)
    return [taken / 2_000 * 1e6 for taken in seconds(lambda: [determine(question, day, law) for _ in range(2_000)], 9)]


def questions(law: Law, rows: int) -> tuple[dict[str, pa.Array], int]:
    """Return columns of `rows` valid questions and how many of them are distinct."""
    chance = random.Random(20250404)
    entries = list(law.control_list.periods)
    destinations = [code for code in COUNTRIES if code not in law.regime.territory]
    span = (law.regime.law_known_to - law.regime.law_from).days
    days = [(law.regime.law_from + timedelta(days=day)).isoformat() for day in range(span + 1)]
    columns = {
        "entry": chance.choices(entries, k=rows),
        "destination": chance.choices(destinations, k=rows),
        "end_use": chance.choices(["", "civil", "military", "nuclear"], k=rows),
        "on": chance.choices(days, k=rows),
    }
    distinct = len(set(zip(*columns.values(), strict=True)))
    return {name: pa.array(values) for name, values in columns.items()}, distinct


def many_rows(code: str) -> None:
    """Print the rate from columns in memory to the outcome column, first call and warm, and with reasons."""
    fresh = [Law(read_pack(PACKS / code)) for _ in range(3)]
    columns, distinct = questions(fresh[0], ROWS)
    print(f"\n{code}: {ROWS:,} rows, {distinct:,} distinct questions (entry, destination, end use, date)")
    first = [seconds(lambda law=law: outcome_codes(columns, law, on=None, today=CHART_DAY), 1)[0] for law in fresh]
    said(
        "columns to outcome column, first call of a process, rows a second", [ROWS / taken for taken in first], "rows/s"
    )
    law = fresh[0]
    warm = seconds(lambda: outcome_codes(columns, law, on=None, today=CHART_DAY))
    said("columns to outcome column, warm", [ROWS / taken for taken in warm], "rows/s")
    some = 100_000
    rows = list(
        zip(
            *(columns[name].to_pylist()[:some] for name in ("destination", "entry")),
            [""] * some,
            columns["end_use"].to_pylist()[:some],
            [""] * some,
            columns["on"].to_pylist()[:some],
            strict=True,
        )
    )
    with_reasons = seconds(lambda: Details(law, on=None, today=CHART_DAY).of(rows), 3)
    said(
        f"with reasons, requirements, open questions ({some:,} rows)",
        [some / taken for taken in with_reasons],
        "rows/s",
    )
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "in.csv", Path(folder) / "out.csv"
        arrow_csv.write_csv(pa.table({name: column[:some] for name, column in columns.items()}), source)
        ended = seconds(lambda: determine_file(law, source, target, on=None, today=CHART_DAY), 3)
        said(f"csv file to csv file with all columns ({some:,} rows)", [some / taken for taken in ended], "rows/s")


def chart_cells(law: Law) -> list[tuple[str, str, str]]:
    """Return (measure, entry, destination) for each cell of the Chart that a table row can express."""
    day = law.day(CHART_DAY)
    cells = []
    for entry in law.control_list.periods:
        own = [rule for rule in day.rules_about(entry) if not rule.general and rule.moves]
        if own and all(_is_plain(rule, entry) for rule in own):
            cells += [(rule.measure.id, entry, code) for rule in own for code in sorted(rule.destinations or ())]
    return cells


def _is_plain(rule: Rule, entry: str) -> bool:
    measure = rule.measure
    certain = measure.kind is Kind.LICENCE and not rule.factual and not measure.except_entries and not rule.excepted
    return certain and measure.entries == (entry,) and rule.destinations is not None


def zen_decision(cells: list[tuple[str, str, str]]) -> Any:
    """Return zen-engine's decision over a table with a row a cell, first hit wins, else not required."""
    rules = [
        {"_id": f"{measure}-{code}", "entry": f"'{entry}'", "to": f"'{code}'", "out": "'licence_required'"}
        for measure, entry, code in cells
    ]
    rules.append({"_id": "else", "entry": "", "to": "", "out": "'not_required'"})
    table = {
        "hitPolicy": "first",
        "inputs": [{"id": "entry", "name": "entry", "field": "entry"}, {"id": "to", "name": "to", "field": "to"}],
        "outputs": [{"id": "out", "name": "outcome", "field": "outcome"}],
        "rules": rules,
    }
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in"},
        {"id": "table", "type": "decisionTableNode", "name": "table", "content": table},
        {"id": "out", "type": "outputNode", "name": "out"},
    ]
    edges = [
        {"id": "1", "type": "edge", "sourceId": "in", "targetId": "table"},
        {"id": "2", "type": "edge", "sourceId": "table", "targetId": "out"},
    ]
    content = {"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges}
    return zen.ZenEngine().create_decision(json.dumps(content))


def against_zen(law: Law, table_rows: int) -> None:
    """Print both engines' rates on the same cells of the Chart, after their answers were compared."""
    cells: list[tuple[str, str, str]] = []
    for _, of_entry in groupby(chart_cells(law), key=lambda cell: cell[1]):
        cells += of_entry
        if len(cells) >= table_rows:
            break
    entries = sorted({entry for _, entry, _ in cells})
    embargoed = {"CU", "IR", "KP", "SY", "RU", "BY", "IQ"}
    open_to_both = [code for code in COUNTRIES if law.has_row(code, CHART_DAY) and code not in embargoed]
    asked = [{"entry": entry, "to": to} for entry in entries for to in open_to_both]
    sample = random.Random(1).sample(asked, min(1_000, len(asked)))
    decision = zen_decision(cells)
    theirs = [decision.evaluate(row)["result"]["outcome"] for row in sample]
    columns = {"entry": [row["entry"] for row in sample], "destination": [row["to"] for row in sample]}
    ours = [WORDS[code] for code in outcome_codes(columns, law, on=CHART_DAY, today=CHART_DAY)]
    if theirs != ours:
        raise SystemExit(
            f"The engines disagree: {next(row for row in zip(sample, theirs, ours, strict=True) if row[1] != row[2])}"
        )
    print(
        f"\nzen-engine, {len(cells) + 1:,} table rows (a row a marked cell of the Chart): all {len(sample):,} answers"
        " equal; embargoed destinations left out, their rules do not fit the table"
    )
    few = sample[:200]
    zen_one = seconds(lambda: [decision.evaluate(row) for row in few])
    zen_traced = seconds(lambda: [decision.evaluate(row, {"trace": True}) for row in few])
    prepared: list[Question] = [ask(law, entry=row["entry"], destination=row["to"]) for row in few]
    our_one = seconds(lambda: [determine(question, CHART_DAY, law) for question in prepared])
    said("zen, one answer", [taken / len(few) * 1e6 for taken in zen_one], "µs")
    said("zen, one answer with its trace", [taken / len(few) * 1e6 for taken in zen_traced], "µs")
    said("Lockgate, one warm answer with its trace", [taken / len(few) * 1e6 for taken in our_one], "µs")
    said("ratio, one answer", [left / right for left, right in zip(zen_one, our_one, strict=True)], "times")
    said(
        "ratio, one answer with its trace",
        [left / right for left, right in zip(zen_traced, our_one, strict=True)],
        "times",
    )
    bulk = {
        name: pa.array([row[key] for row in sample] * (ROWS // len(sample) + 1))[:ROWS]
        for name, key in (("entry", "entry"), ("destination", "to"))
    }
    our_bulk = seconds(lambda: outcome_codes(bulk, law, on=CHART_DAY, today=CHART_DAY))
    said(
        "ratio in bulk (rows a second, Lockgate over zen)",
        [ROWS / taken / (len(few) / one) for taken, one in zip(our_bulk, zen_one, strict=True)],
        "times",
    )


def main() -> None:
    """Print every figure."""
    print(f"Python {platform.python_version()}, {platform.machine()}; medians (least to most)")
    print("\nOne determination, warm, with its trace")
    us, cn = law_of("us-ear"), law_of("cn-dual-use")
    said("us-ear 3A001.a.2 to CN", one_answer(us, entry="3A001.a.2", destination="CN"), "µs")
    said("us-ear 3A001.a.2 to DE", one_answer(us, entry="3A001.a.2", destination="DE"), "µs")
    said("us-ear EAR99 to IR", one_answer(us, entry="EAR99", destination="IR"), "µs")
    said("us-ear 3A001 (19 paragraphs of different fate) to DE", one_answer(us, entry="3A001", destination="DE"), "µs")
    said(
        "cn-dual-use 1C904.a.4 to JP, civil", one_answer(cn, entry="1C904.a.4", destination="JP", end_use="civil"), "µs"
    )
    said("cn-dual-use 1C904 (12 items) to JP", one_answer(cn, entry="1C904", destination="JP"), "µs")
    many_rows("us-ear")
    many_rows("cn-dual-use")
    against_zen(us, 100)
    against_zen(us, 5_000)


if __name__ == "__main__":
    main()
