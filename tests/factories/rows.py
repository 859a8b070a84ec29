"""A row of any table, with all that it refers to: for what must hold of every table, also of one that is new.

What the kind of a column does not tell (a closed set of words, a column that depends on another) stands in WORDS; a
table whose checks refuse what is made here needs a line there.
"""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from django.db import models

from lockgate.core.identifiers import new_id

WORDS: dict[str, dict[str, Any]] = {
    "accounts.User": {"email": "user-{number}@example.org"},
    "applications.Application": {"state": "draft"},
    "applications.Dependence": {"share_permille": 500},
    "applications.Line": {"entry": "1C904.a"},
    "casework.Case": {"state": "submitted"},
    "casework.ClockMove": {"kind": "start"},
    "casework.Proposal": {"state": "open", "valid_months": 12},
    "casework.ProposalLine": {"outcome": "granted", "granted_amount": 5, "assessment": "civil"},
    "casework.Review": {"recommendation": ""},
    "licences.LedgerEntry": {
        "kind": "amount",
        "sequence": 1,
        "amount": 5,
        "drawn_before": 0,
        "drawn_after": 0,
        "reserved_before": 0,
        "reserved_after": 0,
        "allowed_before": 0,
        "allowed_after": 5,
    },
    "licences.Licence": {"origin": "granted", "standing": "in_force"},
    "parties.Member": {"role": "officer"},
}
MOMENT = datetime(2026, 3, 1, 9, 30, 0, 123456, tzinfo=UTC)
_numbers = count(1)


def rows_with(model: type[models.Model]) -> list[Any]:
    """Save a row of a table and all that it refers to; return them, the row itself as the last."""
    number = next(_numbers)
    made: list[Any] = []
    values: dict[str, Any] = {}
    words = WORDS.get(model._meta.label, {})
    for field in model._meta.concrete_fields:
        if field.name in words:
            word = words[field.name]
            values[field.name] = word.format(number=number) if isinstance(word, str) else word
        elif isinstance(field, models.ForeignKey):
            if not field.null or (isinstance(field, models.OneToOneField) and field.related_model is not model):
                above = rows_with(field.related_model)
                made += above
                values[field.name] = above[-1]
        elif not (field.null or field.has_default() or field.blank or isinstance(field, models.AutoField)):
            values[field.name] = _value(field, number)
    made.append(model._base_manager.create(**values))
    return made


def _value(field: "models.Field[Any, Any]", number: int) -> Any:
    if isinstance(field, models.UUIDField):
        return new_id()
    if isinstance(field, models.DateTimeField):
        return MOMENT
    if isinstance(field, models.DateField):
        return date(2026, 3, 1)
    if isinstance(field, models.JSONField):
        return [{"number": number, "note": "稀土 ß"}]
    if isinstance(field, models.IntegerField):
        return number
    if isinstance(field, models.BooleanField):
        return True
    return f"{number}"[-(field.max_length or 100) :]
