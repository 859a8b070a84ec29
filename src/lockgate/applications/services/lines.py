"""Adding lines to a draft, and removing them."""

from __future__ import annotations

from lockgate.applications.line import LINES_MAX, LineFacts, check_currency, counted_line
from lockgate.applications.models import Line
from lockgate.applications.permissions import ADD_LINE, REMOVE_LINE
from lockgate.applications.queries import next_number, numbered
from lockgate.applications.services.changing import changing
from lockgate.core.errors import Invalid
from lockgate.core.permissions import Person
from lockgate.journal.acts import Act
from lockgate.journal.record import record
from lockgate.regimes.shelf import law_of


def add_line(*, by: Person, application: str, line: LineFacts, seen: int | None = None) -> Line:
    """Add a line to a draft; its number is one more than the highest. Records `line.added`.

    Raises NotFound, NotAllowed, Conflict, NotPossibleNow, and Invalid with every field that is wrong.
    """
    act = Act.LINE_ADDED
    with changing(by=by, application=application, permission=ADD_LINE, act=act, seen=seen) as held:
        counted = counted_line(law_of(held.regime), line)
        if held.lines.count() >= LINES_MAX:
            raise Invalid(f"An application has at most {LINES_MAX} lines.", mend="Apply for the rest separately.")
        facts = counted.facts
        check_currency(facts.currency, set(held.lines.values_list("currency", flat=True)))
        made = Line(
            application=held,
            number=next_number(held.lines.all()),
            entry=facts.entry,
            goods_code=facts.goods_code,
            description=facts.description,
            quantity=facts.quantity,
            unit=facts.unit,
            amount=counted.measured.amount,
            dimension=counted.measured.dimension,
            value=facts.value,
            value_minor=counted.worth.amount,
            currency=facts.currency,
        )
        made.save(force_insert=True)
        held.save(update_fields=["version"])
        content = {"number": made.number, "item": made.entry or made.goods_code}
        record(act=act, by=by.actor, subject=f"application {held.reference}", content=content, rows=[held, made])
    return made


def remove_line(*, by: Person, application: str, number: int, seen: int | None = None) -> None:
    """Remove a line and what was declared of it from a draft; the other numbers stay. Records `line.removed`.

    Raises NotFound, NotAllowed, Conflict, NotPossibleNow.
    """
    act = Act.LINE_REMOVED
    with changing(by=by, application=application, permission=REMOVE_LINE, act=act, seen=seen) as held:
        line = numbered(held, number)
        declared = list(line.dependences.all())
        held.save(update_fields=["version"])
        record(
            act=act,
            by=by.actor,
            subject=f"application {held.reference}",
            content={"number": number},
            rows=[held],
            removed=[line, *declared],
        )
        for row in (*declared, line):
            row.delete()
