"""Who acts, as the journal keeps it: a person with an account, a machine account, or Lockgate itself.

It is kept as text, with no foreign key: a row stays true when the account is gone. What somebody may do is
`permissions`' question.
"""

from typing import NamedTuple


class Actor(NamedTuple):
    """Who acts. `id` names the account for ever; `label` is what people call it, and can be redacted."""

    id: str
    label: str
