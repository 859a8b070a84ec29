"""What the row of a site has to say beside its figures: why a cell is empty, and what a figure leaves out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lockgate.insight.run_out.drawing import DRAWS, ERROR
from lockgate.insight.run_out.figures import METHODS, NONE, QUANTILES, Figures
from lockgate.insight.run_out.part_shipment import SAME
from lockgate.insight.run_out.rows import PendingRows
from lockgate.insight.run_out.standing import Standing
from lockgate.insight.run_out.whole_sites import WholeSites

Flags = NDArray[np.bool_]


NO_CHANCE: Final = "So no chance can be told."
STOPS_BEFORE: Final = "It stops before any case can come; what would help it can't be told."


class Notes:
    """A text for each site, to which sentences are added."""

    def __init__(self, sites: int) -> None:
        self.texts = [""] * sites

    def add(self, where: Flags, sentence: str | Callable[[int], str]) -> None:
        """Add a sentence where it holds; a function gives that of a site."""
        for place in np.flatnonzero(where).tolist():
            said = sentence if isinstance(sentence, str) else sentence(place)
            self.texts[place] += f" {said}" if self.texts[place] else said


def notes_of(
    whole: WholeSites,
    cases: PendingRows,
    figures: Figures,
    standing: Standing,
    aside: NDArray[np.int64],
    stock_aside: NDArray[np.int64],
    *,
    horizon: int,
) -> list[str]:
    """Return the note of each site; `aside` is how many rows of what would come to it were set aside.

    `stock_aside` is how many other rows of STOCK about it were.
    """
    notes = Notes(len(figures.cover))
    uses = whole.is_known & ~whole.uses_nothing
    notes.add(whole.uses_nothing, "It uses nothing, so it never stops.")
    _say_why_unknown(notes, whole)
    notes.add(uses & ~whole.fits, "Its amounts are too large, or have too many digits, to be compared exactly.")
    _say_whose_pace(notes, whole, cases, standing, uses & whole.fits & (standing.lacks_pace | standing.stops_before))
    worked_out = (figures.method > 0) & ~whole.uses_nothing
    notes.add(worked_out & (figures.stops[-1] == NONE), lambda place: _not_reached(figures, place, horizon))
    drawn = figures.method == METHODS.index("simulation")
    notes.add(drawn, f"{DRAWS} draws with a fixed seed: a chance has a standard error of at most {ERROR:.4f}.")
    notes.add(
        worked_out & standing.is_cut_off & (whole.pending_from[1:] > whole.pending_from[:-1]),
        "PACE ends before the horizon: a grant later than it tells of counts as not coming, so a stop may be less "
        "likely than told.",
    )
    notes.add(figures.helps_too > 0, lambda place: f"{_cases(figures.helps_too[place])} would help as much.")
    helpless = worked_out & (figures.chance > SAME) & (figures.helps == NONE) & (np.diff(whole.pending_from) > 0)
    helpless &= ~standing.stops_before
    notes.add(helpless, "No pending case granted today makes a stop less likely.")
    notes.add(worked_out & (figures.part == 0), "A stop is less likely than 5 % without a part-shipment.")
    notes.add(stock_aside > 0, lambda place: _other_rows(stock_aside[place]))
    notes.add(aside > 0, lambda place: f"What {_rows(aside[place])} would bring is not counted: set aside.")
    return notes.texts


def _say_why_unknown(notes: Notes, whole: WholeSites) -> None:
    notes.add(whole.lacks_stock & ~whole.lacks_usage & ~whole.uses_nothing, "The stock is unknown.")
    notes.add(whole.lacks_usage & ~whole.lacks_stock, "The usage is unknown.")
    notes.add(whole.lacks_usage & whole.lacks_stock, "The stock and the usage are unknown.")


def _say_whose_pace(notes: Notes, whole: WholeSites, cases: PendingRows, standing: Standing, where: Flags) -> None:
    def sentence(place: int) -> str:
        rows = slice(*whole.pending_from[place : place + 2].tolist())
        said = []
        if unknown := cases.id[rows][standing.has_no_curve[rows]].tolist():
            said.append(f"PACE tells of no grants for the group of {', '.join(unknown)}.")
        if impossible := cases.id[rows][standing.is_impossible[rows]].tolist():
            said.append(f"By PACE all were decided before they had waited as long as {', '.join(impossible)}.")
        if beyond := cases.id[rows][standing.is_beyond[rows]].tolist():
            said.append(f"PACE follows no line for longer than {', '.join(beyond)} waited.")
        return " ".join([*said, STOPS_BEFORE if standing.stops_before[place] else NO_CHANCE])

    notes.add(where, sentence)


def _not_reached(figures: Figures, place: int, horizon: int) -> str:
    least = next(share for share, day in zip(QUANTILES, figures.stops[:, place].tolist(), strict=True) if day == NONE)
    return f"The chance of a stop does not reach {least * 100:.0f} % within {horizon} days."


def _cases(number: int) -> str:
    return "Another case" if number == 1 else f"{number} other cases"


def _other_rows(number: int) -> str:
    return f"{'Another row' if number == 1 else f'{number} other rows'} of it in STOCK cannot be used: set aside."


def _rows(number: int) -> str:
    return "1 row" if number == 1 else f"{number} rows"
