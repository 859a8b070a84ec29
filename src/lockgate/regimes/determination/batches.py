"""A table of questions as it is read and answered: batches of rows, where each question stands, what cannot be read.

Shared by `files` (csv, and the whole of it) and `parquet`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from lockgate.core.encoding import first_line_not_utf8
from lockgate.core.errors import Invalid
from lockgate.core.whole_file import why_refused
from lockgate.regimes.determination.asking import shown
from lockgate.regimes.determination.detail import Detail
from lockgate.regimes.determination.question import QUESTION_COLUMNS

ANSWER_COLUMNS = Detail._fields
BATCH_ROWS = 20_000


Words = tuple[str, str, str, str, str, str]
"""A row's words in the order of QUESTION_COLUMNS, "" where none."""


class UnreadableTable(Invalid):
    """IN cannot be read as a table of questions."""

    code = "regimes.unreadable_table"


class Batch(Protocol):
    """Some rows of a table: what each asks, or a sentence why it asks nothing, and its cells as text."""

    @property
    def asked(self) -> list[Words | str]:
        """The words of each row's question, or why the row has none."""

    @property
    def cells(self) -> list[list[str]]:
        """The rows, each as wide as the header."""


@dataclass(frozen=True, slots=True)
class TextBatch:
    """Rows of a csv file."""

    asked: list[Words | str]
    cells: list[list[str]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table that is being read, in one batch or more; `position` is how far, as `Progress` counts."""

    header: list[str]
    separator: str
    batches: Iterator[Batch]
    position: Callable[[], int]


Answered = Iterator[tuple[Batch, list[Detail]]]


@contextmanager
def faults_told(source: Path, place: Callable[[], str] = str) -> Iterator[None]:
    """Turn what goes wrong while IN is read into UnreadableTable; `place` says where reading is."""
    try:
        yield
    except UnicodeError as error:
        line = first_line_not_utf8(source)
        raise UnreadableTable(f"{source} is not UTF-8 (line {line}).", mend="Save it as UTF-8.") from error
    except csv.Error as error:
        raise UnreadableTable(
            f"{source} is no readable csv: {error}{place()}.", mend="Check quotes and separators."
        ) from error
    except OSError as error:
        raise UnreadableTable(
            f"{source} cannot be read: {why_refused(error)}.", mend="Check the path and the rights."
        ) from error


def must_be_file(source: Path) -> None:
    """Raise UnreadableTable for what is there and can be read only once: a pipe, a terminal."""
    if source.exists() and not source.is_file() and not source.is_dir():
        raise UnreadableTable(f"{source} is no ordinary file.", mend="Save what it gives as a file first.")


def question_places(header: list[str], source: Path) -> list[int | None]:
    """Return where each of QUESTION_COLUMNS stands in `header`; raise UnreadableTable for one without a question."""
    names = [re.sub(r"[\s-]+", "_", name.strip().lower()) for name in header]  # End-Use is end_use, not a stranger
    mend = "The header needs destination, and entry or goods_code or both."
    if any("\0" in name for name in names):
        raise UnreadableTable(f"The header of {source} is not UTF-8.", mend="Save it as UTF-8.")
    if not any(names):
        raise UnreadableTable(f"{source} has no header line.", mend=mend)
    for name in {*names} & {*QUESTION_COLUMNS}:
        if names.count(name) > 1:
            raise UnreadableTable(f"The header of {source} names the column {name} twice.", mend="Keep one of them.")
    clash = [name for name in ANSWER_COLUMNS if name in names]
    if clash:
        raise UnreadableTable(
            f"{source} already has the columns {', '.join(clash)}.",
            mend="Rename or remove them: the answer brings its own.",
        )
    if "destination" not in names or not {"entry", "goods_code"} & set(names):
        raise UnreadableTable(f"The header of {source} is: {', '.join(map(shown, names[:8]))}.", mend=mend)
    return [names.index(name) if name in names else None for name in QUESTION_COLUMNS]
