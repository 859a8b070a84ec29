"""Every entry of a chart regime by every destination of its chart, and what came out. Pure arrays and counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from lockgate.regimes.determination import Outcome, ask, determine
from lockgate.regimes.determination.law import Law
from lockgate.regimes.determination.table import WORDS, outcome_codes
from lockgate.regimes.pack import Measure

CATEGORIES = {
    "0": "Nuclear and miscellaneous, firearms",
    "1": "Materials, chemicals, micro-organisms, toxins",
    "2": "Materials processing",
    "3": "Electronics",
    "4": "Computers",
    "5": "Telecommunications, information security",
    "6": "Sensors and lasers",
    "7": "Navigation and avionics",
    "8": "Marine",
    "9": "Aerospace and propulsion",
}


@dataclass(frozen=True, slots=True)
class Chart:
    """Outcome numbers (into WORDS), one row an entry, one column a destination."""

    on: date
    entries: list[str]
    destinations: list[str]
    outcomes: npt.NDArray[np.uint8]

    def count(self, outcome: Outcome) -> int:
        """Return how many cells came to `outcome`."""
        return int((self.outcomes == int(outcome)).sum())


def answer_chart(law: Law, on: date, entries: list[str], destinations: list[str]) -> Chart:
    """Answer every entry by every destination on a day, with no facts about use or user given."""
    columns = {
        "entry": [entry for entry in entries for _ in destinations],
        "destination": destinations * len(entries),
    }
    codes = outcome_codes(columns, law, on=on, today=on)
    return Chart(on, entries, destinations, codes.reshape(len(entries), len(destinations)))


def shares(chart: Chart, rows: npt.NDArray[np.bool_]) -> dict[str, float]:
    """Return the share of each outcome word among the cells of the entries in `rows`."""
    cells = chart.outcomes[rows]
    return {word: float((cells == code).mean()) for code, word in enumerate(WORDS)}


def by_category(chart: Chart) -> list[tuple[str, int, dict[str, float]]]:
    """Return, for each category digit, how many entries it has and the shares of outcomes over all destinations."""
    digits = np.array([entry[0] for entry in chart.entries])
    return [(digit, int((digits == digit).sum()), shares(chart, digits == digit)) for digit in CATEGORIES]


def reading_causes(chart: Chart, law: Law) -> Counter[str]:
    """Count the cells that need reading by their first cause, as the engine itself names it."""
    causes: Counter[str] = Counter()
    for row, column in np.argwhere(chart.outcomes == int(Outcome.NEEDS_READING)).tolist():
        question = ask(law, entry=chart.entries[row], destination=chart.destinations[column])
        causes[_cause(determine(question, chart.on, law).readings[0].measure)] += 1
    return causes


def _cause(measure: Measure | None) -> str:
    if measure is None:
        return "the paragraphs of the entry differ: the bare entry does not say which"
    if measure.part:
        return "a requirement applies to a part of the entry that only words describe"
    if measure.destinations:
        return "a rule of the destination is prose or rests on a list that is not held"
    return "a rule of the entry is prose or rests on a list that is not held"


def us_chart(law: Law) -> Chart:
    """Answer every entry that the snapshot lists by every destination of the Chart and the four embargoed."""
    on = law.regime.law_known_to
    # groups.csv does not say who has a row of its own: these two stand in it by footnote 5 and 738.3(b), as China and
    # the United Kingdom. The chart printed has no row for them.
    inherited = {"HK", "KY"}
    destinations = sorted(law.groups.members((law.regime.destination_rows,), on) - inherited)
    # A doubtful entry of this pack is one that the snapshot runs together with another, and EAR99 is no entry.
    entries = [code for code, rows in law.control_list.periods.items() if code != "EAR99" and not rows[0].doubt]
    return answer_chart(law, on, entries, destinations)
