"""What can be chosen in a form: the rows that radios, checkboxes and selects show."""

from collections.abc import Collection, Mapping
from typing import NamedTuple


class Choice(NamedTuple):
    """One value of a field: what is sent, what is read, whether it was chosen, and a hint below."""

    value: str
    label: str
    chosen: bool = False
    hint: str = ""


def choices(labels: Mapping[str, str], chosen: Collection[str] = ()) -> tuple[Choice, ...]:
    """Return the values with their labels, those that were chosen marked. Give `chosen` as a list, not as one text."""
    return tuple(Choice(value, label, value in chosen) for value, label in labels.items())
