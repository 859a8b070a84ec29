"""Who acts: a person with an account, a machine account, or Lockgate itself.

The journal keeps an actor as text, with no foreign key: a row stays true when the account is gone.
"""

from typing import NamedTuple


class Actor(NamedTuple):
    """Who acts. `id` names the account for ever; `label` is what people call it, and can be redacted."""

    id: str
    label: str


LOCKGATE = Actor("lockgate", "Lockgate")
"""Lockgate itself, where a clock or a start acts and no person does."""
