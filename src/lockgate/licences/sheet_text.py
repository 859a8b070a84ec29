"""A licence as text for a terminal. Pure; called by `lockgate licence show`."""

from collections.abc import Iterator

from lockgate.licences.queries import LicenceSheet, LineSheet
from lockgate.licences.wording import item_words

NOT_SEALED = "Journal: nothing is sealed yet"


def sheet_text(sheet: LicenceSheet) -> str:
    """Return a licence as text: what holds today, each line with what is left, what was said, the journal's head."""
    return "\n".join(
        [
            f"Licence {sheet.licence}: {sheet.state.words.upper()} on {sheet.on}",
            f"Exporter: {sheet.exporter}",
            _origin(sheet),
            f"Valid from {sheet.valid_from} to {sheet.valid_to}, both days included",
            *(text for line in sheet.lines for text in _line(line)),
            *(f"{change.at:%Y-%m-%d %H:%M} UTC, {change.word}: {change.reason}" for change in sheet.changes),
            "",
            f"Journal: {sheet.journal_head} (whole: lockgate journal head)" if sheet.journal_head else NOT_SEALED,
        ]
    )


def _origin(sheet: LicenceSheet) -> str:
    if sheet.case:
        return f"Granted here in case {sheet.case} under {sheet.regime}"
    return "Held from elsewhere and imported: this authority did not grant it"


def _line(line: LineSheet) -> Iterator[str]:
    yield ""
    yield f"Line {line.line}: {item_words(line)}"
    yield f"  to {line.consignee}, {line.destination}; {line.state.words}"
    yield f"  {line.quantity} {line.unit}: drawn {line.drawn}, reserved {line.reserved}, balance {line.balance}"
    yield f"  value {line.value} {line.currency}" if line.value else "  value unknown"
    yield from (f"  condition: {condition}" for condition in line.conditions)
