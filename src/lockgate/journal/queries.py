"""What does the journal hold on a subject? Read by rooms that compare their tables with it, or tell of an act."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from lockgate.journal.acts import Act
from lockgate.journal.models import Row
from lockgate.journal.named_rows import read_content, table_and_key, unvouched_by, written_by


class KeptAct(NamedTuple):
    """A row of the journal: its act as it is stored, and the digest of each table row that it wrote, by its name."""

    journal_row: int
    act: str
    rows: Mapping[str, str]


class ToldAct(NamedTuple):
    """An act as it was recorded: when, by which actor, and its content; empty where it was redacted."""

    at: datetime
    by_id: str
    content: Mapping[str, Any]


def told_of(subject: str, act: Act) -> tuple[ToldAct, ...]:
    """Return what was recorded of one kind of act on a subject, in its order."""
    held = Row.objects.filter(subject=subject, act=act.value).order_by("id").values_list("at", "by_id", "content")
    return tuple(ToldAct(at, by_id, read_content(content)) for at, by_id, content in held)


def acts_on(subjects: Iterable[str]) -> Iterator[KeptAct]:
    """Yield what the journal holds on these subjects, in the order of its rows; a redacted act tells no rows."""
    held = Row.objects.filter(subject__in=list(subjects)).order_by("id").values_list("id", "act", "content")
    for row, act, content in held.iterator(chunk_size=1000):
        yield KeptAct(row, str(act), written_by(content))


def unvouched_keys(table: str) -> dict[str, int]:
    """Return the keys of a table's rows that a redacted act wrote, with the journal row of that act."""
    redactions = Row.objects.filter(act=Act.JOURNAL_REDACTED).values_list("content", flat=True)
    return {
        key: act
        for content in redactions.iterator(chunk_size=1000)
        for act, names in unvouched_by(content).items()
        for place, key in map(table_and_key, names)
        if place == table
    }


def acts_recorded() -> int:
    """Count all that was ever recorded."""
    return Row.objects.count()
